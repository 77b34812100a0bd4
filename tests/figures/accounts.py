"""Recompute the accounts from the data files, by no code of the program: the bill of every state and
group, aid to Ukraine with what replacing a donor costs, and the duties of every event. Compare them with
the result document, the workbook, the report, the commands `bill` and `aid`, and the claims on accounts.

    accounts.py PROGRAM [SCENARIO...]      [every shipped scenario]
"""
import csv
import glob
import html
import io
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

from recompute import close, sheet_rows

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
NATO_OVER_THERE = ("USA", "CAN")


def table(name):
    with open(os.path.join(ROOT, "data", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else None


class Scenario:
    """Levers, facts and first year of a scenario and of those it builds on."""

    def __init__(self, key):
        self.levers = {r["key"]: r["default"] for r in table("levers.csv")}
        self.facts, self.start, chain = {}, None, []
        while key:
            with open(os.path.join(ROOT, "scenarios", key + ".yaml"), encoding="utf-8") as file:
                chain.insert(0, file.read())
            base = re.search(r"^base: *(\S+)", chain[0], re.M)
            key = base and base.group(1)
        for text in chain:
            for name, value in re.findall(r"^  (pledge\.[a-z_]+): *([^\s#]+)", text, re.M):
                self.levers[name] = value
            for row in re.findall(r"^  - \{(state: .*)\}", text, re.M):
                one = dict(part.split(": ", 1) for part in row.split(", ") if ": " in part)
                if "value" in one:
                    self.facts[one["state"], one["key"], int(one["year"])] = float(one["value"])
            start = re.search(r"^start: *(\d{4})", text, re.M)
            self.start = int(start.group(1)) if start else self.start


class Facts:
    """Figures of states: those of the scenario, else of the tables."""

    def __init__(self, scenario):
        self.known = {}
        for name in ("macro.csv", "nato_defence.csv", "sipri_spending.csv"):
            for row in table(name):
                for key, value in row.items():
                    if key not in ("state", "year", "quality", "source"):
                        try:
                            self.known[row["state"], key, int(row["year"])] = float(value)
                        except ValueError:
                            pass  # an empty cell is missing
        self.known.update(scenario.facts)
        self.states = {row["state"]: row for row in table("states.csv")}
        self.rates = {row["currency"]: float(row["per_usd"]) for row in table("exchange.csv") if row["year"] == "2024"}

    def of(self, state, key, year):
        return self.known.get((state, key, year))

    def growth(self, state, year):
        """The forecast as far as it goes, to 2030; then the mean of its last three years."""
        if year <= 2030:
            return self.of(state, "growth_pct", year) / 100
        return sum(self.of(state, "growth_pct", y) for y in (2028, 2029, 2030)) / 300

    def gdp(self, state, year):
        gdp = self.of(state, "gdp_current_musd", 2024)
        gdp = gdp / 1000 if gdp is not None else self.of(state, "gdp_bn", 2024)
        for y in range(2025, year + 1):
            gdp *= 1 + self.growth(state, y)
        return gdp


def assumption(key):
    return next(float(row["central"]) for row in table("assumptions.csv") if row["key"] == key)


class Bill:
    """Path of each state's share from its last figure to the target, times GDP."""

    def __init__(self, facts, first_year, target, by_year, shape):
        self.facts, self.base, self.target, self.by, self.shape = facts, first_year - 1, target, by_year, shape
        self.years = list(range(first_year, by_year + 1))
        self.interest, self.borrowed = assumption("economy.i_minus_n"), assumption("economy.debt_share")

    def part(self, year):
        x = min(1.0, (year - self.base) / (self.by - self.base))
        return {"linear": x, "early": x ** 0.5, "late": x * x}[self.shape]

    def share_of(self, state, year):
        while self.facts.of(state, "defence_pct_gdp", year) is None and year > 2024:
            year -= 1  # the last published share is carried on
        return self.facts.of(state, "defence_pct_gdp", year)

    def state(self, state):
        f, share0 = self.facts, self.share_of(state, self.base)
        out = {"share0": share0, "published": round(share0, 2), "gdp0": f.gdp(state, self.base), "gdp": {}, "share": {},
               "extra": {}, "population": 1e6 * f.of(state, "population_m", self.base),
               "government": f.of(state, "government_pct_gdp", self.base) / 100,
               "pace": (share0 - self.share_of(state, self.base - 5)) / 5, "debt": 0.0}
        for year in self.years:
            out["gdp"][year] = f.gdp(state, year)
            out["share"][year] = max(share0, share0 + self.part(year) * (self.target - share0))
            rise = out["share"][year] - share0
            out["extra"][year] = rise / 100 * out["gdp"][year]
            out["debt"] = out["debt"] * (1 + self.interest) + self.borrowed * rise
        return out

    def figures(self, states):
        """The columns of the bill for some states together."""
        rows, last = [self.state(s) for s in states], self.years[-1]
        gdp0, gdp = sum(r["gdp0"] for r in rows), sum(r["gdp"][last] for r in rows)
        weighed = lambda key: sum(r[key] * r["gdp0"] for r in rows) / gdp0
        extra = {str(y): sum(r["extra"][y] for r in rows) for y in self.years}
        share0, pace = weighed("share0"), weighed("pace")
        if len(rows) == 1:  # a state's own share is shown as published
            shown, multiple = rows[0]["published"], self.target / rows[0]["published"]
        else:
            shown, multiple = share0, self.target / weighed("published")
        gap, total = self.target - share0, sum(extra.values())
        then = extra[str(last)]
        return {"share_base": shown, "multiple": multiple, "base_bn": share0 / 100 * gdp0, "extra_bn": then,
                "extra_bn_by_year": extra, "extra_eur_bn": then * self.facts.rates["EUR"], "cumulative_bn": total,
                "average_bn": total / len(self.years), "per_head": then * 1e9 / sum(r["population"] for r in rows),
                "gov_share": 100 * then / sum(r["government"] * r["gdp"][last] for r in rows), "pace": pace,
                "years_to_target": 0.0 if gap <= 0 else gap / pace if pace >= 0.002 else None,
                "debt_added": sum(r["debt"] * r["gdp"][last] for r in rows) / gdp}


def members(states, with_usa=True, with_canada=True):
    return [s for s in states if (with_usa or s != "USA") and (with_canada or s != "CAN")]


GROUPS = {"All allies": (True, True), "Europe and Canada": (False, True), "European allies": (False, False)}


def compare(where, ours, theirs, failed):
    for key, value in ours.items():
        if isinstance(value, dict):
            compare(f"{where} {key}", value, theirs.get(key, {}), failed)
        elif key in theirs and not close(value, theirs[key]):
            failed.append(f"{where} {key}: {theirs[key]}, not {value}")


def check_bill_document(said, bill, where, failed):
    states = [row["state"] for row in said["rows"]]
    terms = (said["target"], said["by_year"], said["base_year"], said["shape"])
    if terms != (bill.target, bill.by, bill.base, bill.shape):
        failed.append(f"{where}: the terms are {terms}")
    for row in said["rows"]:
        ours = bill.figures([row["state"]])
        national = bill.facts.states[row["state"]]["currency"]
        compare(f'{where} {row["state"]}', {**ours, "extra_national_bn": ours["extra_bn"] * bill.facts.rates[national]}, row, failed)
    for total in said["totals"]:
        ours = bill.figures(members(states, *GROUPS[total["group"]]))
        compare(f'{where} {total["group"]}', ours, total, failed)
    return states


COLUMNS = ("share_base", "multiple", "extra_bn", "average_bn", "cumulative_bn", "per_head", "gov_share", "years_to_target")


def check_bill_files(folder, bill, states, failed):
    seen = {"workbook": 0, "workbook by year": 0, "report": 0}
    head = ""
    for row in sheet_rows(os.path.join(folder, "results.xlsx")):
        if row.get("A") == "State":
            head = row.get("B")
        if row.get("A") in states and head == "Name":
            seen["workbook"] += 1
            ours = bill.figures([row["A"]])
            for letter, key in zip("CDEFGHIJ", COLUMNS):
                if not close(ours[key], row.get(letter)):
                    failed.append(f'workbook: bill {row["A"]} {key}: {row.get(letter)}, not {ours[key]}')
        if row.get("A") in states and head == "Year":
            seen["workbook by year"] += 1
            one, year = bill.state(row["A"]), int(row["B"])
            for letter, key in zip("CDE", ("share", "gdp", "extra")):
                if not close(one[key][year], row.get(letter)):
                    failed.append(f'workbook: {row["A"]} {key} {year}: {row.get(letter)}, not {one[key][year]}')
    for name, cells in report_rows(folder, "bill"):
        if name not in states:
            continue
        seen["report"] += 1
        ours = bill.figures([name])
        keys = ("share_base", "multiple", "extra_bn", "extra_eur_bn", "cumulative_bn", "per_head", "gov_share",
                "years_to_target", "debt_added")
        check_cells(f"report: bill {name}", [ours[k] for k in keys], cells[1:], failed)
    want = {"workbook": len(states), "workbook by year": len(states) * len(bill.years), "report": len(states)}
    if seen != want:
        failed.append(f"bill: {seen}, not {want}")


def report_tables(folder, name):
    """Tables of this name in the report, each a list of rows: the state's code, its figures (9 digits) or None."""
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        page = file.read()
    for body in re.findall(f'<table data-name="{name}">.*?</table>', page, re.S):
        rows = []
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.S):
            code = re.search(r'<abbr title="([A-Z]{3})"|<td>([^<]*)</td>', row)
            cells = re.findall(r'<td class="n"(?: data-v="([^"]*)")?>', row)
            if code:
                rows.append((html.unescape(code.group(1) or code.group(2)), [number(c) for c in cells]))
        yield rows


def report_rows(folder, name):
    return next(report_tables(folder, name), [])


def check_cells(where, ours, theirs, failed):
    for k, (a, b) in enumerate(zip(ours, theirs)):
        if (a is None) != (b is None) or (a is not None and abs(a - b) > 1e-8 * max(1.0, abs(a))):
            failed.append(f"{where} column {k}: {b}, not {a}")
    if len(ours) != len(theirs):
        failed.append(f"{where}: {len(theirs)} figures, not {len(ours)}")


# --- aid ---

class Aid:
    """Military aid to Ukraine: flows, donors, and how European donors would replace the US."""

    MONTHS = 35  # February 2022 to December 2024: the months of the war

    def __init__(self, facts):
        self.flows = {(r["group"], r["period"], r["kind"]): float(r["eur_bn"]) for r in table("ukraine/aid_flows.csv") if r["eur_bn"]}
        self.donors, self.latest, self.group = {}, {}, {}
        for row in table("ukraine/aid_donors.csv"):
            into = self.donors if row["as_of"] == "2024-12-31" else self.latest
            into[row["donor"], row["kind"]] = number(row["value"])
            self.group[row["donor"]] = row["group"]
        self.gdp = {d: facts.of(d, "gdp_bn", 2024) for d in self.group}
        self.gdp = {d: g * facts.rates["EUR"] for d, g in self.gdp.items() if g}

    def sum_to_2024(self, group):
        months = [f"{y}-{m:02}" for y in (2022, 2023, 2024) for m in range(1, 13)]
        return sum(self.flows.get((group, month, "military"), 0.0) for month in months)

    def us_a_year(self):
        return self.sum_to_2024("us") * 12 / self.MONTHS

    def replaced(self, how, cap):
        """Parts by donor: by GDP, as now, or by GDP with a ceiling on all military aid of a year."""
        asked = [d for d, g in self.group.items() if g in ("eu_members", "europe_non_eu") and self.gdp.get(d)]
        given = {d: self.donors.get((d, "military")) or 0.0 for d in asked}
        weight = given if how == "as_now" else {d: self.gdp[d] for d in asked}
        need, whole = self.us_a_year(), sum(weight.values())
        if how != "capped":
            return {d: need * weight[d] / whole for d in asked}
        room = {d: max(0.0, cap / 100 * self.gdp[d] - given[d] * 12 / self.MONTHS) for d in asked}
        low, high = 0.0, max(room[d] / weight[d] for d in asked)  # each gives min(room, level x GDP): find the level
        for _ in range(200):
            level = (low + high) / 2
            low, high = (level, high) if sum(min(room[d], level * weight[d]) for d in asked) < need else (low, level)
        return {d: min(room[d], high * weight[d]) for d in asked}


def check_aid(said, aid, cap, where, failed):
    """Rows by donor of `aid --json` or of a table of the report."""
    parts = {how: aid.replaced(how, cap) for how in ("gdp", "as_now", "capped")}
    for row in said:
        donor = row["state"]
        ours = {"military_eur_bn": aid.donors.get((donor, "military")), "military_pct_gdp2021": aid.donors.get((donor, "military_pct_gdp2021")),
                "financial_eur_bn": aid.donors.get((donor, "financial")), "humanitarian_eur_bn": aid.donors.get((donor, "humanitarian")),
                "latest_military_eur_bn": aid.latest.get((donor, "military"))}
        for how, part in parts.items():
            ours[f"replace_{how}_eur_bn"] = part.get(donor)
            ours[f"replace_{how}_pct"] = 100 * part[donor] / aid.gdp[donor] if donor in part else None
        for key, value in ours.items():
            if key in row and not close(value, row[key]) and not (value is not None and abs(value - row[key]) < 1e-8):
                failed.append(f"{where} {donor} {key}: {row[key]}, not {value}")


def check_flows(said, aid, where, failed):
    for row in said:
        year = row["period"][:4]
        for group in ("us", "europe", "other"):
            want = aid.sum_to_2024(group) if row["period"] == "to Dec 2024" else aid.flows.get((group, year, "military"))
            if not close(want, row[f"{group}_eur_bn"]):
                failed.append(f'{where} {row["period"]} {group}: {row[f"{group}_eur_bn"]}, not {want}')
        whole = row["us_eur_bn"] + row["europe_eur_bn"] + row["other_eur_bn"]
        if not close(100 * row["us_eur_bn"] / whole, row["us_share_pct"]):
            failed.append(f'{where} {row["period"]}: US share {row["us_share_pct"]}')


# --- duties ---

class Treaties:
    """Who is bound by what on a day. Whether a clause applies at a place is not judged again here."""

    def __init__(self):
        self.clauses = {r["clause"]: r for r in table("treaty/clauses.csv")}
        self.parties = table("treaty/parties.csv")
        self.lands = {r["place"]: r["territory_of"] for r in table("treaty/places.csv")}

    def obligors(self, clause, event):
        """State -> its standing in the treaty, \"\" for a party without reservation."""
        row, on, victims = self.clauses[clause], event["on"], event["victim"].split("|")
        land = self.lands.get(event["place"], "")
        out = set(victims) | {event["attacker"]} | ({land} if land and land in row["victim"] else set())
        bound = {}
        for r in self.parties:
            in_force = r["from"] <= on and (not r["to"] or on < r["to"])
            left_out = r["status"].startswith("suspended_with=") and r["status"].split("=")[1] in victims
            if r["instrument"] == row["instrument"] and r["obligor"] == "1" and in_force and r["state"] not in out and not left_out:
                bound[r["state"]] = r["status"]
        return bound


# What a party with a reservation owes firmly; any other status, such as a frozen membership, nothing.
FIRM = {"": lambda level: level, "us_understanding": lambda level: level,
        "specific_character": lambda level: min(level, 3), "defence_opt_out": lambda level: min(level, 3)}


def judged(document):
    """Name and judgement of the scenario's events, and of an attack at each flashpoint."""
    for one in document["obligations"]:
        yield one["label"], one
    for f in document["flashpoints"]:
        if f.get("obligation"):
            yield f'{f["challenger"]["name"]} attacks {f["in_sentence"]}', f["obligation"]


def check_duties(document, treaties, failed):
    """Each clause's level and who owes it, and the level of each state."""
    events = 0
    for where, one in judged(document):
        event, events = one["event"], events + 1
        most = {}
        for clause in one["clauses"]:
            row = treaties.clauses[clause["clause"]]
            if clause["verdict"] == "no":
                if clause.get("owed_by"):
                    failed.append(f'{where}: {clause["clause"]} does not apply and is owed by {clause["owed_by"]}')
                continue
            if clause["level"] != int(row["level"]):
                failed.append(f'{where}: {clause["clause"]} has level {clause["level"]}, not {row["level"]}')
            bound = treaties.obligors(clause["clause"], event)
            if set(clause["owed_by"]) != set(bound):
                failed.append(f'{where}: {clause["clause"]} is owed by {sorted(set(clause["owed_by"]) ^ set(bound))} more or less')
            for state, standing in bound.items() if clause["verdict"] == "yes" else ():
                most[state] = max(most.get(state, 0), FIRM.get(standing, lambda level: 0)(clause["level"]))
        for row in one["states"]:
            if row["level_firm"] != most.get(row["state"], 0):
                failed.append(f'{where}: {row["state"]} owes {row["level_firm"]}, not {most.get(row["state"], 0)}')
    return events


def event_counts(one):
    """How many states have to assist, and how many of them by all the means in their power."""
    levels = [row["level_firm"] for row in one["states"] if row["state"] != "EUU"]
    return sum(x >= 5 for x in levels), sum(x == 7 for x in levels)


def check_sentences(document, text, where, failed):
    flat = " ".join(text.split())
    for name, one in list(judged(document))[:len(document["obligations"]) or 3]:
        assist, all_means = event_counts(one)
        said = re.search(re.escape(name) + r": (no treaty obliges any state to fight|treaties oblige (\d+) states? to assist)"
                         r"(?:, (\d+) of them by all the means)?", flat)
        if not said:
            failed.append(f'{where}: nothing is said of "{name}"')
        elif (int(said.group(2) or 0), int(said.group(3) or 0)) != (assist, all_means if 0 < all_means < assist else 0):
            failed.append(f'{where}: "{said.group(0)}", not {assist} and {all_means}')


# --- claims ---

def check_claims(document, bill, aid, failed):
    """Claims on accounts and treaties: the value that they give."""
    states = [row["state"] for row in document["accounts"]["bill"]["rows"]]
    groups = {"ALL": members(states), "EURCAN": members(states, False), "EUROPE": members(states, False, False)}
    compared = 0
    for claim in document["claims"]:
        shows = re.match(r"([a-z0-9_.]+)(?:\[(.*?)\])?", claim["shows"])
        key, index = shows.group(1), shows.group(2)
        want = None
        if key.startswith("bill."):
            figures = bill.figures(groups.get(index, [index]))
            want = {"bill.multiple": figures["multiple"], "bill.extra": figures["extra_bn"]}.get(key)
            if key == "bill.extra" and claim.get("at"):
                want = figures["extra_bn_by_year"][claim["at"]]
        elif key == "aid.replace_us":
            want = aid.us_a_year()
        elif key == "obligation.level":
            event, state = index.split(", ")
            rows = document["obligations"][int(event) - 1]["states"]
            want = float(next((r["level_firm"] for r in rows if r["state"] == state), 0))
        if want is None:
            continue
        compared += 1
        if not close(want, claim["value"]):
            failed.append(f'claim "{claim["says"]}": {claim["value"]}, not {want}')
    return compared


def run(program, *words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}).stdout


