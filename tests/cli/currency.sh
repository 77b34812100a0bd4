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
# Outcomes and assumptions that are amounts: one rate between two answers, thresholds too, unit said.
costs="compare hague-2025 brussels-2025 --over min:bill.extra[DEU] --at 2032 --futures 64 --json"
beliefs="explore brussels-2025 --outcome capability.eta --at 2035 --believe >0.8 --points 1024 --json"
trees="explore brussels-2025 --outcome capability.eta --at 2035 --method cart --points 4096 \
 --assume capability.eta0=0.6 --assume capability.delay=2 --json"
goals="search brussels-2025 --objective min:bill.extra[EURCAN]@2032 --objective posture.shortfall@2032 \
 --lever pledge.agreed_pct_gdp=2:5 --lever pledge.target_pct_gdp=2:5 --generations 2 --population 8 \
 --futures 256 --check 512 --json"
entente $costs >costs.usd; entente $costs --currency GBP >costs.gbp
entente $beliefs >beliefs.usd; entente $beliefs --currency GBP >beliefs.gbp
entente $trees >trees.usd; entente $trees --currency GBP >trees.gbp
entente $goals --out s.usd >goals.usd; entente $goals --out s.gbp --currency GBP >goals.gbp
python3 - <<'END'
import json, re
read = lambda name: json.load(open(name))
rate = json.load(open("gbp/result.json"))["accounts"]["bill"]["totals"][0]["extra_bn"] / \
    json.load(open("usd/result.json"))["accounts"]["bill"]["totals"][0]["extra_bn"]
near = lambda a, b: abs(a - b) <= 1e-9 * max(1, abs(a))
pairs = list(zip(read("costs.gbp"), read("costs.usd")))
print("compare: converted" if pairs and all(near(g[k], u[k] * rate) for g, u in pairs for k in
      ("mean", "worst", "best", "mean_regret", "max_regret")) else "compare: not converted")
moved = list(zip(read("beliefs.gbp")["moves"], read("beliefs.usd")["moves"]))
factor = lambda u: rate if u["unit"] == "bn USD" else 1
print("believe: converted" if all(near(g[k], u[k] * factor(u)) for g, u in moved for k in ("from", "to"))
      and "bn GBP" in {g["unit"] for g, u in moved if factor(u) != 1} else "believe: not converted")
cut = lambda name: re.findall(r"enabler_cost (?:>|<=) ([0-9.,]+) bn ([A-Z]{3})", open(name).read())
number = lambda t: float(t.replace(",", ""))
both = list(zip(cut("trees.gbp"), cut("trees.usd")))
print("tree: converted" if both and {(g[1], u[1]) for g, u in both} == {("GBP", "USD")} and
      all(abs(number(g[0]) / (number(u[0]) * rate) - 1) < 0.01 for g, u in both) else "tree: not converted")
rows = list(zip(read("goals.gbp")["pareto"], read("goals.usd")["pareto"]))
key = "min:bill.extra[EURCAN]@2032"
print("search: converted" if len(rows) > 1 and all(near(g[key], u[key] * rate) for g, u in rows) and
      read("goals.gbp")["search"]["currency"] == "GBP" else "search: not converted")
END
entente compare hague-2025 brussels-2025 --over 'min:bill.extra[DEU]' --at 2032 --futures 64 --currency PLN | tail -1
# Nothing that the option could change, no direction, no value: refused.
entente compare hague-2025 us-leaves --over posture.shortfall --at 2030 --futures 64 --currency EUR
entente compare hague-2025 us-leaves --over 'bill.extra[DEU]' --futures 64
entente compare hague-2025 us-leaves --over 'min:bill.extra[XYZ]' --futures 64
entente compare hague-2025 us-leaves --over 'min:bill.extra[DEU]' --futures 64 --currency pln
entente explore brussels-2025 --outcome posture.shortfall --method sobol --currency EUR
entente posture brussels-2025 --currency EUR
