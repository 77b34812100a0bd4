# SIGINT and SIGTERM end every phase: while futures are computed, what is done is kept; while the
# report is made, the program ends at once and leaves no half of a file.
entente run status-quo-2024 --futures 64000000 --store summary --out long >/dev/null 2>said &
pid=$!
for _ in $(seq 200); do [ -s long/results.sqlite.part ] && break; sleep 0.1; done
sleep 0.5
kill -TERM $pid; kill -TERM $pid 2>/dev/null; sleep 0.02; kill -TERM $pid 2>/dev/null; wait $pid
echo "while computing: exit $?, $(grep -c -- --resume said) advice"
for signal in TERM INT; do
    rm -rf late
    entente run brussels-2025 --vs status-quo-2024 --futures 256 --out late >/dev/null 2>said &
    pid=$!
    for _ in $(seq 400); do [ -s late/results.sqlite ] && break; sleep 0.05; done
    start=$(date +%s%N)
    # a shell's background job ignores SIGINT until the program sets its own handler
    kill -$signal $pid; wait $pid
    code=$?
    [ $(($(date +%s%N) - start)) -lt 5000000000 ] && soon=1 || soon=0
    echo "in the report: exit $code, at once $soon, $(ls late | grep -cE 'tmp|part') halves, $(grep -c 'late/results.sqlite. Run the same command with --resume' said) advice"
done
