# A claim that rests on a part without skill says so: what data/scorecard.csv says, and what another table would.
cat >a.yaml <<'Y'
name: A
base: status-quo-2024
claims:
  - {says: truce, shows: settlement.ceasefire, at: 2026-12, holds: ">= 1"}
  - {says: war, shows: settlement.months_at_war, holds: "< 24"}
  - {says: talks, shows: 'settlement.zone[width]', at: 2026, holds: "> 0"}
  - {says: spending, shows: 'spending.share[DEU]', at: 2030, holds: ">= 3"}
  - {says: bill, kind: account, shows: 'bill.multiple[DEU]', holds: ">= 1"}
Y
entente run ./a.yaml --futures 256 --no-why --out out >out.txt || echo failed
cp -r "$SOURCE/data" data
sed -E 's/^(hindcast,ceasefire),worse/\1,better/; s/^(hindcast,spending),better/\1,worse/' "$SOURCE/data/scorecard.csv" >data/scorecard.csv
ENTENTE_DATA=data entente run ./a.yaml --futures 256 --no-why --out turned >turned.txt || echo failed
python3 - <<'P' && echo "claims say what the tables say"
import csv, html, json, os
families = {"truce": "ceasefire", "war": "ceasefire", "talks": "", "spending": "spending", "bill": ""}
for folder, data in (("out", os.environ["SOURCE"] + "/data"), ("turned", "data")):
    rows = [r for r in csv.DictReader(open(data + "/scorecard.csv")) if r["part"] == "hindcast"]
    without = {r["family"] for r in rows} - {r["family"] for r in rows if r["verdict"] == "better"}
    claims = [c for c in json.load(open(folder + "/result.json"))["claims"] if c["says"] in families]
    said = {c["says"]: c.get("without_skill", "") for c in claims}
    assert len(said) == len(families), said
    for says, family in families.items():
        assert bool(said[says]) == (family in without), (folder, says, said[says])
    notes = [s for s in said.values() if s]
    terminal = " ".join(open(folder + ".txt").read().split())
    report = html.unescape(open(folder + "/report.html").read())
    for note in notes:
        # the report has the claim in the brief and in the table of claims
        assert terminal.count(note) == notes.count(note), (folder, note)
        assert report.count("<small>" + note + "</small>") == 2 * notes.count(note), (folder, note)
P
sed -i '1s/verdict/judged/' data/scorecard.csv
ENTENTE_DATA=data entente run ./a.yaml --futures 256 --no-why --out bad 2>&1 >/dev/null
echo "exit $?"
