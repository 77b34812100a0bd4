"""Small files in the layouts of the publishers, with the figures they hold.

Each function returns a `Made`: sheets of cells, and what a reader should take from them as
{(state, key, year): (value, quality)}. The figures are those of data/, each moved a little so that
no two are alike and one read from a wrong cell shows. `Shape` says how the file differs from the
publisher's own, as a later release might.
"""
import copy
import csv
import dataclasses
import io
import pathlib
from typing import Any, Callable

ROOT = pathlib.Path(__file__).resolve().parents[2]
ALLIES = {"POL": "Poland", "DEU": "Germany", "GBR": "United Kingdom", "FRA": "France",
          "USA": "United States", "EST": "Estonia", "LTU": "Lithuania", "NOR": "Norway",
          "ESP": "Spain", "ITA": "Italy", "SVK": "Slovak Republic", "TUR": "Türkiye"}
OTHERS = {"RUS": "Russia", "CHN": "China", "UKR": "Ukraine", "JPN": "Japan", "KOR": "Korea, South",
          "AUS": "Australia", "IND": "India", "ISR": "Israel", "EGY": "Egypt", "IRN": "Iran"}
OUTLOOK = {"POL": "Poland", "DEU": "Germany", "GBR": "United Kingdom", "USA": "United States",
           "UKR": "Ukraine", "JPN": "Japan", "KOR": "Korea", "TUR": "Türkiye", "EGY": "Egypt",
           "IND": "India"}
BLUE, RED = "FF0000FF", "FFFF0000"


@dataclasses.dataclass
class Coloured:
    value: Any
    colour: str


@dataclasses.dataclass
class Shape:
    """Differences from the publisher's own layout; the defaults are none."""
    lead: int = 0                                # empty columns on the left
    above: tuple = ()                            # lines above everything
    under: tuple = ()                            # cells of a row below the years
    after_label: tuple | None = None             # (header, cell of each row) before the years
    inside: tuple | None = None                  # (year, header, cell of each row) after a year
    tail: tuple | None = None                    # (header, cell of each row) after the years
    mark: Callable = lambda name: name           # label of a state
    write: Callable = lambda value: value        # figure as written
    year: Callable | None = None                 # label of a year, from year and quality
    order: Callable = lambda years: years
    blank: bool = False                          # an empty row after each state
    headers_every: int = 0                       # years again after this many states
    notes: tuple = ()
    unit: str | None = None
    title: Callable = lambda text: text
    subtitle: Callable = lambda text: text
    header: Callable = lambda text: text         # names of columns
    sheet: Callable = lambda text: text


@dataclasses.dataclass
class Made:
    kind: str
    sheets: dict
    truth: dict
    options: tuple = ()
    hidden: tuple = ()
    merged: tuple = ()                           # (sheet, "B4:C4")


def facts(name, *keys):
    """{(state, key, year): value} of a table of data/."""
    found = {}
    with (ROOT / "data" / name).open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            for key in keys:
                if row.get(key):
                    found[row["state"], key, int(row["year"])] = float(row[key])
    return found


def moved(value, *where):
    """A figure of its own for each cell, within 2 % of the one in data/."""
    step = sum((i + 1) * ord(c) for i, c in enumerate("".join(map(str, where)))) % 397
    return float(f"{value * (1 + (step - 198) / 10000):.9g}")


