#!/usr/bin/env bash
# The example in R reads a store that was just written.
#   r_example.bash RSCRIPT      ENTENTE_PROGRAM names the program
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$ENTENTE_PROGRAM" run brussels-2025 --vs status-quo-2024 --futures 600 --out "$work" >/dev/null
"$1" --vanilla "$here/../../examples/r/outcomes.R" "$work/results.sqlite" | tee "$work/said"
[ "$(grep -cE '^ +20(26|30|35) ' "$work/said")" = 6 ]
grep -q '^Last year, 600 futures: median ' "$work/said"
grep -q '^Paired difference from the baseline: median ' "$work/said"
