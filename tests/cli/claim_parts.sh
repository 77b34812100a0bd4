# A claim about a share: the part in per cent of the whole, recomputed from what the program prints.
cat >a.yaml <<'Y'
name: A
base: status-quo-2024
levers: {aid.us: 0.5, aid.europe: 1.5}
claims:
  - {says: bill, kind: account, shows: 'bill.extra[CAN]', of: 'bill.extra[EURCAN]', at: 2032, holds: "> 0"}
  - {says: aid, kind: account, shows: 'aid.donor[EUROPE]', of: aid.donor, at: 2030, holds: ">= 50"}
  - {says: other, kind: account, shows: 'aid.donor[USA]', of: 'aid.donor[EUROPE]', at: 2030, holds: "< 50"}
  - {says: forces, shows: 'capability.be[POL]', of: capability.europe, at: 2030, holds: "> 0"}
  - {says: gained, shows: 'capability.be[POL]', of: capability.europe, at: 2030, against: status-quo-2024, holds: ">= 0"}
Y
entente run ./a.yaml --futures 512 --no-why --out out >/dev/null || echo failed
entente bill --scenario ./a.yaml --json >bill.json || echo failed
python3 - <<'P' && echo "parts and wholes agree"
import json
claims = {c["says"]: c for c in json.load(open("out/result.json"))["claims"]}
bill = json.load(open("bill.json"))
canada = {r["state"]: r for r in bill["rows"]}["CAN"]["extra_bn"]
whole = {t["group"]: t for t in bill["totals"]}["Europe and Canada"]["extra_bn"]
assert abs(claims["bill"]["value"] - 100 * canada / whole) < 1e-6, claims["bill"]
assert claims["aid"]["verdict"] == "holds" and claims["other"]["verdict"] == "holds"
# Europe's part of all and the US part of Europe's leave a rest for the other donors
europe, us = claims["aid"]["value"] / 100, claims["other"]["value"] / 100
assert 0 < 1 - europe - europe * us < 0.3, (europe, us)
forces, gained = claims["forces"], claims["gained"]
assert forces["unit"] == "%" and 2 < forces["value"] < 30 and forces["share"] == 1, forces
assert gained["unit"] == "points" and abs(gained["value"]) < 2, gained
P
