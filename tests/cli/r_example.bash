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
# a run alone that ends before 2035
printf 'name: Until 2032\nbase: brussels-2025\nhorizon: 2032-12\n' >"$work/short.yaml"
"$ENTENTE_PROGRAM" run "$work/short.yaml" --futures 300 --no-why --out "$work/short" >/dev/null
"$1" --vanilla "$here/../../examples/r/outcomes.R" "$work/short/results.sqlite" | tee "$work/said"
[ "$(grep -cE '^ +20(26|30|32) ' "$work/said")" = 3 ]
if grep -q '^Paired difference' "$work/said"; then exit 1; fi
