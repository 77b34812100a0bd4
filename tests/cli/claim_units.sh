# A ratio of two runs has no unit, a difference has that of the outcome.
cat >a.yaml <<'Y'
name: A
base: status-quo-2024
levers: {aid.europe: {2026: 1.5}}
claims:
  - {says: ratio, shows: ukraine.gain, at: 2027, against: status-quo-2024, combine: ratio, holds: "<= 1"}
  - {says: difference, shows: ukraine.gain, at: 2027, against: status-quo-2024, combine: difference, holds: "<= 0"}
Y
entente run ./a.yaml --futures 256 --threads 1 --no-why --out out >/dev/null || echo failed
tr '{' '\n' <out/result.json | sed -n 's/.*"says":"\([a-z]*\)".*"unit":"\([^"]*\)".*/\1: \2/p'
