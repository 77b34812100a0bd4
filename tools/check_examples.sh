#!/usr/bin/env bash
# Every example in a public header and every C or C++ block of the docs compiles and runs against an
# installed library, as C17 and as C++17. The code of a header is what its first comment indents; it
# stands in a function that is given `arena`, `scratch` and `err`.
#   tools/check_examples.sh PREFIX CC CXX     (PKG_CONFIG_PATH and LD_LIBRARY_PATH set)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
prefix=$1 cc=$2 cxx=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ENTENTE_DATA=$prefix/share/entente/data ENTENTE_SCENARIOS=$prefix/share/entente/scenarios
read -ra flags <<<"$(pkg-config --cflags --libs entente)"
n=0
run() {    # NAME FILE LANGUAGE
    local compiler=("$cc" -std=c17)
    [ "$3" = c ] || compiler=("$cxx" -std=c++17)
    "${compiler[@]}" -Wall -Wextra -Werror -Wno-unused -x "$3" "$2" -o "$work/program" -x none "${flags[@]}" \
        2>"$work/said" || { echo "$1 does not compile as $3:"; cat "$2" "$work/said"; exit 1; }
    (cd "$work" && "$work/program" >"$work/out" 2>&1) || { echo "$1 fails as $3:"; cat "$2" "$work/out"; exit 1; }
    n=$((n + 1))
}
for header in "$prefix"/include/entente/*.h; do
    name=$(basename "$header")
    [ "$name" != entente.h ] || continue
    awk '/^ \*\//{ exit } /^ \*     /{ print substr($0, 8) }' "$header" >"$work/code"
    [ -s "$work/code" ] || { echo "$name has no example"; exit 1; }
    {
        printf '#include <stdint.h>\n#include <stdio.h>\n#include <entente/heap.h>\n#include <entente/%s>\n' "$name"
        echo 'static ent_status example(ent_arena *arena, ent_arena *scratch, ent_error *err)'
        echo '{ (void)arena; (void)scratch; (void)err;'
        echo '  {'
        cat "$work/code"
        echo '  }'
        echo '  return ENT_OK; }'
        cat <<'C'
int main(void)
{
    ent_arena arena, scratch;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 16);
    ent_heap_arena_create(&scratch, 1 << 16);
    const ent_status status = example(&arena, &scratch, &err);
    if (status != ENT_OK)
        fprintf(stderr, "%s\n", err.message);
    ent_heap_arena_destroy(&scratch);
    ent_heap_arena_destroy(&arena);
    return status != ENT_OK;
}
C
    } >"$work/example.c"
    run "$name" "$work/example.c" c
    run "$name" "$work/example.c" c++
done
headers=$n
for document in "$root"/docs/*.md "$root"/README.md; do
    for language in c cpp; do
        awk -v language="$language" -v to="$work/block" '
            $0 == "```" language { on = 1; file = to "." ++k "." language; next }
            /^```/ { on = 0 }
            on { print >file }' "$document"
    done
    for block in "$work"/block.*.c "$work"/block.*.cpp; do
        [ -e "$block" ] || continue
        case $block in *.cpp) run "$(basename "$document")" "$block" c++ ;; *) run "$(basename "$document")" "$block" c ;; esac
        rm "$block"
    done
done
echo "$headers programs from examples in headers, $((n - headers)) from documents: all compile and run"
