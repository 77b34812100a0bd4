# A folder of results: one run at a time, and a set that is whole or says that it is not.
entente run status-quo-2024 --futures 64000000 --store summary --out r >/dev/null 2>&1 &
pid=$!
for _ in $(seq 200); do [ -s r/results.sqlite.part ] && break; sleep 0.1; done
entente run status-quo-2024 --futures 256 --out r; echo "second run: exit $?"
entente run status-quo-2024 --resume --out r; echo "second resume: exit $?"
kill -9 $pid; wait $pid 2>/dev/null
entente run status-quo-2024 --futures 256 --no-why --out r >/dev/null; echo "after a kill: exit $?"; [ -s r/results.sqlite.part.old ]; echo "kept: $?"
entente report r/result.json >/dev/null; echo "whole: exit $?"
cp r/results.sqlite old.sqlite
entente run status-quo-2024 --futures 512 --no-why --out s >/dev/null
cp s/results.sqlite r/results.sqlite
entente report r/result.json >/dev/null; echo "mixed: exit $?"
entente diff old.sqlite r >/dev/null; echo "mixed: exit $?"