def block(shape, prefix, years, rows, label_year):
    """Header and rows of a table with a column a year; rows are (labels, {year: value})."""
    label = shape.year or label_year
    order = shape.order(list(years))
    header = [shape.header(p) for p in prefix]
    header += [shape.after_label[0]] if shape.after_label else []
    for y in order:
        header.append(label(y, years[y]))
        if shape.inside and shape.inside[0] == y:
            header.append(shape.inside[1])
    header += [shape.tail[0]] if shape.tail else []
    out = [header]
    if shape.under:
        out.append(list(shape.under))
    for n, (labels, values) in enumerate(rows):
        if shape.headers_every and n and n % shape.headers_every == 0:
            out.append(list(header))
        row = [shape.mark(x) if i == 0 else x for i, x in enumerate(labels)]
        row += [shape.after_label[1]] if shape.after_label else []
        for y in order:
            value = values.get(y)
            colour = value.colour if isinstance(value, Coloured) else None
            plain = value.value if colour else value
            written = shape.write(plain) if isinstance(plain, (int, float)) else plain
            row.append(Coloured(written, colour) if colour else written)
            if shape.inside and shape.inside[0] == y:
                row.append(shape.inside[2])
        row += [shape.tail[1]] if shape.tail else []
        out.append(row)
        if shape.blank:
            out.append([])
    return out


def finished(shape, rows):
    rows = [[line] for line in shape.above] + rows + [[]] * bool(shape.notes) + [[n] for n in shape.notes]
    return [[None] * shape.lead + list(r) for r in rows]


# --- NATO ----------------------------------------------------------------------------------------

NATO_KEYS = ("defence_current_musd", "defence_2015_musd", "defence_pct_gdp", "gdp_current_musd",
             "gdp_2015_musd", "equipment_pct_defence", "personnel_thousand")
CURRENT, CONSTANT = "Current prices and exchange rates", "Constant 2015 prices and exchange rates"
NATO_TABLES = [
    ("Table 1 : Defence expenditure", "Million national currency units",
     [("Current prices", "defence_current_musd", None)]),
    ("Table 2 : Defence expenditure", "Million US dollars",
     [(CURRENT, "defence_current_musd", "defence_current_musd"),
      (CONSTANT, "defence_2015_musd", "defence_2015_musd")]),
    ("Table 3 : Defence expenditure as a share of GDP and annual real change", "Based on 2015 prices",
     [("Share of real GDP (%)", "defence_pct_gdp", "defence_pct_gdp"),
      ("Annual real change (%)", "equipment_pct_defence", None)]),
    ("Table 5 : GDP", "Million US dollars",
     [(CURRENT, "gdp_current_musd", "gdp_current_musd"),
      (CONSTANT, "gdp_2015_musd", "gdp_2015_musd")]),
    ("Table 7 : Military personnel", "Thousands",
     [("", "personnel_thousand", "personnel_thousand")]),
    ("Table 8a : Distribution of defence expenditure by main category",
     "Percentage of total defence expenditure",
     [("Equipment (a)", "equipment_pct_defence", "equipment_pct_defence"),
      ("Personnel (b)", "defence_pct_gdp", None)]),
]


def nato(shape=Shape(), each=False, first=2014, tables=None, allies=None):
    """Workbook to 2024, years once a sheet above subtitles; `each`: years below each subtitle."""
    have = facts("nato_defence.csv", *NATO_KEYS)
    years = {y: "estimate" if y > 2022 else "reported" for y in range(first, 2025)}
    label = lambda y, q: f"{y}e" if q == "estimate" else y
    sheets, truth = {}, {}
    for title, unit, blocks in tables or NATO_TABLES:
        rows = [["", shape.title(title)], ["", shape.unit or unit], []]
        for n, (subtitle, key, taken) in enumerate(blocks):
            body = []
            for state, name in (allies or ALLIES).items():
                values = {y: moved(have[state, key, y], title, subtitle, state, y) for y in years
                          if (state, key, y) in have}
                body.append(([name], values))
                for y, v in values.items():
                    if taken:
                        truth[state, taken, y] = (v, years[y])
            made = [[None, None] + r for r in block(shape, [None], years, body, label)]
            line = [["", shape.subtitle(subtitle)]] if subtitle else []
            rows += (line + made) if each else ((made[:1] if not n else []) + line + made[1:])
            rows += [[]]
        name = title.split(" :")[0].upper().replace(" ", "")
        sheets[shape.sheet(name)] = finished(shape, rows)
    return Made("nato", sheets, truth)


