#!/usr/bin/env python3
"""The coupled model a second time: every assumption central, every shock 0, no event but forced attacks.

Written from the equations of docs/model.md alone, by the state and in plain arithmetic, to be
held against the program, which computes by blocks of futures in C. It writes vectors of the form
that entente-reference reads (deterministic_vectors.csv):

    model.py DATA_DIR SET-UPS SEED > deterministic_vectors.csv

SET-UPS random settings of the levers are drawn from SEED, after the defaults themselves.
"""
import csv
import math
import random
import sys
from collections import defaultdict
from functools import lru_cache
from os.path import join

YEARS = range(2025, 2036)
GROUP = {"europe": "europe", "us": "us", "russia": "russia", "china": "china", "other": "other"}


def rows(folder, name):
    with open(join(folder, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def number(text):
    return float(text) if text not in ("", None) else None


def sigma(x):
    return 1.0 / (1.0 + math.exp(-x))


def clip(x, low, high):
    return min(max(x, low), high)


class Facts:
    def __init__(self, folder):
        self.state = {r["state"]: r for r in rows(folder, "states.csv")}
        macro, nato, sipri = defaultdict(dict), defaultdict(dict), defaultdict(dict)
        for r in rows(folder, "macro.csv"):
            macro[r["state"]][int(r["year"])] = r
        for r in rows(folder, "nato_defence.csv"):
            if r["state"] in self.state:
                nato[r["state"]][int(r["year"])] = r
        for r in rows(folder, "sipri_spending.csv"):
            sipri[r["state"]][int(r["year"])] = r
        judged = defaultdict(dict)
        for r in rows(folder, "judged.csv"):
            judged[r["state"], r["key"]][int(r["year"])] = float(r["value"])
        forces = defaultdict(dict)
        for r in rows(folder, "forces.csv"):
            forces[r["state"], r["key"]][int(r["year"])] = float(r["value"])
        self.allies = [s for s, r in self.state.items() if r["nato_since"] and s != "ISL"]
        self.y24, self.growth, self.ppp, self.spent, self.share, self.eq, self.people = {}, {}, {}, {}, {}, {}, {}
        self.people21, self.reserves, self.assigned = {}, {}, {}
        for s in self.state:
            m = macro[s]
            known = lambda y, k, j: number(m[y][k]) if y in m and number(m[y][k]) is not None \
                else judged.get((s, j), {}).get(y)
            gdp = number(nato[s][2024]["gdp_current_musd"]) / 1e3 if nato[s] else known(2024, "gdp_bn", "gdp_bn")
            if gdp is None:
                continue
            self.y24[s] = gdp
            g = {y: known(y, "growth_pct", "growth_pct") for y in range(2025, 2031)}
            if None in g.values():
                raise SystemExit(f"{s}: no growth for {[y for y in g if g[y] is None]}")
            self.growth[s] = [g[y] / 100 for y in range(2025, 2031)] + [sum(g[y] for y in (2028, 2029, 2030)) / 300] * 5
            self.ppp[s] = known(2024, "ppp_ratio", "ppp_ratio")
            self.history(s, nato[s], sipri[s], judged, forces)
        self.flash = {r["key"]: r for r in rows(folder, "flashpoints.csv")}
        self.pairs = defaultdict(list)
        for r in rows(folder, "flashpoint_dyads.csv"):
            self.pairs[r["flashpoint"]].append(r)
        self.posture = rows(folder, "posture.csv")
        self.central = {r["key"]: self.centre(r) for r in rows(folder, "assumptions.csv")}
        self.levers = {r["key"]: r for r in rows(folder, "levers.csv")}
        self.front = {r["key"]: float(r["value"]) for r in rows(folder, "ukraine_front.csv")
                      if r["date"] in ("2025-02-12", "2024-12-31") and r["value"]}

    @staticmethod
    def centre(r):
        p = [float(x) for x in r["parameters"].split()] if r["parameters"] else []
        if r["distribution"] == "discrete":
            return sum(i * w for i, w in enumerate(p)) / sum(p)
        return p[0] / (p[0] + p[1]) if r["distribution"] == "beta" else number(r["central"])

    def history(self, s, nato, sipri, judged, forces):
        if nato:
            now, then = number(nato[2024]["defence_current_musd"]), number(nato[2024]["defence_2015_musd"])
            series = {y: number(r["defence_2015_musd"]) for y, r in nato.items()}
            factor = now / then / 1e3 if now and then else None
            self.share[s] = number(nato[2024]["defence_pct_gdp"])
            self.people[s] = (number(nato[2024]["personnel_thousand"]) or 0) * 1e3
            self.people21[s] = (number(nato[2021]["personnel_thousand"]) or 0) * 1e3
            eq = {y: number(r["equipment_pct_defence"]) for y, r in nato.items()}
            self.eq[s] = {y: v / 100 for y, v in eq.items() if v is not None}
        else:
            given = judged.get((s, "spending_2024_bn"))
            if given:
                series, factor = dict(given), 1.0
            else:
                series = {y: number(r["sipri_2023_musd"]) for y, r in sipri.items()}
                now = number(sipri[2024]["sipri_current_musd"]) if 2024 in sipri else None
                factor = now / series[2024] / 1e3 if now and series.get(2024) else None
            self.eq[s] = None
            active = forces.get((s, "soldiers_active"), {})
            self.people[s] = active[max(active)] if active else 0.0
            self.people21[s] = active.get(2021, self.people[s])
        known = sorted(y for y, v in series.items() if v is not None and 2014 <= y <= 2024)
        if factor is None or 2024 not in known or self.share.get(s, 1) is None:
            self.spent[s] = None
        else:
            out = {}
            for y in range(2014, 2025):
                low = max((k for k in known if k <= y), default=known[0])
                high = min(k for k in known if k >= y)
                part = (y - low) / (high - low) if high > low else 0.0
                out[y] = factor * (series[low] + part * (series[high] - series[low]))
            self.spent[s] = out
            self.share.setdefault(s, 100 * out[2024] / self.y24[s])
        reserve = forces.get((s, "reserves"), {})
        wartime = forces.get((s, "wartime_strength"), {})
        self.assigned[s] = max(wartime[max(wartime)] - self.people[s], 0) if wartime else 0.0
        self.reserves[s] = max(reserve[max(reserve)] - self.assigned[s], 0) if reserve else \
            0.0 if wartime else None  # not published: a number for each soldier


def by_year(value, year):
    """A lever given by year keeps its last value; before the first its default 1."""
    if not isinstance(value, dict):
        return value
    known = [y for y in value if y <= year]
    return value[max(known)] if known else 1.0


class Model:
    def __init__(self, facts, levers):
        self.f, self.l, self.a = facts, levers, facts.central
        self.forces = [s for s in facts.y24 if facts.spent[s] and facts.people[s] > 0]
        self.out = {}

    # --- 1 to 3 -----------------------------------------------------------------------------
    def block(self, s):
        return self.f.state[s]["block"]

    def guarantee(self, year):
        return self.l["guarantee.force_brigades"] * self.progress(year, self.l["guarantee.force_by_year"])

    @staticmethod
    def progress(y, end):
        """In equal steps from the end of February 2025, the start, to the end of the year `end`."""
        return clip((12 * (y - 2024) - 2) / (12 * (end - 2024) - 2), 0, 1)

    def posture(self, y):
        value = self.l["us.posture_europe"]
        level = 1 + (value - 1) * self.progress(y, self.l["us.posture_by_year"])
        return max(level, min(self.l["us.posture_floor"], 1))

    def elsewhere(self, k, year):
        """Part of what the largest war in another theatre ties that forced attacks of the year tie."""
        size = lambda p: float(p["challenger_share"])
        tied, any_war = 0.0, 0.0
        for other, p in self.f.flash.items():
            if other == "ukraine" or p["theatre"] == self.f.flash[k]["theatre"] or self.l[f"crisis.{other}_year"] != year:
                continue
            rivals = [r for o, r in self.f.flash.items() if o != "ukraine" and r["theatre"] == p["theatre"]
                      and r["challenger"] == p["challenger"]]
            there = min(self.posture(year), 1) if p["theatre"] == "europe" else 1
            tied = max(tied, there * size(p) / max(size(r) for r in rivals))
            any_war = 1.0
        return any_war + self.a["posture.simultaneity"] * (tied - any_war)

    def near(self, s, near, middle, far):
        d = float(self.f.state[s]["distance_russia_km"] or 1e9)
        return near if d <= 300 else middle if d <= 1200 else far

    def equipment(self, s, y):
        if self.f.eq[s] is None:
            key = "eq_adversary" if s in ("RUS", "CHN", "PRK") else "eq_unknown"
            return self.a["capability." + key]
        return self.f.eq[s].get(y, self.a["capability.eq_unknown"])

    def start(self):
        a, f = self.a, self.f
        self.phi = {s: 1 + a["capability.w_price"] * (f.ppp[s] - 1) for s in f.y24 if f.ppp[s]}
        self.K, self.B, self.K21, self.L, self.rho = {}, {}, {}, {}, {}
        delta, tau = a["capability.delta"], a["capability.delay"]
        for s in self.forces:
            buy = {y: self.equipment(s, y) * f.spent[s][y] * self.phi[s] for y in range(2014, 2025)}
            first = (buy[2014] + buy[2015] + buy[2016]) / 3
            k, b = first / max(delta + a["capability.growth_at_start"], 0.01), first * tau
            for y in range(2014, 2025):
                out = b / tau
                b += buy[y] - out
                k = k * (1 - delta - (self.war_wear(s) if y >= 2022 else 0)) + out
                if y == 2021:
                    self.K21[s] = k
            self.K[s], self.B[s], self.L[s] = k, b, f.people[s]
            self.rho[s] = a["capability.ready_" + self.block(s)]
        # equipment per thousand soldiers of the median ally at the end of 2024
        each = sorted(self.K[s] / f.people[s] * 1e3 for s in f.allies if s in self.K)
        self.unit = round(each[len(each) // 2] if len(each) % 2 else sum(each[len(each) // 2 - 1:][:2]) / 2, 8)
        self.Y = dict(f.y24)
        self.s = {s: f.share[s] for s in self.forces}
        # what the published share makes of output: for the US, NLD and SVK not quite the published sum
        self.S24 = {s: f.share[s] / 100 * f.y24[s] for s in self.forces}
        self.S = dict(self.S24)
        self.E, self.peer = 0.0, 0.0

    def war_wear(self, s):
        return self.a["capability.delta_war"] if s == "RUS" else \
            self.a["capability.delta_war_ukraine"] if s == "UKR" else 0.0

    def spend(self, y):
        a, l = self.a, self.l
        asked, agreed = (l["pledge.target_pct_gdp"], l["pledge.agreed_pct_gdp"]) if y > 2025 else (a["pledge.before"],) * 2
        threat = 1.0    # war throughout: T' = .5 + .5 T stays 1
        kappa = a["pledge.kappa_lo"] + (a["pledge.kappa_hi"] - a["pledge.kappa_lo"]) * threat
        new, moved, weight = {}, 0.0, 0.0
        for s in self.forces:
            old = self.s[s]
            ds = a["pledge.china_trend"] if s == "CHN" else 0.0
            if s in self.f.allies:
                prox = self.near(s, 1, a["pledge.proximity_middle"], 0)
                c = 0.0 if s == "USA" else clip(self.near(s, *(a["pledge.compliance_" + n] for n in ("near", "middle", "far"))), .1, 3)
                target = agreed + a["pledge.demand_weight"] * max(asked - agreed, 0) + a["pledge.threat_target"] * threat * prox
                ds = min(kappa * c * max(target - old, 0), a["pledge.step_max"]) + a["pledge.peer"] * self.peer
                if s not in ("USA", "CAN"):
                    ds -= a["pledge.us_forces"] * old * (self.posture(y) - self.posture(y - 1))
            new[s] = max(old + ds, a["pledge.floor"] * self.f.share[s])
            if s in self.f.allies and s not in ("USA", "CAN"):
                moved += (new[s] - old) * self.f.y24[s]
                weight += self.f.y24[s]
        self.s, self.peer = new, moved / weight

    def build(self, y, n_rus, n_ukr):
        a, f, delta, tau = self.a, self.f, self.a["capability.delta"], self.a["capability.delay"]
        extra = 0.0
        for s in self.forces:
            self.S[s] = self.s[s] / 100 * self.Y[s]
            base = f.share[s] / 100 * self.Y[s]
            eq24 = self.equipment(s, 2024)
            bracket = eq24 * min(self.S[s], base) + self.l["pledge.equipment_share_new"] * max(self.S[s] - base, 0)
            worth = max(1, bracket / (eq24 * self.S24[s])) ** -a["capability.absorption"]
            out = self.B[s] / tau
            self.B[s] += bracket * self.phi[s] * worth - out
            self.K[s] = self.K[s] * (1 - delta - self.war_wear(s)) + out
            if s in f.allies and s not in ("USA", "CAN"):
                extra += out / self.phi[s] - eq24 * self.S24[s]
            rest, rest24 = self.S[s] - bracket, (1 - eq24) * self.S24[s]
            paid = a["capability.personnel_elasticity"] * math.log(rest / rest24) - a["capability.personnel_drift"] * (y - 2024)
            most, before = a["capability.personnel_most"], self.L[s]
            self.L[s] *= 1 + clip((paid - math.log(self.L[s] / f.people[s])) / a["capability.personnel_years"], -most, most)
            if s == "UKR":
                self.L[s] = n_ukr * 1e3
            if s == "RUS":
                self.L[s] = 1e3 * (a["capability.russia_soldiers"]
                                 + a["capability.russia_part"] * (n_rus - a["capability.russia_theatre"]))
            if s in f.allies:
                rho0 = a["capability.ready_" + self.block(s)]
                v = (rest / before) / (rest24 / f.people[s])
                goal = min(rho0 * clip(v, .5, 4) ** a["capability.readiness_elasticity"], max(rho0, a["capability.ready_ceiling"]))
                self.rho[s] += (goal - self.rho[s]) / a["capability.ready_years"]
        self.E += a["capability.enabler_share"] * max(extra, 0)
        eta0 = a["capability.eta0"]
        self.eta = eta0 + (1 - eta0) * (1 - math.exp(-self.E / a["capability.enabler_cost"]))

    # --- capability of a state, now or in the reference state of 2021 ------------------------
    def strength(self, s, domain, home, then=False):
        a = self.a
        if s not in self.K:
            return 0.0
        k, people = (self.K21[s], self.f.people21[s]) if then else (self.K[s], self.L[s])
        land = a["capability.land_" + self.block(s)]
        part = land if domain == "land" else 1 - land
        quality = a.get("capability.quality_" + self.block(s), 1.0)
        rho = a["capability.ready_home"] if home else \
            a["capability.ready_" + self.block(s)] if then else self.rho[s]
        if s == "USA":
            own, alpha = a["capability.equipment_land_us"], a["capability.alpha"]
            quality *= (own / land) ** alpha * a["capability.ready_us_land"] / a["capability.ready_us"] \
                if domain == "land" else ((1 - own) / (1 - land)) ** alpha
        if self.f.state[s]["landlocked"] == "1":
            ashore = (1 - a["capability.air_landlocked"]) * (1 - land)
            part += ashore if domain == "land" else -ashore
        c = rho * quality * part * people / a["capability.soldiers_per_be"] * (k / (people / 1e3) / self.unit) ** a["capability.alpha"]
        if home and domain == "land":
            own = land * self.f.people[s]
            pool = self.f.reserves[s]
            if pool is None:
                calls_up = self.f.state[s]["conscription"] == "1"
                pool = a["capability.reserves_" + ("conscript" if calls_up else "volunteer")] * self.f.people[s]
            called = a["capability.reserve_weight"] * min(pool, a["capability.reserves_most"])
            c *= ((own + called + a["capability.wartime_weight"] * self.f.assigned[s]) / own) ** (1 - a["capability.alpha"])
        return c

    # --- 4 posture --------------------------------------------------------------------------
    def register(self, kind, place, year=None):
        found = {}
        for r in self.f.posture:
            if r["kind"] == kind and r["place"] == place and (year is None or int(r["from_year"]) <= year):
                if r["state"] not in found or int(r["from_year"]) >= found[r["state"]][0]:
                    found[r["state"]] = (int(r["from_year"]), r["value"])
        return {s: v[1] for s, v in found.items()}

    @staticmethod
    def arrived(amount, a, b, t):
        return amount * clip((t - a) / (b - a), 0, 1) if b > a else amount * (t >= a)

    @staticmethod
    def mean_arrived(amount, a, b, h):
        if b <= a:
            return amount * clip((h - a) / h, 0, 1)
        return amount * (max(h - a, 0) ** 2 - max(h - b, 0) ** 2) / (2 * (b - a) * h)

    def defence(self, k, us_in, q_of, year, then=False):
        """y_S, y_30, y_L of a flashpoint; q_of(state) for the senders that are not the US."""
        a, p = self.a, self.f.flash[k]
        europe = p["theatre"] == "europe"
        domain = "land" if p["domain"] == "land" else "sea"
        posture = 1.0 if then else self.posture(year)
        eta = a["capability.eta0"] if then else self.eta
        e = 1.0 if us_in or not europe else eta
        part = 0.0 if then else self.l["us.freed_to_indo_pacific"]
        hosts = p["hosts"].split()
        standing = sum(self.strength(s, domain, True, then) + (a["posture.taiwan_land"] * self.strength(s, "land", True, then) if k == "taiwan" else 0)
                       for s in hosts) * (1.0 if k == "ukraine" else e)
        if not then:
            split = self.register("extra_forward_split", k).get("", 0)
            grow = self.progress(year, self.l["europe.forward_by_year"])
            standing += self.l["europe.forward_brigades"] * grow * float(split) * (1.0 if k == "ukraine" else e)
        ramps = []
        place = "europe" if europe and not self.register("notice", k) else k
        notice, transit = self.register("notice", place), self.register("transit", place)
        forward = self.register("forward", k, 2021 if then else year)
        freed = 0.0 if then else 1 - posture
        if domain == "land":
            us_share = .45 * posture if europe else .25 + .45 * freed * part
        else:
            us_share = .25 * posture if europe else .50 + .25 * freed * part
        norm = a["posture.us_norm"]
        here = 1 if then else 1 - a["posture.us_away"] * self.elsewhere(k, year)
        us_air = here * (.25 * posture if europe else .50 + .25 * freed * part) / norm
        delay, stage, rate, cm = (a["posture." + n] for n in ("decision_delay", "rsoi_days", "rsoi_rate", "committed"))
        free = 0.0
        for s in sorted(notice, key=lambda s: (float(notice[s]) + float(transit[s]), s)):
            if s in hosts or (s == "USA" and not us_in):
                continue
            q = 1.0 if s == "USA" else q_of(s)
            there = float(forward.get(s, 0)) * (posture if s == "USA" and europe else 1)
            c = self.strength(s, domain, False, then)
            if s == "USA":
                more = max(c * here * us_share * cm / norm - there, 0)
            else:
                more = max(a["posture.sent_" + ("europe" if europe else "elsewhere")] * cm * c - there, 0)
            standing += there * q * e
            arrival = float(notice[s]) + delay + float(transit[s])
            if domain == "land":
                begin = max(arrival, free)
                free = begin + more / rate
                ramps.append((more * q * e, begin + stage, free + stage))
                air = a["posture.air"] * self.strength(s, "sea", False, then) * cm * q * e * (us_air if s == "USA" else 1)
                flown = delay + a["posture.air_day"]
                ramps.append((air, flown, flown + a["posture.air_spread"]))
            else:
                ramps.append((more * q * e, arrival, arrival + a["posture.sea_spread"]))
        if us_in:
            sets = float(self.register("preposition", k).get("USA", 0)) * (posture if europe else 1)
            manned = delay + a["posture.sets_day"] + stage
            ramps.append((sets, manned, manned + a["posture.sets_spread"]))
        if k == "ukraine" and not then:
            standing += self.guarantee(year)
        h, terrain = a["deterrence.horizon"], float(p["terrain"])
        short = standing + sum(self.mean_arrived(*r, h) for r in ramps)
        at = lambda t: standing + sum(self.arrived(*r, t) for r in ramps)
        return short * terrain, at(30) * terrain, at(120) * terrain

    # --- 5 and 6 ----------------------------------------------------------------------------
    def ally_q(self, k, us_in, then=False):
        a, classes = self.a, self.register("class", "europe")

        def q(s):
            if self.f.flash[k]["theatre"] != "europe":
                key = "allies_taiwan"
            else:
                key = "nato_near" if classes.get(s) == "near" else "nato_far"
            bound = self.record() if key != "allies_taiwan" else 0
            return sigma(a["commitment." + key] + bound - (0 if us_in else a["commitment.follow"]))
        return q

    def contest(self, x, y):
        m = self.a["deterrence.contest"]
        return x ** m / (x ** m + y ** m)

    def branch(self, x, y, n):
        a = self.a
        w = a["deterrence.fait_accompli"]
        return self.contest(x, y[0]) * (w + (1 - w) * self.contest(a["deterrence.holding"] * x, y[2])) - a["deterrence.cost"] - a["deterrence.nuclear"] * n

    def challenger(self, k, free, then=False):
        p = self.f.flash[k]
        return float(p["challenger_share"]) * free * \
            self.strength(p["challenger"], "land" if p["domain"] == "land" else "sea", False, then)

    def utility(self, k, year, free, then=False):
        a, p = self.a, self.f.flash[k]
        europe = p["theatre"] == "europe"
        signal = 0.0 if then else self.l["us.credibility_signal" + ("" if europe else "_pacific")]
        pivot = "us_nato" if k == "ukraine" else p["pivot"]
        q = sigma(a["commitment." + pivot] + (0 if pivot == "us_taiwan" else self.record()) + signal)
        x = self.challenger(k, free, then)
        y_in = self.defence(k, True, self.ally_q(k, True), year, then)
        y_out = self.defence(k, False, self.ally_q(k, False), year, then)
        n_out = a["deterrence.nuclear_european"] * sigma(a["commitment.nato_near"] + self.record() - a["commitment.follow"]) if europe else 0.0
        eu = q * self.branch(x, y_in, 1.0) + (1 - q) * self.branch(x, y_out, n_out)
        return eu, x, y_in[0], y_out[0]

    def ukraine_utility(self, year, rec, guarantee=True):
        a, tied = self.a, self.a["posture.russia_tied"]
        free = 1 - tied * (1 - rec)
        kept = dict(self.l)
        if not guarantee:
            self.l = {**self.l, "guarantee.force_brigades": 0.0, "guarantee.members": [], "guarantee.article5": 0}
        try:
            if self.l["guarantee.article5"]:
                eu, x, _, y = self.utility("ukraine", year, free)
                return eu, x, y
            members, g = self.l["guarantee.members"], self.guarantee(year)
            bilateral = sigma(a["commitment.bilateral"])
            x = self.challenger("ukraine", free)
            y_out = self.defence("ukraine", False, lambda s: 0.0 if s in members else bilateral, year)
            eu = self.branch(x, y_out, 0.0)
            if members:
                y_in = self.defence("ukraine", "USA" in members, lambda s: 1.0 if s in members else bilateral, year)
                home = self.strength("UKR", "land", True)
                q = sigma(a["commitment.guarantor"] + self.record() + a["commitment.force_shift"] * min(1, g / (g + home) / a["commitment.force_full"]))
                n = 1.0 if "USA" in members else a["deterrence.nuclear_european"] if {"GBR", "FRA"} & set(members) else 0.0
                eu = q * self.branch(x, y_in, n) + (1 - q) * eu
            return eu, x, y_out[0]
        finally:
            self.l = kept

    def record(self):
        """Log-odds between the record of alliances in the middle and that of Leeds and others."""
        a = self.a
        logit = [math.log(p / (1 - p)) for p in (a["commitment.record_" + n] for n in ("postwar", "pacts", "update", "leeds"))]
        at = a["commitment.record"]
        low = min(int(at), 2)
        return logit[low] + (at - low) * (logit[low + 1] - logit[low]) - logit[3]

    def crisis(self, k, at_war):
        """Chance that one of the pairs of a flashpoint has a crisis in a year."""
        none = 1.0
        for r in self.f.pairs[k]:
            years = [int(y) for y in r["dispute_years"].split() if int(y) <= 2024]
            c = lambda n: self.a["deterrence.crisis" + n]
            z = c("") + c("_land") * (r["contiguity"] == "1") + c("_water") * (int(r["contiguity"]) > 1)
            z += c("_major") * int(r["major_challenger"]) + c("_major_target") * int(r["major_host"])
            z += c("_peace") * math.log(1 + 2024 - max(years)) + c("_disputes") * math.log(1 + sum(y > 2014 for y in years))
            z += c("_at_war") * at_war + c("_initiated") * math.log(1 + int(r["initiated"])) + c("_rivals") * int(r["rivals"])
            none *= 1 - sigma(z)
        return 1 - none

    def chance(self, k, eu, ref, year):
        """Chance of an attack in a year, its odds multiplied by war elsewhere."""
        chance = self.alone(k, eu, ref)
        odds = chance / (1 - chance) * (1 + (self.a["deterrence.contagion"] - 1) * self.elsewhere(k, year))
        return odds / (1 + odds)

    def alone(self, k, eu, ref):
        p, a, pairs = self.f.flash[k], self.a, self.f.pairs[k]
        if not pairs:
            base = float(p["base_weight"]) * a[p["base_key"]]
            return sigma(math.log(base / (1 - base)) + a["deterrence.lambda"] * (eu - ref))
        push = a["deterrence.attack"] + a["deterrence.lambda"] * (eu - a["deterrence.utility_mean"])
        push += a["deterrence.attack_land"] * any(r["contiguity"] == "1" for r in pairs)
        push += a["deterrence.attack_rivals"] * any(r["rivals"] == "1" for r in pairs)
        return self.crisis(k, p["challenger"] == "RUS") * sigma(push)

    def deter(self, y):
        for k, p in self.f.flash.items():
            russian = p["challenger"] in ("RUS",)
            if k == "ukraine":
                base = self.ref_ukraine
                eu, x, at = self.ukraine_utility(y, self.a["deterrence.return_reported"])
                renewed = self.ukraine_utility(y, self.a["deterrence.return_least"])[0]
                p5 = 1 - (1 - self.chance(k, eu, base, y)) ** 5
                self.p5 = p5
                self.put("deterrence", k, y, P=self.chance(k, renewed, base, y), P5=p5, x=x, y=at)
                continue
            eu, x, y_in, y_out = self.utility(k, y, 1 - self.a["posture.russia_tied"] if russian else 1.0)
            self.put("deterrence", k, y, x=x, yin=y_in, yout=y_out, dEU=eu - self.ref[k], P=self.chance(k, eu, self.ref[k], y))

    def flank(self, y):
        a = self.a
        near = "EST LVA LTU POL FIN NOR ROU".split()
        home = sum(self.strength(s, "land", True) for s in near)
        rest = sum(self.strength(s, "land", False) for s in self.f.allies if s not in near and s != "USA")
        days = 30 - a["posture.first_arrivals"] - a["posture.decision_delay"] - a["posture.rsoi_days"]
        fit = a["posture.places"] * a["posture.rsoi_rate"] * max(days, 0) + a["posture.early_brigades"]
        whole = a["posture.host_worth"] * home + a["posture.sender_worth"] * min(a["posture.committed"] * rest, fit)
        places = [k for k in ("baltic", "poland", "nordic", "black_sea")]
        us = sum(float(self.register("forward", k, y).get("USA", 0)) for k in places)
        sets = sum(float(self.register("preposition", k).get("USA", 0)) for k in places)
        need = a["posture.flank_share"] * self.strength("RUS", "land", False) / (self.l["posture.planning_ratio"] or a["posture.ratio"])
        level = self.posture(y)
        with_us = (self.eta + (1 - self.eta) * min(level, 1)) * whole + level * .45 * self.strength("USA", "land", False)
        self.put("posture", "NATO-Europe", y, **{"req": need, "short.US": need - with_us, "D30.noUS": whole * self.eta,
                                                 "D30.US": whole + self.posture(y) * (us + sets)})

    # --- 8 and 9 ----------------------------------------------------------------------------
    def war_start(self):
        a, fr = self.a, self.f.front
        self.nr, self.nu = fr["war_soldiers_russia_k"], fr["war_soldiers_ukraine_k"]
        self.fr, self.fu = fr["war_armour_russia"], fr["war_armour_ukraine"]
        self.store = fr["war_store_russia"] * a["ukraine.usable"]
        self.area, self.v = fr["war_area_km2"], fr["war_gain_km2"]
        self.mean = {"us": 64.1 / 35, "europe": 57.8 / 35, "other": 3.7 / 35}
        self.aid = dict(self.mean)
        self.opt = [a["settlement.optimism_rus"], a["settlement.optimism_ukr"]]
        self.fires0 = self.fires()
        self.start0 = (self.nr / self.nu, self.fr / self.fu)

    def given(self):
        return self.a["ukraine.us_unique"] * self.aid["us"] + self.aid["europe"] + self.aid["other"]

    def fires(self):
        a = self.a
        own = a["ukraine.ukr_fires_own"] + self.given() * a["ukraine.aid_to_fires"] * 1e6 / a["ukraine.eur_per_fire"]
        return a["ukraine.rus_fires"] / own

    def month(self, m, year):
        a = self.a
        u = lambda n: a["ukraine." + n]
        for d in self.aid:
            level = by_year(self.l["aid." + d], year) if d != "other" else 1.0
            self.aid[d] += (level * self.mean[d] - self.aid[d]) / u("aid_delay")
        f_rus = u("rus_fires")
        f_ukr = f_rus / self.fires()
        rf, rn, ra = self.fires() / self.fires0, self.nr / self.nu / self.start0[0], self.fr / self.fu / self.start0[1]
        drive = rf ** u("g_fires") * rn ** u("g_men") * ra ** u("g_armour")
        goal = u("vbar") + u("drive_km2") * (drive - 1) / (1 - u("hold"))
        self.v = goal + u("ar") * (self.v - goal)
        self.area = max(self.area + self.v, 0.0)
        lost_r = u("c_fires_rus") * f_ukr + u("c_km2") * max(self.v, 0) / 1e3
        lost_u = u("c_fires_ukr") * f_rus + u("c_km2") * max(-self.v, 0) / 1e3
        self.nr = clip(self.nr + u("rus_recruits") - lost_r * (1 - u("return")), u("rus_soldiers_least"), u("rus_soldiers_most"))
        self.nu = clip(self.nu + u("ukr_recruits") - u("ukr_desertion") - lost_u * (1 - u("return")), u("ukr_soldiers_least"), u("ukr_soldiers_most"))
        mended = min(u("refurb_cap"), self.store)
        self.store -= mended
        self.fr += u("new_tanks") + mended - u("loss_frac") * self.fr
        self.fu += self.given() * u("aid_to_armour") * 1e3 / u("eur_per_armour") + u("own_armour") \
            - u("armour_loss") * u("loss_frac") * self.fu
        self.put("ukraine", "", f"month {m}", v=self.v, area=self.area, NR=self.nr, NU=self.nu, FR=self.fr, FU=self.fu,
                 store=self.store, drive=drive)
        self.settle(m, rf, rn)

    def settle(self, m, rf, rn):
        a = self.a
        z = lambda n: a["settlement." + n]
        stress = (rf * rn) ** (.5 * z("h_elasticity"))
        h_r, h_u = z("h_rus") * stress, z("h_ukr") / stress
        xh = z("territory_weight") * self.area / 135900
        grow = math.exp(z("k_growth") * m / 12)
        o_r = self.opt[0]
        low = (h_r * math.exp(o_r / 2) + z("r") * xh - z("k_rus") * grow) / \
            (h_r * math.exp(o_r / 2) + h_u * math.exp(-o_r / 2) + z("r")) + z("nato_cost") * self.l["ukraine.nato_membership"]
        low += self.l["ukraine.regions_demand"] * z("firmness_russia") * (1 - low)
        low = clip(max(low, self.l["ukraine.line_demand"] * xh), 0, 1)
        self.put("settlement", "", f"month {m}", low=low)
        self.opt = [o * (1 - z("learning")) for o in self.opt]

    # --- the run ----------------------------------------------------------------------------
    def put(self, section, who, when, **values):
        for q, v in values.items():
            self.out[section, q, who, str(when)] = v

    def run(self):
        self.start()
        self.war_start()
        month = 0
        self.eta = self.a["capability.eta0"]
        self.ref = {}
        for k, p in self.f.flash.items():
            if k == "ukraine":
                continue
            free = 1 - self.a["posture.russia_tied_2021"] if p["challenger"] == "RUS" else 1.0
            eu, x, y_in, y_out = self.utility(k, 2021, free, then=True)
            self.ref[k] = eu
            self.put("deterrence", k, 2021, ref_x=x, ref_yin=y_in, ref_yout=y_out, ref_EU=eu)
        for y in YEARS:
            for s in self.Y:
                self.Y[s] *= 1 + self.f.growth[s][y - 2025]
            self.spend(y)
            self.build(y, self.nr, self.nu)
            for s in self.forces:
                self.put("capability", s, y, K_bn=self.K[s], L_persons=self.L[s], C_land_BE=self.strength(s, "land", False),
                         C_sea_BE=self.strength(s, "sea", False))
                self.put("pledge", s, y, share_pct_gdp=self.s[s])
            self.put("capability", "NATO-Europe", y, eta=self.eta)
            others = [s for s in self.f.allies if s != "USA"]
            spent = sum(self.S[s] for s in others)
            self.put("capability", "NATO-Europe", y, **{"spend.EURCAN": spent,
                                                        "share.EURCAN": 100 * spent / sum(self.Y[s] for s in others)})
            self.flank(y)
            if y == 2025:
                self.ref_ukraine = self.ukraine_utility(y, self.a["deterrence.return_reported"], guarantee=False)[0]
            self.deter(y)
            for _ in range(10 if y == 2025 else 12):
                month += 1
                self.month(month, y)
        return self.out


def defaults(facts):
    out = {}
    for key, r in facts.levers.items():
        out[key] = [] if r["kind"] == "states" else r["default"] if r["kind"] == "choice" else float(r["default"] or 0)
    return out


def draw(facts, rng):
    """A random setting: some levers at values within their range, years within theirs."""
    chosen = {}
    for key, r in facts.levers.items():
        if key.startswith("crisis") and key != "crisis.ukraine_year":
            if rng.random() < .25: # in the last year, so that no battle shapes a year shown
                chosen[key] = YEARS[-1]
            continue
        if rng.random() < .5 or key.startswith("crisis") or key == "pledge.related_pct_gdp":
            continue
        if r["kind"] == "states":
            chosen[key] = rng.sample(["GBR", "FRA", "CAN", "AUS", "TUR", "DEU", "NLD", "USA", "POL", "JPN"], rng.randint(1, 5))
        elif r["kind"] == "choice":
            continue
        elif r["kind"] == "yearly":
            chosen[key] = {y: round(rng.uniform(0, 2), 2) for y in (2025, 2027, 2031)}
        elif r["kind"] == "year":
            chosen[key] = rng.randint(int(float(r["min"])), int(float(r["max"])))
        elif r["kind"] == "switch":
            chosen[key] = rng.choice([0, 1])
        else:
            low, high = float(r["min"]), float(r["max"])
            chosen[key] = round(rng.uniform(low, high), 2)
    return chosen


def said(chosen):
    def one(v):
        if isinstance(v, dict):
            return "|".join(f"{y}:{x:g}" for y, x in v.items())
        return "|".join(v) if isinstance(v, list) else f"{v:g}"
    return ";".join(f"{k}={one(v)}" for k, v in chosen.items())


def battle(a, attacker, defender, width, depth, days, stocks=None):
    """A land battle by the day (section 7), without reinforcement; stocks: days of full fire of both sides."""
    c = lambda n: a["combat." + n]
    supply = lambda be, output: min(1.0, output * 12e3 / 365.25 / (be * c("rounds_per_be")))
    fed_a, fed_d = supply(attacker, a["ukraine.rus_fires"]), supply(defender, c("shells_europe"))
    drain_a, drain_d = ((1 - fed_a) / stocks[0], (1 - fed_d) / stocks[1]) if stocks else (0.0, 0.0)
    left = {"a": attacker, "d": defender}
    pace, rate, ground, taken, lost_a, lost_d = 0.0, c("first_rate"), 0.0, -1.0, 0.0, 0.0
    for day in range(days):
        share_a = share_d = 0.0
        if left["a"] > (1 - c("culmination")) * attacker and taken < 0 and drain_a * day < 1:
            al = rate * (1 - pace / c("wmax"))
            la, ld = min(left["a"], al * left["a"]), min(left["d"], al * left["a"] / c("rho"))
            share_a, share_d = la / left["a"], ld / left["d"] if left["d"] > 0 else 0.0
            holding = left["d"] * (fed_d if drain_d * day >= 1 else 1.0)
            cover = min(1.0, c("km_per_be") * holding / width)
            edge = clip(left["a"] / holding - 1, 0, 1) if holding > 0 else 1.0
            step = cover * pace + (1 - cover) * c("v_free") * edge
            if ground + step >= depth:
                taken = day + (depth - ground) / step
            ground, lost_a, lost_d = ground + step, lost_a + la, lost_d + ld
            left = {"a": left["a"] - la, "d": left["d"] - ld}
        pace = 0.0 if share_d <= c("adT") else \
            min(c("wmax"), pace + (c("wmax") - pace) / (1 - c("adT")) * (min(share_d, 1.0) - c("adT")))
        rate = clip(rate - (c("aaT") - rate) / c("aaT") * (share_a - c("aaT")), .002, .5)
    setup = f"A={attacker};D={defender};width={width};depth={depth};RA=0/day;RD=0/day;{days} days"
    return setup + (f";stocks={stocks[0]}/{stocks[1]}" if stocks else ""), {
        "day_taken": taken, "depth_km": ground, "A": left["a"], "D": left["d"], "lossA": lost_a, "lossD": lost_d}


def main():
    folder, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    facts, rng = Facts(folder), random.Random(seed)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["case", "section", "quantity", "who", "when", "value", "tolerance", "setup"])
    for i in range(n + 1):
        chosen = draw(facts, rng) if i else {}
        setup = said(chosen) if chosen else "status-quo-2024"
        out = Model(facts, {**defaults(facts), **chosen}).run()
        for (section, q, who, when), v in out.items():
            if q.startswith("ref_"):
                if i == 0:
                    writer.writerow([f"{who}.{q}", section, q, who, when, repr(v), "rel:1e-9;abs:1e-11", "reference state"])
                continue
            writer.writerow([f"{i}.{who}.{q}", section, q, who, when, repr(v), "rel:1e-9;abs:1e-11", setup])
    for forces in ((9, 4, 150, 200), (9, 8, 150, 200), (60, 40, 300, 150), (150, 90, 900, 200), (400, 300, 900, 500)):
        for stocks in (None, (30, 10), (30, 2.6), (3, 10), (10, 5)):
            setup, out = battle(facts.central, *forces, 120, stocks)
            for q, v in out.items():
                writer.writerow([f"combat.{'.'.join(map(str, forces))}.{q}", "combat", q, "", 120, repr(v), "rel:1e-9;abs:1e-11", setup])


main()
