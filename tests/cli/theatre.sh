# A theatre and a flashpoint added with rows alone: they run, force, plan and print like the others.
export ENTENTE_DATA=$PWD/data
cp -r "$SOURCE/data" data
cat >>data/flashpoints.csv <<'ROWS'
gulf,Strait of the test,Attack in the strait of the test,the strait of the test,IRN,ARE,sea,gulf,us_pacific,0.5,100,50,1.5,deterrence.base_korea,1.0,ENTENTE,invented,Iran attacks by sea.
ROWS
sed -i 's/^us_share_land,home,USA,2024,0.3,/us_share_land,home,USA,2024,0.2,/; s/^us_share_sea,home,USA,2024,0.25,/us_share_sea,home,USA,2024,0.15,/' data/posture.csv
cat >>data/posture.csv <<'ROWS'
us_share_land,gulf,USA,2024,0.1,share,ENTENTE,invented
us_share_sea,gulf,USA,2024,0.1,share,ENTENTE,invented
forward,gulf,USA,2021,0.5,BE,ENTENTE,invented
notice,gulf,USA,2024,5,days,ENTENTE,invented
transit,gulf,USA,2024,10,days,ENTENTE,invented
notice,gulf,GBR,2024,10,days,ENTENTE,invented
transit,gulf,GBR,2024,12,days,ENTENTE,invented
class,gulf,GBR,2024,bilateral,,ENTENTE,invented
notice,gulf,FRA,2024,10,days,ENTENTE,invented
transit,gulf,FRA,2024,12,days,ENTENTE,invented
ROWS
cat >>data/levers.csv <<'ROWS'
crisis.gulf_year,War in the strait of the test,What if there were war in the strait of the test?,stress test,year,year,year,0,2035,1,0,,never,in 2035,0 none; forces the event,ENTENTE
ROWS

echo "# in the plan and its frontier"
entente posture status-quo-2024 --csv | cut -d, -f1 | sed 1d | tr '\n' ' '; echo
entente posture status-quo-2024 --frontier --csv | wc -l

echo "# forces by day; what credibility does"
entente posture status-quo-2024 --flashpoint gulf --csv | sed 1d | wc -l
entente posture status-quo-2024 --flashpoint gulf --table credibility --futures 256 --csv | cut -d, -f1 | sort | uniq -c

echo "# a run with a forced attack: every future has one there, US forces are away elsewhere"
entente run status-quo-2024 --futures 256 --out forced --set crisis.gulf_year=2027 \
    --vs status-quo-2024 2>/dev/null >/dev/null
python3 - <<'PY'
import json
document = json.load(open("forced/result.json"))
page = document["flashpoints"][-1]
print("its page:", page["label"], page["challenger"]["state"], [h["state"] for h in page["hosts"]],
      len(page["senders"]), "senders,", page["assumptions"])
sheet = open("forced/report.html").read().split('id="flashpoint-gulf"')[1].split("</details>")[0]
print("in the report:", [w in sheet for w in ("Forces by day of defence", "Odds of attack by the credibility",
      "What would move the odds here", "What an attack would do", "Credibility of the US below which",
      "Who may come", "Source: ENTENTE; invented", "Assumptions about this place")])
for o in document["outcomes"]:
    if o["key"] == "combat.attacked[gulf]":
        print("attacked in a share of", o["mean"])
    if o["key"] == "combat.taken[gulf]":
        print("outcomes of the attack: over", o.get("events", o["n"]), "futures of", o["n"])
PY

echo "# mistakes"
sed -i '/^us_share_sea,gulf/d' data/posture.csv
entente posture status-quo-2024; echo "exit $?"
echo "us_share_sea,gulf,USA,2024,0.5,share,ENTENTE,invented" >>data/posture.csv
entente posture status-quo-2024; echo "exit $?"
sed -i '/^us_share_sea,gulf/d; s/^class,gulf,GBR,2024,bilateral/class,gulf,GBR,2024,brotherly/' data/posture.csv
echo "us_share_sea,gulf,USA,2024,0.1,share,ENTENTE,invented" >>data/posture.csv
entente posture status-quo-2024; echo "exit $?"
