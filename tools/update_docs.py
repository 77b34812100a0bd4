#!/usr/bin/env python3
"""Bring the outputs shown in documents up to date: run each command of a block marked `console` and put
what it prints now in the place of what is shown. Lines left out with "..." stay left out: each line shown
becomes the line of the new output that is most like it, in order. Read the changes before you commit
them; tests/docs/run then passes.

    tools/update_docs.py PROGRAM DOCUMENT...
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def likeness(a, b):
    blank = lambda s: re.sub(r"[\d.,]+", "0", s)
    return difflib.SequenceMatcher(None, blank(a).split(), blank(b).split()).ratio() + 0.1 * (a == b)


def renewed(shown, got):
    """The lines shown, as they read in the new output."""
    if "..." not in shown:
        return got
    out, at = [], 0
    for index, line in enumerate(shown):
        if line == "...":
            if not out or out[-1] != "...":
                out.append("...")
            continue
        follows = index > 0 and shown[index - 1] != "..."
        candidates = range(at, min(at + 1, len(got)) if follows else len(got))
        best = max(candidates, key=lambda i: (likeness(line, got[i]), -i), default=None)
        if best is None:
            continue
        out.append(got[best])
        at = best + 1
    return out


def main(program, documents):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(Path(program).resolve(), Path(folder, "entente"))
        work = Path(folder, "work")
        work.mkdir()
        os.symlink(ROOT / "examples", work / "examples")
        env = {**os.environ, "PATH": folder + ":" + os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        for name in documents:
            path, out, mode, shown, command = Path(name), [], None, [], None

            def finish():
                if command is None:
                    return
                ran = subprocess.run(["bash", "-c", command], cwd=work, env=env, capture_output=True, text=True,
                                     stdin=subprocess.DEVNULL, check=False)
                got = [line.rstrip() for line in ran.stdout.rstrip("\n").split("\n")]
                # A block that is only run shows part of its output, or none.
                out.extend(renewed(shown, got) if shown and (mode == "compare" or "..." in shown) else shown)

            for line in path.read_text(encoding="utf-8").split("\n"):
                opens = line.startswith("```console")
                if opens or line.startswith("```") or (mode and line.startswith("$ entente ")):
                    finish()
                    command, shown = None, []
                    if opens:
                        mode = "run" if line.startswith("```console run") else "compare"
                    elif line.startswith("```"):
                        mode = None
                    else:
                        command = line[2:]
                    out.append(line)
                elif command is not None:
                    shown.append(line.rstrip())
                else:
                    out.append(line)
            path.write_text("\n".join(out), encoding="utf-8")


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(sys.argv[1], sys.argv[2:])
