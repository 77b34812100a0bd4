#!/usr/bin/env python3
"""Seeds for fuzz_import and fuzz_workbook: each layout of the publishers, made and small.

    tests/fuzz/make_import_seeds.py [FOLDER]

FOLDER is tests/fuzz/corpus unless given. The structure is that of the real files, the figures are
invented (tests/import/layouts.py). The first byte of a seed of fuzz_import is the kind and, in
steps of five, how it is read: bit 0 a key, 1 decimal commas, 2 a unit. Needs openpyxl.
"""
import io
import pathlib
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/import"))
import layouts  # noqa: E402

FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/fuzz/corpus"
NATO, SIPRI, WEO, KIEL, TABLE = range(5)
AS, COMMA, UNIT = 5, 10, 20
few = {"POL": "Poland", "GBR": "United Kingdom"}
others = {"RUS": "Russia", "CHN": "China", "IRN": "Iran"}


def seed(name, how, content):
    data = content.encode() if isinstance(content, str) else content
    (FOLDER / "import" / name).write_bytes(bytes([how]) + data)


def book(made):
    """A workbook without what a reader does not look at, each time the same bytes."""
    kept = io.BytesIO()
    layouts.write_book(made, kept)
    out = io.BytesIO()
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if not name.startswith(("docProps", "xl/theme")):
                new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name),
                             zipfile.ZIP_DEFLATED)
    return out.getvalue()


def first(text, lines):
    return "".join(text.splitlines(keepends=True)[:lines])


def last_sheet(made):
    return layouts.text_of(layouts.one_sheet(made, list(made.sheets)[-1]))


once = layouts.nato(first=2020, allies=few)
each = layouts.nato(first=2020, allies=few, each=True)
for name, made in (("nato_2024", once), ("nato_2025", each)):
    seed(f"{name}_book", NATO, book(made))
    for sheet in ("TABLE2", "TABLE3", "TABLE7", "TABLE8A"):
        seed(f"{name}_{sheet.lower()}", NATO, layouts.text_of(layouts.one_sheet(made, sheet), "\t"))
everything, export = layouts.sipri(names=others), layouts.sipri(names=others, export=True)
seed("sipri_book", SIPRI, book(everything))
seed("sipri_export_book", SIPRI, book(export))
for name, sheet in (("sipri_constant", "Constant (2023) US$"), ("sipri_current", "Current US$"),
                    ("sipri_share", "Share of GDP")):
    seed(name, SIPRI, layouts.text_of(layouts.one_sheet(everything, sheet)))
older, newer = layouts.weo(states=few), layouts.weo(states=few, newer=True)
bare = layouts.weo(states=few, scale=False)
seed("weo_latin1", WEO, layouts.text_of(older, "\t").replace("a descriptor", "GDP ‘real’ – côte").encode("cp1252"))
seed("weo_utf16_mark", WEO, layouts.text_of(older, "\t").encode("utf-16"))
seed("weo_utf16_no_mark", WEO, layouts.text_of(older, "\t").encode("utf-16-le"))
seed("weo_no_scale", WEO, layouts.text_of(bare))
seed("weo_newer", WEO, layouts.text_of(newer))
seed("weo_newer_book", WEO, book(newer))
seed("weo_resaved_book", WEO, book(bare))
seed("weo_fiscal_year", WEO, layouts.text_of(newer).replace(",2023\n", ",FY2023/24\n"))
seed("weo_groups", WEO, layouts.text_of(older, "\t").replace("ISO", "WEO Country Group Code").replace("Country\t", "Country Group Name\t").encode("utf-16-le"))
seed("kiel_present", KIEL, first(last_sheet(layouts.kiel()), 30))
seed("kiel_early", KIEL, first(last_sheet(layouts.kiel(layout="early")), 25))
seed("kiel_early_book", KIEL, book(layouts.kiel(layout="early")))
seed("kiel_present_book", KIEL, book(layouts.kiel()))
seed("kiel_site", KIEL, first(layouts.text_of(layouts.kiel(layout="site")), 25))
seed("kiel_site_totals", KIEL, "year,month,total_allocations,military,financial,humanitarian\n2022,1,0.27,0.23,0,0.04\n")
seed("kiel_site_weapons", KIEL, "donor,category,number_of_weapons,monetary_value_eur,weapons_list\nAustralia,Tanks,49,463047927,M1A1 (49)\n")
seed("kiel_site_shares", KIEL, "country,iso,bilateral_pct_gdp,eu_share_pct_gdp,total_pct_gdp,eu_share_bn\nDenmark,DNK,3.2,0.5,3.8,1.9\n")
seed("kiel_site_procurement", KIEL, "year,month,stockpile,procurement,unspecified,nato_purl\n2022,1,0.001,0,0.23,0\n")
layouts.OUTLOOK = few
bank = layouts.world_bank(codes=("SP.POP.TOTL",))
seed("bank_site", TABLE, "\ufeff" + layouts.text_of(bank))
seed("bank_several", TABLE, layouts.text_of(layouts.world_bank(codes=tuple(layouts.BANK_SERIES))))
seed("bank_databank", TABLE, layouts.text_of(layouts.world_bank(codes=tuple(layouts.BANK_SERIES), databank=True)))
seed("bank_other_series", TABLE + AS, layouts.text_of(bank).replace("SP.POP.TOTL", "MS.MIL.XPND.GD.ZS"))
seed("bank_book", TABLE, book(bank))
seed("owid", TABLE + AS, first(layouts.text_of(layouts.owid(column="military_expenditure_share_gdp")), 12))
seed("cow", TABLE + AS + UNIT, "stateabb,ccode,year,milper\nPOL,290,2015,99\nUKG,200,2016,-9\n")
seed("own_wide", TABLE + AS + COMMA, "Country;2023;2024e;2025/26\nPolen;3,31;4,12;4,7\nDeutschland;1,6;2,1;\n")
seed("own_long", TABLE + AS, "code,name,year,value,quality,date,source\nPL,Poland,2024,4.12,estimate,2024-12-31,NATO_DEFEXP_2024_06\n616,,2023 e,3.3 (a),,,\n")
seed("own_keys", TABLE, "state,year,source,quality,population_m,gdp_bn\nPOL,2024,IMF_WEO_2025_10,projection,36.5,915\n")
for name, made in (("nato", once), ("sipri", everything), ("weo", newer), ("kiel", layouts.kiel(layout="early"))):
    (FOLDER / "workbook" / f"{name}.xlsx").write_bytes(book(made))
