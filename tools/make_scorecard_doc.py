#!/usr/bin/env python3
"""Write the list of data/scorecard.csv into docs/validation.md, misses first, one figure a line.

    tools/make_scorecard_doc.py [--check]

The list stands between two marks. --check writes nothing and ends with 1 where the page differs.
"""
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE, PAGE = ROOT / "data/scorecard.csv", ROOT / "docs/validation.md"
FIRST, LAST = "<!-- scorecard: written by tools/make_scorecard_doc.py -->\n", "<!-- end of scorecard -->\n"
HEADS = {"hindcast": "Against the best naive rule", "record": "What was forecast in February 2025",
         "benchmark": "Beside published studies"}


def listed():
    with TABLE.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    out = FIRST
    for part, head in HEADS.items():
        out += f"\n### {head}\n\n"
        own = [r for r in rows if r["part"] == part]
        if part == "benchmark":    # a quantity of a study is not a sentence
            out += "| verdict | quantity | figures |\n|---|---|---|\n"
            out += "".join(f"| {r['verdict']} | {r['says'].replace('|', ' ')} | {r['figure']} |\n" for r in own)
        else:
            out += "".join(f"- {r['verdict'].capitalize()}: {r['says']}: {r['figure']}.\n" for r in own)
    return out + "\n" + LAST


def main():
    page = PAGE.read_text(encoding="utf-8")
    if page.count(FIRST) != 1 or page.count(LAST) != 1:
        sys.exit("docs/validation.md: the marks of the scorecard are missing")
    new = page[:page.index(FIRST)] + listed() + page[page.index(LAST) + len(LAST):]
    if "--check" in sys.argv and new != page:
        sys.exit("docs/validation.md: the list is not that of data/scorecard.csv. Run tools/make_scorecard_doc.py")
    if "--check" not in sys.argv:
        PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
