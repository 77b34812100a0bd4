#!/usr/bin/env python3
"""What users wait for: whole commands, their processor time, clock and memory.

    tools/bench_commands.py PROGRAM [OTHER] [--runs N] [--only WORD]

With a second program the two take turns and the medians of the ratios stand beside; nothing is judged.
The fixed part is what a run without futures would take: the line through two numbers of futures.
Commands write into a folder of their own that is removed.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time

BRUSSELS = ["run", "brussels-2025", "--vs", "status-quo-2024"]
COMMANDS = [
    ("run, 8,192 futures", [*BRUSSELS, "--out", "{out}"]),
    ("run, one thread", [*BRUSSELS, "--threads", "1", "--out", "{out}"]),
    ("run, 1,000 futures, no why", [*BRUSSELS, "--futures", "1000", "--no-why", "--out", "{out}"]),
    (
        "run, 200,000 futures, no why",
        ["run", "brussels-2025", "--futures", "200000", "--threads", "1", "--no-why", "--out", "{out}"],
    ),
    ("explore, sobol", ["explore", "brussels-2025", "--outcome", "posture.shortfall", "--at", "2030"]),
    (
        "explore, prim",
        ["explore", "brussels-2025", "--outcome", "posture.shortfall", "--at", "2030", "--method", "prim"],
    ),
    (
        "search, two objectives",
        [
            *["search", "brussels-2025", "--generations", "4", "--population", "12", "--out", "{out}"],
            *["--objective", "deterrence.odds_ratio[baltic]@2030", "--objective", "min:spending.europe_canada@2030"],
            *["--lever", "us.posture_europe", "--lever", "pledge.target_pct_gdp=2:5"],
        ],
    ),
    ("--version", ["--version"]),
]


def measure(program, words):
    """Processor seconds, clock seconds, MB at most, and the `run` of a result, of one run of a command."""
    folder = tempfile.mkdtemp()
    words = [word.format(out=folder) for word in words]
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.execv(program, [program, *words])
    _, status, used = os.wait4(child, 0)
    clock = time.monotonic() - start
    result = os.path.join(folder, "result.json")
    run = {}
    if os.path.exists(result):
        with open(result, encoding="utf-8") as file:
            run = json.load(file)["run"]
    shutil.rmtree(folder)
    if status:
        raise SystemExit(f"{program} {' '.join(words)}: exit status {status}")
    return used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024, run


FEW, MANY = 1024, 16384


def show_growth(program, runs):
    """Processor time of a run without "why" as a fixed part and so much a future asked for."""
    words = [*BRUSSELS, "--threads", "1", "--no-why", "--out", "{out}", "--futures"]
    few, many = (
        statistics.median(measure(program, [*words, str(n)])[0] for _ in range(runs)) for n in (FEW, MANY)
    )
    slope = (many - few) / (MANY - FEW)
    return few - slope * FEW, 1e6 * slope


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("other", nargs="?")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    print(f"{'command':30} {'CPU s':>8} {'clock s':>8} {'MB':>6} {'per asked':>9}", end="")
    print(f" {'CPU ratio':>10} {'clock ratio':>11}" if args.other else "")
    for name, words in COMMANDS:
        if args.only not in name:
            continue
        own, other = [], []
        for _ in range(args.runs):
            own.append(measure(args.program, words))
            if args.other:
                other.append(measure(args.other, words))
        cpu, clock, memory = (statistics.median(m[i] for m in own) for i in range(3))
        asked = own[0][3].get("computed_per_asked")
        print(f"{name:30} {cpu:8.2f} {clock:8.2f} {memory:6.0f} {asked or '':>9}", end="", flush=True)
        if other:
            ratios = [statistics.median(a[i] / b[i] for a, b in zip(own, other)) for i in range(2)]
            print(f" {ratios[0]:10.2f} {ratios[1]:11.2f}", end="")
        print()
    if args.only in "fixed part":
        for program in filter(None, (args.program, args.other)):
            fixed, future = show_growth(program, args.runs)
            print(f"fixed part {fixed:.2f} s CPU, {future:.0f} us a future of two scenarios ({program})")


if __name__ == "__main__":
    main()
