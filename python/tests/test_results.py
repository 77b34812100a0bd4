"""The binding against the library: values, changes, claims, settings, mistakes."""

import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree

import entente
from entente import _results

FUTURES = 300


class ResultTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = entente.Session()
        cls.result = cls.session.run("brussels-2025", "status-quo-2024", FUTURES, why=False,
                                     set={"us.posture_europe": 0.25}, keep=["capability.be"])

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    def test_same_bytes_with_any_threads(self):
        runs = [self.session.run("status-quo-2024", futures=FUTURES, seed=seed, threads=threads)
                for seed, threads in ((1, 1), (1, 2), (2, 1))]
        rows = [bytes(r.values("capability.europe", 2030)) for r in runs]
        self.assertEqual((rows[0], runs[0].hash), (rows[1], runs[1].hash))
        self.assertNotEqual(runs[0].hash, runs[2].hash)
        self.assertEqual(len(rows[0]), 8 * FUTURES)

    @unittest.skipUnless("ENTENTE_PROGRAM" in os.environ, "ENTENTE_PROGRAM names no program")
    def test_same_figures_as_the_program(self):
        with tempfile.TemporaryDirectory() as out:
            said = subprocess.run(
                [os.environ["ENTENTE_PROGRAM"], "run", "brussels-2025", "--vs", "status-quo-2024",
                 "--futures", str(FUTURES), "--set", "us.posture_europe=0.25", "--no-why",
                 "--json", "--out", out],
                check=True, capture_output=True, text=True,
            ).stdout
            self.check_stored(out)
        document = json.loads(said)
        self.assertEqual(document["run"]["outcome_hash"], self.result.hash)
        verdicts = [c["verdict"] for c in document["claims"]]
        self.assertEqual(verdicts, [c.verdict for c in self.result.claims])
        bill = {row["state"]: row for row in document["accounts"]["bill"]["rows"]}
        self.assertAlmostEqual(self.result.bill.in_currency("USD")["UK"].sum_bn,
                               bill["GBR"]["cumulative_bn"], places=9)
        for row in document["outcomes"]:
            if row["register"] == "capability.europe" and row["at"] == "2030":
                band = self.result["capability.europe", 2030]
                self.assertAlmostEqual(band.mean, row["mean"], places=9)
                self.assertLess(abs(band.median - row["quantiles"]["p50"]), 1.0)
                change = self.result.change("capability.europe", 2030)
                self.assertAlmostEqual(change.mean, row["difference"]["mean"], places=9)

    def check_stored(self, folder):
        self.assertIn("brussels", self.session.summary(folder, 100).lower())
        moved = self.session.diff(folder, folder)
        everything = self.session.diff(folder, folder, all=True)
        self.assertEqual(len(moved), 0)
        self.assertGreater(len(everything), 1000)
        for name, write in (("report", self.session.report),
                            ("brief", lambda run, path: self.session.brief(run, "UK", path))):
            path = os.path.join(folder, name + "-again.html")
            write(folder, path)
            with open(path, encoding="utf-8") as file:
                self.assertIn("<!doctype html>", file.read(100).lower())
        with self.assertRaisesRegex(entente.EntenteError, "nowhere"):
            self.session.diff(folder, "nowhere")

    def test_statement(self):
        text = ("Brussels, 12 February 2025. Allies must spend 5 % of GDP on defence. "
                "The UK spends 2.33 % of its GDP.")
        statement = self.session.read(text, name="speech")
        self.assertIn("5 % of GDP", statement.summary(100))
        self.assertEqual(len(statement.marks()["sentences"]), 3)
        result = self.session.run(statement.scenario(), baseline=statement.baseline(), futures=64,
                                  why=False)
        self.assertAlmostEqual(result.bill["UK"].target_pct, 5.0)
        result.begin_with(statement)
        with tempfile.TemporaryDirectory() as folder:
            result.write(folder, ["report"])
            with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
                self.assertIn("The UK spends", file.read())
        with self.assertRaisesRegex(entente.EntenteError, "date"):
            self.session.read(text, on="2025-02-30")

    def test_bargain(self):
        table = "actor,capability,position_x,salience_x\nA,1,0,80\nB,2,60,70\nC,1,100,90\n"
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "three.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write(table)
            found = self.session.bargain(path)
            # weights: capability times salience
            mean = (0 * 80 + 60 * 140 + 100 * 90) / (80 + 140 + 90)
            self.assertAlmostEqual(found["forecast"][0]["forecast"], mean, places=6)
            self.assertEqual(self.session.bargain(path, model="smp", draws=0)["draws"], 0)
            with self.assertRaisesRegex(entente.EntenteError, "median"):
                self.session.bargain(path, model="medain")

    def test_facts_and_numbers_of_numpy(self):
        rows = self.session.facts(["POL", "gdp_current_musd"], year=2024)
        self.assertEqual({row["state"] for row in rows}, {"POL"})
        with self.assertRaisesRegex(entente.EntenteError, "POL"):
            self.session.facts(["POLL"])

        class Array:    # as NumPy and pandas answer
            def __init__(self, plain):
                self.plain = plain

            def tolist(self):
                return self.plain

        class Series(Array):
            def items(self):
                return self.plain

        texts = [entente._session._lever_text(value) for value in (
            0.25, Array(0.25), Array(["GBR", "FRA"]), {2026: 0.5, 2025: Array(1)},
            Series([(2026, 0.5), (2025, 1)]))]
        self.assertEqual(texts, ["0.25", "0.25", "GBR|FRA", "2025:1|2026:0.5", "2025:1|2026:0.5"])

    @unittest.skipIf(_results._pandas is None, "pandas is not installed")
    def test_pandas_in_and_out(self):
        pandas, text = _results._pandas, entente._session._lever_text
        for index in ([2025, 2026], ["2025", "2026"], pandas.period_range("2025", periods=2, freq="A"),
                      pandas.to_datetime(["2025", "2026"])):
            self.assertEqual(text(pandas.Series([1.0, 0.5], index=index)), "2025:1.0|2026:0.5")
        self.assertEqual(text(pandas.Series(["GBR", "FRA"])), "GBR|FRA")
        levers = pandas.DataFrame([{"us.posture_europe": 0.25, "us.credibility_signal": -0.5}])
        of_row = self.session.run("status-quo-2024", futures=FUTURES, set=levers.iloc[0])
        of_dict = self.session.run("status-quo-2024", futures=FUTURES, set=dict(levers.iloc[0]))
        self.assertEqual(of_row.hash, of_dict.hash)
        frame = self.result.frame("capability.europe", years=[2030])
        self.assertEqual(frame[2030].median(), self.result["capability.europe", 2030].median)
        rows = entente.levers("us").set_index("key")
        self.assertEqual(rows.loc["us.posture_europe", "min"], 0)
        self.assertEqual(len(entente.levers("us")), sum(
            r == "us" or k.startswith("us.") for k, r in entente.levers()[["key", "group"]].values))

    def test_bands_and_changes(self):
        band = self.result["posture.shortfall", 2030]
        self.assertTrue(band.low <= band.p25 <= band.median <= band.p75 <= band.high)
        self.assertEqual(band.n, FUTURES)
        change = self.result.change("posture.shortfall", 2030)
        values = [a - b for a, b in zip(
            self.result.values("posture.shortfall", 2030),
            self.result.values("posture.shortfall", 2030, of_baseline=True))]
        self.assertAlmostEqual(change.lower, sum(v < 0 for v in values) / FUTURES)
        self.assertAlmostEqual(change.mean, math.fsum(values) / FUTURES)
        self.assertAlmostEqual(change.lower + change.same + change.higher, 1)
        self.assertGreater(self.result["deterrence.odds_ratio", "baltic", 2030].median, 0)

    def test_what_is_listed_can_be_asked_for(self):
        self.assertTrue(self.result["bill.extra", "GBR", 2030].account)
        self.assertGreater(self.result["aid.replace_us", "DEU"].median, 0)
        self.assertEqual(self.result["obligation.level", "1,EST"].account, True)

    def test_bill_duties_and_claims(self):
        cost = self.result.bill["UK"]
        self.assertEqual(cost.currency, "EUR")
        self.assertAlmostEqual(cost.average_bn,
                               cost.sum_bn / (cost.target_year - cost.base_year))
        duty = self.result.duty(0, "EST")
        self.assertLessEqual(duty.firm, duty.contested)
        with tempfile.TemporaryDirectory() as folder:
            self.result.write(folder)
            with open(os.path.join(folder, "result.json"), encoding="utf-8") as f:
                written = json.load(f)["claims"]
        self.assertEqual([c.sentence for c in self.result.claims], [c["sentence"] for c in written])
        with self.assertRaisesRegex(entente.EntenteError, "DEU"):
            self.result.bill["Grmany"]

    def test_one_money_everywhere(self):
        runs = {money: self.session.run("hague-2025", futures=64, why=False, currency=money)
                for money in (None, "GBP", "JPY")}
        plain = runs[None]
        for money in ("GBP", "JPY"):
            other = runs[money]
            rate = other["bill.extra", "DEU", 2032].median / plain["bill.extra", "DEU", 2032].median
            euro = other["aid.replace_us", "DEU"].median / plain["aid.replace_us", "DEU"].median
            self.assertEqual(other["bill.extra", "DEU", 2032].unit, f"bn 2024 {money}")
            self.assertEqual(other["aid.replace_us", "FRA"].unit, f"{money} bn a year")
            self.assertEqual(other["posture.shortfall", 2030], plain["posture.shortfall", 2030])
            cost, dollars = other.bill["DEU"], plain.bill.in_currency("USD")["DEU"]
            self.assertEqual(cost.currency, money)
            self.assertAlmostEqual(cost.sum_bn, rate * dollars.sum_bn, places=6)
            self.assertAlmostEqual(cost.sum_bn, euro * plain.bill["DEU"].sum_bn, places=6)
            self.assertEqual(other.bill.in_currency("EUR")["DEU"], plain.bill["DEU"])
            for one, base in zip(other.claims, plain.claims):
                factor = rate if "USD" in base.unit else euro if "EUR" in base.unit else 1
                self.assertAlmostEqual(one.value / (base.value * factor or 1), 1 if base.value else 0)
                self.assertEqual(one.verdict, base.verdict)
        with self.assertRaisesRegex(entente.EntenteError, "EUR"):
            plain.bill.in_currency("eur")["DEU"]
        with self.assertRaisesRegex(entente.EntenteError, "YEN"):
            self.session.run("hague-2025", futures=64, why=False, currency="YEN")

    def test_bill_and_aid_are_those_of_the_run_and_of_the_program(self):
        bill = self.session.bill(["UK"], scenario="brussels-2025")
        cost = self.result.bill.in_currency("USD")["GBR"]
        self.assertAlmostEqual(bill["rows"][0]["cumulative_bn"], cost.sum_bn, places=9)
        later = self.session.bill(["GBR"], target=3.5, by=2035, shape="late")
        self.assertLess(later["rows"][0]["multiple"], bill["rows"][0]["multiple"])
        aid = self.session.aid(["DEU"], quarters=True)
        self.assertEqual(len(aid["donors"]), 1)
        self.assertGreater(len(aid["flows"]), 8)
        for wrong, says in ((lambda: self.session.bill(target=0.0), "target"),
                            (lambda: self.session.bill(shape="erly"), "early"),
                            (lambda: self.session.aid(["DUE"]), "DEU"),
                            (lambda: self.session.aid(cap=11), "cap")):
            with self.assertRaisesRegex(entente.EntenteError, says):
                wrong()

    def test_obligations_posture_and_studies(self):
        scenario = self.session.load("brussels-2025")
        owed = self.session.obligations(["RUS"], ["EST"], on="2026-06-01")
        self.assertIn("nato_5", str(owed))
        plan = {row["flashpoint"]: row for row in scenario.posture(2030)}
        alone = {row["flashpoint"]: row for row in scenario.posture(2030, without_us=True)}
        self.assertLess(alone["baltic"]["defence_be"], plan["baltic"]["defence_be"])
        why = scenario.explore(["posture.shortfall"], "2030", method="why", points=512)
        self.assertEqual(why["outcome"], "posture.shortfall at 2030")
        self.assertGreater(len(why["tornado"]), 10)
        rows = self.session.compare(["brussels-2025", "us-leaves"], "posture.shortfall", "2030",
                                    futures=256)
        self.assertEqual([row["policy"] for row in rows], ["brussels-2025", "us-leaves"])
        self.assertLess(rows[0]["mean_regret"], rows[1]["mean_regret"])
        found = scenario.search(["posture.shortfall@2030", "min:spending.europe_canada@2030"],
                                ["us.posture_europe"], generations=1, population=4, futures=256,
                                check=512)
        self.assertEqual(found["pareto"][-1]["policy"], "as it is")
        for wrong, says in ((lambda: self.session.obligations(["RUS"], ["UKK"]), "GBR|UKR"),
                            (lambda: scenario.posture(flashpoint="balitc"), "baltic"),
                            (lambda: scenario.explore(["posture.shortfal"]), "posture.shortfall"),
                            (lambda: self.session.compare([], "posture.shortfall"), "scenarios")):
            with self.assertRaisesRegex(entente.EntenteError, says):
                wrong()

    def test_levers_assumptions_and_facts(self):
        scenario = self.session.load("status-quo-2024")
        hashes = {self.session.run(scenario, futures=FUTURES).hash}
        for change in (
            lambda: scenario.set("aid.europe", {2026: 0.5, 2028: 0}),
            lambda: scenario.assume("capability.delta", 0.09),
            lambda: scenario.assume("capability.delta", "uniform 0.05 0.09"),
            lambda: scenario.fact("POL", "defence_pct_gdp", 9, 2024),
        ):
            change()
            hashes.add(self.session.run(scenario, futures=FUTURES).hash)
        self.assertGreaterEqual(len(hashes), 4)
        self.assertEqual(scenario.key, "status-quo-2024")

    def test_files(self):
        with tempfile.TemporaryDirectory() as out:
            self.result.write(out, ["document", "report"])
            self.result.write_brief("Poland", os.path.join(out, "brief.html"))
            self.assertEqual(sorted(os.listdir(out)), ["brief.html", "files.csv", "report.html", "result.json"])
        self.assertEqual(self.result.document()["schema"], "entente-result")
        self.assertIn("brussels-2025", self.result.document()["scenario"]["key"])
        self.assertGreater(len(self.result.summary()), 200)
        with self.assertRaises(ValueError):
            self.result.write(".", ["reprt"])

    def test_mistakes(self):
        for call, status, words in (
            (lambda: self.session.load("status-quo-2024").set("pledge.agreed_pct", 3), "KEY",
             "pledge.agreed_pct_gdp"),
            (lambda: self.session.load("status-quo-2024").set("pledge.agreed_pct_gdp", 300), "ARG",
             "goes from"),
            (lambda: self.result["capability.eurpe"], "KEY", "capability.europe"),
            (lambda: self.result.values("settlement.binding", "2027-06"), "ARG", "not kept"),
            (lambda: self.session.load("no-such-scenario"), "IO", "no-such-scenario"),
            (lambda: self.session.run("status-quo-2024", futures=8).change("ukraine.gain"), "ARG",
             "baseline"),
        ):
            with self.assertRaises(entente.EntenteError) as caught:
                call()
            self.assertEqual(caught.exception.status, status)
            self.assertIn(words, str(caught.exception))
        with self.assertRaises(ValueError):
            self.session.load("status-quo-2024").assume("capability.delta", math.nan)
        with self.assertRaises(ValueError):
            self.session.run("status-quo-2024", futures=0)
        with self.assertRaises(TypeError):
            self.session.run("status-quo-2024", keep="capability.be")

    def test_arrays_outlive_the_session(self):
        session = entente.Session()
        result = session.run("status-quo-2024", futures=FUTURES)
        values = result.values("capability.europe", 2030)
        total = sum(values)
        session.close()
        session.close()
        self.assertEqual(sum(values), total)
        with self.assertRaisesRegex(ValueError, "closed"):
            result.mean("capability.europe", 2030)

    def test_quantiles_and_chart(self):
        values = sorted(self.result.values("capability.europe", 2030))
        low, middle, high = self.result.quantiles("capability.europe", 2030, q=(0, 0.5, 1))
        self.assertEqual((low, high), (values[0], values[-1]))
        self.assertAlmostEqual(middle, (values[FUTURES // 2 - 1] + values[FUTURES // 2]) / 2)
        self.assertEqual(middle, self.result["capability.europe", 2030].median)
        with self.assertRaises(entente.EntenteError):
            self.result.quantiles("capability.europe", q=(1.5,))
        chart = entente.fan({"a <b>": self.result, "c": self.result}, "capability.europe",
                            title="x & y")
        root = xml.etree.ElementTree.fromstring(chart._repr_svg_())
        self.assertIn("300 simulated futures", "".join(root.itertext()))
        with self.assertRaises(ValueError):
            entente.fan({}, "capability.europe")

    def test_registers_and_tables_without_and_with_pandas(self):
        wanted = ("capability.europe", "", 2030), ("posture.covered", "", 2030)
        names = ["capability.europe 2030", "posture.covered 2030"]
        for pandas in (None, sys.modules.get("pandas")):
            with unittest.mock.patch.object(_results, "_pandas", pandas), \
                 unittest.mock.patch.object(entente.registers, "_pandas", pandas):
                table, rows = self.result.table(*wanted), entente.levers("us")
                frame = self.result.frame("capability.be", "POL")
            self.assertEqual(list(table), names)
            self.assertEqual(len(table[names[0]]), FUTURES)
            self.assertIn(2030, list(frame))
            keys = [r["key"] for r in rows] if pandas is None else list(rows["key"])
            self.assertIn("us.posture_europe", keys)
        self.assertGreater(len(entente.assumptions()), 100)
        self.assertGreater(len(entente.outcomes()), 20)

    def test_without_numpy_an_array_of_doubles(self):
        with unittest.mock.patch.object(_results, "_numpy", None):
            values = self.result.values("capability.europe", 2030)
        self.assertEqual(type(values).__name__, "array")
        self.assertEqual(list(values), list(self.result.values("capability.europe", 2030)))


if __name__ == "__main__":
    unittest.main()
