# The options of explore, compare and search: what they write, what goes on after a stop, mistakes.
# Figures are left out: docs/exploration.md compares them.
what="brussels-2025 --outcome posture.shortfall --at 2030"
first() { head -n "$1" | cut -c1-110; }
echo "-- files of each method: page, document, workbook, a CSV for each table"
entente explore $what --groups --second --points 16 --scrambles 2 --out sobol >/dev/null
entente explore $what --method morris --radial --points 4 --out morris >/dev/null
entente explore $what --outcome posture.covered --method pawn --points 512 --out pawn >/dev/null
entente explore $what --method regional --points 512 --fails '> 0' --out regional >/dev/null
entente explore $what --method prim --points 512 --fails '> 0' --resamples 2 --boxes 2 --box 4 \
    --objective lenient2 --peel 0.1 --paste 0.1 --mass 0.1 --out prim >/dev/null
entente explore $what --method cart --points 512 --fails '> 0' --out cart >/dev/null
entente explore brussels-2025 --believe 1 --points 512 --out believe >/dev/null
entente compare brussels-2025 --grid us.posture_europe=0,1 --grid aid.us=0,1 --over posture.shortfall \
    --at 2030 --futures 512 --out compare >/dev/null
entente search brussels-2025 --objective posture.shortfall@2030 --objective min:spending.europe_canada@2030 \
    --lever us.posture_europe --generations 2 --population 4 --futures 256 --check 512 --out search >/dev/null
for folder in sobol morris pawn regional prim cart believe compare search; do
    echo "$folder: $(ls $folder | tr '\n' ' ')"
    python3 - $folder <<'P'
import json, re, sys, zipfile
folder = sys.argv[1]
name = folder if folder in ("compare", "search") else "explore"
document = json.load(open(f"{folder}/{name}.json"))
page = open(f"{folder}/{name}.html").read()
sheets = re.findall(r'sheet name="([^"]*)"', zipfile.ZipFile(f"{folder}/{name}.xlsx").read("xl/workbook.xml").decode())
print("  charts:", *(f"{c['name']} ({c['form']})" for c in document["charts"]))
print("  tables:", *(t["name"] for t in document["tables"]), "| sheets:", *sheets)
print("  every chart is drawn:", page.count("<svg") >= len(document["charts"]))
print("  " + document["run"]["command"])
P
done
head -n 1 sobol/*.csv pawn/*.csv prim/*.csv | cut -c1-100
echo "-- tied assumptions apart or together"
entente explore $what --method morris --points 4 --csv | grep -c .
entente explore $what --method morris --points 4 --csv --independent | grep -c .
echo "-- a checkpoint: gone on with, gone at the end"
entente explore $what --method prim --points 512 --resamples 2 --csv >whole.csv
entente explore $what --method prim --points 512 --resamples 2 --csv --checkpoint kept2 --resume >again.csv
cmp whole.csv again.csv && ls kept2* 2>/dev/null
cp -r search again; sed -i '$d' again/search.jsonl
entente search brussels-2025 --objective posture.shortfall@2030 --objective min:spending.europe_canada@2030 \
    --lever us.posture_europe --generations 2 --population 4 --futures 256 --check 512 --out again --resume >/dev/null
cmp search/search.jsonl again/search.jsonl && cmp search/search.csv again/search.csv && echo "search: the same after --resume"
echo "-- a year that some futures never reach counts in all of them"
years="posture.autonomy_year --futures 512 --json"
entente compare brussels-2025 us-leaves --over $years >years.json
python3 - <<'P'
import json
worst = [row["worst"] for row in json.load(open("years.json"))]
print("counted as the year after the last" if worst == [2036, 2036] else worst)
P
entente compare brussels-2025 us-leaves --over posture.autonomy_year --futures 512 | grep -oE '512 paired futures \(512|counts as 2036'
entente explore brussels-2025 --outcome posture.autonomy_year --method cart --fails '> 2035' --points 512 |
    grep -oE 'of 512 simulated futures|counts as 2036'
entente explore brussels-2025 --outcome posture.autonomy_year --method why --points 512 |
    grep -oE 'is not reached by 2035 in .* of 512 simulated|counts as 2036'
entente explore brussels-2025 --outcome posture.autonomy_year --believe '<= 2030' --points 512 >believed
grep -c 'of 8192 fresh futures' believed; grep -o 'counts as 2036' believed
echo "-- an outcome that never varies is said to be the same"
entente explore status-quo-2024 --outcome posture.us_leaving --at 2030 --method sobol --groups --points 16 --scrambles 2 --csv |
    tail -n +2 | cut -d, -f8,9 | sort | uniq -c
