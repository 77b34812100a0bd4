#!/usr/bin/env python3
"""Write data/scorecard.csv: how sure the model can be of itself, one plain line a row, misses first.

    tools/make_scorecard.py PROGRAM [--reference DIR] [--check]

Three parts: `hindcast` (skill of each tested part against the best naive rule), `record` (what the
scenario of February 2025 forecast and what happened) and `benchmark` (beside published studies).
The first two need the reference folder. --check writes nothing: it compares what can be computed
here with the file and ends with 1 where they differ.
"""
import argparse
import csv
import io
import json
import pathlib
import subprocess
import sys

FILE = pathlib.Path(__file__).resolve().parent.parent / "data" / "scorecard.csv"
COLUMNS = ["part", "family", "verdict", "says", "figure", "skill", "n", "source"]
NAIVE = {"random_walk": "a random walk", "path_to_2_percent": "a straight path to 2 %", "climatology": "the mean of the months known",
         "local_level": "a local level", "base_rate": "one rate for all", "contiguity": "who borders whom",
         "strongest_logit": "the strongest logit", "constant": "one share for all ages", "a_quarter": "a quarter a year",
         "record": "the record of past wars"}
COUNT = {1: "one", 3: "three", 5: "five", 6: "six", 12: "twelve"}
UNITS = {"BE": "brigades", "km2 a month": "km\u00b2 a month", "per year": "a year", "share": "of 100", "% of GDP": "% of GDP", "ratio": "", "chance": "of 100"}


def number(x):
    """Two significant digits, whole from ten, a true minus sign."""
    a = abs(x)
    text = f"{a:,.0f}" if a >= 9.95 else f"{a:.1f}" if a >= 0.995 else f"{a:.2f}" if a >= 0.0995 else f"{a:.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("\u2212" if x < 0 and text != "0" else "") + text


