# What a person types who does not know the program: one clear line that says what is wrong,
# where, and what to do; exit 1 failed, 2 usage; nothing is left behind.
try() { entente "$@" >stdout; echo "exit $?"; head -c 200 stdout; }
here() { "$@" 2>&1; }
: >empty.csv; : >empty.yaml; : >empty.json; : >empty.sqlite; mkdir folder
printf 'PK\003\004 workbook' >table.xlsx
printf '\357\273\277name: X\r\nbase: status-quo-2024\r\nlevers:\r\n  aid.us: 0,5\r\n' >bom.yaml
printf 'name: X\nbase: status-quo-2024\nlevers:\n  aid.us: 50 %%\n' >unit.yaml
printf 'name: X\n\tbase: status-quo-2024\n' >tab.yaml
printf 'actor;position;salience;capability\r\nA;10;50;1\r\nB;20,5;50;1\r\n' >semi.csv
printf 'actor,position,salience,capability\nA,10,50,1\nB,"20,5",50,1\n' >comma.csv
printf 'actor,position,salience,power\nA,10,50,1\n' >column.csv
printf '\377\376a\0,\0b\0' >utf16.csv
echo "-- commands"
try; try halp; try --jso; try ""; try facts --jsno; try facts --json=x; try facts --year
echo "-- run"
for s in "" empty.yaml folder table.xlsx bom.yaml unit.yaml tab.yaml missing.yaml brussles-2025 /etc/passwd /dev/null; do
    here try run "$s"
done
try run brussels-2025 hague-2025
for o in "--futures abc" "--futures 1e4" "--futures -5" "--futures 99999999999999999999" "--seed x" \
    "--brief ZZZ" "--brief ../../x" "--set aid.us" "--set aid.us=0,5" \
    "--set aid.us=2025:0,3" "--assume foo" "--vs nope"; do
    here try run brussels-2025 $o --out none
done
echo "-- merge, diff"
try merge empty.sqlite table.xlsx -o x.sqlite
try merge folder folder -o x.sqlite
try merge nope.sqlite nope2.sqlite -o x.sqlite
try diff nope1 nope2; try diff empty.sqlite empty.sqlite; try diff folder folder
echo "-- facts and registers"
try facts ZZZ; try facts germany; try facts defence_pct; try facts GBR --year abc
try facts GBR --year 1800; try facts GBR --vintage foo
try levers aid.uss; try assumptions foo; try outcomes foo; try aid GERMANY; try aid --cap x; try aid --cap 99
echo "-- report, world"
for f in nope.json empty.json folder table.xlsx bom.yaml empty.sqlite; do try report $f; done
here try world nope; try world --info folder; try world --info nope.world
try world brussels-2025 -o no/x.world; try world brussels-2025 -o folder
try validate --reference nope
echo "-- obliged, posture"
try obliged; try obliged --attacker RUSS --victim FRA; try obliged --attacker RUS --victim FRA --object cheese
try obliged --attacker RUS --victim FRA --object forces --place Atlantis
try obliged --attacker RUS --victim FRA --on 2026-13-45; try obliged --attacker RUS --victim FRA --lat 50,5 --lon 30
try posture brussels-2025 --year 1990
echo "-- bill"
try bill germany; try bill XXX POL; try bill --target 5%; try bill --target 3,5; try bill --target 500
try bill --by 2032.5; try bill --by 1990; try bill --shape fast; try bill --currency GBP
try bill --vs brussels-2025; try bill --xlsx no/x.xlsx; try bill GBR GBR
echo "-- bargain, battle, explore, app"
for f in nope.csv empty.csv folder table.xlsx semi.csv comma.csv column.csv utf16.csv; do try bargain $f; done
try battle nope; try explore brussels-2025; try explore brussels-2025 --outcome foo
try explore brussels-2025 --outcome settlement.ceasefire --method foo
try compare brussels-2025 hague-2025 --over foo
try app --port 99999; try app --port abc
ls