# --- SIPRI ---------------------------------------------------------------------------------------

def sipri(shape=Shape(), export=False, names=OTHERS):
    """The workbook (all sheets), or the export of the site (fewer sheets and years)."""
    have = facts("sipri_spending.csv", "sipri_current_musd", "sipri_2023_musd")
    years = {y: "reported" for y in range(2019 if export else 2015, 2025)}
    layouts = [("Constant (2023) US$", "sipri_2023_musd", ["Country", "", "Notes"]),
               ("Current US$", "sipri_current_musd", ["Country", "Notes"])]
    sheets, truth = {"Front page": []}, {}
    for sheet, key, prefix in layouts[1:] if export else layouts:
        rows = [[shape.title(f"Military expenditure by country, {sheet}, 1949-2024")],
                [shape.unit or "Figures are in US $m."],
                ["Figures in blue are SIPRI estimates. Figures in red indicate highly uncertain data."],
                ['". ." = data unavailable. "xxx" = country did not exist'], []]
        body = [(["Africa"], {}), (["Algeria"] + [""] * (len(prefix) - 1), {y: 9583.7 + y for y in years})]
        for state, name in names.items():
            values = {}
            for y in years:
                if (state, key, y) not in have:
                    values[y] = "..."
                    continue
                value = moved(have[state, key, y], sheet, state, y)
                quality = "estimate" if state == "CHN" else "uncertain" if state == "IRN" else "reported"
                values[y] = value if quality == "reported" else Coloured(
                    value, BLUE if quality == "estimate" else RED)
                truth[state, key, y] = (value, quality)
            body.append(([name] + ["§4"] * (len(prefix) - 1), values))
        rows += block(shape, prefix, years, body, lambda y, q: y)
        sheets[shape.sheet(sheet)] = finished(shape, rows)
    share = [["Military expenditure by country as percentage of gross domestic product"], [],
             ["Country", "Notes"] + list(years)]
    share += [[n, ""] + [0.02 + i / 1000 for i, _ in enumerate(years)] for n in names.values()]
    sheets["Share of GDP"] = share
    sheets["Footnotes"] = [["Footnotes and special notes"], ["†", "do not include military pensions"]]
    return Made("sipri", sheets, truth)


# --- IMF -----------------------------------------------------------------------------------------

SERIES = {"NGDPD": ("gdp_bn", "Billions", "U.S. dollars"), "NGDP": (None, "Billions", "National currency"),
          "NGDP_RPCH": ("growth_pct", "", "Percent change"), "LP": ("population_m", "Millions", "Persons"),
          "GGXWDG_NGDP": ("debt_pct_gdp", "", "Percent of GDP"),
          "GGX_NGDP": ("government_pct_gdp", "", "Percent of GDP")}


def weo(shape=Shape(), newer=False, scale=True, states=OUTLOOK, multiply=1.0):
    """By country: the text file to 2025, or the workbook since (`newer`); `scale`: with units."""
    have = facts("macro.csv", "gdp_bn", "growth_pct", "population_m", "debt_pct_gdp",
                 "government_pct_gdp")
    years = {y: "reported" if y <= 2023 else "projection" for y in range(2019, 2029)}
    prefix = (["DATASET", "SERIES_CODE", "COUNTRY.ID", "COUNTRY", "INDICATOR.ID", "INDICATOR"] if newer
              else ["WEO Country Code", "ISO", "WEO Subject Code", "Country", "Subject Descriptor"])
    prefix += (["SCALE", "UNIT"] if newer else ["Units", "Scale"]) if scale else []
    last = "LATEST_ACTUAL_ANNUAL_DATA" if newer else "Estimates Start After"
    body, truth = [], {}
    for state, name in states.items():
        for code, (key, size, unit) in SERIES.items():
            source = key or "gdp_bn"
            values = {}
            for y in years:
                if (state, source, y) in have:
                    values[y] = moved(have[state, source, y] * (1 if key else 7.7), code, state, y)
                    if key:
                        truth[state, key, y] = (values[y], years[y])
                    values[y] *= multiply if size else 1.0
            labels = (["IMF.RES:WEO(9.0.0)", f"{state}.{code}.A", state, name, code, "an indicator"] if newer
                      else ["111", state, code, name, "a descriptor"])
            labels += ([size or "Units", unit] if newer else [unit, size]) if scale else []
            body.append((labels, values))
    tail = shape.tail or (shape.header(last), 2023)
    shape = dataclasses.replace(shape, tail=tail)
    rows = finished(shape, block(shape, prefix, years, body, lambda y, q: y))
    return Made("weo", {shape.sheet("Countries"): rows}, truth)


