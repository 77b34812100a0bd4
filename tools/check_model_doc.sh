#!/usr/bin/env bash
# Every `file:function` named in docs/model.md must exist: the map is kept true by a test.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
bad=0 seen=0
while IFS=: read -r file name; do
    seen=$((seen + 1))
    if ! grep -qE "(^|[^A-Za-z0-9_])(ENT_ISA_NAME\()?${name}(\))?\(" "$root/$file" 2>/dev/null; then
        echo "docs/model.md: $file has no function '$name'; name the one that holds the equation"
        bad=1
    fi
done < <(grep -oE '`src/[a-z_/]+\.c:[a-z_0-9]+`' "$root/docs/model.md" | tr -d '`' | sort -u)
[ "$seen" -gt 20 ] || { echo "docs/model.md: only $seen functions named"; bad=1; }
exit $bad
