# An assumption that explains more than a third of an outcome asked for first, alone or together with
# others, stands beside the result.
entente run brussels-2025 --futures 1024 --out run >said
entente explore brussels-2025 --points 64 --scrambles 2 --json --outcome settlement.months_at_war >end.json
entente explore brussels-2025 --points 64 --scrambles 2 --json --at 2030 --outcome spending.europe_canada \
    --outcome posture.shortfall --outcome 'deterrence.odds_ratio[baltic]' --outcome deterrence.renewal_5y >years.json
entente run two-wars --futures 1024 --out wars >/dev/null
entente run today-2026 --futures 1024 --out today >/dev/null
entente explore today-2026 --points 64 --scrambles 2 --json --outcome settlement.months_at_war >now.json
entente explore today-2026 --points 64 --scrambles 2 --json --at 2030 --outcome spending.europe_canada \
    --outcome posture.shortfall --outcome 'deterrence.odds_ratio[baltic]' --outcome deterrence.renewal_5y >later.json
python3 - <<'P' && echo 'every ruling assumption is shown'
import json
def decided(folder):
    return {(d["outcome"], d["assumption"]): d for d in json.load(open(folder + "/result.json"))["decided_by"]}
def check(shown, years, end):
    asked = json.load(open(years)) + [json.load(open(end))]
    assert len(asked) == 5
    for answer in asked:
        key = answer["outcome"].split("[")[0].split(" at ")[0]
        for row in next(v for k, v in answer.items() if isinstance(v, list) and v and "first" in v[0]):
            if row["factor"] != "shocks" and (row["first_low"] > 1 / 3 or row["total_low"] > 1 / 3):
                assert (key, row["factor"]) in shown, (key, row)
shown = decided("run")
check(shown, "years.json", "end.json")
check(decided("today"), "later.json", "now.json")
# a forced attack: what decides it at its place alone
wars = json.load(open("wars/result.json"))["decided_by"]
taken = [(d["of"], d["assumption"]) for d in wars if d["outcome"] == "combat.taken"]
assert ("Attacks that reach their objective, Taiwan", "commitment.us_taiwan") in taken, taken
assert not any("Baltic" in of and "taiwan" in key for of, key in taken), taken
rule = shown["deterrence.renewal_5y", "deterrence.base_ukraine"]
assert rule["share"] > 0.9 and rule["low"] < rule["middle"] < rule["high"] and rule["at_low"] < rule["at_high"]
joint = shown["settlement.months_at_war", "settlement.k_rus"] # matters through others
assert not joint["alone"] and joint["share"] < 0.3 and "together with others" in joint["text"]
report, said = open("run/report.html").read(), " ".join(open("said").read().split())
for one in shown.values():
    assert one["alone"] == (one["share"] > 0.3) == ("together with others" not in one["text"]), one
    assert one["label"] in report and one["label"] in said, one
P
