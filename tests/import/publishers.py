#!/usr/bin/env python3
"""Every cell that `entente import` takes from the publishers' own files, against another reader.

    tests/import/publishers.py PROGRAM SOURCE [FOLDER]

FOLDER holds the files (publishers/ and cases/import/ of the reference data); without it
ENTENTE_REFERENCE or ../shared/data beside the sources. The files are read here with openpyxl and
csv by what is known of each, not by the program's rules. Exits 77 where files or openpyxl are
missing.
"""
import collections
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import warnings

try:
    import openpyxl
except ImportError:
    print("openpyxl is not installed (python3-openpyxl)", file=sys.stderr)
    sys.exit(77)

warnings.simplefilter("ignore")
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SOURCE = pathlib.Path(sys.argv[2]).resolve()
FOLDER = pathlib.Path(
    sys.argv[3] if len(sys.argv) > 3 else os.environ.get("ENTENTE_REFERENCE", SOURCE / "../shared/data")
)
PUBLISHERS, CASES = FOLDER / "publishers", FOLDER / "cases/import"
if not PUBLISHERS.is_dir():
    print(f"{PUBLISHERS} is not there", file=sys.stderr)
    sys.exit(77)

with (SOURCE / "data/states.csv").open(encoding="utf-8") as f:
    STATES = {r["state"]: r for r in csv.DictReader(f)}
BY_NAME = {r["name"]: s for s, r in STATES.items()} | {
    "Türkiye": "TUR", "Turkiye": "TUR", "Turkey": "TUR", "Czechia": "CZE", "Czech Republic": "CZE",
    "Slovak Republic": "SVK", "North Macedonia": "MKD", "United States": "USA",
    "United States of America": "USA", "Korea, South": "KOR", "Korea, North": "PRK",
    "Viet Nam": "VNM", "Bosnia and Herzegovina": "BIH", "UAE": "ARE",
    "United Arab Emirates": "ARE", "NATO Europe and Canada": "NATO_EUR_CAN",
    "NATO Total": "NATO_TOTAL", "Bosnia-Herzegovina": "BIH",
}
MEMBERS = {s for s, r in STATES.items() if r["nato_since"] and s != "ISL"}
failures = []


def imported(kind, path, *options):
    """{(state, key, year): (value, quality)} of one run, with what it says about the whole."""
    run = subprocess.run(
        [PROGRAM, "import", kind, path, "--all", "--json", "--years", "1900:2100", *options],
        capture_output=True, text=True, check=False)
    if run.returncode:
        failures.append(f"{path.name}: exit {run.returncode}: {run.stderr.strip()}")
        return {}
    rows = json.loads(run.stdout)["changes"]
    return {(r["state"], r["key"], r["year"]): (r["value"], r["quality"]) for r in rows}


def compare(what, got, want, least=10, tolerance=1e-9):
    """Both ways: nothing missing, nothing that is not in the file, values and qualities alike."""
    states = {k[0] for k in want}
    if len(states) < least:
        failures.append(f"{what}: only {len(states)} states")
    for key in sorted(set(want) | set(got)):
        if key not in got:
            failures.append(f"{what}: {key} is not imported, the file has {want[key]}")
        elif key not in want:
            failures.append(f"{what}: {key} is imported as {got[key]}, the file has nothing")
        elif abs(got[key][0] - want[key][0]) > tolerance * max(1e-12, abs(want[key][0])):
            failures.append(f"{what}: {key} is {got[key][0]}, the file has {want[key][0]}")
        elif got[key][1] != want[key][1]:
            failures.append(f"{what}: {key} is {got[key][1]}, the file says {want[key][1]}")
    years = {k[2] for k in want}
    print(f"{what}: {len(want)} figures, {len(states)} states, "
          f"{min(years, default=0)} to {max(years, default=0)}")


def number(cell):
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None


# --- NATO: where each block lies in the workbook of June 2024 ------------------------------------

