# Wrong words and hostile files: one clear line, the right exit code, nothing left behind.
"$(dirname "$(readlink -f "$(command -v entente)")")/make_books" "$SOURCE/data" . || exit 9
try() { entente import "$@" >out; echo "exit $?"; cat out; }
try nato
try natto nato-2025.xlsx
try nato missing.xlsx
try nato .
try sipri nato-2025.xlsx
try nato sipri.xlsx
try weo kiel.xlsx
try kiel weo.xls
try table weo.csv
: >empty; try nato empty
printf '\320\317\021\340 old' >old.xls; try nato old.xls
printf '%%PDF-1.7' >tables.pdf; try nato tables.pdf
printf 'a;b\n' >short.csv; try nato short.csv
printf 'state,year,defence_pct_gdp\nPLO,2025,4\n' >t.csv; try table t.csv
printf 'state,year,defence_pct_gdp\nPOL,25,4\n' >t.csv; try table t.csv
printf 'state,year,defence_pct_gdp,source\nPOL,2025,4,NATO\n' >t.csv; try table t.csv
printf 'state,year,defence_share\nPOL,2025,4\n' >t.csv; try table t.csv
printf 'state;year;defence_pct_gdp;source\r\nPOL;2025;4,48;ENTENTE\r\n' >t.csv; try table t.csv
try nato nato-2025.xlsx --years 2030:2020
try nato nato-2025.xlsx --years 2090
try nato nato-2025.xlsx --key gdp_bn
try nato nato-2025.xlsx --source 'A B'
try nato nato-2025.xlsx --quality 'x, y: {'
try nato nato-2025.xlsx --source NEW --scenario new.yaml 2>&1 | sed 's,not in /.*/data/,not in data/,'
try nato nato-2025.xlsx --base brussels-2052 2>&1 | sed 's/; looked in .*//'
try nato nato-2025.xlsx --scenario new.yaml
try nato nato-2024.xlsx --source NATO_DEFEXP_2024_06 --scenario new.yaml
try weo weo.csv --all --source IMF_WEO_2025_10 --scenario new.yaml
try nato nato-2025.xlsx --source NATO_DEFEXP_2025_08 --scenario no/such/place.yaml
for i in $(seq 0 11); do try nato hostile-$i.xlsx; done
ls new.yaml no out.yaml 2>&1 | sed "s/^ls: //"
