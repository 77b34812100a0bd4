# A ministry's own figures: its columns, decimal commas, and a source that no table lists.
printf 'kraj;rok;udzial\nPolska;2025;4,48\nRFN?;2025;2,4\n' >mon.csv
entente import table mon.csv --state kraj --year rok --value udzial --as defence_pct_gdp --decimal comma \
    --csv | sed -n '1,2p;/^state/p' | cut -c1-120
echo "-- without a source, half a source, a source that is there"
for words in "" "--source MON_2026" "--source MON_2026 --title Budget" \
    "--source ENTENTE --publisher MON --title Budget"; do
    entente import table mon.csv --state kraj --year rok --value udzial --as defence_pct_gdp \
        --decimal comma $words --scenario mine.yaml 2>&1 | sed 's,not in /.*/data/,not in data/,'
done
ls mine.yaml 2>&1 | sed 's/^ls: //'
echo "-- in a scenario"
entente import table mon.csv --state kraj --year rok --value udzial --as defence_pct_gdp --decimal comma \
    --source MON_2026 --publisher "Ministry of Defence" --title "Budget: 2026's" --scenario mine.yaml \
    >/dev/null 2>&1
cat mine.yaml
entente run mine.yaml --futures 16 --out out >/dev/null && grep -c '"MON_2026"' out/result.json
echo "-- in a data folder"
entente import table mon.csv --state kraj --year rok --value udzial --as defence_pct_gdp --decimal comma \
    --source MON_2026 --publisher "Ministry of Defence" --title "Budget" --data folder >/dev/null
tail -n 1 folder/sources.csv
ENTENTE_DATA=folder entente facts POL defence_pct_gdp --year 2025 --vintage base --csv
echo "-- what no longer adds up"
printf 'state,year,defence_current_musd\nPOL,2024,38000\n' >odd.csv
entente import table odd.csv | grep -E 'cross-check|Nothing' | cut -c1-100
echo "-- mistakes"
entente import table mon.csv --state land --as gdp_bn --decimal comma
entente import table mon.csv --state kraj --year rok --as defence_pct --decimal comma
entente import table mon.csv --decimal dot
entente import table mon.csv --separator pipe
entente import nato mon.csv --as gdp_bn
