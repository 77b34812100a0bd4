"""Writing a file the way the program does: whole or not at all, devices and links kept."""

from __future__ import annotations

import ctypes
import os
from typing import Union

from . import _places


def write_text(path: "Union[str, os.PathLike[str]]", text: str) -> None:
    """Write text as UTF-8; OSError with path and reason when it cannot be written."""
    message = ctypes.create_string_buffer(512)
    write = ctypes.CDLL(_places.find_library()).ent_text_write_file
    write.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p]
    write.restype = ctypes.c_int
    content = text.encode()
    if write(os.fsencode(path), content, len(content), message) != 0:
        raise OSError(message.value.decode(errors="replace"))
