# A table of your own: rows inside, outside and without a match; mistakes.
head='id,quantity,unit,value,low,high,source,expression,at,statistic,factor,scenario'
cat >own.csv <<EOF
$head
in,lambda of the prior,,2,1,4,test,deterrence.lambda,,median,,prior
out,the same times ten,,2,1,4,test,deterrence.lambda,,median,10,prior
again,the same quantity,,20,10,40,test,deterrence.lambda,,median,10,prior
wide,a band that is too wide,,2,1.99,2.01,test,deterrence.lambda,,median,,prior
bill,the UK at 5 %,,2.15,2.1,2.2,test,bill.multiple[GBR],,,,status-quo-2024 pledge.target_pct_gdp=5 pledge.by_year=2032
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
print("json agrees")'
cat >old.csv <<EOF
id,quantity,value,low,high,entente_outcome,scenario
a,x,2,2,2,spending.europe_canada,"status-quo-2024, 2025"
EOF
entente benchmark --file old.csv --csv | cut -d, -f1,2
echo 'id,quantity' >bad.csv; entente benchmark --file bad.csv; echo "exit $?"
printf '%s\n' "$head" 'x,y,,2,3,1,,deterrence.lambda,,,,prior' >bad.csv; entente benchmark --file bad.csv; echo "exit $?"
entente benchmark --file none.csv; echo "exit $?"
