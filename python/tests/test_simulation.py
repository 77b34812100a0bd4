"""The binding against the library: values, settings, mistakes."""

import math
import os
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree

import entente

FUTURES = 300


class SimulationTest(unittest.TestCase):
    def setUp(self):
        self.s = entente.Simulation("status-quo-2024")
        self.addCleanup(self.s.close)

    def test_same_bytes_with_any_threads(self):
        self.s.run(FUTURES, seed=1, threads=1)
        one, hash_one = bytes(self.s.outcome("capability.europe", at=2030)), self.s.hash
        self.s.run(FUTURES, seed=1, threads=2)
        self.assertEqual(bytes(self.s.outcome("capability.europe", at=2030)), one)
        self.assertEqual(self.s.hash, hash_one)
        self.assertEqual(len(one), 8 * FUTURES)
        self.s.run(FUTURES, seed=2)
        self.assertNotEqual(self.s.hash, hash_one)

    @unittest.skipUnless("ENTENTE_PROGRAM" in os.environ, "ENTENTE_PROGRAM names no program")
    def test_same_hash_as_the_program(self):
        self.s.set_lever("aid.europe", {2026: 0.5, 2028: 0})
        self.s.set_assumption("combat.rho", 1.1)
        self.s.run(FUTURES, seed=3)
        with tempfile.TemporaryDirectory() as out:
            said = subprocess.run(
                [os.environ["ENTENTE_PROGRAM"], "run", "status-quo-2024", "--seed", "3",
                 "--futures", str(FUTURES), "--set", "aid.europe=2026:0.5|2028:0",
                 "--assume", "combat.rho=1.1", "--store", "summary", "--out", out],
                check=True, capture_output=True, text=True,
            ).stdout
        self.assertIn("Outcome hash " + self.s.hash, said)

    def test_lever_moves_the_outcome(self):
        self.s.run(FUTURES)
        before = self.s.mean("capability.europe", at=2030)
        self.s.set_lever("pledge.agreed_pct_gdp", 5)
        self.s.run(FUTURES)
        self.assertGreater(self.s.mean("capability.europe", at="2030"), before)

    def test_lever_by_year_and_assumptions(self):
        self.s.run(FUTURES)
        hashes = {self.s.hash}
        for change in (
            lambda: self.s.set_lever("aid.europe", {2026: 0.5, 2028: 0}),
            lambda: self.s.set_assumption("capability.delta", 0.09),
            lambda: self.s.set_assumption("capability.delta", "uniform 0.05 0.09"),
        ):
            change()
            self.s.run(FUTURES)
            hashes.add(self.s.hash)
        self.assertEqual(len(hashes), 4)

    def test_states_are_kept_when_asked_for(self):
        self.s.run(FUTURES)
        with self.assertRaisesRegex(entente.EntenteError, "not kept"):
            self.s.outcome("capability.be", "POL", 2030)
        self.s.run(FUTURES, keep=["capability.be"])
        self.assertGreater(min(self.s.outcome("capability.be", "POL", 2030)), 0)

    def test_mistakes(self):
        with self.assertRaises(entente.EntenteError) as caught:
            self.s.set_lever("pledge.agreed_pct", 3)
        self.assertEqual(caught.exception.status, "KEY")
        self.assertIn("pledge.agreed_pct_gdp", str(caught.exception))
        with self.assertRaisesRegex(entente.EntenteError, "outside"):
            self.s.set_lever("pledge.agreed_pct_gdp", 300)
        with self.assertRaisesRegex(entente.EntenteError, "first"):
            self.s.outcome("capability.europe")
        with self.assertRaises(ValueError):
            self.s.set_assumption("capability.delta", math.nan)
        with self.assertRaises(ValueError):
            self.s.run(0)
        with self.assertRaises(TypeError):
            self.s.run(FUTURES, keep="capability.be")
        with self.assertRaises(entente.EntenteError):
            entente.Simulation("no-such-scenario")

    def test_arrays_outlive_the_simulation(self):
        self.s.run(FUTURES)
        values = self.s.outcome("capability.europe", at=2030)
        total = sum(values)
        self.s.close()
        self.s.close()
        self.assertEqual(sum(values), total)
        with self.assertRaisesRegex(ValueError, "closed"):
            self.s.run(FUTURES)

    def test_quantiles_and_chart(self):
        self.s.run(FUTURES)
        values = sorted(self.s.outcome("capability.europe", at=2030))
        low, middle, high = self.s.quantiles("capability.europe", at=2030, q=(0, 0.5, 1))
        self.assertEqual((low, high), (values[0], values[-1]))
        self.assertEqual(middle, (values[FUTURES // 2 - 1] + values[FUTURES // 2]) / 2)
        with self.assertRaises(ValueError):
            self.s.quantiles("capability.europe", q=(1.5,))
        chart = entente.fan({"a <b>": self.s, "c": self.s}, "capability.europe", title="x & y")
        root = xml.etree.ElementTree.fromstring(chart._repr_svg_())
        self.assertIn("300 sampled futures", "".join(root.itertext()))
        with self.assertRaises(ValueError):
            entente.fan({}, "capability.europe")

    def test_registers_and_table_without_and_with_pandas(self):
        self.s.run(FUTURES)
        wanted = ("capability.europe", "", 2030), ("posture.covered", "", 2030)
        names = ["capability.europe 2030", "posture.covered 2030"]
        for pandas in (None, sys.modules.get("pandas")):
            with unittest.mock.patch.object(entente, "_pandas", pandas), \
                 unittest.mock.patch.object(entente.registers, "_pandas", pandas):
                table, rows = self.s.table(*wanted), entente.levers("us")
            self.assertEqual(list(table), names)
            self.assertEqual(len(table[names[0]]), FUTURES)
            keys = [r["key"] for r in rows] if pandas is None else list(rows["key"])
            self.assertIn("us.posture_europe", keys)
            self.assertTrue(all(k.startswith("us.") for k in keys))
        self.assertGreater(len(entente.assumptions()), 100)
        self.assertGreater(len(entente.outcomes()), 20)

    def test_without_numpy_an_array_of_doubles(self):
        self.s.run(FUTURES)
        with unittest.mock.patch.object(entente, "_numpy", None):
            values = self.s.outcome("capability.europe", at=2030)
        self.assertEqual(type(values).__name__, "array")
        self.assertEqual(list(values), list(self.s.outcome("capability.europe", at=2030)))


if __name__ == "__main__":
    unittest.main()
