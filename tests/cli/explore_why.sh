# Tornado and boxes of the live page; a condition that --method why does not take; nothing fails.
entente explore brussels-2025 --outcome 'deterrence.odds_ratio[baltic]' --at 2030 --method why --top 3
entente explore brussels-2025 --outcome settlement.ceasefire --at 2026-12 --method why --points 512 --csv | head -n 4
entente explore brussels-2025 --outcome posture.covered --at 2030 --method why --fails '> 0'; echo "exit $?"
entente explore brussels-2025 --outcome spending.europe_canada --at 2030 --method why --fails '> 900' --top 1; echo "exit $?"
