# A table of your own: rows inside, outside and without a match; mistakes.
head='id,quantity,unit,value,low,high,source,expression,at,statistic,factor,scenario'
cat >own.csv <<EOF
$head
in,lambda of the prior,,2,1,4,test,deterrence.lambda,,median,,prior
out,the same times ten,,2,1,4,test,deterrence.lambda,,median,10,prior
again,the same quantity,,20,10,40,test,deterrence.lambda,,median,10,prior
wide,a band that is too wide,,2,1.99,2.01,test,deterrence.lambda,,median,,prior
bill,the UK at 5 %,,2.15,2.1,2.2,test,bill.multiple[GBR],,,,status-quo-2024 pledge.target_pct_gdp=5 pledge.by_year=2032
five,five states by their GDP,% of GDP,2.4,2,3,test,"spending.share[DEU,France,gbr,ITA,ESP]",2026,median,,"status-quo-2024, 2026"
hours,hours for days,hours,80,40,140,test,combat.day[baltic-2015],,median,,baltic-2015
same,no change against itself,,1,1,1,test,deterrence.renewal / base(deterrence.renewal),2027,median,,status-quo-2024 aid.us=1
spoken,a lever at a time in words,,1.3,1.3,1.3,test,aid.europe,in 2025,median,,brussels-2025
side,an index in other letters,,1,0,99,test,ukraine.casualties[Russia],2025..2026,median,,brussels-2025
later,soldiers of a later year,,1.05,1,1.2,test,soldiers[DEU]@2030 / soldiers[DEU],,median,,today-2026
sum,"soldiers of two states, with and without more money",,50,0,200,test,"soldiers[DEU,POL] - base(soldiers[DEU,POL])",2032,median,,status-quo-2024 pledge.agreed_pct_gdp=5 pledge.agreed_by_year=2026
home,home forces with and without wartime reservists,,7,1,20,test,home_land[FIN],2026,median,,status-quo-2024
wartime,reservists with a place,,249,240,260,test,assigned[FIN],,median,,status-quo-2024
past,soldiers of no year of the model,,1,1,1,test,soldiers[DEU],2020,median,,status-quo-2024
empty,nothing published,,,,,test,deterrence.lambda,,median,,prior
whole,to an earlier year,,1,1,1,test,combat.attacked[taiwan],2030,mean,,status-quo-2024
mixed,several places of a ratio,,1,1,1,test,"deterrence.odds_ratio[baltic,poland]",2030,median,,status-quo-2024
when,no such month,,1,1,1,test,ukraine.gain,2026-13,median,,status-quo-2024
none,no such outcome,,1,1,1,test,nothing.here,,,,status-quo-2024
lever,no such lever,,1,1,1,test,deterrence.lambda,,,,status-quo-2024 nothing=1
EOF
entente benchmark --file own.csv --csv | cut -d, -f1,2 | sort
entente benchmark --file own.csv --json | python3 -c '
import json, sys
d = json.load(sys.stdin)
rows = {r["id"]: r for r in d["rows"]}
print(d["comparable"], d["inside"], d["unmatched"])
assert rows["in"]["inside"] and not rows["out"]["inside"] and not rows["wide"]["inside"]
assert abs(rows["bill"]["ours"]["median"] - 2.15) < 0.01
assert rows["none"]["ours"] is None
assert rows["in"]["ours"]["low"] < rows["in"]["ours"]["median"] < rows["in"]["ours"]["high"]
assert abs(rows["five"]["ours"]["median"] - 2.2) < 0.4 and rows["five"]["inside"]
assert 60 < rows["hours"]["ours"]["median"] < 110
assert rows["same"]["ours"]["low"] == rows["same"]["ours"]["high"] == 1 and rows["same"]["inside"]
assert rows["spoken"]["ours"]["median"] == 1.3
assert 20 < rows["side"]["ours"]["median"] < 60
assert 1 < rows["later"]["ours"]["median"] < 1.2 and rows["later"]["ours"]["low"] < 1
assert 20 < rows["sum"]["ours"]["median"] < 200
assert 3 < rows["home"]["ours"]["median"] < 20 and rows["wartime"]["ours"]["low"] == rows["wartime"]["ours"]["high"]
for r in ("past", "empty", "whole", "mixed", "when", "none", "lever"):
    assert rows[r]["ours"] is None and rows[r]["note"], r
    print(r, rows[r]["note"])
print("json agrees")'
cat >old.csv <<EOF
id,quantity,value,low,high,entente_outcome,scenario
a,x,2,2,2,spending.europe_canada,"status-quo-2024, 2025"
b,x,2,2,2,combat.attacked[taiwan] x combat.taken[taiwan],"status-quo-2024, to 2030"
c,x,2,2,2,,
EOF
entente benchmark --file old.csv --csv | cut -d, -f1,2
echo 'id,quantity' >bad.csv; entente benchmark --file bad.csv; echo "exit $?"
printf '%s\n' "$head" 'x,y,,2,3,1,,deterrence.lambda,,,,prior' >bad.csv; entente benchmark --file bad.csv; echo "exit $?"
entente benchmark --file none.csv; echo "exit $?"
