#!/usr/bin/env python3
"""Whether every row of data/ may be passed on: its source is known, and the source's terms allow it.

A table whose rows name a source key is held against data/sources.csv and data/ukraine/sources.csv.
A table without such a column is the project's own or stands in WHOLE below, with what it is from.
Terms must say in words that are known here what the source allows; a table under terms of its own
(SIPRI's: no commercial use) must hold nothing else, and its source may not be in another table.
"""
import csv
import pathlib
import re
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
# What allows single figures to be passed on; facts themselves are free.
ALLOWED = re.compile(
    r"public domain|public document|as the project|open research data|open government licence|"
    r"psi licence|reuse with attribution|free use with attribution|free for research with citation|"
    r"CC BY (3\.0 IGO|4\.0)|MIT licence|\bfacts?\b|\bfigures?\b|\bcited\b|\bclaims\b|\btotals\b|years only|"
    r"values cited|paraphrased|own work|distances only|area computed by us|name SIPRI", re.I)
# What forbids it, unless only single facts are taken.
FORBIDDEN = re.compile(r"all rights reserved|no redistribution|not to be (shared|redistributed|shipped)|"
                       r"popular (compilation|ranking)|\bCC BY-N[CD]|proprietary", re.I)
ONLY_FACTS = re.compile(r"facts quoted|distances only", re.I)
OWN_FILE = {"SIPRI_MILEX_2025": "sipri_spending.csv"}
DERIVED = {"assumptions.csv"}  # ranges estimated from figures, not the figures
# Columns of prose, not keys: they cite a document or a publication in words.
CITED_IN_WORDS = {"background.csv", "benchmarks.csv", "record.csv", "scorecard.csv", "treaty/cases.csv", "treaty/events.csv"}
WHOLE = {
    "caveats.csv": "own work", "examples.csv": "own work",
    "outcomes.csv": "own work",
    "reading/abbreviations.csv": "own work", "reading/meaning.csv": "own work",
    "reading/names.csv": "own work", "reading/patterns.csv": "own work", "reading/words.csv": "own work",
    "sobol_directions.csv": "published direction numbers (Joe and Kuo 2008), facts",
    "sources.csv": "own work", "ukraine/sources.csv": "own work",
    "state_codes.csv": "ISO 3166 and Correlates of War codes, facts",
    "state_names.csv": "names of states: Unicode CLDR (Unicode License), ISO, World Bank, IMF, UN",
    "states.csv": "sources by column, in keys.csv",
    "treaty/clauses.csv": "own paraphrase of treaties, which are in the public domain",
    "treaty/instruments.csv": "facts about treaties", "treaty/outlines.csv": "Natural Earth, public domain",
    "treaty/parties.csv": "facts about treaties", "treaty/places.csv": "facts",
    "treaty/readings.csv": "own work", "treaty/regions.csv": "facts", "treaty/states.csv": "facts",
    "treaty/territories.csv": "facts", "ukraine/issues.csv": "own work",
}


def table(path):
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def check(folder):
    """Every trouble of a data folder, a line each."""
    terms = {r["key"]: r["terms"] for name in ("sources.csv", "ukraine/sources.csv")
             for r in table(folder / name)}
    wrong = []
    for key, text in terms.items():
        if not ALLOWED.search(text):
            wrong.append(f"source {key}: its terms '{text}' do not say that figures may be passed on")
        if FORBIDDEN.search(text) and not ONLY_FACTS.search(text):
            wrong.append(f"source {key}: its terms '{text}' forbid it to ship")
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        rows = table(path)
        columns = [c for c in (rows[0] if rows else {}) if c in ("source", "later_source")]
        if not columns and name not in WHOLE:
            wrong.append(f"{name}: no column 'source', and {pathlib.Path(__file__).name} does not know it")
        for line, row in enumerate(rows, 2):
            keys = [k for c in columns for k in row[c].split()] if name not in CITED_IN_WORDS else []
            if columns and not row["source"].strip() and name != "keys.csv":
                wrong.append(f"{name}:{line}: no source")
            for key in keys:
                if key not in terms:
                    wrong.append(f"{name}:{line}: the source '{key}' is in no table of sources")
                elif OWN_FILE.get(key, name) != name and name not in DERIVED:
                    wrong.append(f"{name}:{line}: {key} may only be in {OWN_FILE[key]}")
            if name in OWN_FILE.values() and any(OWN_FILE.get(k) != name for k in keys):
                wrong.append(f"{name}:{line}: this table may hold one source only")
    return wrong


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    wrong = check(folder)
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


main()
