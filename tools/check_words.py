#!/usr/bin/env python3
"""The words of the product: no private dialect, one term for one thing, short sentences and labels.

tools/words/avoid.csv lists what is not written, with a reason and what to write instead. Its column
`scope` says where a row applies: `all`, or `shown` for what a user of the product reads (pages,
manual pages, data, strings of the program) and not for comments and tests. A row of kind `term`
names the word of docs/glossary.md to use. tools/words/allowed.csv lists the exceptions, each with a
reason: text of others, quoted or vendored. An exception that no longer applies is an error.

    tools/check_words.py [--sentences] [FILE...]

--sentences prints the median length of sentences by page.
"""
import csv
import io
import re
import statistics
import subprocess
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tools/words"
LONGEST_MEDIAN = 18     # words of a sentence
LONGEST_NAME = 6        # words of a column head, or of the name of a lever, an outcome, an assumption
TEXTS = (".md", ".scd", ".yaml", ".yml", ".sh", ".cmake", ".csv", ".json", ".R", ".txt", ".awk", ".in", ".css",
         ".ipynb", "")
C_LIKE = (".c", ".h", ".cpp", ".ts", ".mjs", ".js")
# A comment or a literal; a template of TypeScript may span lines.
C_TOKEN = re.compile(r"""(?P<comment>/\*.*?\*/|(?<!:)//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""", re.S)
GENERATED = ("app/package-lock.json", "app/src/maps/outlines.ts", "tests/model_diff/", "tests/fuzz/corpus/", "tools/words/", "LICENSE")


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode().split("\0") if name]
    skip = ("build", "node_modules", ".git")
    return sorted(str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file() and not set(skip) & set(p.parts))


def is_shown(name):
    """Whether users read this file, or strings of it."""
    return not (name.startswith("tests/") or "_test." in name or name.startswith(("app/test/", "app/browser/", "tools/", "cmake/", "docs/decisions/", ".ci/")))


def c_pieces(text):
    """(line, text, whether shown): comments and literals; literals that follow each other are one text."""
    last, end, joined = None, 0, ""
    for found in C_TOKEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found.lastgroup == "comment":
            yield line, re.sub(r"\n\s*\*?", " ", found.group()), False
            continue
        piece = found.group()[1:-1].replace("\\n", " ").replace("\\t", " ").replace('\\"', '"').replace("\n", " ")
        if last is not None and not text[end:found.start()].strip():
            joined += piece
        else:
            if last is not None:
                yield last, joined, True
            last, joined = line, piece
        end = found.end()
    if last is not None:
        yield last, joined, True


def python_pieces(text):
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string, False
        elif token.type == tokenize.STRING:
            yield token.start[0], re.sub(r"\s*\n\s*", " ", token.string), True


def paragraphs(text):
    """(line, text) of the paragraphs of a text: what an expression may span."""
    start, lines = 1, []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith(("|", "- ", "#", "```")):
            if lines:
                yield start, " ".join(lines)
            lines = []
            start = number
        if line.strip():
            if not lines:
                start = number
            lines.append(line.strip())
    if lines:
        yield start, " ".join(lines)


def pieces(name, text):
    suffix = Path(name).suffix
    if suffix in C_LIKE:
        yield from c_pieces(text)
    elif suffix == ".py":
        yield from python_pieces(text)
    elif suffix == ".md" or suffix == ".scd":
        yield from ((line, part, True) for line, part in paragraphs(text))
    else:
        yield from ((number, line, True) for number, line in enumerate(text.split("\n"), 1))


def read(name):
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return None


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def glossary_terms():
    text = read("docs/glossary.md") or ""
    return {m.group(1).strip() for m in re.finditer(r"^\| ([^|]+) \|", text, re.M)}


def check_lists(avoid, allowed):
    terms = glossary_terms()
    for row in avoid:
        if not row["why"] or row["scope"] not in ("all", "shown") or row["kind"] not in ("word", "term"):
            yield f"tools/words/avoid.csv: '{row['pattern']}': kind, scope or reason is missing"
        if row["kind"] == "term" and row["instead"] not in terms:
            yield f"tools/words/avoid.csv: '{row['pattern']}': docs/glossary.md does not define '{row['instead']}'"
    known = {row["pattern"] for row in avoid}
    for row in allowed:
        if not row["why"] or (row["pattern"] != "*" and row["pattern"] not in known):
            yield f"tools/words/allowed.csv: {row['file']}: the reason is missing, or avoid.csv does not list '{row['pattern']}'"


