#!/usr/bin/env python3
"""Write DATA-LICENSE.md from data/sources.csv and data/ukraine/sources.csv."""
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = """# Terms of the data

Written by `tools/make_data_license.py` from `data/sources.csv` and `data/ukraine/sources.csv`; do
not edit. Figures are single facts taken from publications; no publisher's table or text is copied
except where its terms allow it. Each figure names its source key. Whoever passes figures on names
the publisher.

- **Own work.** What the project judged, coded or estimated (sources `ENTENTE` and `OWN_CODING`),
  and the arrangement of the tables: under the project's licence (Apache-2.0).
- **SIPRI: non-commercial use only.** The figures of the SIPRI Military Expenditure Database are in
  one file of their own, `data/sipri_spending.csv`, and in one package, `entente-sipri`. Take it out
  for commercial use: NATO allies are not touched, as their figures come from NATO. In accounts the
  spending of other states is then missing; futures take shares judged by the project
  (`judged_pct_gdp` in `data/judged.csv`), differ from those with the table, and say so.
- **Unicode CLDR**: the names of states in 40 languages in `data/state_names.csv` are taken from it,
  copyright Unicode, Inc., under the Unicode License V3 (https://www.unicode.org/license.txt).
- **Natural Earth** outlines of the maps are in the public domain.
- Authors of works are named where a work is cited. `data/reading/names.csv` lists surnames of holders
  of public office, so that texts which name them can be read; no other person is named in the data.
  Web addresses are as their publishers wrote them.

A publisher who sees this differently is asked to open an issue; the file will be taken out.
"""


def table(path, address):
    """The rows of one file of sources as a Markdown table."""
    lines = ["| key | publisher | title | date | terms |", "|---|---|---|---|---|"]
    for row in csv.DictReader(path.open(encoding="utf-8")):
        cell = [row[k].replace("|", "/") for k in ("key", "publisher", "title", "date", "terms")]
        if row[address].startswith("http"):
            cell[2] = f"[{cell[2]}]({row[address]})"
        cell[0] = f"`{cell[0]}`"
        lines.append("| " + " | ".join(cell) + " |")
    return "\n".join(lines)


def main():
    """With --check the file is compared, not written."""
    text = HEAD
    for name, address in (("data/sources.csv", "address"), ("data/ukraine/sources.csv", "url")):
        text += f"\n## `{name}`\n\n" + table(ROOT / name, address) + "\n"
    path = ROOT / "DATA-LICENSE.md"
    if sys.argv[1:] != ["--check"]:
        path.write_text(text, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != text:
        sys.exit("DATA-LICENSE.md is not what the tables of sources say: run tools/make_data_license.py")


main()
