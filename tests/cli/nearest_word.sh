# A state, key, place or kind that is nearly one is named: one line each, nothing done.
file=$SOURCE/examples/import/weo-sample.csv
for c in "aid DEX" "bill DEX" "bill UKK" "bill XXX" "bill Gemany" "facts Gemany" "aid Gemany" "facts DEX" "battle baltic-201" \
    "import weoo file.csv" "import weo $file --key debt_pct" \
    "obliged --attacker RUSS --victim EST" "obliged --matrix --state DEX|GBR" "obliged --matrix --attacker RUSS" \
    "obliged --attacker RUS --victim EST --accession natoo:MDA:2027-01-01" \
    "obliged --attacker RUS --victim EST --accession nato:MDAA:2027-01-01" \
    "obliged --attacker RUS --victim EST --accession union:MDA:2027-01-01" \
    "explore brussels-2025 --outcome posture.shortfal" \
    "explore brussels-2025 --outcome deterrence.odds_ratio[baltik]" \
    "explore brussels-2025 --outcome capability.be[POLL]" \
    "explore brussels-2025 --outcome capability.be[POL] --at 2300" \
    "posture status-quo-2024 --flashpoint balticc" "posture status-quo-2024 --table pull" \
    "search status-quo-2024 --objective posture.shortfal --objective posture.covered --lever aid.us" \
    "validate --only negotiatons"; do
    entente $c >stdout 2>message
    echo "$? $(tr '\n' ' ' <message)"
    [ -s stdout ] && echo "said more: $c"
done
ls
