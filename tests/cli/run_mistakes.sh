# One clear line, the right exit code, nothing half-written.
try() { entente run "$@" >stdout; echo "exit $?"; cat stdout; }
try brussels-2052 2>&1 | sed 's/; looked in .*//'
try brussels-2025 --design lattice
try brussels-2025 --store all
try brussels-2025 --keep capabilty.be
try brussels-2025 --blocks 5
try brussels-2025 --futures 1000 --blocks 3:9
try brussels-2025 --futures 0
try brussels-2025 --set us.postur_europe=0.2
try brussels-2025 --set us.posture_europe=7
try brussels-2025 --set us.posture_europe=half
try brussels-2025 --set guarantee.members='GBR|XYZ'
try brussels-2025 --assume deterrence.lamda=2
try brussels-2025 --assume 'deterrence.lambda=lognormal 2'
try brussels-2025 --resume --out nothing
: >taken
try brussels-2025 --out taken
try brussels-2025 --out no/such/place
try brussels-2025 --thread 2 2>&1 | head -3
ls -A nothing
# stores that do not belong together
run() { entente run "$@" >/dev/null; }
run brussels-2025 --futures 600 --store summary --blocks 0:2 --out a
run brussels-2025 --futures 600 --store summary --blocks 1:3 --out b
run brussels-2025 --futures 600 --store summary --seed 2 --blocks 2:3 --out c
run hague-2025 --futures 600 --store summary --blocks 2:3 --out d
merge() { entente merge "$@" -o joined.sqlite; echo "exit $?"; }
merge a/results.sqlite b/results.sqlite
merge a/results.sqlite c/results.sqlite
merge a/results.sqlite d/results.sqlite 2>&1 | sed 's/is [0-9a-f]* and [0-9a-f]*/is X and Y/'
merge a/results.sqlite nowhere.sqlite
head -c 100000 a/results.sqlite >short.sqlite
merge a/results.sqlite short.sqlite 2>&1 | sed 's/short.sqlite: .*/short.sqlite: refused/'
echo "no store" >text.sqlite
merge a/results.sqlite text.sqlite
entente merge a/results.sqlite -o a/results.sqlite; echo "exit $?"
entente merge a/results.sqlite; echo "exit $?"
entente run brussels-2025 --futures 600 --store summary --seed 3 --resume --out a; echo "exit $?"
ls -A . a | grep -v entente.html
printf 'name: Late\nbase: today\nlevers: {us.posture_by_year: 2025}\n' >late.yaml
entente run late.yaml --futures 64 --out early
echo "exit $?"
entente run status-quo-2024 --seed 18446744073709551615 --futures 64 --no-why --out seed >/dev/null
grep -o '"seed": [^,]*' seed/result.json
grep -o 'Seed [0-9]*' seed/report.html
entente run status-quo-2024 --seed 18446744073709551616; echo "exit $?"
entente run us-leaves --vs status-quo-2024 --own-beliefs --assume deterrence.lambda=0.2 --futures 256 --no-why --out own >own.txt
grep -oE '"own_beliefs": true|entente run us-leaves --vs [^"]*' own/result.json
tr '\n' ' ' <own.txt | grep -c 'assumptions  *of  *its  *own'
grep -c 'The baseline has assumptions of its own' own/report.html
