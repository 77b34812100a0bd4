# The publishers' downloads, in their layouts: what changed, what looks wrong, what is written.
"$(dirname "$(readlink -f "$(command -v entente)")")/make_books" "$SOURCE/data" . || exit 9
echo "-- as they stand"
for k in "nato nato-2024.xlsx" "sipri sipri.xlsx" "weo weo.xls" "weo weo.csv" "weo weo.xlsx" "kiel kiel.xlsx"; do
    set -- $k
    entente import "$1" "$2" | grep 'figures:'
done
echo "-- a new release"
entente import nato nato-2025.xlsx --years 2025 --key defence_pct_gdp --source NATO_DEFEXP_2025_08 \
    --scenario new.yaml --csv | sed -n '1,4p;/^check/,$p'
head -5 new.yaml
entente world new.yaml >/dev/null; echo "exit $?"
echo "-- a file in another unit, with a wrong share, without Poland, with a hole"
entente import nato nato-odd.xlsx | sed -n '/^What looks/,$p' | grep -v 'after\|^share' | sed 's/ *$//'
echo "-- a data folder"
entente import nato nato-2025.xlsx --years 2025 --source NEW_RELEASE --data folder >/dev/null; echo "exit $?"
ENTENTE_DATA=folder entente facts GBR defence_pct_gdp --year 2025 --vintage base --csv
entente import nato nato-2025.xlsx --years 2025 --source NEW_RELEASE --data folder
echo "exit $?"
: >taken; entente import kiel kiel.xlsx --all --source KIEL_UST_R29 --data taken; echo "exit $?"
echo "-- JSON"
entente import kiel kiel.xlsx --all --json | grep -c '"state": "UKR"'
