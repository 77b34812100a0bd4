#!/usr/bin/env bash
# Arrows point one way in what was compiled, too: an object uses symbols of its own module and of
# modules before it, in the order of tools/check_layers.cmake.
#   tools/check_symbols.sh NM LIST_OF_OBJECTS
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
nm=$1 list=$2
order=$(sed -n 's/^set(order \(.*\))$/\1/p' "$root/tools/check_layers.cmake")
[ -n "$order" ] || { echo "no order in tools/check_layers.cmake"; exit 1; }
tr ';' '\n' <"$list" | grep '/src/' | sort -u | while read -r object; do
    file=${object##*/src/}
    # shellcheck disable=SC2086
    "$nm" -P "$object" | awk -v file="${file%.o}" '$2 == "U" { print "use", $1, file; next }
        $2 ~ /[TDBRV]/ { print "def", $1, file }'
done | awk -v order="$order" '
    BEGIN { n = split(order, name, " "); for (i = 1; i <= n; i++) rank[name[i]] = i }
    function module(file) { sub(/\/.*/, "", file); return file }
    $1 == "def" { home[$2] = $3; objects[$3] = 1; next }
    { used[++uses] = $2; user[uses] = $3 }
    END {
        for (u = 1; u <= uses; u++) {
            if (!(used[u] in home)) continue
            own = module(user[u]); other = module(home[used[u]])
            if ((own in rank) && (other in rank) && rank[other] > rank[own]) {
                print user[u] " uses " used[u] " of " home[used[u]]
                bad++
            }
        }
        for (o in objects) total++
        if (total < 100) { print "only " total " objects looked at"; exit 1 }
        if (bad) { print bad " symbol(s) point back; the order is: " order; exit 1 }
        print total " objects, no symbol points back"
    }'