def ask(program, *words):
    done = subprocess.run([program, *words, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if not done.stdout.lstrip().startswith(("[", "{")):
        sys.exit(f"{' '.join(words)} gave no JSON: {done.stderr.strip()}")
    return json.loads(done.stdout)


RECORD = {"spending": "NATO, July 2026; SIPRI, 1949 to 2024", "front": "DeepState, daily areas", "deterrence": "Correlates of War, disputes; ATOP, alliances",
          "ceasefire": "Correlates of War, wars between states"}


def skill_row(family, says, n, ours, naive, source=""):
    best = min(naive, key=naive.get)
    skill = 1 - ours / naive[best]
    size = f"{abs(100 * skill):.0f}"
    figure = f"as good as {NAIVE[best]}" if size == "0" else f"{size} % {'better' if skill > 0 else 'worse'} than {NAIVE[best]}"
    verdict = "level" if size == "0" else "better" if skill > 0 else "worse"
    return {"part": "hindcast", "family": family, "verdict": verdict, "says": says, "figure": figure,
            "skill": f"{skill:.4f}", "n": n, "source": source or RECORD[family]}


def ahead(h, unit):
    return f"{COUNT[h]} {unit}{'' if h == 1 else 's'} ahead"


def scores(r, key, without=()):
    return {k: v[key] for k, v in r["against"].items() if k not in without}


def hindcast(rows):
    """The tests whose parts ship: each against the best of its naive rules."""
    for r in rows:
        family, test, h = r["family"], r.get("test", ""), r.get("horizon")
        if family == "spending" and test in ("origins", "long_record"):
            when = f"{r['from']} to {r['to']}"
            yield skill_row(family, f"Each ally's defence spending {ahead(h, 'year')}, {when}", r["n"], r["crps"],
                            scores(r, "crps", ("revision_4330218",)))
            if h == 5:
                yield skill_row(family, f"The alliance's defence spending {ahead(h, 'year')}, {when}", r["alliance"]["n"],
                                r["alliance"]["crps"], scores(r["alliance"], "crps"))
        elif family == "front" and test == "rolling_origins":
            yield skill_row(family, f"Monthly advance of the front {ahead(h, 'month')}, 2024 to 2026", r["n"], r["crps"], scores(r, "crps"))
        elif family == "deterrence" and test == "two stages" and (r["from"], r["to"]) == (1980, 2000):
            what = {"war": "Which states go to war", "force": "Which states use force"}[r["outcome"]]
            yield skill_row(family, f"{what} against another, {r['from']} to {r['to']}", r["n"], r["log_loss"], scores(r, "log_loss"))
        elif family == "deterrence" and test.startswith("crises"):
            yield skill_row(family, f"Whether deterrence fails in a crisis, {r['from']} to {r['to']}", r["n"], r["log_loss"], scores(r, "log_loss"))
        elif family == "durations" and test == "leave_one_war_out":
            yield skill_row("ceasefire", "How long wars between states last", r["n"], r["log_loss"], scores(r, "log_loss"))
        elif family == "scorecard" and test == "ceasefire" and r["scenario"] == "brussels-2025":
            yield skill_row("ceasefire", f"A ceasefire in Ukraine from February 2025 to September {r['at'][:4]}", 1, r["score"],
                            {"record": r["naive_score"]}, r["source"])


def record(rows):
    """What was forecast in February 2025; hits are counted, misses named."""
    rows = [r for r in rows if r["family"] == "scorecard" and r.get("scored") and r["scenario"] == "brussels-2025"]
    for r in rows:
        base = {"part": "record", "skill": "", "n": 1, "source": r["source"]}
        if r["test"] == "ceasefire":
            yield {**base, "family": "ceasefire", "verdict": "hit" if r["inside"] else "miss",
                   "says": f"A ceasefire in Ukraine by the end of September {r['at'][:4]}",
                   "figure": f"{'none came' if r['recorded'] < 0.5 else 'it came'}; forecast in {100 * r['median']:.0f} of 100 futures"}
        elif r["test"] == "spending" and not r["inside"]:
            name = r["text"].split(": ")[0]
            name = f"the {name}" if name in ("Netherlands", "United Kingdom", "United States") else name
            yield {**base, "family": "spending", "verdict": "miss", "says": f"Defence spending of {name} in {r['at']}",
                   "figure": f"{r['recorded']:.2f} % of GDP; forecast {r['low']:.2f} to {r['high']:.2f}"}
    for test, says in (("spending", "Defence spending of {n} allies in {year}"), ("front", "Monthly advance of the front, {n} months of {year}")):
        for year in sorted({r["at"][:4] for r in rows if r["test"] == test}):
            these = [r for r in rows if r["test"] == test and r["at"][:4] == year]
            hits = sum(r["inside"] for r in these)
            yield {"part": "record", "family": test, "verdict": "hit", "says": says.format(n=len(these), year=year),
                   "figure": f"{hits} of {len(these)} inside the range of 9 in 10 futures", "skill": "", "n": len(these),
                   "source": these[0]["source"]}


def benchmarks(found):
    for r in found["rows"]:
        if r["ours"] is None:
            continue
        p, o = r["published"], r["ours"]
        scale = 100 if r["unit"] in ("share", "chance") else 1
        unit = UNITS.get(r["unit"], r["unit"])
        value = number(p["value"] * scale) if p["low"] == p["high"] else f"{number(p['low'] * scale)} to {number(p['high'] * scale)}"
        ours = number(o["median"] * scale)
        meets = o["low"] <= p["high"] and o["high"] >= p["low"]
        band = f" ({number(o['low'] * scale)} to {number(o['high'] * scale)})" if o["low"] != o["high"] else ""
        yield {"part": "benchmark", "family": r["id"], "verdict": "inside" if r["inside"] else "wide" if meets else "outside", "says": r["quantity"],
               "figure": f"published {value}{' ' + unit if unit else ''}; the model {ours}{band}", "skill": "", "n": r["futures"], "source": r["source"]}


ORDER = {"miss": 0, "worse": 0, "outside": 0, "wide": 1, "level": 1, "hit": 2, "better": 2, "inside": 2}


def computed(args):
    rows = list(benchmarks(ask(args.program, "benchmark")))
    parts = ["benchmark"]
    if args.reference and pathlib.Path(args.reference, "nato_2025_2026.csv").exists():
        validated = ask(args.program, "validate", "--reference", args.reference)
        rows += [*hindcast(validated), *record(validated)]
        parts += ["hindcast", "record"]
    rows.sort(key=lambda r: (["hindcast", "record", "benchmark"].index(r["part"]), ORDER[r["verdict"]],
                             float(r["skill"] or 0)))
    return parts, [{k: str(v) for k, v in r.items()} for r in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--reference")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    parts, rows = computed(args)
    if args.check:
        with FILE.open(encoding="utf-8", newline="") as f:
            there = [r for r in csv.DictReader(f) if r["part"] in parts]
        apart = [f"{a['says']}: {a['figure']}" for a in rows if a not in there] + [f"no longer so: {b['says']}: {b['figure']}" for b in there if b not in rows]
        print("\n".join(apart) or f"{len(rows)} rows of {FILE.name} as computed")
        sys.exit(1 if apart else 0)
    if len(parts) < 3:
        sys.exit("give --reference: without it only the benchmarks can be computed")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    FILE.write_text(out.getvalue(), encoding="utf-8")
    print(f"{len(rows)} rows in {FILE.name}")


if __name__ == "__main__":
    main()
