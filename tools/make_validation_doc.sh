#!/usr/bin/env bash
# Bring docs/validation.md up to date: run `entente validate` and entente-reference on the reference
# sets and put date, revision, table and printed lines in their places. The sentences around them
# are written by hand; a family without a paragraph is an error.
#   tools/make_validation_doc.sh REFERENCE_DIR [BUILD_DIR]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: tools/make_validation_doc.sh REFERENCE_DIR [BUILD_DIR]" >&2; exit 2; }
document=$root/docs/validation.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build=${2:-$root/build}
NO_COLOR=1 COLUMNS=200 "$build/entente" validate --reference "$1" >"$work/validate" 2>&1 || [ $? -eq 1 ]
NO_COLOR=1 COLUMNS=200 "$build/entente-reference" --reference "$1" >"$work/vectors" 2>&1 || [ $? -eq 1 ]
: >"$work/table"
: >"$work/lines"
for part in validate vectors; do
    grep -q '^Worst: ' "$work/$part" || { echo "$part printed no table:" >&2; cat "$work/$part" >&2; exit 1; }
    [ ! -s "$work/table" ] || echo >>"$work/table"
    sed -n '/^Family /,/^Worst: /p' "$work/$part" | sed 's/ *$//' >>"$work/table"
    sed '1,/^Worst: /d' "$work/$part" >>"$work/lines"
done
today=$(LC_ALL=C date '+%-d %B %Y')
revision=$(git -C "$root" rev-parse --short HEAD)

awk -v table="$work/table" -v lines="$work/lines" -v today="$today" -v revision="$revision" '
    BEGIN {
        while ((getline l < table) > 0) shown = shown l "\n"
        while ((getline l < lines) > 0) {
            family = l; sub(/: .*/, "", family); sub(/^[a-z_]+: /, "", l)
            said[family] = said[family] "    " l "\n"
        }
    }
    function flush() {      # the printed lines of a family close its part
        if (part in said) { printf "\n%s", said[part]; done[part] = 1 }
        part = ""
    }
    /^```/ { fence = !fence; print; if (fence) printf "%s", shown; next }
    fence { next }
    /their run of / { sub(/their run of [0-9]+ [A-Z][a-z]+ [0-9]+ at revision [0-9a-f]+/, \
                        "their run of " today " at revision " revision) }
    /^\*\*[a-z_]+\.\*\*/ || /^## / {
        flush(); if (begun) print ""
        begun = 0
    }
    /^\*\*[a-z_]+\.\*\*/ { part = $1; gsub(/[*.]/, "", part) }
    /^    / { next }
    /^$/ { blank = 1; if (part == "") print; next }
    { print; begun = part != "" }
    END { flush(); for (f in said) if (!(f in done)) { print "no paragraph for family " f \
                                                           > "/dev/stderr"; exit 1 } }
' "$document" >"$work/new"
mv "$work/new" "$document"
echo "docs/validation.md: $today, revision $revision"
