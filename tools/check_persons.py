#!/usr/bin/env python3
"""No person is named in the data: policies outlast their authors, and the model has states only.

Looked through: every table in data/, every scenario, the examples. Web addresses are as their
publishers wrote them; authors of works stand in the titles and publishers of the tables of sources,
elsewhere by surname and year. Three signs of a name: an office followed by one, an initial followed by one, and
the names of those who held the offices the scenarios are about. That list is here only.
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OFFICE = re.compile(
    r"\b(President|Prime Minister|Foreign Minister|Defen[cs]e Minister|Minister|Secretary|Chancellor|"
    r"Senator|General|Admiral|Mr|Mrs|Ms|Dr|Sir|King|Queen)\.? (?!General|of|Staff|Assembly|Council|"
    r"Secretary|Order|Election|Administration|Military|Purpose|Principles|Dynamics|Annual)([A-Z][a-z]{2,})")
INITIAL = re.compile(r"\b[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-z]{2,}")
HOLDERS = re.compile(
    r"\b(Trump|Biden|Obama|Hegseth|Rubio|Vance|Austin|Putin|Medvedev|Lavrov|Shoigu|Belousov|"
    r"Zelensky+|Zelenskyy|Poroshenko|Umerov|Xi Jinping|Macron|Scholz|Merz|Starmer|Sunak|Tusk|Duda|"
    r"Stoltenberg|Rutte|Erdo[gğ]an|Orb[aá]n|Meloni|Trudeau|Carney|Lukashenko|Kim Jong|Netanyahu|"
    r"Ishiba|Kishida|Modi|Lai Ching)\b")
# Texts that are read name persons: these tables say which state each of them speaks for, and what
# is printed is the state.
READ = (ROOT / "data/reading/names.csv", ROOT / "data/reading/words.csv")
CITED = {"data/state_names.csv": {"name"}, "data/benchmarks.csv": {"source", "note"}, "data/scorecard.csv": {"source"}, "data/sources.csv": {"publisher", "title"}, "data/ukraine/sources.csv": {"publisher", "title"},
         "data/treaty/sources.csv": {"publisher", "title"}}


def plain(text):
    return re.sub(r"\S*(?:https?://|www\.|[a-z0-9-]+\.(?:com|org|net|de|eu|gov)/)\S*", "", text)


def found_in(text, cited=False):
    signs = (HOLDERS, OFFICE) if cited else (HOLDERS, OFFICE, INITIAL)
    return [m.group(0) for sign in signs for m in sign.finditer(plain(text))]


def cells():
    """(where, text, whether works are cited there)"""
    for path in sorted(ROOT.glob("data/**/*.csv")) + sorted(ROOT.glob("examples/**/*.csv")):
        name = str(path.relative_to(ROOT))
        if path in READ:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    yield f"{name}, {column}", str(text or ""), column in CITED.get(name, ())
    for path in sorted(ROOT.glob("scenarios/*.yaml")) + sorted(ROOT.glob("examples/**/*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line, False


def main():
    # The check itself: what it has to find, what it has to let pass.
    for text in ("said President Smith", "V. Putin", "the Macron plan", "Gen. J. Doe"):
        assert found_in(text), text
    for text in ("US Secretary of Defense", "NATO Secretary General", "General Staff", "https://x.org/putin-says",
                 "President of Russia", "Article 5"):
        assert not found_in(text), text
    bad = count = 0
    for where, text, cited in cells():
        count += 1
        for name in found_in(text, cited):
            bad += 1
            print(f"{where}: '{name}' looks like a person's name: name the state or the office")
    print(f"{count} cells and lines looked through")
    sys.exit(1 if bad or count < 10000 else 0)


main()
