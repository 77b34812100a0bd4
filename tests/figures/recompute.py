"""Recompute levels, differences and shares from the stored futures, by no code of the program, and
compare them with the result document, the workbook, the terminal, the report and the live page, whose own
engine runs the same futures again (app/browser/figures.mjs).

    recompute.py PROGRAM SCENARIO [BASELINE] [--node NODE]
"""
import csv
import io
import json
import math
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile

FUTURES = 600  # not a multiple of 256: the last block is padded


def quantile(values, q):
    """Type 7 of sorted values; a place beside an event that does not come is not reached."""
    at = q * (len(values) - 1)
    low = math.floor(at)
    a, part = values[low], at - low
    b = values[low + 1] if part > 0 else a
    if a == b or part == 0 or math.isinf(a):
        return a
    return b if math.isinf(b) else a + part * (b - a)


def close(a, b):
    if a is None or b is None:
        return (a is None or not math.isfinite(a)) and (b is None or not math.isfinite(b))
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


class Store:
    """Columns of the kept outcomes: store[world, key, place of the column] -> one value a future."""

    def __init__(self, path):
        db = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
        self.rows = {}
        for number, key, columns in db.execute("select id, key, columns from outcome where kept"):
            for world in (0, 1):
                blocks = [r[0] for r in db.execute(
                    "select data from future where world = ? and outcome = ? order by block", (world, number))]
                if not blocks:
                    continue
                for c in range(columns):
                    values = []
                    for block in blocks:
                        values += struct.unpack_from("<256d", block, 2048 * c)
                    self.rows[world, key, c] = values[:FUTURES]


def places(outcomes):
    """Column of each outcome of the document: time by time, and within a time index by index."""
    times, indices = {}, {}
    for o in outcomes:
        times.setdefault(o["register"], {}).setdefault(o.get("at"), None)
        indices.setdefault(o["register"], {}).setdefault(o["key"], None)
    for o in outcomes:
        at = list(times[o["register"]]).index(o.get("at"))
        index = list(indices[o["register"]]).index(o["key"])
        yield o, at * len(indices[o["register"]]) + index


def check_level(o, statistic, values, failed):
    there = [v for v in values if v == v]
    time = o["counts"] == "time"
    counted = sorted(there) + [math.inf] * (len(values) - len(there) if time else 0)
    for name, q in (("p5", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)):
        want = quantile(counted, q) if counted else None
        if not close(statistic["quantiles"][name], want):
            failed.append(f'{o["key"]} {o.get("at")} {name}: {statistic["quantiles"][name]}, not {want}')
    mean = sum(there) / len(there) if there and not time else None
    if not close(statistic["mean"], mean):
        failed.append(f'{o["key"]} {o.get("at")} mean: {statistic["mean"]}, not {mean}')


def check_change(o, values, before, failed):
    time, differences = o["counts"] == "time", []
    for a, b in zip(values, before):
        if a == a and b == b:
            differences.append(a - b)
        elif time:
            differences.append(-math.inf if a == a else math.inf if b == b else 0.0)
    d = o["difference"]
    differences.sort()
    want = {"n": len(differences), "lower": sum(x < 0 for x in differences),
            "same": sum(x == 0 for x in differences), "higher": sum(x > 0 for x in differences),
            "median": quantile(differences, 0.5) if differences else None,
            "p5": quantile(differences, 0.05) if differences else None,
            "p95": quantile(differences, 0.95) if differences else None}
    for name, value in want.items():
        if not close(d.get(name), value):
            failed.append(f'{o["key"]} {o.get("at")} change {name}: {d.get(name)}, not {value}')


