#!/usr/bin/env python3
"""Layouts that a later release might have: each gives the right figures or says what it left out.

    tests/import/variants.py PROGRAM [--list]

Small files in the layouts of the publishers (layouts.py) are altered in one way each and imported.
A figure that differs from the file's is a failure, and so is one that is left out without a word:
a figure that is missing needs a finding that the unaltered file has not, or a refusal of one line.
`--list` prints what came of each. Exits 77 where openpyxl is missing.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import openpyxl  # noqa: F401
except ImportError:
    print("openpyxl is not installed (python3-openpyxl)", file=sys.stderr)
    sys.exit(77)

import layouts
from layouts import Coloured, Made, Shape, kiel, nato, owid, sipri, weo, world_bank

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LIST = "--list" in sys.argv
failures, outcomes = [], {}


def run(made, folder, name, text=False):
    path = folder / (name.replace(" ", "-").replace("/", "-") + (".csv" if text else ".xlsx"))
    if text:
        path.write_text(layouts.text_of(made), encoding="utf-8")
    else:
        layouts.write_book(made, path)
    return subprocess.run([PROGRAM, "import", made.kind, path, "--all", "--json", "--years", "1900:2100",
                           *made.options], capture_output=True, text=True, check=False)


def findings_of(done):
    return {f["text"] for f in json.loads(done.stdout)["findings"]}


def judge(name, done, truth, usual, want):
    """One variant: `want` is "right" (all figures), "part" (some, and a finding) or "refused"."""
    if done.returncode:
        said = done.stderr.strip()
        found = "refused"
        if done.returncode < 0 or done.stdout or done.stderr.count("\n") != 1:
            failures.append(f"{name}: exit {done.returncode}, '{said[:200]}'")
        detail = said.split(".xlsx: ")[-1].split(".csv: ")[-1]
    else:
        rows = [r for r in json.loads(done.stdout)["changes"] if r["standing"] != "left out"]
        got = {(r["state"], r["key"], r["year"]): (r["value"], r["quality"]) for r in rows}
        wrong = [k for k, (v, q) in got.items()
                 if k not in truth or abs(v - truth[k][0]) > 1e-6 * abs(truth[k][0]) or q != truth[k][1]]
        missing = [k for k in truth if k not in got]
        new = findings_of(done) - usual
        for k in wrong[:2]:
            failures.append(f"{name}: {k} is {got[k]}, should be {truth.get(k)} ({len(wrong)} wrong)")
        if missing and not new:
            failures.append(f"{name}: {len(missing)} figures are missing without a word, such as {missing[0]}")
        found = "part" if missing else "right"
        detail = f"{len(got)} of {len(truth)}; " + "; ".join(sorted(new))
    if found != want:
        failures.append(f"{name}: {found}, should be {want}: {detail[:300]}")
    if LIST:
        print(f"{name:52} {found:8} {detail[:230]}")
    outcomes[found] = outcomes.get(found, 0) + 1


def altered(make, name, want, text=False, change=None, truth=None, **shape):
    """One variant of a publisher's file: by shape, or by a change of what was made."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        first = make(Shape())
        key = (make.__name__, text)
        if key not in usual:
            done = run(first, folder, "as published", text)
            usual[key] = findings_of(done) if not done.returncode else set()
            judge(f"{make.__name__}: as it is" + (", text" if text else ""), done, first.truth, set(), "right")
        made = make(Shape(**shape))
        if change:
            made = change(made) or made
        judge(f"{make.__name__}: {name}", run(made, folder, name, text), truth or made.truth, usual[key], want)


usual = {}


# --- ways to alter a file ------------------------------------------------------------------------

def grouped(value):
    return f"{value:,.9f}".rstrip("0").rstrip(".")


def in_front(made, rows):
    return [[x] for x in rows]


def reverse_sheets(made):
    made.sheets = dict(reversed(made.sheets.items()))


def hide_draft(made):
    """A hidden sheet with an older draft of the first table that is read."""
    name = next(n for n in ("TABLE3", "Current US$", "Countries", "Data") if n in made.sheets)
    draft = [[c * 1.01 if isinstance(c, float) else c for c in map(layouts.plain, row)]
             for row in made.sheets[name]]
    made.sheets[name + " (draft)"] = draft
    made.hidden = (name + " (draft)",)


