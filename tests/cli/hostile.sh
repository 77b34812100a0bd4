# Files made to hurt: names that are markup or formulas, nesting, aliases, long lines, bytes that
# are not text. One clear line each, or a result in which nothing runs.
try() { timeout 60 entente "$@" >stdout 2>message; echo "exit $?"; cut -c1-200 message | sed "s|looked in .*|looked in (the scenarios)|"; }
evil='</script><script>alert(1)</script><img src=x onerror=alert(2)>'
cat >evil.yaml <<Y
name: '$evil'
about: '$evil'
base: status-quo-2024
levers: {pledge.target_pct_gdp: 3.5}
claims:
  - {says: '=HYPERLINK("http://example.org","$evil")', shows: 'bill.multiple[GBR]', holds: ">= 2", note: '@SUM(1)'}
  - {says: '+1+cmd', shows: 'bill.multiple[POL]', holds: "<= 1", note: '$evil'}
Y
cp evil.yaml 'a<b onclick=x>.yaml'
echo "-- names that are markup"
entente run evil.yaml --futures 300 --out out --brief GBR --csv >run.csv 2>message || cat message
entente run './a<b onclick=x>.yaml' --futures 300 --out named >/dev/null 2>message || cat message
for f in out/report.html out/brief-GBR.html out/entente.html named/report.html named/entente.html; do
    [ -e "$f" ] || continue
    case $f in *entente.html) pattern='<script>alert(1)\|<img src=x' ;; *) pattern='<script>alert(1)\|<img src=x\|<b onclick' ;; esac
    grep -c "$pattern" "$f" >/dev/null && echo "$f: markup of the scenario is in the page"
done
grep -q 'alert(1)' out/report.html && echo "the name is shown as text"
entente report out/result.json --html again.html; grep -q '<script>alert(1)' again.html && echo "again.html: markup"
ls out | grep -v entente.html
echo "-- cells that are formulas"
grep -c '^"\?[=+@-][^0-9.]' run.csv
entente bill --scenario ./evil.yaml --csv 2>/dev/null | grep -c '^"\?[=+@]'
python3 - <<'P'
import zipfile
book = zipfile.ZipFile("out/results.xlsx")
text = {n: book.read(n).decode() for n in book.namelist() if n.endswith(".xml")}
print("as a text:", "HYPERLINK" in text["xl/sharedStrings.xml"])
print("formulas and links:", sum(t.count("<f>") + t.count("<hyperlink") for n, t in text.items() if "worksheets" in n))
P
cat >actors.csv <<'C'
actor,position,salience,capability
"=HYPERLINK(""http://example.org"")",10,50,1
<script>alert(1)</script>,90,50,1
@SUM(1),50,50,1
C
entente bargain actors.csv --csv --table positions 2>message | cut -c1-40 | head -5; cat message
entente bargain actors.csv --html page.html >/dev/null 2>message; grep -c '<script>alert(1)' page.html 2>/dev/null
echo "-- YAML"
head="name: x\nbase: status-quo-2024\n"
printf "${head}about: &a [x, x]\nlevers: *a\n" >alias.yaml; try run alias.yaml
{ printf 'a: &a [x]\n'; for i in $(seq 20); do printf 'k%s: [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n' $i; done; } >laughs.yaml; try run laughs.yaml
{ printf "${head}levers: "; printf '[%.0s' $(seq 5000); } >deep.yaml; try run deep.yaml
printf "${head}levers: {aid.us: 1e999}\n" >huge.yaml; try run huge.yaml
printf "${head}levers: {aid.us: .nan}\n" >nan.yaml; try run nan.yaml
printf "${head}about: a\000b\n" >nul.yaml; try run nul.yaml
printf "${head}about: a\377b\n" >utf8.yaml; try run utf8.yaml
printf "name: x\nbase: ../../../../etc/passwd\n" >path.yaml; try run path.yaml
printf "name: x\nbase: path2\n" >path2.yaml; try run path2.yaml
echo "-- CSV, JSON, stores"
printf 'actor,position,salience,capability\nA,1e999,50,1\n' >huge.csv; try bargain huge.csv
printf 'actor,position,salience,capability\nA\000B,1,50,1\n' >nul.csv; try bargain nul.csv
printf 'actor,position,salience,capability\nA\377B,1,50,1\n' >utf8.csv; try bargain utf8.csv
printf '[%.0s' $(seq 200000) >deep.json; try report deep.json
printf '{"schema":"entente-result","version":1e999}' >huge.json; try report huge.json
printf '{"a":"\\u0000"}' >nul.json; try report nul.json
printf 'SQLite format 3\000 and then nothing' >bad.sqlite; try merge bad.sqlite -o joined.sqlite; try diff bad.sqlite bad.sqlite
echo "-- a line of 200 MB"
head -c 200000000 /dev/zero | tr '\0' x >long
try bargain long; try run ./long.yaml; mv long long.yaml; try run ./long.yaml; mv long.yaml long.json; try report long.json
try import nato long.json; try world --info long.json; rm long.json
echo "-- a full device, a closed pipe"
for c in "facts GBR" "bill --json" "obliged --history" "levers --csv"; do
    entente $c >/dev/full 2>message; echo "exit $?"; cat message
done
entente facts | head -1 >/dev/null 2>message; cat message
ls | grep -v 'yaml$\|csv$\|json$\|sqlite$' | sort
