# The bill as people, spreadsheets and programs see it, and what a wrong call says.
entente bill GBR POL USA
entente bill --target 3.5 --by 2035 --shape late --currency EUR FRA DEU
entente bill --vs hague-2025 brussels-2025 GBR FRA
entente bill --csv | head -3 | cut -d, -f1-3
entente bill --years POL --by 2027
entente bill --json GBR | grep -oE '"(state|multiple|extra_bn)": .{1,6}'
entente bill --xlsx bill.xlsx && head -c 2 bill.xlsx && echo
for wrong in "--shape erly" "--target 0" "--by 2020" "--currency YEN" XXX ISL "GBR GBR" "--vs a" \
    "--scenario brusels-2025" "--xlsx nowhere/x.xlsx" "--tagret 5"; do
    entente bill $wrong
    echo "exit $?"
done 2>&1 | sed 's/; looked in .*//'
ls