def each_row(made, change):
    for name, rows in made.sheets.items():
        made.sheets[name] = [change(list(r)) for r in rows]


def transposed(made):
    for name, rows in made.sheets.items():
        width = max((len(r) for r in rows), default=0)
        full = [list(r) + [None] * (width - len(r)) for r in rows]
        made.sheets[name] = [list(c) for c in zip(*full)]


def twice(made, factor):
    """Every row a second time at the end of its sheet, with other figures."""
    for name, rows in made.sheets.items():
        again = [[c * factor if isinstance(c, float) else c for c in map(layouts.plain, r)] for r in rows
                 if any(isinstance(layouts.plain(c), float) for c in r)]
        made.sheets[name] = rows + again


PLAIN = [  # for every layout with a column a year: name, what should come of it, shape
    ("an empty column on the left", "right", dict(lead=2)),
    ("lines above", "right", dict(above=("Embargo until 17 June", "Data as of 12.06.2026", "Rev. 2"))),
    ("a row of notes below the years", "right", dict(under=("", "a", "b", "c", "d"))),
    ("a column of notes before the years", "right", dict(after_label=("Ref.", "n. 3"))),
    ("a column between the years", "right", dict(inside=(2020, "Break", "|"))),
    ("a column of changes between the years", "right", dict(inside=(2022, "Change 2021-2022 (%)", 4.2))),
    ("a column of means at the end", "right", dict(tail=("Mean", 3.3))),
    ("footnotes of names", "right", dict(mark=lambda n: n + "*" if n[0] < "M" else n + " (1)")),
    ("raised footnotes of names", "right", dict(mark=lambda n: n + "¹" if n[0] < "M" else n + "[b]")),
    ("spaces around names", "right", dict(mark=lambda n: f"  {n}\u00a0")),
    ("capitals", "right", dict(mark=str.upper)),
    ("thousands separators", "right", dict(write=grouped)),
    ("thin spaces group digits", "right", dict(write=lambda v: grouped(v).replace(",", "\u202f"))),
    ("decimal commas", "part", dict(write=lambda v: f"{v:.9f}".rstrip("0").replace(".", ","))),
    ("numbers as text", "right", dict(write=lambda v: f" {v!r} ")),
    ("footnotes of figures", "right", dict(write=lambda v: f"{v!r} (a)")),
    ("years as dates of their end", "refused", dict(year=lambda y, q: f"{y}-12-31")),
    ("years with a mark", "right", dict(year=lambda y, q: f"{y}*" if q == "reported" else f"{y}e")),
    ("fiscal years", "refused", dict(year=lambda y, q: f"{y}/{(y + 1) % 100:02d}")),
    ("years from new to old", "right", dict(order=lambda years: years[::-1])),
    ("empty rows between states", "right", dict(blank=True)),
    ("years again on each page", "right", dict(headers_every=4)),
    ("notes at the end", "right", dict(notes=("Notes: 2024 figures are estimates.", "(a) Since 2019."))),
]


def try_plain(make, text=False, skip=(), instead={}):
    for name, want, shape in PLAIN:
        if name not in skip:
            altered(make, name, instead.get(name, want), text, **shape)


def of(make, **how):
    def made(shape):
        return make(shape, **how)
    made.__name__ = make.__name__ + "".join(f" {k}" if v is True else f" {v}" for k, v in how.items()
                                            if isinstance(v, (bool, str)))
    return made


nato_each, sipri_export, weo_new = of(nato, each=True), of(sipri, export=True), of(weo, newer=True)
kiel_site, kiel_early = of(kiel, layout="site"), of(kiel, layout="early")
databank = of(world_bank, databank=True, codes=tuple(layouts.BANK_SERIES))

nothing = {"decimal commas": "refused"}  # where every figure has one
try_plain(nato)
try_plain(nato_each)
for layout in (sipri, sipri_export, world_bank, databank):
    try_plain(layout, instead=nothing)
for layout in (weo, weo_new):
    try_plain(layout, skip=("a column of means at the end",))

