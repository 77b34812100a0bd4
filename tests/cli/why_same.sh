# The report's "Why" and explore --method why: one answer on the same futures, and the files of it.
entente run brussels-2025 --vs status-quo-2024 --futures 2048 --out run >/dev/null
ask() { entente explore brussels-2025 --method why --json "$@"; }
ask --outcome settlement.months_at_war >months.json
ask --outcome spending.europe_canada --at 2030 >spending.json
ask --outcome spending.europe_canada --outcome posture.covered --at 2030 --out why | python3 -c '
import json, sys
print(*[a["outcome"] for a in json.load(sys.stdin)])'
ls why
python3 - <<'P' && echo 'report and explore say the same'
import json
run = json.load(open("run/result.json"))
charts = {c["name"]: c for c in run["charts"]}
for name, file in (("Months of war left in Ukraine", "months"), ("European and Canadian defence spending", "spending")):
    found = json.load(open(f"{file}.json"))
    chart = next(c for k, c in charts.items() if k.endswith("_tornado") and name in c["title"])
    rows = [r for r in found["tornado"] if r["says"] == "acts"][:8]
    for series, end in zip(chart["series"], ("low", "high")):
        assert [p["x"] for p in series["points"]] == [r["label"] for r in rows], file
        for p, r in zip(series["points"], rows):
            for of_chart, of_row in (("y", end), ("p5", end + "_low"), ("p95", end + "_high")):
                assert abs(p[of_chart] / r[of_row] - 1) < 1e-9, (file, p, r)
    assert rows, file
    path = charts.get(chart["name"].replace("tornado", "trade_off"))
    if path:
        dots = [(p["x"], p["y"]) for p in path["series"][0]["points"]]
        want = [(b["coverage"], b["density"]) for b in found["boxes"][0]["path"]]
        assert len(dots) == len(want) and all(abs(a - b) < 1e-9 for d, w in zip(dots, want) for a, b in zip(d, w))
P