def sheet_rows(path):
    """Rows of every sheet of a workbook: texts and numbers."""
    book = zipfile.ZipFile(path)
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        text = book.read("xl/sharedStrings.xml").decode()
        shared = ["".join(re.findall(r"<t[^>]*>([^<]*)</t>", s)) for s in re.findall(r"<si>(.*?)</si>", text, re.S)]
    for name in book.namelist():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        for row in re.findall(r"<row[^>]*>(.*?)</row>", book.read(name).decode(), re.S):
            cells = {}
            for column, kind, body in re.findall(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', row, re.S):
                value = re.search(r"<v>([^<]*)</v>", body or "")
                inline = re.search(r"<t[^>]*>([^<]*)</t>", body or "")
                if 't="s"' in kind and value:
                    cells[column] = shared[int(value.group(1))]
                elif value:
                    cells[column] = float(value.group(1))
                elif inline:
                    cells[column] = inline.group(1)
            yield cells


def check_workbook(path, outcomes, failed):
    found = {}
    for cells in sheet_rows(path):
        texts = [cells.get(c) for c in "ADE"]
        if isinstance(cells.get("A"), str) and isinstance(cells.get("F"), float):
            at = texts[2] if not isinstance(texts[2], float) else str(int(texts[2]))
            found[cells["A"], texts[1] or "", at or ""] = cells
    seen = 0
    for o in outcomes:
        index = re.search(r"\[(.*)\]", o["key"])
        cells = found.get((o["register"], index.group(1) if index else "", o.get("at", "")))
        if not cells:
            continue
        seen += 1
        if not close(cells.get("L"), o["quantiles"]["p50"]):
            failed.append(f'workbook: {o["key"]} {o.get("at")} median {cells.get("L")}, not {o["quantiles"]["p50"]}')
        if "difference" in o and not close(cells.get("Q"), o["difference"]["median"]):
            failed.append(f'workbook: {o["key"]} {o.get("at")} change {cells.get("Q")}, not {o["difference"]["median"]}')
    if seen < len(outcomes) // 2:
        failed.append(f"workbook: only {seen} of {len(outcomes)} outcomes found")


def check_cover(path, document, failed):
    """The first sheet says what the book is, when, in which money; years are numbers everywhere."""
    rows = list(sheet_rows(path))
    cover = {r.get("A"): r.get("B") for r in rows[:60]}
    for what in ("What it shows", "Period", "Written on", "Simulated futures", "Command", "Entente", "Units", "Money"):
        if not cover.get(what):
            failed.append(f"workbook: the cover does not say '{what}'")
    if cover.get("Simulated futures") != FUTURES or cover.get("Command") != document["run"]["command"]:
        failed.append(f'workbook: cover of {cover.get("Simulated futures")} futures, {cover.get("Command")}')
    for what, value in cover.items():
        if str(what).startswith("Setting:") and re.search(r"\bnan\b|list of states|yes or no", str(value)):
            failed.append(f"workbook: the cover says '{what}' is '{value}'")
    for r in rows:
        for column, value in r.items():
            if isinstance(value, str) and re.fullmatch(r"[12][0-9]{3}", value):
                failed.append(f"workbook: the year {value} is a text in column {column}")


def check_csv(text, outcomes, failed):
    found = {(r["outcome"], r["index"], r["at"]): r for r in csv.DictReader(io.StringIO(text))}
    number = lambda s: float(s) if s else None
    for o in outcomes:
        index = re.search(r"\[(.*)\]", o["key"])
        row = found.get((o["register"], index.group(1) if index else "", o.get("at", "")))
        if not row:
            failed.append(f'CSV: no {o["key"]} {o.get("at")}')
            continue
        pairs = [(number(row[p]), o["quantiles"][p]) for p in ("p5", "p50", "p95")]
        if "difference" in o:
            d = o["difference"]
            pairs += [(number(row["change"]), d["median"]), (number(row["baseline_p50"]), o["baseline"]["quantiles"]["p50"])]
            pairs += [(number(row[k]), d[k]) for k in ("lower", "same", "higher")]
        if any(not close(a, b) for a, b in pairs):
            failed.append(f'CSV: {o["key"]} {o.get("at")} {pairs}')
        if row["unit"] != o["unit"]:
            failed.append(f'CSV: {o["key"]} in {row["unit"]}, not {o["unit"]}')


def check_summary(text, outcomes, failed):
    """Whole numbers of the terminal: months of war and shares of futures."""
    for o in outcomes:
        if o["key"] == "settlement.months_at_war":
            line = re.search(r"Months of war left in Ukraine: ([\d.]+) months\s+in\s+the\s+median", text)
            if not line and "Months of war left in Ukraine:" not in text:
                continue  # it is not among the headlines
            if not line or abs(float(line.group(1)) - o["quantiles"]["p50"]) > 0.5:
                failed.append(f'terminal: months of war {line and line.group(1)}, not {o["quantiles"]["p50"]}')
    for claim in re.findall(r"longer in (\d+), the\s+same in (\d+), shorter in (\d+) of", text):
        if sum(map(int, claim)) != 100:
            failed.append(f"terminal: {claim} do not add up to 100")


def check_page(node, folder, failed):
    """The page beside the result: its engine and its statistics give the same figures."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../app/browser/figures.mjs")
    ran = subprocess.run([node, script, folder], capture_output=True, text=True)
    if ran.returncode:
        failed.extend((ran.stdout + ran.stderr).splitlines()[:-1] or [f"{node} failed"])
    print(ran.stdout.splitlines()[-1] if ran.stdout else "page: nothing compared")


def fights_only(scenario):
    """A scenario with battles is a calibration, no policy: the page leaves it out."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../../scenarios", scenario + ".yaml"), encoding="utf-8") as text:
        return "\nbattles:" in text.read()


def numbers(text):
    return [float(x.replace(",", "")) for x in re.findall(r"[\d,]*\.?\d+", text)]


def rounds_to(shown, value):
    """Whether a figure of at least two digits is this value."""
    return abs(shown - value) <= max(0.5 * 10.0 ** -(len(repr(shown).split(".")[1].rstrip("0"))), 0.0051 * abs(value))


