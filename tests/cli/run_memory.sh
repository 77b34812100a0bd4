# A paired run with its report lives in 440 MB of addresses, libraries and stacks included.
(ulimit -v 450000 && entente run brussels-2025 --vs status-quo-2024 --futures 300 --threads 1 \
    --no-why --out out >stdout 2>message) || { echo "exit $?"; head -n 3 message; }
grep -c 'Outcome hash' stdout
