# Facts with their sources; every cross-check passes or is a known exception.
entente facts GBR --year 2024
entente facts POL defence_pct_gdp --year 2025
entente facts --check | tail -n 6
entente facts --check >/dev/null && echo "exit $?"
entente facts EUR per_usd --json
entente facts | head -n 5
entente facts PLO; echo "exit $?"
entente facts defense_pct_gdp; echo "exit $?"
# without the separable table, and with a damaged one
cp -r "$SOURCE/data" data
rm data/sipri_spending.csv
ENTENTE_DATA=data entente facts GBR --year 2024 --csv | wc -l
ENTENTE_DATA=data entente world status-quo-2024 | grep -E "forces|taiwan "; echo "exit $?"
ENTENTE_DATA=data entente run brussels-2025 --futures 256 --out without | grep -c "simulated futures"; echo "exit $?"
grep -c "made without sipri_spending.csv" without/report.html
ENTENTE_DATA=data entente bill GBR --csv | cut -d, -f1-3; echo "exit $?"
ENTENTE_DATA=data entente bill RUS; echo "exit $?"
cp "$SOURCE/data/sipri_spending.csv" data/
printf 'state,year,gdp_bn\nGBR,2024\n' >data/macro.csv
ENTENTE_DATA=data entente facts; echo "exit $?"
head -c 3000000 /dev/zero | tr '\0' x >>data/macro.csv
ENTENTE_DATA=data entente facts; echo "exit $?"
