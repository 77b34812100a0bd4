#!/usr/bin/env python3
"""Commands stand on the public API: cmd_*.c include public headers and those of src/cli only.

Commands that still reach inside are listed with their headers and the reason. The list may only
shrink: a header that is included and not listed fails, and so does one that is listed and no longer
included.
"""

import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
HINT = "says 'did you mean' for the words of its own options"
PATHS = "loads tables without a session"
SAME = "does not write onto the file that it reads"
ALLOWED = {
    "cmd_benchmark.c": {"hindcasts are not part of the session":
                        "hindcast/benchmark.h session/paths.h"},
    "cmd_import.c": {HINT: "base/hint.h", SAME: "base/file.h", PATHS: "session/paths.h world/parts.h",
                     "importing is a library of its own":
                     "entente/world_build.h import/import.h import/import_write.h"},
    "cmd_read.c": {SAME: "base/file.h"},
}


def private(file):
    """Headers that a file includes from neither include/ nor src/cli."""
    found = re.findall(r'^ *# *include *"([^"]+)"', file.read_text(encoding="utf-8"), re.M)
    return {name for name in found
            if not name.startswith("cli/") and not (root / "include" / name).exists()}


problems = []
files = {file.name: file for file in sorted((root / "src/cli").glob("cmd_*.c"))}
for name, file in files.items():
    included = private(file)
    allowed = {header for headers in ALLOWED.get(name, {}).values() for header in headers.split()}
    problems += [f"src/cli/{name} includes the private {header}: ask the session "
                 "(include/entente/session.h)" for header in sorted(included - allowed)]
    problems += [f"src/cli/{name} no longer includes {header}: take it off the list in "
                 "tools/check_commands_api.py" for header in sorted(allowed - included)]
problems += [f"src/cli/{name} is listed in tools/check_commands_api.py and does not exist"
             for name in ALLOWED if name not in files]
print("\n".join(problems))
sys.exit(1 if problems else 0)