def nato():
    book = openpyxl.load_workbook(PUBLISHERS / "nato_2024_06.xlsx", data_only=True)
    blocks = [("TABLE2", 8, 11, 43, "defence_current_musd"), ("TABLE2", 8, 45, 77, "defence_2015_musd"),
              ("TABLE3", 8, 11, 43, "defence_pct_gdp"), ("TABLE5", 8, 11, 44, "gdp_current_musd"),
              ("TABLE5", 8, 46, 79, "gdp_2015_musd"), ("TABLE7", 20, 21, 56, "personnel_thousand"),
              ("TABLE8a", 8, 11, 41, "equipment_pct_defence")]
    want = {}
    for sheet, years_row, first, last, key in blocks:
        ws = book[sheet]
        years = {c.column: str(c.value) for c in ws[years_row]
                 if re.fullmatch(r"20\d\de?", str(c.value or ""))}
        for row in range(first, last + 1):
            names = [str(ws.cell(row, c).value).rstrip("* ") for c in (2, 3, 4)
                     if isinstance(ws.cell(row, c).value, str)]
            state = next((BY_NAME[n] for n in names if n in BY_NAME), None)
            for column, year in years.items():
                value = number(ws.cell(row, column).value)
                if state and value is not None:
                    want[state, key, int(year[:4])] = (
                        value, "estimate" if year.endswith("e") else "reported")
    compare("NATO, June 2024", imported("nato", PUBLISHERS / "nato_2024_06.xlsx"), want)


# --- SIPRI ---------------------------------------------------------------------------------------

def sipri(name, sheets):
    book = openpyxl.load_workbook(PUBLISHERS / name, data_only=True)
    want = {}
    for sheet, key in sheets.items():
        ws = book[sheet]
        years = {c.column: int(c.value) for c in ws[6] if number(c.value)}
        for row in ws.iter_rows(min_row=8):
            state = BY_NAME.get(str(row[0].value))
            if not state or state in MEMBERS:
                continue
            for cell in row:
                if cell.column in years and number(cell.value) is not None:
                    colour = cell.font.color
                    index = colour.indexed if colour is not None and colour.type == "indexed" else 0
                    quality = {12: "estimate", 10: "uncertain"}.get(index, "reported")
                    want[state, key, years[cell.column]] = (cell.value, quality)
    compare(f"SIPRI, {name}", imported("sipri", PUBLISHERS / name), want)


# --- IMF -----------------------------------------------------------------------------------------

SERIES = {"NGDPD": "gdp_bn", "NGDP_RPCH": "growth_pct", "LP": "population_m",
          "GGXWDG_NGDP": "debt_pct_gdp", "GGX_NGDP": "government_pct_gdp", "PPPGDP": "ppp"}


def outlook_rows(path):
    if path.suffix == ".xlsx":
        ws = openpyxl.load_workbook(path, data_only=True, read_only=True).worksheets[0]
        rows = [["" if v is None else str(v) for v in r] for r in ws.iter_rows(values_only=True)]
        return [dict(zip(rows[0], r)) for r in rows[1:]]
    text = path.read_bytes().decode("latin-1")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def outlook(name):
    scale = {"Billions": 1.0, "Millions": 1.0, "": 1.0, None: 1.0, "Units": 1.0}
    want, ppp = {}, {}
    for row in outlook_rows(PUBLISHERS / name):
        key = SERIES.get(row.get("WEO Subject Code") or "")
        if not key or row["ISO"] not in STATES:
            continue
        start = re.match(r"\d{4}", row["Estimates Start After"] or "")
        for year, text in row.items():
            if not re.fullmatch(r"\d{4}(\.0)?", str(year)):
                continue
            try:
                value = float(str(text).replace(",", "")) * scale[row.get("Scale")]
            except ValueError:
                continue
            y = int(float(year))
            quality = "reported" if start and y <= int(start[0]) else "projection"
            (ppp if key == "ppp" else want)[row["ISO"], key, y] = (value, quality)
    for (state, _, year), (value, quality) in ppp.items():
        if (state, "gdp_bn", year) in want:
            want[state, "ppp_ratio", year] = (value / want[state, "gdp_bn", year][0], quality)
    compare(f"IMF, {name}", imported("weo", PUBLISHERS / name), want)


# --- Kiel ----------------------------------------------------------------------------------------

