# A result document and a scenario of version 0.1.0 are read, with one line about the document.
mkdir r
gunzip -c "$SOURCE/tests/schema/result-0.1.0.json.gz" >r/result.json
entente report r 2>said | head -n 9
grep -c . said; sed 's/ by 0[.0-9]*[0-9]\./ by VERSION./' said
entente report r --html page.html 2>/dev/null; echo "page: exit $?"
entente report r --brief POL 2>/dev/null; echo "brief: exit $?"
grep -c '</html>' page.html r/brief-POL.html
cat >claims.yaml <<'YAML'
name: Three percent, half the US posture
about: Allies agree on 3 % of GDP while the US halves its posture in Europe.
base: status-quo-2024
levers:
  pledge.target_pct_gdp: 3.0
  pledge.agreed_pct_gdp: 3.0
  us.posture_europe: 0.5
claims:
  - says: Europe alone meets the requirement in 2032
    shows: posture.covered
    at: 2032
    holds: ">= 1"
  - says: the odds of an attack on the Baltic states stay below those of the status quo
    shows: deterrence.odds_ratio[baltic]
    at: 2032
    against: status-quo-2024
    combine: ratio
    holds: "< 1"
YAML
entente run claims.yaml --futures 256 --no-why --json --out o >o.json; echo "scenario: exit $?"
grep -oE '"holds":"[^"]*",("row":[0-9]+,)?"verdict":"[a-z ]*"' o.json
