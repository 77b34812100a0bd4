#!/usr/bin/env bash
# Commands on a system that interrupts every third call, does others in part and sets its clock
# (choppy.c): what comes out is what comes out undisturbed.
#   tests/failure/choppy.sh PROGRAM CHOPPY [MPIRUN]
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
program=$(readlink -f "$1") choppy=$(readlink -f "$2") mpirun=${3:-}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export NO_COLOR=1
failed=0
fail() { echo "FAILED: $*"; failed=1; }
same() { python3 "$here/same_store.py" "$@"; }
hash() { grep -o '"outcome_hash":"[0-9a-f]*"' "$1/result.json"; }
# twice into folders of their own, the second time disturbed; both must print the same
both() {
    local what=$1 log=$work/$1.calls code
    shift
    mkdir -p plain disturbed
    (cd plain && "$@" >"$what.out" 2>"$what.err") || fail "$what: even undisturbed"
    (cd disturbed && CHOPPY_LOG=$log LD_PRELOAD=$choppy "$@" >"$what.out" 2>"$what.err")
    code=$?
    [ $code -eq 0 ] || { fail "$what: exit $code"; head -n 3 "disturbed/$what.err"; }
    cmp -s "plain/$what.out" "disturbed/$what.out" || fail "$what: another answer"
    awk -v what="$what" '{ i += $1; s += $2 } END { if (i < 2 || s < 2) { print "FAILED: " what ": hardly disturbed"; exit 1 } }' "$log" || failed=1
}
both bill "$program" bill --json
both obliged "$program" obliged --attacker RUS --victim EST --on 2026-06-01 --json
both world "$program" world brussels-2025 -o w.world
cmp -s plain/w.world disturbed/w.world || fail "world: another file"
both import "$program" import weo "$here/../examples/import/weo-sample.csv" --json
both run "$program" run status-quo-2024 --no-why --futures 1024 --threads 2 --out run --csv
[ "$(hash plain/run)" = "$(hash disturbed/run)" ] || fail "run: another hash"
[ "$(same plain/run/results.sqlite)" = "$(same disturbed/run/results.sqlite)" ] || fail "run: another store"
for part in 0:1 1:4; do
    both "part-$part" "$program" run status-quo-2024 --no-why --futures 1024 --threads 1 --blocks $part --out part-$part --csv
done
both merge "$program" merge part-0:1/results.sqlite part-1:4/results.sqlite -o merged.sqlite
[ "$(same plain/merged.sqlite)" = "$(same disturbed/merged.sqlite)" ] || fail "merge: another store"
# a checkpoint is written at once and gone on with
what="explore brussels-2025 --outcome posture.shortfall --at 2030 --points 16 --scrambles 2 --threads 2"
# shellcheck disable=SC2086
both explore "$program" $what --csv --checkpoint kept
both report "$program" report "$here/fuzz/corpus/document/two.json" --html page.html
cmp -s plain/page.html disturbed/page.html || fail "report: another page"
both app "$program" app --file entente.html
cmp -s plain/entente.html disturbed/entente.html || fail "app: another page"
if [ -n "$mpirun" ]; then
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
    # the clock alone: what mpirun itself reads is not ours
    "$mpirun" -n 2 env CHOPPY_CLOCK_ONLY=1 LD_PRELOAD="$choppy" "$program" run status-quo-2024 --no-why \
        --futures 1024 --threads 1 --out ranks >ranks.out 2>ranks.err || { fail "ranks"; head -n 3 ranks.err; }
    [ "$(hash plain/run)" = "$(hash ranks)" ] || fail "ranks: another hash"
fi
[ $failed = 0 ] && echo "the same, disturbed or not"
exit $failed