# --- NATO ----------------------------------------------------------------------------------------

def retitled(old, new):
    def change(made):
        made.sheets = {name: [[c.replace(old, new) if isinstance(c, str) else c for c in r] for r in rows]
                       for name, rows in made.sheets.items()}
    return change


def with_table(title, unit, subtitle, factor=0.4, year_row=True):
    """One more table, of another quantity, in front of all others."""
    def change(made):
        source = made.sheets["TABLE3"]
        start = next(i for i, r in enumerate(source) if "Share of real GDP (%)" in r)
        end = next(i for i, r in enumerate(source) if "Annual real change (%)" in r)
        years = next(r for r in source if 2014 in r)
        rows = [["", title], ["", unit], [], years, ["", subtitle]]
        rows += [[c * factor if isinstance(c, float) else c for c in r] for r in source[start + 1:end]
                 if any(isinstance(c, float) for c in r)]
        made.sheets = {"TABLE0": rows} | made.sheets
    return change


def without_keys(*keys):
    return lambda made: {k: v for k, v in made.truth.items() if k[1] not in keys}


def merged_years(made):
    """A year over two columns: the figure and a flag."""
    for name, rows in list(made.sheets.items()):
        made.sheets[name] = [r[:4] + [x for c in r[4:] for x in
                                      (c, "b" if isinstance(c, float) else None)] for r in rows]
        header = next((i for i, r in enumerate(made.sheets[name], 1) if 2015 in r), None)
        if header:
            made.merged += ((name, f"E{header}:F{header}"),)


def numbered(made):
    """Figures beside the years that look like them."""
    each_row(made, lambda r: r[:3] + [2030 if any(isinstance(c, float) for c in r) else None] + r[3:])


def same_year_twice(made):
    """The last year in two columns of one name, the second revised."""
    each_row(made, lambda r: r + [r[-1] * 1.1 if r and isinstance(r[-1], float) else
                                  r[-1] if r and str(r[-1]).startswith("2024") else None])


def fractions(made):
    for name in ("TABLE3", "TABLE8A"):
        made.sheets[name] = [[c / 100 if isinstance(c, float) else c for c in r] for r in made.sheets[name]]


