"""Check the treaty tables against a published list of defence pacts (ATOP 5.1, by pair and years).

    alliances.py DATA GAPS [PACTS] [--all]

DATA is the folder of the program's tables, GAPS the table of pairs that the instruments do not cover
and why, PACTS the list (alliances_defense_pacts.csv, by default in $ENTENTE_REFERENCE, else ../shared/data). Every pair and
year from 1949 on is covered by an instrument with a duty to assist, or signed and not yet in force,
or has a reason in GAPS; anything else is a failure, and so is a reason that no pair needs.
Without the list there is nothing to check: exit 77.
"""
import csv
import os
import sys

DUTY = 4  # levels below ask for words, consultation or arms


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year(date, otherwise):
    return int(date[:4]) if date else otherwise


class Tables:
    def __init__(self, data):
        treaty = os.path.join(data, "treaty")
        self.instruments = {r["instrument"]: r for r in rows(os.path.join(treaty, "instruments.csv"))}
        levels = {}
        for r in rows(os.path.join(treaty, "clauses.csv")):
            levels[r["instrument"]] = max(levels.get(r["instrument"], 0), int(r["level"]))
        members = {}
        for r in rows(os.path.join(treaty, "parties.csv")):
            members.setdefault(r["instrument"], []).append(r)
        self.cover = {}
        for name, parties in members.items():
            if levels.get(name, 0) < DUTY:
                continue
            start = year(self.instruments[name]["from"] or self.instruments[name]["signed"], 1900)
            for a in parties:
                for b in parties:
                    if a["state"] == b["state"] or a["obligor"] != "1" or b["beneficiary"] != "1":
                        continue
                    first = max(start, year(a["from"], 1900), year(b["from"], 1900))
                    last = min(year(a["to"], 9999), year(b["to"], 9999), year(self.instruments[name]["to"], 9999))
                    if first <= last:
                        self.cover.setdefault(frozenset((a["state"], b["state"])), []).append((name, first, last))
        self.codes = {}
        for r in rows(os.path.join(data, "cow_codes.csv")):
            self.codes.setdefault(r["ccode"], []).append(
                (int(r["from_year"] or 0), int(r["to_year"] or 9999), r["state"]))

    def state(self, code, at):
        for first, last, state in self.codes.get(code, []):
            if first <= at <= last:
                return state
        return None

    def by(self, pair, at):
        """The instrument that covers the pair in that year, or None."""
        for name, first, last in self.cover.get(pair, []):
            if first <= at <= last:
                return name
        return None

    def signed(self, pair, years):
        """The instrument that was signed, or acceded to, and came into force right after these years."""
        for name, first, _ in self.cover.get(pair, []):
            if first == years[-1] + 1 and (
                    year(self.instruments[name]["signed"], 9999) <= years[0] or len(years) <= 2):
                return name
        return None


def spans(years):
    run = []
    for y in sorted(years):
        if run and y != run[-1] + 1:
            yield run
            run = []
        run.append(y)
    if run:
        yield run


def reason_for(gaps, pair, years):
    for gap in gaps:
        first, second = gap["first"].split("|"), gap["second"].split("|")
        a, b = sorted(pair)
        if not (a in first and b in second or b in first and a in second):
            continue
        if int(gap["from"]) <= years[0] and years[-1] <= int(gap["to"]):
            gap["used"] = True
            return gap["reason"]
    return None


def main():
    arguments = [a for a in sys.argv[1:] if a != "--all"]
    data, gaps = arguments[0], rows(arguments[1])
    path = arguments[2] if len(arguments) > 2 else os.path.join(
        os.environ.get("ENTENTE_REFERENCE") or os.path.join(os.path.dirname(__file__), "../../../shared/data"),
        "alliances_defense_pacts.csv")
    if not os.path.exists(path):
        print("no list of defence pacts; set ENTENTE_REFERENCE")
        return 77
    tables, lines, failed, counts = Tables(data), [], [], {"covered": 0, "signed": 0, "explained": 0, "open": 0}
    missing = {}
    for r in rows(path):
        for at in range(max(1949, int(r["start_year"])), int(r["end_year"]) + 1):
            a, b = tables.state(r["ccode1"], at), tables.state(r["ccode2"], at)
            if not a or not b:
                failed.append(f'{r["stateabb1"]}-{r["stateabb2"]} {at}: no code for one of the two')
                continue
            pair = frozenset((a, b))
            name = tables.by(pair, at)
            missing.setdefault((pair, name), []).append(at)
    for (pair, name), years in sorted(missing.items(), key=lambda m: (sorted(m[0][0]), m[1][0])):
        for run in spans(set(years)):
            label = f'{"-".join(sorted(pair))} {run[0]}-{run[-1]}: '
            if name:
                kind, why = "covered", name
            elif tables.signed(pair, run):
                kind, why = "signed", f"signed, not yet in force: {tables.signed(pair, run)}"
            else:
                why = reason_for(gaps, pair, run)
                kind = "explained" if why else "open"
            counts[kind] += len(run)
            lines.append(label + (why or "not covered, and no reason given"))
            if kind == "open":
                failed.append(lines[-1])
    for gap in gaps:
        if not gap.get("used"):
            failed.append(f'{gap["first"]} and {gap["second"]}: a reason that no pair needs')
    for line in lines if "--all" in sys.argv else failed[:40]:
        print(line)
    print(f'{sum(counts.values())} pairs and years from 1949: {counts["covered"]} covered, '
          f'{counts["signed"]} signed and not yet in force, {counts["explained"]} explained, '
          f'{counts["open"]} open')
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
