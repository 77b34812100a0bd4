#!/usr/bin/env bash
# Short runs of the main commands under valgrind: no error, nothing definitely lost.
#   tools/check_valgrind.sh PROGRAM
# Valgrind knows no AVX-512, so the kernels of SSE2 are taken; numbers are the same.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
program=$(readlink -f "$1") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export ENTENTE_ISA=sse2 ENTENTE_DATA=$here/data ENTENTE_SCENARIOS=$here/scenarios NO_COLOR=1
failed=0
checked() {    # name arguments...
    local name=$1
    shift
    valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
        --errors-for-leak-kinds=definite --log-file="$name.log" "$program" "$@" >"$name.out" 2>"$name.err"
    local code=$?
    if [ $code -eq 0 ]; then
        echo "clean: $name"
    else
        echo "FAILED: $name (exit $code): entente $*"
        cat "$name.err"
        head -n 40 "$name.log"
        failed=1
    fi
}
checked bill bill --json
checked obliged obliged --attacker RUS --victim EST --json
checked import import weo "$here/examples/import/weo-sample.csv"
checked bargain bargain "$here/examples/bargain/ukraine_package.csv"
# two years: all parts of the report, half the months
printf 'name: Two years\nbase: status-quo-2024\nhorizon: 2026-12\n' >short.yaml
checked run run short.yaml --futures 16 --threads 1 --out run
checked report report run/result.json
# every method, at the fewest points it takes; the whole script takes some three minutes of one core
explored() {    # method points options...
    checked "explore $1" explore status-quo-2024 --outcome posture.shortfall --at 2030 --threads 1 \
        --method "$1" --points "$2" "${@:3}"
}
explored sobol 4 --groups --scrambles 2
explored pawn 512
explored regional 512
explored prim 256 --resamples 2
explored cart 256
explored morris 2
exit $failed
