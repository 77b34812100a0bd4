# The live page that the program carries is the one that it would make from the folders it was built
# with; with other data it is made anew.
run() { entente run "$@" --futures 256 --no-why >/dev/null; }
data=${ENTENTE_DATA:-$(entente --version | sed -n 's/^data: .* from //p')}
cp -r "$data" same
cp -r "$data" other
touch same/empty.csv
sed -i 's/^pledge.target_pct_gdp,\([^,]*\),/pledge.target_pct_gdp,\1 (own),/' other/levers.csv
cmp -s "$data/levers.csv" other/levers.csv && echo 'no lever was changed'
run status-quo-2024 --out carried
ENTENTE_DATA=$PWD/same run status-quo-2024 --out made
ENTENTE_DATA=$PWD/other run status-quo-2024 --out changed
[ -f carried/entente.html ] || { echo 'the page as it would be made'; echo 'another page for other data'; exit 0; }
cmp carried/entente.html made/entente.html && echo 'the page as it would be made'
cmp -s carried/entente.html changed/entente.html || echo 'another page for other data'
