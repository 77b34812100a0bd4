#!/usr/bin/env python3
"""The facts of scenarios/today.yaml, from the newest release of NATO in data/nato_later.csv.

    tools/make_today.py            print the rows, and how their sum agrees with NATO's own
    tools/make_today.py --check    fail when the scenario has other rows
    tools/make_today.py --write    put them into the scenario
    tools/make_today.py --add PROGRAM RELEASE SOURCE FILE
                                   first read a release: the workbook as NATO publishes it, such as
                                   NATO-2027-06 NATO_DEFEXP_2027_06 def-exp-2027-en.xlsx. Its years
                                   after 2023 become rows of nato_later.csv (add SOURCE to
                                   sources.csv), then the scenario is written

One release gives all figures: the newest that has the share of every ally with forces for the
year before the scenario starts.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "scenarios/today.yaml"
TABLE = ROOT / "data/nato_later.csv"
KEYS = ("defence_pct_gdp", "equipment_pct_defence")
NO_FORCES = {"ISL"}


def read(path):
    with path.open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


def add(program, release, source, file):
    """Rows of a workbook, read by the program itself."""
    run = subprocess.run([program, "import", "nato", file, "--all", "--json", "--years", "2024:2100"],
                         check=True, capture_output=True, text=True)
    head = TABLE.read_text(encoding="utf-8").splitlines()[0].split(",")
    rows = {}
    for v in json.loads(run.stdout)["changes"]:
        if v["key"] in head and v["standing"] != "left out":
            row = rows.setdefault((v["state"], v["year"]), {"quality": v["quality"]})
            row[v["key"]] = f"{v['value']:.6g}"
    kept = [r for r in TABLE.read_text(encoding="utf-8").splitlines() if f",{release}," not in r]
    for (state, year), row in sorted(rows.items()):
        row |= {"state": state, "year": str(year), "vintage": release, "source": source}
        kept.append(",".join(row.get(c, "") for c in head))
    TABLE.write_text("\n".join(kept) + "\n", encoding="utf-8")


def newest(year, allies):
    """The newest release with every ally's share of the year."""
    shares = {}
    for r in read(TABLE):
        if r["year"] == str(year) and r["defence_pct_gdp"] and r["state"] in allies:
            shares.setdefault(r["vintage"], set()).add(r["state"])
    whole = sorted(v for v, states in shares.items() if states == allies)
    if not whole:
        sys.exit(f"{TABLE.name} has no release with all {len(allies)} shares of {year}")
    return whole[-1]


def rows_of(release, year, allies):
    lines = []
    for r in sorted(read(TABLE), key=lambda r: r["state"]):
        if r["vintage"] == release and r["year"] == str(year) and r["state"] in allies:
            lines += [f"  - {{state: {r['state']}, key: {k}, year: {year}, value: {r[k]}, "
                      f"source: {r['source']}, quality: {r['quality']}}}" for k in KEYS if r[k]]
    return lines


def sums(release, year, allies):
    """The members' shares weighted by the IMF's GDP, beside NATO's own."""
    gdp = {r["state"]: float(r["gdp_bn"]) for r in read(ROOT / "data/macro.csv")
           if r["year"] == str(year) and r["gdp_bn"]}
    share = {r["state"]: float(r["defence_pct_gdp"]) for r in read(TABLE)
             if r["vintage"] == release and r["year"] == str(year) and r["defence_pct_gdp"]}
    found = []
    for name, states in (("NATO_EUR_CAN", allies - {"USA"}), ("NATO_TOTAL", allies)):
        formed = sum(share[s] * gdp[s] for s in states) / sum(gdp[s] for s in states)
        own = share.get(name)
        text = f"{formed - own:+.2f} points, NATO says {own:.2f}" if own else "NATO gives none"
        found.append(f"{name} {year}: {formed:.2f} % weighted by the IMF's GDP at current prices, {text}")
    return found


def main(argv):
    if argv[:1] == ["--add"]:
        add(*argv[1:])
        argv = ["--write"]
    text = SCENARIO.read_text(encoding="utf-8")
    year = int(re.search(r"^start: (\d{4})", text, re.M)[1]) - 1
    allies = {r["state"] for r in read(ROOT / "data/states.csv") if r["nato_since"]} - NO_FORCES
    release = newest(year, allies)
    rows = rows_of(release, year, allies)
    head, rest = text.split("\nfacts:\n", 1)
    rest = "\n".join(l for l in rest.splitlines() if not l.startswith(("  - {state: ", "  # release")))
    made = f"{head}\nfacts:\n  # release {release}, read by tools/make_today.py\n" + \
        "\n".join(rows) + "\n" + rest + "\n"
    for line in sums(release, year, allies):
        print(line)
    if argv[:1] == ["--write"]:
        SCENARIO.write_text(made, encoding="utf-8")
    elif argv[:1] == ["--check"]:
        if made != text:
            sys.exit("scenarios/today.yaml differs from data/nato_later.csv; run tools/make_today.py --write")
    else:
        print("\n".join(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
