# Money: one option changes every figure, its unit and its name; what has no rate is refused.
one() { entente "$@" --csv | head -2; }
one bill GBR
one bill GBR --currency EUR
one bill GBR --currency national
one bill GBR --currency EUR --years --by 2026
one bill --currency PLN --vs hague-2025 brussels-2025 GBR
entente bill --years --currency EUR GBR --by 2026 | grep -c 'USD.*bn\|bn USD'
entente bill GBR POL --currency national | grep -E '^(GBR|POL|SELECTED)'
entente bill GBR --currency EUR --json | grep -oE '"(currency|extra_bn|average_bn|extra_eur_bn)": [^,]*' | sort -u
run() { entente run hague-2025 --futures 64 --no-why --out "$1" "${@:2}" >/dev/null; }
run usd
run gbp --currency GBP
run eur --currency EUR
# One rate between two documents wherever money stands: bill, other targets, claims, aid.
python3 - <<'END'
import json
usd, gbp, eur = (json.load(open(f + "/result.json")) for f in ("usd", "gbp", "eur"))
bill = lambda d: d["accounts"]["bill"]
rate = bill(gbp)["totals"][0]["extra_bn"] / bill(usd)["totals"][0]["extra_bn"]
euro = bill(eur)["totals"][0]["extra_bn"] / bill(usd)["totals"][0]["extra_bn"]
print(bill(usd)["currency"], bill(gbp)["currency"], bill(eur)["currency"])
print("rates %.4f %.4f" % (rate, euro), abs(euro - bill(usd)["eur_per_usd"]) < 1e-9)
wrong, seen = [], 0
def same(name, a, b, factor):
    global seen
    seen += 1
    if (a is None) != (b is None) or (b is not None and abs(a - b * factor) > 1e-8 * max(1, abs(a))):
        wrong.append((name, a, b, factor))
for g, u in zip(bill(gbp)["rows"], bill(usd)["rows"]):
    for key in ("base_bn", "extra_bn", "cumulative_bn", "average_bn", "per_head"):
        same((u["state"], key), g[key], u[key], rate)
    same((u["state"], "multiple"), g["multiple"], u["multiple"], 1)
for g, u in zip(gbp["accounts"]["options"], usd["accounts"]["options"]):
    for a, b in zip(g["options"], u["options"]):
        for key in ("average_bn", "cumulative_bn", "last_bn"):
            same((u["state"], "option", key), a[key], b[key], rate)
        same((u["state"], "option in euros"), a["average_eur_bn"], b["average_eur_bn"], 1)
for g, u in zip(gbp["claims"], usd["claims"]):
    factor = rate if "USD" in u["unit"] else rate / euro if "EUR" in u["unit"] else 1
    same(("claim", u["shows"]), g["value"], u["value"], factor)
    if g["verdict"] != u["verdict"] or (factor != 1) != ("GBP" in g["unit"]):
        wrong.append((u["shows"], g["unit"], g["verdict"]))
    if factor != 1:
        print(u["unit"], u["holds"], "|", g["unit"], g["holds"], "|", g["sentence"])
for g, u in zip(gbp["tables"], usd["tables"]):
    for i, c in enumerate(u["columns"]):
        if "EUR" in c["unit"]:
            if g["columns"][i]["unit"] != c["unit"].replace("EUR", "GBP"):
                wrong.append(g["columns"][i])
            for a, b in zip(g["rows"], u["rows"]):
                same((u["name"], c["name"]), a[i], b[i], rate / euro)
for g, u in zip(gbp["charts"], usd["charts"]):
    if "EUR" in u.get("y", {}).get("unit", ""):
        for a, b in zip(g["series"], u["series"]):
            for x, y in zip(a["points"], b["points"]):
                same((u["name"], y["x"]), x["y"], y["y"], rate / euro)
print("every figure converted" if not wrong and seen > 500 else ["not converted", seen, wrong[:3]])
END
for money in gbp eur; do
    other=$(grep -oE '(EUR|GBP|[$]) ?[0-9.,]+ (bn|trn)' $money/report.html | grep -ivc "^$money")
    [ "$other" = 0 ] && echo "one money in the report"
done
one aid GBR
one aid GBR --currency USD
entente aid GBR --currency GBP --json | grep -oE '"[a-z_]*gbp[a-z_]*": [0-9.]*' | head -3
entente bill --currency YEN
entente bill --currency eur
entente aid --currency XAU
entente run hague-2025 --currency YEN --out none || ls none 2>/dev/null
entente bill --vs hague-2025 brussels-2025 --currency national
entente bill --json --currency national