def first_futures(program, command):
    """What the page's first question asks, run by the program: spending in the target year, Europe
    alone, and an attack on the Baltic states."""
    with tempfile.TemporaryDirectory() as folder:
        run = [program, "run", "today", "--futures", "1024", "--no-why", "--out", folder, *command]
        subprocess.run(run, check=True, capture_output=True)
        document = json.load(open(os.path.join(folder, "result.json"), encoding="utf-8"))
    return {(o["key"], o.get("at")): o for o in document["outcomes"]}


def check_first_answer(program, page, failed):
    """The answer that stands in the page as text, before and without its script."""
    shipped = re.search(r'<main id="shipped"[^>]*>(.*?)</main>', page, re.S)
    if not shipped:
        failed.append("page: no first answer in the file")
        return
    html = shipped.group(1)
    target = "pledge.target_pct_gdp=5"
    bill = subprocess.run([program, "bill", "DEU", "--scenario", "today", "--set", target, "--currency", "EUR",
                           "--json"], check=True, capture_output=True, text=True)
    line = json.loads(bill.stdout)["rows"][0]
    asked, was = first_futures(program, ["--set", target]), first_futures(program, [])
    headline, rows = re.search(r"<h1>(.*?)</h1>", html, re.S).group(1), re.findall(r"<dd>(.*?)</dd>", html, re.S)
    years = len(line["extra_bn_by_year"])
    share = ("spending.share[DEU]", "2035")
    money = re.findall(r"\u20ac([\d.,]+)", headline)
    want = [line["cumulative_bn"], line["cumulative_bn"] / years, line["extra_bn"]]
    if len(money) != 3 or not all(rounds_to(float(m.replace(",", "")), w) for m, w in zip(money, want)):
        failed.append(f"page: the first answer says {money}, not {want}")
    said = numbers(re.search(r"gets to (.*?)%", headline, re.S).group(1).replace("<b>", ""))
    if not rounds_to(said[0], asked[share]["quantiles"]["p50"]):
        failed.append(f"page: the first answer reaches {said}, not {asked[share]['quantiles']['p50']}")
    alone, attack = ("posture.covered", "2030"), ("deterrence.attack[baltic]", "2030")
    for row, (key, statistic, scale) in zip(rows, ((share, "p50", 1.0), (alone, None, 100.0), (attack, "p50", 1000.0))):
        value = [scale * (o["quantiles"][statistic] if statistic else o["mean"]) for o in (was[key], asked[key])]
        shown = numbers(re.sub(r"<[^>]*>", "", row.split("</b>")[0]))
        shown = shown * 2 if len(shown) == 1 else shown  # one figure: it does not change
        if len(shown) != 2 or not all(abs(a - b) <= 0.51 * 10.0 ** (0 if a >= 10 else -1) for a, b in zip(shown, value)):
            failed.append(f"page: {key} {shown}, not {value}")
    if len(rows) != 3:
        failed.append(f"page: {len(rows)} figures under the first answer")


def main():
    words = sys.argv[1:]
    node = words[words.index("--node") + 1] if "--node" in words else None
    words = words[:words.index("--node")] if node else words
    program, scenario = os.path.abspath(words[0]), words[1]
    baseline = words[2] if len(words) > 2 else None
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "run", scenario, "--futures", str(FUTURES), "--no-why", "--out", folder]
        command += ["--vs", baseline] if baseline else []
        text = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}).stdout
        document = json.load(open(os.path.join(folder, "result.json"), encoding="utf-8"))
        store = Store(os.path.join(folder, "results.sqlite"))
        compared = 0
        for o, column in places(document["outcomes"]):
            values = store.rows.get((0, o["register"], column))
            if not values:
                continue
            compared += 1
            check_level(o, o, values, failed)
            if baseline:
                before = store.rows[1, o["register"], column]
                check_level(o, o["baseline"], before, failed)
                check_change(o, values, before, failed)
        if compared < 100:
            failed.append(f"only {compared} outcomes were compared")
        check_workbook(os.path.join(folder, "results.xlsx"), document["outcomes"], failed)
        check_cover(os.path.join(folder, "results.xlsx"), document, failed)
        check_summary(text, document["outcomes"], failed)
        page = open(os.path.join(folder, "report.html"), encoding="utf-8").read()
        check_summary(re.sub(r"<[^>]*>", "", page), document["outcomes"], failed)
        live = os.path.join(folder, "entente.html")
        if node and os.path.exists(live) and not fights_only(scenario):
            check_page(node, folder, failed)
            if scenario == "today":
                check_first_answer(program, open(live, encoding="utf-8").read(), failed)
        lines = subprocess.run(command + ["--csv"], check=True, capture_output=True, text=True).stdout
        check_csv(lines, document["outcomes"], failed)
        for claim in document["claims"]:
            if claim["kind"] == "futures" and claim.get("share") == 1 and not claim.get("by_construction"):
                failed.append(f'claim true in every future and not by construction: {claim["says"]}')
            if not claim.get("sentence"):
                failed.append(f'claim without a sentence: {claim["says"]}')
    for line in failed[:20]:
        print(line)
    print(f"{scenario}: {compared} outcomes compared, {len(failed)} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
