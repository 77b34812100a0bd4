# A claim on a time to an event counts every future: one in which the event does not come is later than
# any other, in its share, its median and its band. They are computed once more from the stored futures.
cat >a.yaml <<'Y'
name: A
base: status-quo-2024
claims:
  - {says: by 2030, shows: posture.autonomy_year, holds: "<= 2030", sentence: "{share}: {median} ({band})"}
  - {says: after 2030, shows: posture.autonomy_year, holds: "> 2030", sentence: "{share}: {median} ({low} to {high})"}
  - {says: later, shows: posture.autonomy_year, holds: "> 2035", missing: fails, sentence: "{share}"}
  - {says: within a month, shows: 'combat.day[baltic]', holds: "<= 30", sentence: "{share}: {median} ({band})"}
  - {says: no sentence, shows: 'combat.day[baltic]', holds: "> 30"}
Y
entente run ./a.yaml --futures 512 --no-why --keep posture.autonomy_year --keep combat.day --out out >said || echo failed
grep -A 1 'no sentence' said
python3 - <<'P' && echo "claims count all futures"
import json, math, os, sys
sys.path.insert(0, os.environ["SOURCE"] + "/tests/figures")
from recompute import Store, close, places, quantile
document = json.load(open("out/result.json"))
rows = Store("out/results.sqlite").rows
of = {o["key"]: rows[0, o["register"], column] for o, column in places(document["outcomes"])
      if o["key"] in ("posture.autonomy_year", "combat.day[baltic]")}
tests = {"by 2030": ("posture.autonomy_year", lambda x: x <= 2030), "after 2030": ("posture.autonomy_year", lambda x: x > 2030),
         "later": ("posture.autonomy_year", lambda x: 2035 < x < math.inf),
         "within a month": ("combat.day[baltic]", lambda x: x <= 30), "no sentence": ("combat.day[baltic]", lambda x: x > 30)}
claims = {c["says"]: c for c in document["claims"]}
for says, (key, test) in tests.items():
    c, values = claims[says], sorted(math.inf if x is None or math.isnan(x) else x for x in of[key])
    assert len(values) == c["futures"] == 512 and math.inf in values, says
    assert c["share"] == sum(map(test, values)) / 512, (says, c["share"])
    for name, q in (("value", 0.5), ("low", 0.05), ("high", 0.95)):
        assert close(c[name], quantile(values, q)), (says, name, c[name], quantile(values, q))
    late = "not by 2035" if key == "posture.autonomy_year" else "not by the end of 2035"
    if "sentence" in c and "(" in c["sentence"]:
        assert c["sentence"].endswith(f"{late})"), c["sentence"]
assert claims["by 2030"]["share"] + claims["after 2030"]["share"] == 1
P