def check_commands(program, key, bill, states, failed):
    """`entente bill` of the scenario as JSON, CSV and CSV by year."""
    check_bill_document(json.loads(run(program, "bill", "--scenario", key, "--json")), bill, "bill --json", failed)
    for row in csv.DictReader(io.StringIO(run(program, "bill", "--scenario", key, "--csv"))):
        if row["state"] in states:
            ours = bill.figures([row["state"]])
            compare(f'bill --csv {row["state"]}', {k: ours[k] for k in COLUMNS}, {k: number(row[k]) for k in COLUMNS}, failed)
    for row in csv.DictReader(io.StringIO(run(program, "bill", "--scenario", key, "--years", "--csv"))):
        if row["state"] in states:
            one, year = bill.state(row["state"]), int(row["year"])
            compare(f'bill --years --csv {row["state"]} {year}', {k: one[k[:5].rstrip("_")][year] if k != "gdp_bn" else one["gdp"][year]
                    for k in ("share", "gdp_bn", "extra_bn")}, {k: number(row[k]) for k in ("share", "gdp_bn", "extra_bn")}, failed)


def check_scenario(program, key, failed):
    scenario = Scenario(key)
    facts = Facts(scenario)
    bill = Bill(facts, scenario.start, float(scenario.levers["pledge.target_pct_gdp"]), int(scenario.levers["pledge.by_year"]),
                {"0": "linear"}.get(scenario.levers["pledge.shape"], scenario.levers["pledge.shape"]))
    aid = Aid(facts)
    with tempfile.TemporaryDirectory() as folder:
        text = run(program, "run", key, "--futures", "256", "--no-why", "--store", "summary", "--out", folder)
        with open(os.path.join(folder, "result.json"), encoding="utf-8") as file:
            document = json.load(file)
        states = check_bill_document(document["accounts"]["bill"], bill, "result.json", failed)
        check_bill_files(folder, bill, states, failed)
        events = check_duties(document, Treaties(), failed)
        check_sentences(document, text, "terminal", failed)
        for one, rows in itertools.zip_longest(document["obligations"], report_tables(folder, "levels")):
            want = [(s["state"], [s["level_firm"], s["level_contested"]]) for s in one["states"]] if one else None
            if rows != want:
                failed.append(f'report: levels of "{one and one["label"]}" differ: {rows}, not {want}')
        claims = check_claims(document, bill, aid, failed)
        donors = [{"state": name, **dict(zip(AID_CELLS, cells))} for name, cells in report_rows(folder, "aid_donors")]
        check_aid(donors, aid, 0.25, "report: aid", failed)
    check_commands(program, key, bill, states, failed)
    return len(states), events, claims, len(donors)


