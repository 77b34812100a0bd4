"""Where library, data and scenarios lie: named by the environment, or looked for."""

from __future__ import annotations

import ctypes.util
import importlib
import os
from pathlib import Path
from typing import Any, Optional

_SONAME = "libentente.so.1"
_HERE = Path(__file__).resolve().parent

def _library_of_system() -> Optional[str]:
    for root in (_HERE.parents[2:6]):
        for found in sorted(root.glob("lib*/" + _SONAME)) + sorted(root.glob("lib*/*/" + _SONAME)):
            return str(found)
    return ctypes.util.find_library("entente")


def find_library() -> str:
    """Path or name of libentente."""
    given = os.environ.get("ENTENTE_LIBRARY")
    if given:
        return given
    built = _HERE.parents[1] / "build" / _SONAME
    if built.exists():
        return str(built)
    return _library_of_system() or _SONAME


def _find_folder(variable: str, name: str, mark: str) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    library = Path(find_library())
    near = [_HERE.parents[1]]
    if library.is_absolute():
        near += [library.parents[1]]
        near += [up / "share" / "entente" for up in list(library.parents)[1:4]]
    near += [Path("/usr/local/share/entente"), Path("/usr/share/entente")]
    for place in near:
        if (place / name / mark).exists():
            return str(place / name)
    raise FileNotFoundError(f"no folder {name} of Entente found; set {variable}")


def find_data() -> str:
    """Folder of the data."""
    return _find_folder("ENTENTE_DATA", "data", "levers.csv")


def find_scenarios() -> str:
    """Folder of the scenarios."""
    return _find_folder("ENTENTE_SCENARIOS", "scenarios", "status-quo-2024.yaml")


def optional(module: str) -> Any:
    """A module that is nice to have, or None."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None
