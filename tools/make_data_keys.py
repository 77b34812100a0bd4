#!/usr/bin/env python3
"""Write docs/data-keys.md, the dictionary of facts, from data/keys.csv; --check only compares."""
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/data-keys.md"
HEAD = """# Data dictionary

Every fact the program starts from has one of these keys. Generated from `data/keys.csv` by
`tools/make_data_keys.py`; do not edit. `entente facts KEY` prints the figures, and a scenario, or
`entente import`, can replace those that are numbers.
"""


def main():
    parts = [HEAD]
    with (ROOT / "data/keys.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    for file in dict.fromkeys(r["file"] for r in rows):
        parts.append(f"\n## `data/{file}`\n\n| key | what it is | unit | range |\n|---|---|---|---|\n")
        for r in rows:
            if r["file"] != file:
                continue
            span = f"{r['low']} to {r['high']}" if r["low"] and r["high"] else r["kind"]
            text = f"{r['label']}. {r['help']}".replace("|", "/")
            parts.append(f"| `{r['key']}` | {text} | {r['unit'] or '-'} | {span} |\n")
    page = "".join(parts)
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            sys.exit("docs/data-keys.md differs from data/keys.csv; run tools/make_data_keys.py")
    else:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
