#!/usr/bin/env python3
"""Every assumption that names a source stands in docs/assumption-sources.md, once, with how far it was checked."""
import csv
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATES = {"found", "recomputed", "direction", "not found"}


def main():
    page = (ROOT / "docs/assumption-sources.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| ([a-z ]+) \| ((?:`[a-zA-Z_.0-9]+` ?)+) \| .+ \|$", page, re.M)
    seen = {key: state for state, keys in lines for key in re.findall(r"`([^`]+)`", keys)}
    times = Counter(key for _, keys in lines for key in re.findall(r"`([^`]+)`", keys))
    with open(ROOT / "data/assumptions.csv", encoding="utf-8", newline="") as f:
        rows = {r["key"]: r for r in csv.DictReader(f)}
    cited = {key for key, r in rows.items() if r["source"] != "ENTENTE"}
    wrong = [f"{key}: names {rows[key]['source']} and is not on the page" for key in sorted(cited - seen.keys())]
    wrong += [f"{key}: is on the page but names no source in data/assumptions.csv" for key in sorted(seen.keys() - cited)]
    wrong += [f"{key}: is on the page {n} times" for key, n in sorted(times.items()) if n > 1]
    wrong += [f"{key}: the state is one of {', '.join(sorted(STATES))}, not {state}" for key, state in sorted(seen.items()) if state not in STATES]
    # What was only supported in its direction, or not found, is not called a published or estimated figure.
    wrong += [f"{key}: is called {rows[key]['basis']}, but its source supports only the {state}" for key, state in sorted(seen.items())
              if key in cited and state in ("direction", "not found") and rows[key]["basis"] != "expert judgement"]
    for line in wrong:
        print(f"docs/assumption-sources.md: {line}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
