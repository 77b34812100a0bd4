#!/usr/bin/env bash
# Every example in a public header and every C or C++ block of the docs compiles and runs against an
# installed library: as C17 and as C++17, with the flags of pkg-config and with the CMake package,
# shared and static. The code of a header is what its first comment indents; it stands in a function
# that is given `arena`, `scratch` and `err`.
#   tools/check_examples.sh PREFIX CC CXX     (PKG_CONFIG_PATH and LD_LIBRARY_PATH set)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
prefix=$1 cc=$2 cxx=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ENTENTE_DATA=$prefix/share/entente/data ENTENTE_SCENARIOS=$prefix/share/entente/scenarios
strict=(-Wall -Wextra -Werror -Wno-unused)
mkdir "$work/src" "$work/bin"

for header in "$prefix"/include/entente/*.h; do
    name=$(basename "$header" .h)
    [ "$name" != entente ] || continue
    awk '/^ \*\//{ exit } /^ \*     /{ print substr($0, 8) }' "$header" >"$work/code"
    [ -s "$work/code" ] || { echo "$name.h has no example"; exit 1; }
    {
        printf '#include <stdint.h>\n#include <stdio.h>\n#include <entente/heap.h>\n#include <entente/%s.h>\n' "$name"
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
    } >"$work/src/$name.c"
    cp "$work/src/$name.c" "$work/src/$name.cpp"
done
headers=$(find "$work/src" -name '*.c*' | wc -l)
for document in "$root"/docs/*.md "$root"/README.md; do
    for language in c cpp; do
        awk -v language="$language" -v to="$work/src/doc-$(basename "$document" .md)" '
            $0 == "```" language { on = 1; file = to "-" ++k "." language; next }
            /^```/ { on = 0 }
            on { print >file }' "$document"
    done
done

# shellcheck disable=SC2046
for source in "$work"/src/*; do
    compiler=("$cc" -std=c17)
    [[ $source != *.cpp ]] || compiler=("$cxx" -std=c++17)
    "${compiler[@]}" "${strict[@]}" "$source" -o "$work/bin/$(basename "$source")" \
        $(pkg-config --cflags --libs entente) 2>"$work/said" ||
        { echo "$(basename "$source") does not compile with pkg-config:"; cat "$source" "$work/said"; exit 1; }
done

{
    echo 'cmake_minimum_required(VERSION 3.25)'
    echo 'project(examples LANGUAGES C CXX)'
    echo 'set(CMAKE_C_STANDARD 17)'
    echo 'set(CMAKE_CXX_STANDARD 17)'
    echo 'set(CMAKE_C_EXTENSIONS OFF)'
    echo 'set(CMAKE_CXX_EXTENSIONS OFF)'
    echo "add_compile_options(${strict[*]})"
    echo 'find_package(entente REQUIRED)'
    for source in "$work"/src/*; do
        name=$(basename "$source" | tr . -)
        library=entente::entente_shared
        [[ $source != *.cpp ]] || library=entente::entente
        echo "add_executable($name $source)"
        echo "target_link_libraries($name PRIVATE $library)"
    done
} >"$work/CMakeLists.txt"
cmake -S "$work" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_CXX_COMPILER="$cxx" >"$work/said" 2>&1 && cmake --build "$work/cmake" >>"$work/said" 2>&1 ||
    { echo "the examples do not build with the CMake package:"; tail -n 30 "$work/said"; exit 1; }

n=0
for source in "$work"/src/*; do
    name=$(basename "$source")
    for program in "$work/bin/$name" "$work/cmake/$(tr . - <<<"$name")"; do
        (cd "$work" && "$program" >"$work/out" 2>&1) || { echo "$program fails:"; cat "$source" "$work/out"; exit 1; }
        n=$((n + 1))
    done
done
echo "$headers sources from examples in headers, $(($(find "$work/src" -name '*.c*' | wc -l) - headers)) from documents;" \
    "$n programs by pkg-config and CMake run"