EUROPE = {"GBR", "NOR", "CHE", "ISL"} | {s for s, r in STATES.items() if r["eu_since"]}


def group(state):
    return ("aid_us_total_eur_bn" if state == "USA" else
            "aid_europe_total_eur_bn" if state in EUROPE or state.startswith("EU") else
            "aid_other_total_eur_bn")


def kiel_site():
    sums = collections.Counter()
    with (PUBLISHERS / "kiel_release29_site/data_explorer.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if int(r["year"]) <= 2024:
                sums[group(r["iso"])] += float(r["military"])
    want = {("UKR", k, 2024): (v, "reported") for k, v in sums.items()}
    compare("Kiel, site", imported("kiel", PUBLISHERS / "kiel_release29_site/data_explorer.csv"), want,
            least=1)


def kiel_early():
    """The workbook's own sums by country, and of the Peace Facility, from its summaries."""
    book = openpyxl.load_workbook(PUBLISHERS / "kiel_early.xlsx", data_only=True, read_only=True)
    sums, head = collections.Counter(), None
    for row in book["Country Summary"].iter_rows(values_only=True):
        cells = list(row)
        if "Military commitments" in cells:
            head = {v: i for i, v in enumerate(cells) if v}
        elif head and isinstance(cells[head["Country"]], str):
            name, value = cells[head["Country"]], number(cells[head["Military commitments"]])
            state = "EU" if "EU" in name or "European" in name else BY_NAME.get(name)
            if state and value is not None and not name.startswith("Total"):
                sums[group(state)] += value
    for row in book["Aggregates - Country Groups"].iter_rows(values_only=True):
        cells = [c for c in row if c is not None]
        if cells and cells[0] == "European Peace Facility":
            sums["aid_europe_total_eur_bn"] += cells[3]
    got = imported("kiel", PUBLISHERS / "kiel_early.xlsx")
    year = {k[2] for k in got}
    want = {("UKR", k, max(year, default=2022)): (v, "reported") for k, v in sums.items()}
    compare("Kiel, early", got, want, least=1, tolerance=1e-3)


# --- tidy files ----------------------------------------------------------------------------------

def world_bank():
    lines = (PUBLISHERS / "worldbank_milex_gdp.csv").read_text(encoding="utf-8-sig").splitlines()
    want = {}
    for r in csv.DictReader(lines[4:]):
        for year, text in r.items():
            if year and year.isdigit() and text and r["Country Code"] in STATES:
                want[r["Country Code"], "defence_pct_gdp", int(year)] = (float(text), "reported")
    compare("World Bank", imported("table", PUBLISHERS / "worldbank_milex_gdp.csv", "--as",
                                   "defence_pct_gdp"), want)


def owid():
    want = {}
    with (PUBLISHERS / "owid_military_share.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["Code"] in STATES and r["military_expenditure_share_gdp"]:
                want[r["Code"], "defence_pct_gdp", int(r["Year"])] = (
                    float(r["military_expenditure_share_gdp"]), "reported")
    compare("Our World in Data", imported("table", PUBLISHERS / "owid_military_share.csv", "--as",
                                          "defence_pct_gdp"), want)


def correlates():
    with (SOURCE / "data/state_codes.csv").open(encoding="utf-8") as f:
        codes = {r["cow_number"]: r["state"] for r in csv.DictReader(f) if r["cow_number"]}
    want = {}
    with (PUBLISHERS / "cow_nmc_60_abridged.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if codes.get(r["ccode"]) in STATES and r["milper"] != "-9" and int(r["year"]) >= 1900:
                want[codes[r["ccode"]], "soldiers_active", int(r["year"])] = (
                    1000 * float(r["milper"]), "reported")
    for state, column in (("ccode", "numbers"), ("stateabb", "letters")):
        got = imported("table", PUBLISHERS / "cow_nmc_60_abridged.csv", "--state", state, "--year",
                       "year", "--value", "milper", "--as", "soldiers_active", "--unit", "thousand")
        compare(f"Correlates of War, by {column}", got, want)


# --- the made files ------------------------------------------------------------------------------

def expect(name, got, want):
    for key, value in want.items():
        if key not in got:
            failures.append(f"{name}: {key} is not imported")
        elif abs(got[key][0] - value[0]) > 1e-9 * abs(value[0]) or got[key][1] != value[1]:
            failures.append(f"{name}: {key} is {got[key]}, should be {value}")


def refuse(kind, path, words, *options):
    run = subprocess.run([PROGRAM, "import", kind, path, *options], capture_output=True, text=True,
                         check=False)
    if not run.returncode or run.stdout or run.stderr.count("\n") != 1 or words not in run.stderr:
        failures.append(f"{path.name} as {kind}: exit {run.returncode}, '{run.stderr.strip()}'")


def cases():
    poland = {"defence_pct_gdp": {2019: 1.91, 2020: 2.21, 2021: 2.22, 2022: 2.23, 2023: 3.31, 2024: 4.11},
              "defence_current_musd": {2024: 33333.333}, "defence_2015_musd": {2024: 28333},
              "gdp_current_musd": {2024: 840000}, "gdp_2015_musd": {2024: 670000},
              "equipment_pct_defence": {2024: 51}}
    got = imported("nato", CASES / "nato-header-once.xlsx")
    expect("nato-header-once", got, {("POL", k, y): (v, "estimate" if y > 2022 else "reported")
                                     for k, years in poland.items() for y, v in years.items()})
    got = imported("nato", CASES / "nato-header-each.xlsx")
    expect("nato-header-each", got, {("POL", "defence_pct_gdp", 2025): (4.48, "estimate"),
                                     ("POL", "defence_pct_gdp", 2024): (3.8, "reported"),
                                     ("SVN", "defence_pct_gdp", 2026): (2.1, "estimate")})
    if len(got) != 12:
        failures.append(f"nato-header-each: {len(got)} figures, should be 12 shares")
    marked = imported("weo", CASES / "weo-utf16le-bom.xls")
    if imported("weo", CASES / "weo-utf16le-nobom.xls") != marked:
        failures.append("weo-utf16le-nobom: differs from the file with a mark")
    expect("weo-utf16le-bom", marked, {("GBR", "gdp_bn", 2023): (3300.5, "reported")})
    got = imported("sipri", CASES / "sipri-next-release.xlsx")
    for year in range(2021, 2026):
        if got.get(("CHN", "sipri_current_musd", year), ("", ""))[1] != "estimate":
            failures.append(f"sipri-next-release: CHN {year} is not an estimate")
    for year, quality in ((2022, "estimate"), (2023, "estimate"), (2024, "estimate"), (2025, "uncertain")):
        for key in ("sipri_current_musd", "sipri_2023_musd"):
            if got.get(("RUS", key, year), ("", ""))[1] != quality:
                failures.append(f"sipri-next-release: RUS {key} {year} is not {quality}")
    expect("weo-fiscal-year", imported("weo", CASES / "weo-fiscal-year.csv"),
           {("EGY", "growth_pct", 2024): (2.4, "reported"), ("EGY", "growth_pct", 2025): (4.3, "projection")})
    expect("weo-no-scale", imported("weo", CASES / "weo-no-scale.csv"),
           {("GBR", "gdp_bn", 2022): (3100.5, "reported"), ("GBR", "population_m", 2024): (69.2, "projection")})
    expect("names", imported("table", CASES / "names.csv"),
           {("TUR", "gdp_bn", 2024): (1300, "reported"), ("KOR", "gdp_bn", 2024): (1800, "reported"),
            ("EGY", "gdp_bn", 2024): (400, "reported"), ("CZE", "gdp_bn", 2024): (340, "reported")})
    refuse("table", CASES / "twice.csv", "neither is taken")
    expect("owid", imported("table", CASES / "owid.csv", "--as", "defence_pct_gdp"),
           {("POL", "defence_pct_gdp", 2024): (4.2, "reported")})
    expect("worldbank", imported("table", CASES / "worldbank.csv", "--as", "defence_pct_gdp"),
           {("TUR", "defence_pct_gdp", 2023): (1.5, "reported")})
    expect("kiel-site", imported("kiel", CASES / "kiel-site.csv"),
           {("UKR", "aid_us_total_eur_bn", 2024): (2.0, "reported")})
    refuse("table", CASES / "kiel-site.csv", "use 'entente import kiel'")
    refuse("nato", CASES / "worldbank.csv", "this looks like a World Bank file: use 'entente import table'")
    refuse("weo", CASES / "sipri-next-release.xlsx", "use 'entente import sipri'")
    refuse("sipri", CASES / "nato-header-once.xlsx", "use 'entente import nato'")
    for table in ("eu_aid_shares", "procurement_trends", "total_allocations", "weapons"):
        for kind in ("kiel", "table"):
            refuse(kind, PUBLISHERS / f"kiel_release29_site/{table}.csv", "Take data_explorer.csv")
    refuse("weo", PUBLISHERS / "weo_2022_04_groups_utf16le_nobom.xls", "country groups")


def unchanged():
    """The releases that the shipped tables come from change nothing."""
    for kind, name in (("nato", "nato_2024_06.xlsx"), ("sipri", "sipri_1949_2024.xlsx"),
                       ("kiel", "kiel_release29_site/data_explorer.csv")):
        run = subprocess.run([PROGRAM, "import", kind, PUBLISHERS / name], capture_output=True,
                             text=True, check=False)
        found = re.search(r"\d+ figures: .*", run.stdout)
        print(f"{name}: {found[0] if found else run.stderr}")
        if not found or " 0 changed" not in found[0]:
            failures.append(f"{name}: {found[0] if found else run.stderr}")


def rates():
    """Exchange rates of 2024 against those in SIPRI's figures, local currency over dollars.

    SIPRI gives them as it uses them, some to three digits, so .5 % is allowed.
    """
    book = openpyxl.load_workbook(PUBLISHERS / "sipri_1949_2024.xlsx", data_only=True)

    def of_2024(sheet):
        rows = [r for r in book[sheet].iter_rows(values_only=True) if r[0]]
        head = next(i for i, r in enumerate(rows) if r[0] == "Country")
        column = [str(x) for x in rows[head]].index("2024")
        return {r[0].strip(): r[column] for r in rows[head + 1:]}

    local, dollars = of_2024("Local currency calendar years"), of_2024("Current US$")
    states = {"ALL": "Albania", "AUD": "Australia", "BGN": "Bulgaria", "CAD": "Canada",
              "CHF": "Switzerland", "CZK": "Czechia", "DKK": "Denmark", "EUR": "Germany",
              "GBP": "United Kingdom", "HUF": "Hungary", "JPY": "Japan", "KRW": "Korea, South",
              "MKD": "North Macedonia", "NOK": "Norway", "NZD": "New Zealand", "PLN": "Poland",
              "RON": "Romania", "SEK": "Sweden", "TRY": "Türkiye", "UAH": "Ukraine"}
    with (SOURCE / "data/exchange.csv").open(encoding="utf-8") as table:
        ours = {r["currency"]: float(r["per_usd"]) for r in csv.DictReader(table)}
    for currency, state in states.items():
        rate = local[state] / dollars[state] / 1e6
        if abs(ours[currency] / rate - 1) > 0.005:
            failures.append(f"exchange.csv: {currency} {ours[currency]}, SIPRI uses {rate:.4f}")
    print(f"{len(states)} exchange rates")
    if set(ours) - set(states) - {"ISK", "USD"}:
        failures.append(f"exchange.csv: not compared: {set(ours) - set(states)}")


nato()
rates()
sipri("sipri_1949_2024.xlsx", {"Current US$": "sipri_current_musd",
                               "Constant (2023) US$": "sipri_2023_musd"})
sipri("sipri_2018_2023_export.xlsx", {"Current US$": "sipri_current_musd"})
for file in ("weo_2020_04_latin1.xls", "weo_2010_04_resaved.xlsx", "weo_2023_04_resaved.xlsx"):
    outlook(file)
kiel_site()
kiel_early()
world_bank()
owid()
correlates()
if CASES.is_dir():
    cases()
unchanged()
for failure in failures[:40]:
    print(failure, file=sys.stderr)
print(f"{len(failures)} differences")
sys.exit(bool(failures))
