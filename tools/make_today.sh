#!/usr/bin/env bash
# The facts of scenarios/today-2026.yaml from the newest published figures of defence shares.
#   tools/make_today.sh PROGRAM [TABLE]            print the rows
#   tools/make_today.sh PROGRAM --check [TABLE]    compare them with the scenario
#   tools/make_today.sh PROGRAM --write [TABLE]    put them into the scenario
# TABLE is data/nato_later.csv, or the reference set nato_defence.csv with its own columns. The
# rule: the release of August 2025, which has two decimals; where it has nothing or only an
# unverified figure, the Secretary General's report of March 2026, which has one.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
program=$(readlink -f "$1")
shift
mode=
case ${1:-} in --check | --write) mode=$1; shift ;; esac
table=$(readlink -f "${1:-$here/data/nato_later.csv}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Both tables to: state,year,release,share,quality,source
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    "vintage" in at { print $at["state"] "," $at["year"] "," $at["vintage"] "," $at["defence_pct_gdp"] "," $at["quality"] "," $at["source"]; next }
    { s = $at["source"]; q = "secondary"
      sub(/;.*/, "", s)
      if (s == "MEMORY") { s = "NATO_DEFEXP_2025_08"; q = "unverified" }
      if (s == "NATO_2025_08_TRANSCRIBED") { s = "NATO_DEFEXP_2025_08"; q = "transcribed" }
      print $at["iso3"] "," $at["year"] "," $at["release"] "," $at["defexp_pct_gdp"] "," q "," s }' "$table" |
    awk -F, '$2 == 2025 && $4 != "" && $1 !~ /^NATO/ &&
        ($3 == "NATO-2025-08" || $3 == "NATO-2026-03") {
            rank = $3 == "NATO-2025-08" ? ($5 == "unverified" ? 1 : 3) : 2
            if (rank > best[$1]) { best[$1] = rank; row[$1] = $1 "," $2 "," $4 "," $5 "," $6 } }
        END { for (s in row) print row[s] }' | LC_ALL=C sort >"$work/rows"
{ echo state,year,defence_pct_gdp,quality,source; cat "$work/rows"; } >"$work/newest.csv"
"$program" import table "$work/newest.csv" --base hague-2025 --all --scenario "$work/new.yaml" >"$work/report"
grep '^  - {' "$work/new.yaml" >"$work/facts"

scenario=$here/scenarios/today-2026.yaml
case $mode in
    --check)
        sed -n '/^facts:/,/^[a-z]*:$/p' "$scenario" | grep '^  - {state' | diff -u - "$work/facts" ||
            { echo "scenarios/today-2026.yaml differs from $table; run tools/make_today.sh PROGRAM --write" >&2; exit 1; } ;;
    --write)
        awk -v facts="$work/facts" '
            /^facts:/ { print; while ((getline line < facts) > 0) print line; skip = 1; next }
            skip && /^  - \{state/ { next }
            { skip = 0; print }' "$scenario" >"$work/scenario" && cp "$work/scenario" "$scenario" ;;
    *) cat "$work/facts" ;;
esac
