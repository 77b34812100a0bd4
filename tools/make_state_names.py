#!/usr/bin/env python3
"""Write data/state_names.csv and data/state_codes.csv: how publishers name and number states.

    tools/make_state_names.py CLDR ISO COW [NAMES.csv:CODE:NAME:SOURCE ...]

CLDR is the folder of the npm package cldr-localenames-full, ISO the file iso_3166-1.json of the
Debian package iso-codes, COW a table of the Correlates of War project (iso3, cow_code, cow_abbrev
or ccode, abb, name). Each NAMES table adds the spellings of one publisher: a file with a column of
ISO3 codes and one of names. A spelling that differs from one already listed only in case, accents
or punctuation is left out; one that would stand for two states is left out, too.
"""
import csv
import json
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = """en fr es ar ru zh de it pt nl da sv nb fi is et lv lt pl cs sk hu sl hr sr bs mk sq bg ro
el tr uk be ka hy az kk ja ko he id vi ga mt""".split()

# English spellings that neither CLDR nor ISO 3166 has.
SPELLINGS = """
ARE|UAE|common
ALB|Republic of Albania|UN
BIH|Bosnia|common
BIH|Bosnia-Herzegovina|SIPRI
BLR|Byelarus|common
CHN|China, P.R.|IMF
CHN|China, P.R.: Mainland|IMF
CHN|China, People's Republic of|IMF
CHN|China (Mainland)|UN
CHN|PRC|common
COD|Congo, Dem. Rep.|World Bank
COD|Congo, DR|common
COG|Congo, Rep.|World Bank
COG|Congo, Republic of|IMF
CZE|Czech Republic|UN
EGY|Egypt, Arab Rep.|World Bank
EGY|Egypt, Arab Republic of|IMF
GBR|Great Britain|common
USA|America|common
SVN|SLO|common
PRT|POR|common
NLD|NED|common
LVA|LAT|common
HRV|CRO|common
GRC|GRE|common
GBR|Britain|common
DNK|DEN|common
DEU|GER|common
CHE|SUI|common
BGR|BUL|common
GBR|UK|common
IRN|Iran, Islamic Rep.|World Bank
IRN|Islamic Republic of Iran|IMF
KAZ|Kazakhstan, Republic of|IMF
KOR|Korea|IMF
KOR|Korea, Rep.|World Bank
KOR|Korea, Republic of|IMF
KOR|Korea, South|common
KOR|Republic of Korea|UN
KOR|ROK|common
KOR|S Korea|common
GMB|Gambia, The|World Bank
GRC|EL|Eurostat
MDA|Moldova, Republic of|UN
MDA|Republic of Moldova|UN
MKD|FYR Macedonia|IMF
MKD|FYROM|common
MKD|Macedonia|common
MKD|Macedonia, FYR|World Bank
MKD|Macedonia, North|common
MKD|North Macedonia, Republic of|IMF
MKD|The former Yugoslav Republic of Macedonia|UN
NLD|Holland|common
NLD|Netherlands (Kingdom of the)|UN
NLD|The Netherlands|IMF
PRK|DPR Korea|common
PRK|DPR of Korea|UN
PRK|DPR Korea|common
PRK|DPRK|common
PRK|Korea DR|common
PRK|Dem. People's Republic of Korea|UN
PRK|Korea DPR|common
PRK|Korea, DPR|common
PRK|Korea, Dem. People's Rep.|World Bank
PRK|Korea, Dem. Rep.|World Bank
PRK|Korea, North|SIPRI
PRK|N Korea|common
ROU|ROM|World Bank
RUS|Russian Federation|World Bank
SAU|Kingdom of Saudi Arabia|common
SRB|Serbia, Republic of|IMF
SVK|Slovak Republic|World Bank
TUR|Turkey (Turkiye)|common
TUR|Turkiye|World Bank
TUR|Türkiye, Republic of|IMF
TWN|China, Taiwan Province of|UN
TWN|Chinese Taipei|common
TWN|Taiwan Province of China|IMF
TWN|Taiwan, China|World Bank
TWN|Taiwan, Province of China|UN
USA|U.S.|common
USA|U.S.A.|common
USA|US|common
USA|United States of America|UN
VNM|Viet Nam|UN
VNM|Socialist Republic of Vietnam|UN
XKX|Kosovo|IMF
XKX|UVK|IMF
NATO_EUR_CAN|NATO Europe and Canada|NATO
NATO_EUR_CAN|NATO-Europe and Canada|NATO
NATO_EUR_CAN|European Allies and Canada|NATO
NATO_EUR_CAN|NATO European Allies and Canada|NATO
NATO_TOTAL|NATO Total|NATO
NATO_TOTAL|Total NATO|NATO
""".strip().splitlines()