# --- Kiel ----------------------------------------------------------------------------------------

DONORS = {"United States": (64.1, "aid_us_total_eur_bn"), "Germany": (13.0, "aid_europe_total_eur_bn"),
          "United Kingdom": (10.4, "aid_europe_total_eur_bn"), "Poland": (3.6, "aid_europe_total_eur_bn"),
          "Denmark": (7.5, "aid_europe_total_eur_bn"), "France": (6.0, "aid_europe_total_eur_bn"),
          "Netherlands": (5.0, "aid_europe_total_eur_bn"), "Sweden": (4.6, "aid_europe_total_eur_bn"),
          "Norway": (3.0, "aid_europe_total_eur_bn"), "Canada": (2.6, "aid_other_total_eur_bn"),
          "Australia": (0.9, "aid_other_total_eur_bn")}


def kiel(shape=Shape(), layout="present", month=None, scale=1.0, extra=()):
    """The workbook of today, of 2022 ("early"), or the site's table by donor ("site")."""
    names = {"present": ["activity_id", "donor", "announcement_date", "month", "aid_type_general",
                         "measure", "tot_sub_activity_value_EUR_redistr"],
             "early": ["ID", "countries", "Announcement Date", "Type of Aid General", "Original Currency",
                       "Converted Value in EUR"],
             "site": ["country", "iso", "year", "month", "total", "financial", "humanitarian", "military",
                      "commitments", "to_be_allocated", "gdp", "pct_gdp"]}[layout]
    header = [shape.header(n) for n in names]
    rows, sums = [], {}
    for n, (donor, (total, group)) in enumerate(DONORS.items()):
        for part, m in enumerate((2, 14, 25, 36, 38)):
            value = round(total / 4 + 0.001 * n + 0.0001 * part, 6)
            if m <= 36:
                sums[group] = sums.get(group, 0.0) + value
            y, mm = 2022 + (m - 1) // 12, (m - 1) % 12 + 1
            written = shape.write(value * scale * (1 if layout == "site" else 1e9))
            if layout == "present":
                kinds = (("Military", "Allocation", written), ("Financial", "Allocation", 5e8),
                         ("Military", "Commitment", 9e8))
                rows += [[f"A{n}", shape.mark(donor), 44600 + m, month(m) if month else m, k, how, v]
                         for k, how, v in kinds]
            elif layout == "early":
                rows += [[f"A{n}", shape.mark(donor), f"{y}-{mm:02d}-01", k, "USD", v]
                         for k, v in (("Military", written), ("Humanitarian", 2e7))]
            else:
                rows.append([shape.mark(donor), "", y, month(mm) if month else mm, value + 1, 0.6, 0.4,
                             written, value, 0, 1000, 0.1])
    rows += list(extra)
    sheet = {"present": "Bilateral Assistance, MAIN DATA", "early": "Bilateral assistance, MAIN DATA",
             "site": "data_explorer"}[layout]
    body = finished(shape, [header] + ([list(shape.under)] if shape.under else []) + rows)
    sheets = {shape.sheet(sheet): body}
    if layout != "site":
        sheets = {"ReadMe": [["Ukraine Support Tracker"]]} | sheets
    truth = {} if layout == "early" else {("UKR", k, 2024): (v, "reported") for k, v in sums.items()}
    return Made("kiel", sheets, truth)


