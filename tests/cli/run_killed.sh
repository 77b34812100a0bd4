# Killed and interrupted runs go on and end as if nothing had happened; a full disk is named.
hash() { sed -n 's/.*"outcome_hash":"\([0-9a-f]*\)".*/\1/p' "$1/result.json"; }

# As many futures as this machine computes in some eight seconds: long enough for kept blocks, the
# first after a second, and no longer on a slow machine.
rate=$(entente run status-quo-2024 --futures 8192 --no-why --threads 2 --out warm | tr -d , |
    sed -n 's/.* \([0-9]*\) futures\/s.*/\1/p')
futures=$((8 * ${rate:-3000}))
options="status-quo-2024 --no-why --futures $futures --threads 2"
entente run $options --out whole >/dev/null
again=
kills=0
for i in 1 2 3 4; do
    entente run $options $again --out killed >/dev/null 2>&1 &
    pid=$!
    # once the store stands the blocks begin
    for wait in $(seq 6000); do [ -e killed/results.sqlite.part ] && break; sleep 0.01; done
    sleep 1.$((i * 2))
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? -eq 137 ] || break # the rest was done sooner
    kills=$((kills + 1))
    [ -e killed/result.json ] && echo "a result before the end"
    [ -e killed/results.sqlite.part ] && again=--resume
done
[ $kills -ge 2 ] || echo "killed $kills times only: $futures futures are too few"
[ -e killed/result.json ] || entente run $options $again --out killed >/dev/null
[ "$(hash killed)" = "$(hash whole)" ] && echo "after kills: same hash"
entente run $options --out stopped >/dev/null 2>message &
pid=$!
for wait in $(seq 6000); do [ -e stopped/results.sqlite.part ] && break; sleep 0.01; done
kill -INT $pid
wait $pid
echo "exit $?"
sed 's/[0-9]* of [0-9]* blocks/N of M blocks/' message
ls stopped | grep -v entente.html
entente run $options --resume --out stopped >/dev/null
[ "$(hash stopped)" = "$(hash whole)" ] && echo "after an interrupt: same hash"
ls stopped | grep -v entente.html
# no room: files may not grow beyond 3 MB
(trap '' XFSZ; ulimit -f 3000; entente run $options --out full >/dev/null 2>message; echo "exit $?")
sed 's/\.part: .*/.part: REASON/' message
ls full | grep -v -- -journal # which the next opening plays back
entente run $options --resume --out full >/dev/null
[ "$(hash full)" = "$(hash whole)" ] && echo "after a full disk: same hash"
