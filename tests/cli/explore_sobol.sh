# Shares of the variance: assumptions that matter are varied in every future, the rest in a quarter.
ask() { entente explore brussels-2025 --groups --scrambles 2 --json --outcome posture.shortfall --at 2030 "$@"; }
ask >whole.json
ask --points 256 >quarter.json
python3 - <<'P' && echo 'a quarter where little moves, all elsewhere'
import json
whole, quarter = (json.load(open(f"{name}.json")) for name in ("whole", "quarter"))
rows, first = ({r["factor"]: r for r in answer["sobol"]} for answer in (whole, quarter))
same = {key for key, row in rows.items() if abs(row["total"] - first[key]["total"]) < 1e-12}
assert same == {key for key, row in first.items() if row["total_high"] < 0.005 and key != "shocks"}, same
assert same and len(same) < len(rows)
factors, points = len(rows), 1024
futures = 2 * ((factors + 2) * points // 4 + (factors - len(same) + 2) * points * 3 // 4)
assert rows["shocks"]["futures_to_halve"] == 4 * futures, futures
P
ask --points 256 --threads 2 --checkpoint kept >again.json && cmp quarter.json again.json && ls kept* 2>/dev/null
ask --threads 2 | cmp - whole.json && echo 'the same on two threads'