def try_nato(make, each):
    n = make
    codes = {name: state for state, name in layouts.ALLIES.items()}
    altered(n, "sheets in another order", "right", change=reverse_sheets)
    altered(n, "a hidden draft", "right", change=hide_draft)
    altered(n, "years over two columns", "right", change=merged_years)
    altered(n, "a column of numbers like years", "right", change=numbered)
    altered(n, "the last year twice", "part", change=same_year_twice)
    altered(n, "every row again, revised", "part", change=lambda m: twice(m, 1.03))
    altered(n, "turned round", "refused", change=transposed)
    altered(n, "shares as fractions", "part", change=fractions)
    altered(n, "tables with other numbers", "right", title=lambda t: t.replace("Table 3", "Table 14"))
    altered(n, "tables with a dash", "right", title=lambda t: t.replace(" : ", " – "))
    altered(n, "titles without a number", "right", title=lambda t: t.split(" : ")[1])
    altered(n, "defence investment", "right", change=retitled("Defence expenditure", "Defence investment"))
    altered(n, "core defence expenditure", "right", change=retitled("Defence expenditure", "Core defence expenditure"))
    altered(n, "related expenditure beside it", "right",
            change=with_table("Table 9 : Defence- and security-related expenditure as a share of GDP",
                              "Based on 2015 prices", "Share of real GDP (%)"))
    altered(n, "related expenditure by its subtitle", "right",
            change=with_table("Table 9 : Expenditure as a share of GDP", "Based on 2015 prices",
                              "Security-related expenditure as % of GDP"))
    altered(n, "resilience", "right", change=with_table(
        "Table 9 : Resilience and innovation as a share of GDP", "Based on 2015 prices", "Share of real GDP (%)"))
    altered(n, "a plan", "right", change=with_table(
        "Table 9 : Planned defence expenditure as a share of GDP (national plans)", "", "Share of real GDP (%)"))
    altered(n, "a target", "right", change=with_table(
        "Table 9 : Distance to the 3.5 % target", "Percentage points of GDP", "Difference to share of GDP"))
    altered(n, "a rank", "right", change=with_table("Table 9 : Rank by share of GDP", "", "Rank", 9.0))
    altered(n, "contribution to common funding", "right", change=with_table(
        "Table 9 : Cost shares of NATO common funding", "Percent", "Share of common funding (%)"))
    altered(n, "subtitle per cent", "right", subtitle=lambda s: s.replace("(%)", "(per cent)"))
    altered(n, "subtitle as % of GDP", "right",
            subtitle=lambda s: "Defence expenditure as % of GDP" if s.startswith("Share") else s)
    altered(n, "unit in each subtitle", "right", unit="",
            subtitle=lambda s: s + " (million US dollars)" if "prices and" in s else s + " (thousands)" if not s else s)
    altered(n, "euros", "part", unit="Million euros")
    altered(n, "billions of dollars", "right", change=lambda m: retitled("Million US dollars", "Billion US dollars")(m)
            or [m.sheets.__setitem__(t, [[c / 1000 if isinstance(c, float) else c for c in r] for r in m.sheets[t]])
                for t in ("TABLE2", "TABLE5")] and None)
    altered(n, "millions said, billions meant", "part", change=lambda m:
            [m.sheets.__setitem__(t, [[c / 1000 if isinstance(c, float) else c for c in r] for r in m.sheets[t]])
             for t in ("TABLE2", "TABLE5")] and None)
    altered(n, "codes for states", "right", mark=lambda x: codes[x])
    altered(n, "other names", "right", mark=lambda x: {"Türkiye": "Turkey", "Slovak Republic": "Slovakia",
                                                       "United States": "United States of America",
                                                       "United Kingdom": "UK"}.get(x, x))
    altered(n, "currency behind names", "right", mark=lambda x: x + "   (Euros)")
    altered(n, "a state not known", "part", mark=lambda x: "Ruritania" if x == "Poland" else x)
    for form in ("{} e", "{}E", "{}(e)", "{} (e)", "{} est.", "{} estimate", "{} (estimate)", "e{}", "{}e*", "{}ᵉ"):
        altered(n, "estimates as " + form.format(2024), "right",
                year=lambda y, q, form=form: form.format(y) if q == "estimate" else y)
    altered(n, "quarters", "refused", year=lambda y, q: f"{y} Q4")


def alone(make, sheet, key):
    def made(shape):
        whole = make(shape)
        whole.sheets = {sheet: whole.sheets[sheet]}
        whole.truth = {k: v for k, v in whole.truth.items() if k[1] == key}
        return whole
    made.__name__ = make.__name__ + " " + sheet
    return made


try_nato(nato, False)
try_nato(nato_each, True)
for sheet, key in (("TABLE3", "defence_pct_gdp"), ("TABLE7", "personnel_thousand")):
    try_plain(alone(nato, sheet, key), text=True)

# --- SIPRI, the IMF, Kiel and tidy files ---------------------------------------------------------

def renamed(old, new):
    return lambda made: made.sheets.update({}) or setattr(
        made, "sheets", {n.replace(old, new): rows for n, rows in made.sheets.items()})


def scaled(factor, names=None):
    def change(made):
        for name in names or list(made.sheets):
            made.sheets[name] = [[Coloured(c.value * factor, c.colour) if isinstance(c, Coloured) and
                                  isinstance(c.value, float) else c * factor if isinstance(c, float) else c
                                  for c in r] for r in made.sheets[name]]
    return change


def swapped(made):
    """Two states change places in the column of codes, not in that of names."""
    change = {"POL": "DEU", "DEU": "POL"}
    each_row(made, lambda r: [change.get(c, c) if isinstance(c, str) else c for c in r])


def without(column):
    def change(made):
        for name, rows in made.sheets.items():
            at = next((r.index(column) for r in rows if column in r), None)
            if at is not None:
                made.sheets[name] = [[c for i, c in enumerate(r) if i != at] for r in rows]
    return change