# --- tidy files ----------------------------------------------------------------------------------

BANK_SERIES = {"SP.POP.TOTL": ("population_m", 1e6, "Population, total"),
               "NY.GDP.MKTP.CD": ("gdp_bn", 1e9, "GDP (current US$)"),
               "NY.GDP.MKTP.KD.ZG": ("growth_pct", 1.0, "GDP growth (annual %)")}


def bank_values(codes, years):
    have = facts("macro.csv", "gdp_bn", "growth_pct", "population_m")
    for state, name in OUTLOOK.items():
        for code in codes:
            key, factor, title = BANK_SERIES[code]
            values = {y: moved(have[state, key, y], code, state, y) for y in years if (state, key, y) in have}
            yield state, name, code, key, factor, title, values


def world_bank(shape=Shape(), codes=("SP.POP.TOTL",), databank=False):
    """The site's API_... csv with four lines before the header, or DataBank's export."""
    years = {y: "reported" for y in range(2016, 2025)}
    body, truth = [], {}
    for state, name, code, key, factor, title, values in bank_values(codes, years):
        labels = [title, code, name, state] if databank else [name, state, title, code]
        body.append((labels, {y: v * factor for y, v in values.items()}))
        truth |= {(state, key, y): (v, "reported") for y, v in values.items()}
    prefix = (["Series Name", "Series Code", "Country Name", "Country Code"] if databank
              else ["Country Name", "Country Code", "Indicator Name", "Indicator Code"])
    rows = block(shape, prefix, years, body, lambda y, q: f"{y} [YR{y}]" if databank else str(y))
    if databank:
        rows += [[], [], [], ["Data from database: World Development Indicators"],
                 ["Last Updated: 07/01/2026"]]
    else:
        rows = [["Data Source", "World Development Indicators", ""], [],
                ["Last Updated Date", "2026-07-01", ""], []] + rows
    return Made("table", {shape.sheet("Data"): finished(shape, rows)}, truth)


def owid(shape=Shape(), column="population_m", extra=()):
    """Our World in Data: a row a state and year."""
    have = facts("macro.csv", "population_m")
    rows = [[shape.header(h) for h in ("Entity", "Code", "Year", column)] + [h for h, _ in extra]]
    truth = {}
    for state, name in OUTLOOK.items():
        for y in range(2016, 2025):
            value = moved(have[state, "population_m", y], state, y)
            rows.append([shape.mark(name), state, y, shape.write(value)] + [c for _, c in extra])
            truth[state, "population_m", y] = (value, "reported")
    return Made("table", {"owid": finished(shape, rows)}, truth, ("--as", "population_m"))


# --- writing -------------------------------------------------------------------------------------

def plain(cell):
    return cell.value if isinstance(cell, Coloured) else cell


def write_book(made, path):
    import openpyxl
    from openpyxl.styles import Font
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in made.sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row, 1):
                if plain(cell) not in (None, ""):
                    written = sheet.cell(r, c, plain(cell))
                    if isinstance(cell, Coloured):
                        written.font = Font(color=cell.colour)
        if name in made.hidden:
            sheet.sheet_state = "hidden"
    for name, where in made.merged:
        book[name].merge_cells(where)
    book.save(path)


def text_of(made, separator=","):
    """One sheet (the first with cells) as text."""
    rows = next(rows for rows in made.sheets.values() if rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    for row in rows:
        writer.writerow(["" if plain(c) is None else plain(c) for c in row])
    return out.getvalue()


def one_sheet(made, name):
    """A copy with one of the sheets."""
    alone = copy.copy(made)
    alone.sheets = {name: made.sheets[name]}
    return alone