def folded(text):
    """The form that names are compared in; src/import/names.c does the same."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
    text = unicodedata.normalize("NFKD", text.casefold()).replace("\u0131", "i")
    out = []
    for c in text:
        if unicodedata.category(c).startswith("M") or c in ".'\u2019\u02bc`":
            continue
        out.append(" and " if c == "&" else c if c.isalnum() else " ")
    words = "".join(out).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def own_states():
    with (ROOT / "data/states.csv").open(encoding="utf-8") as f:
        return {r["state"]: r["name"] for r in csv.DictReader(f)}


class Names:
    def __init__(self, own):
        self.seen = {}
        self.rows = []
        self.own = own
        for state, name in own.items():
            self.seen[folded(state)] = state
            self.seen[folded(name)] = state

    def add(self, state, name, source):
        key = folded(name)
        if not key or "," in state or len(key) < 2 or self.seen.get(key):
            return
        self.seen[key] = state
        self.rows.append((state, name.replace("U.S.", "US").replace("St. ", "St "), source))


def main(argv):
    own = own_states()
    iso = json.loads(pathlib.Path(argv[2]).read_text(encoding="utf-8"))["3166-1"]
    of_two = {r["alpha_2"]: r["alpha_3"] for r in iso} | {"XK": "XKX"}
    names = Names(own)
    for r in iso:  # codes first: no name may hide one
        names.seen.setdefault(folded(r["alpha_3"]), r["alpha_3"])
        names.seen.setdefault(folded(r["alpha_2"]), r["alpha_3"])
    for line in SPELLINGS:
        names.add(*line.split("|"))
    for r in iso:
        for field in ("name", "common_name", "official_name"):
            if field in r:
                names.add(r["alpha_3"], r[field], "ISO 3166")
    for language in LANGUAGES:
        path = pathlib.Path(argv[1]) / "main" / language / "territories.json"
        found = json.loads(path.read_text(encoding="utf-8"))["main"][language]
        for code, name in sorted(found["localeDisplayNames"]["territories"].items()):
            state = of_two.get(code.split("-")[0])
            if state and not code.endswith("-alt-short") and (state in own or language == "en"):
                names.add(state, name, "CLDR")
    for word in argv[4:]:
        path, code, name, source = word.rsplit(":", 3)
        with open(path, encoding="utf-8-sig") as f:
            for r in csv.DictReader(f):
                if r[code] in set(of_two.values()):
                    names.add(r[code], r[name], source)
    names.rows.sort(key=lambda r: (r[0] not in own, r[0], r[1]))
    with (ROOT / "data/state_names.csv").open("w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("state", "name", "spelling"))
        out.writerows(names.rows)
    cow = {}
    with open(argv[3], encoding="utf-8-sig") as f:
        for r in csv.DictReader(f):
            cow[r["iso3"]] = (r["cow_code"], r["cow_abbrev"])
    with (ROOT / "data/state_codes.csv").open("w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("state", "iso2", "iso_number", "cow_number", "cow_letters"))
        for r in sorted(iso, key=lambda r: (r["alpha_3"] not in own, r["alpha_3"])):
            number, letters = cow.get(r["alpha_3"], ("", ""))
            out.writerow((r["alpha_3"], r["alpha_2"], int(r["numeric"]), number, letters))


if __name__ == "__main__":
    main(sys.argv)
