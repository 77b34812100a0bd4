#!/usr/bin/env bash
# Every equation of docs/model.md names `file:function:line`: the function has to begin on that
# line of that file.
#   tools/check_model_doc.sh            say what is wrong
#   tools/check_model_doc.sh --update   write the lines that are right
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
document=$root/docs/model.md
bad=0 seen=0 changes=()
while IFS=: read -r file name line; do
    seen=$((seen + 1))
    # A definition begins at the margin and does not end in a semicolon on its line.
    found=$(grep -nE "^[a-z][^;={]*[ *](ENT_ISA_NAME\()?${name}\)?\(" "$root/$file" 2>/dev/null | grep -v ';$' | head -n 1 | cut -d: -f1)
    if [ -z "$found" ]; then
        echo "docs/model.md: $file has no function '$name'; name the one that holds the equation"
        bad=1
    elif [ "$found" != "$line" ]; then
        changes+=(-e "s|\`$file:$name\(:[0-9]*\)\?\`|\`$file:$name:$found\`|g")
        [ "${1:-}" = --update ] || echo "docs/model.md: $file:$name begins on line $found, not ${line:-named}; tools/check_model_doc.sh --update"
    fi
done < <(grep -oE '`src/[a-z_/]+\.c:[a-z_0-9]+(:[0-9]+)?`' "$document" | tr -d '`' | sort -u)
if [ ${#changes[@]} -gt 0 ]; then
    if [ "${1:-}" = --update ]; then sed -i "${changes[@]}" "$document"; else bad=1; fi
fi
# Each numbered section has equations, and each table of equations says where they are.
awk '/^## [0-9]/ { if (name && !n) { print "docs/model.md: no equation is placed in section " name; bad = 1 } name = $0; n = 0 }
     /^## [^0-9]/ { if (name && !n) { print "docs/model.md: no equation is placed in section " name; bad = 1 } name = "" }
     name && /`src\/[a-z_\/]+\.c:[a-z_0-9]+/ { n++ }
     /^\| .* \|$/ && !/^\| (---|what)/ && name && !/`src\// { print "docs/model.md: not placed: " $0; bad = 1 }
     END { exit bad }' "$document" || bad=1
[ "$seen" -gt 50 ] || { echo "docs/model.md: only $seen functions named"; bad=1; }
exit $bad