def check_words(names):
    avoid, allowed = rows(LISTS / "avoid.csv"), rows(LISTS / "allowed.csv")
    yield from check_lists(avoid, allowed)
    every = [(row, re.compile(row["pattern"], re.I)) for row in avoid]
    any_of = re.compile("|".join(f"(?:{row['pattern']})" for row in avoid), re.I)
    excused = set()
    for name in names:
        suffix = Path(name).suffix
        if name.startswith(GENERATED) or suffix not in TEXTS + C_LIKE + (".py", ".svelte", ".html"):
            continue
        text = read(name)
        if text is None:
            continue
        mine = [row for row in allowed if re.fullmatch(row["file"], name)]
        for line, piece, literal in pieces(name, text):
            if not any_of.search(piece):
                continue
            for row, pattern in every:
                found = pattern.search(piece)
                if not found or (row["scope"] == "shown" and not (literal and is_shown(name))):
                    continue
                excuse = [a for a in mine if a["pattern"] in ("*", row["pattern"])]
                if excuse:
                    excused.update((a["file"], a["pattern"]) for a in excuse)
                    continue
                around = piece[max(0, found.start() - 40):found.end() + 30].strip()
                yield f"{name}:{line}: '{found.group()}' in \"...{around}...\": {row['why']}. Write: {row['instead']}"
    if len(names) > 100:
        for row in allowed:
            if (row["file"], row["pattern"]) not in excused:
                yield f"tools/words/allowed.csv: {row['file']}, '{row['pattern']}': nothing to allow there any more"


# --- length ---------------------------------------------------------------------------------------

def prose(text):
    """The sentences of a page: no code, tables, headings or addresses."""
    text = re.sub(r"^```.*?^```", "\n", text, flags=re.S | re.M)
    text = re.sub(r"^    .*$", "", text, flags=re.M)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`[^`]*`", "code", text)
    for _, part in paragraphs(re.sub(r"^( *[-*]|\s*\d+\.) +", "\n", text, flags=re.M)):
        if part.startswith(("|", "#", "    ")):
            continue
        part = re.sub(r"\b(e\.g|i\.e|cf|Art|No|vs|bn|pp?)\.", r"\1", part)
        for sentence in re.split(r"(?<=[.!?])[\"')]*\s+(?=[\"'(*]*[A-Z0-9])|:\s*$", part):
            words = re.findall(r"[^\W_][\w’'.,%-]*", sentence)
            if len(words) > 2:
                yield len(words), sentence


def check_sentences(show):
    for page in sorted(["README.md", "CONTRIBUTING.md"] + [f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")]):
        lengths = [n for n, _ in prose(read(page) or "")]
        if not lengths:
            continue
        median = statistics.median(lengths)
        if show:
            print(f"{median:5.1f}  {len(lengths):4d} sentences  {page}")
        if median > LONGEST_MEDIAN:
            yield f"{page}: the median sentence has {median:g} words; at most {LONGEST_MEDIAN}"


def n_words(label):
    return len(re.sub(r"\(.*?\)", "", label).split())


def check_names():
    for name in ("levers", "outcomes", "assumptions"):
        for row in rows(ROOT / f"data/{name}.csv"):
            if n_words(row["label"]) > LONGEST_NAME:
                yield f"data/{name}.csv: {row['key']}: '{row['label']}' has more than {LONGEST_NAME} words"
    # Columns of the program's tables: {key, head, unit, kind, decimals}.
    head = re.compile(r'\{"[a-z0-9_]+",\s*"([^"]*)",\s*"[^"]*",\s*ENT_CELL_')
    for path in sorted((ROOT / "src").rglob("*.c")):
        for found in head.finditer(path.read_text(encoding="utf-8")):
            if n_words(found.group(1)) > LONGEST_NAME:
                yield f"{path.relative_to(ROOT)}: the column head '{found.group(1)}' has more than {LONGEST_NAME} words"


def main(arguments):
    show = "--sentences" in arguments
    names = [a for a in arguments if not a.startswith("-")] or tracked()
    wrong = list(check_words(names)) + list(check_sentences(show)) + list(check_names())
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    if wrong:
        print(f"{len(wrong)} places; docs/glossary.md has the terms, tools/words/avoid.csv the reasons", file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
