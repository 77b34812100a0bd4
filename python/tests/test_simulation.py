"""The binding against the library: values, settings, mistakes."""

import math
import os
import subprocess
import tempfile
import unittest

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
        self.s.set_lever("us.posture_europe", {2026: 0.5, 2028: 0})
        self.s.set_assumption("combat.rho", 1.1)
        self.s.run(FUTURES, seed=3)
        with tempfile.TemporaryDirectory() as out:
            said = subprocess.run(
                [os.environ["ENTENTE_PROGRAM"], "run", "status-quo-2024", "--seed", "3",
                 "--futures", str(FUTURES), "--set", "us.posture_europe=2026:0.5|2028:0",
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
            lambda: self.s.set_lever("us.posture_europe", {2026: 0.5, 2028: 0}),
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


if __name__ == "__main__":
    unittest.main()
