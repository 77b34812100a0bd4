#!/usr/bin/env python3
"""Every number in a kernel is mathematics, a unit, a definition, a fact or a numerical guard.

Numbers other than 0 and 1 in the files below stand in tools/kernel_literals.csv with a reason.
A judgement belongs in data/assumptions.csv, where it can be changed and tested.
"""
import csv
import re
import sys
from pathlib import Path

KINDS = ("mathematics", "unit", "definition", "fact", "guard")
TOKEN = re.compile(r"(?<![\w.])(?:0x[0-9a-f.]+(?:p[+-]?\d+)?|\d+\.?\d*(?:e[+-]?\d+)?)[ulf]*", re.I)
NOISE = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])'|#include[^\n]*", re.S)


def kernels(source):
    """The files that are compiled once for each instruction set, and their headers."""
    lists = (source / "src/model/CMakeLists.txt").read_text(encoding="utf-8")
    names = re.findall(r"ent_sources\(kernel ([^)]*)\)", lists)
    files = [source / "src/model" / name for line in names for name in line.split()]
    return sorted(files + list((source / "src/model").glob("*.h")) +
                  [source / "src/futures/block.c", source / "src/world/build_settings.c"])


def literals(path):
    return set(TOKEN.findall(NOISE.sub(" ", path.read_text(encoding="utf-8")))) - {"0", "1", "0.0", "1.0"}


def main():
    source = Path(__file__).resolve().parent.parent
    with (source / "tools/kernel_literals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = {(r["file"], r["literal"]) for r in rows}
    found = {(str(p.relative_to(source)), x) for p in kernels(source) for x in literals(p)}
    wrong = [f"{f}: {x} has no reason in tools/kernel_literals.csv; "
             "a judgement belongs in data/assumptions.csv" for f, x in sorted(found - listed)]
    wrong += [f"tools/kernel_literals.csv: {f} has no {x} any more" for f, x in sorted(listed - found)]
    wrong += [f"tools/kernel_literals.csv: {r['file']}: {r['literal']}: no reason or unknown kind"
              for r in rows if r["kind"] not in KINDS or not r["reason"]]
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


sys.exit(main())