AID_CELLS = ("military_eur_bn", "military_pct_gdp2021", "financial_eur_bn", "humanitarian_eur_bn", "latest_military_eur_bn",
             "replace_gdp_eur_bn", "replace_gdp_pct", "replace_as_now_eur_bn", "replace_as_now_pct", "replace_capped_eur_bn",
             "replace_capped_pct")


def check_aid_command(program, failed):
    aid = Aid(Facts(Scenario("status-quo-2024")))
    for cap in (0.25, 0.15):
        said = json.loads(run(program, "aid", "--cap", str(cap), "--json"))
        check_aid(said["donors"], aid, cap, f"aid --cap {cap}", failed)
        check_flows(said["flows"], aid, "aid", failed)


def check_covers(program, failed):
    """A workbook of a command begins with what it shows, when, by which version, in which units; numbers are numbers."""
    talks = os.path.join(ROOT, "examples", "bargain", "ukraine_package.csv")
    with tempfile.TemporaryDirectory() as folder:
        books = {"bill": ["bill", "--years"], "pair": ["bill", "--vs", "brussels-2025", "hague-2025"], "talks": ["bargain", talks, "--no-draws"]}
        for name, words in books.items():
            path = os.path.join(folder, name + ".xlsx")
            run(program, *words, "--xlsx", path)
            rows = list(sheet_rows(path))
            cover = {r.get("A"): r.get("B") for r in rows[:20]}
            for what in ("What it shows", "Written on", "Entente", "Units"):
                if not cover.get(what):
                    failed.append(f"workbook of {name}: the cover does not say '{what}'")
            years = [v for r in rows for v in r.values() if isinstance(v, str) and re.fullmatch(r"[12][0-9]{3}", v)]
            if years:
                failed.append(f"workbook of {name}: years are texts: {years[:3]}")


def main():
    program = os.path.abspath(sys.argv[1])
    shipped = sorted(os.path.basename(p)[:-5] for p in glob.glob(os.path.join(ROOT, "scenarios", "*.yaml")))
    failed = []
    for key in sys.argv[2:] or shipped:
        before = len(failed)
        states, events, claims, donors = check_scenario(program, key, failed)
        print(f"{key}: {states} states, {events} events, {claims} claims, {donors} donors; {len(failed) - before} differences")
    check_aid_command(program, failed)
    check_covers(program, failed)
    for line in failed[:30]:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