for make in (sipri, sipri_export):
    altered(make, "a hidden draft", "right", change=hide_draft)
    altered(make, "sheets in another order", "right", change=reverse_sheets)
    altered(make, "sheets named in words", "right", sheet=lambda n: n.replace("US$", "USD"))
    altered(make, "sheets named US dollars", "right", sheet=lambda n: n.replace("US$", "US dollars"))
    altered(make, "sheets with numbers for names", "right",
            sheet=lambda n: "Sheet 1" if "Current" in n else "Sheet 2")
    altered(make, "billions", "part", change=scaled(0.001, ["Current US$"] if make is sipri_export else
                                                       ["Current US$", "Constant (2023) US$"]))
    altered(make, "every row a second time, revised", "refused",
            change=lambda m: twice(m, 1.03))
    altered(make, "turned round", "refused", change=transposed)
for make in (weo, weo_new):
    altered(make, "codes of two states exchanged", "part", change=swapped)
    altered(make, "without a last actual year", "right", change=without(
        "LATEST_ACTUAL_ANNUAL_DATA" if make is weo_new else "Estimates Start After"),
        truth={k: (v, "projection") for k, (v, _) in make(Shape()).truth.items()})
    altered(make, "a hidden draft", "right", change=hide_draft)
    altered(make, "turned round", "refused", change=transposed)
    altered(make, "every row a second time, revised", "refused", change=lambda m: twice(m, 1.03))
    altered(make, "other header", "refused", header=lambda h: {"ISO": "Kod", "WEO Subject Code": "Kod 2",
            "COUNTRY.ID": "Kod", "INDICATOR.ID": "Kod 2", "SERIES_CODE": "Kod 3"}.get(h, h))
for make in (kiel, kiel_site):
    altered(make, "lines above", "right", above=("Release 31", "October 2026"))
    altered(make, "an empty column on the left", "right", lead=1)
    altered(make, "capitals", "right", mark=str.upper)
    altered(make, "numbers as text", "right", write=lambda v: repr(v))
    altered(make, "thousands separators", "right", write=grouped)
    altered(make, "header in capitals", "right", header=str.upper)
    altered(make, "header in words", "right", header=lambda h: h.replace("_", " ").title())
    altered(make, "without months", "part" if make is kiel else "refused",
            header=lambda h: "quarter" if h == "month" else h)
    altered(make, "value in another column", "refused", header=lambda h: {
        "military": "mil", "tot_sub_activity_value_EUR_redistr": "value_usd"}.get(h, h))
altered(kiel, "a hidden draft", "right", change=lambda m: (m.sheets.update(
    {"Old, MAIN DATA": m.sheets["Bilateral Assistance, MAIN DATA"][:20]}), setattr(m, "hidden", ("Old, MAIN DATA",)))[0])
for make in (world_bank, databank):
    altered(make, "codes of two states exchanged", "part", change=swapped)
    altered(make, "every row a second time, revised", "refused", change=lambda m: twice(m, 1.03))
    altered(make, "turned round", "refused", change=transposed)
    altered(make, "other header", "refused", header=lambda h: "x" + h)
    altered(make, "header in capitals", "right", header=str.upper)
    altered(make, "as text", "right", text=True)
    altered(make, "millions", "part", change=scaled(1e-6))
altered(owid, "as text", "right", text=True)
altered(owid, "header in small letters", "right", text=True, header=str.lower)
altered(owid, "numbers as text", "right", write=lambda v: repr(v))
altered(owid, "thousands separators", "right", write=grouped)
altered(owid, "footnotes of figures", "right", write=lambda v: f"{v!r} (a)")
altered(owid, "decimal commas", "refused", write=lambda v: f"{v:.6f}".replace(".", ","))
altered(owid, "codes of two states exchanged", "part", change=swapped)
altered(owid, "every row a second time, revised", "refused", change=lambda m: twice(m, 1.03))
altered(owid, "lines above", "right", above=("Data from UN", "2026"))

for failure in failures:
    print(failure, file=sys.stderr)
print(f"{sum(outcomes.values())} files: " + ", ".join(f"{n} {k}" for k, n in sorted(outcomes.items()))
      + f"; {len(failures)} failures")
sys.exit(bool(failures))
