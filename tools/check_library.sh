#!/usr/bin/env bash
# Install into an empty prefix, then build and run examples/library against what lies there: by
# CMake and by pkg-config. Also: libentente.so exports what the headers declare, all of it under
# one version, and nothing else.
#   tools/check_library.sh BUILD CC CXX
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd) cc=$2 cxx=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
cmake --install "$build" --prefix "$prefix" >"$work/log" || { cat "$work/log"; exit 1; }
lib=$(dirname "$(find "$prefix" -name libentente.a)")

echo "-- what it links"
readelf -d "$lib/libentente.so" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | tr '\n' ' '
echo
if readelf -d "$lib/libentente.so" | grep -E 'NEEDED.*(expat|minizip)'; then
    echo "the library needs what only imports need"; exit 1
fi
echo "-- exports"
nm -D --defined-only "$lib/libentente.so" | awk '{ print $3 }' | grep -v '^ENTENTE_[0-9]*$' | sort >"$work/exports"
grep -v '@@ENTENTE_[0-9]*$' "$work/exports" && { echo "exported without a version"; exit 1; }
sed 's/@@.*//' "$work/exports" | sort -u >"$work/names"
cat "$prefix"/include/entente/*.h | tr '\n' ' ' | grep -oE 'ENT_API [^;{(#]*\(' |
    grep -v __attribute__ | sed -E 's/.*[ *](ent_[a-z0-9_]+) *\($/\1/' | sort -u >"$work/declared"
if ! diff "$work/declared" "$work/names" >"$work/diff"; then
    echo "declared by a header (<) against exported (>):"; cat "$work/diff"; exit 1
fi
echo "$(wc -l <"$work/names") functions, $(readelf -d "$lib/libentente.so" | sed -n 's/.*soname: //p')"

# The example's figures are those of the program.
"$prefix/bin/entente" run brussels-2025 --vs status-quo-2024 --futures 1024 --no-why --json \
    --out "$work/run" >"$work/document"

check() {    # FOLDER with both programs
    export LD_LIBRARY_PATH=$lib
    "$1/posture" "$prefix/share/entente/data" "$prefix/share/entente/scenarios" >"$work/posture"
    "$1/terms" >"$work/terms"
    "$1/brussels" >"$work/brussels"
    if command -v python3 >/dev/null; then
        python3 "$root/tests/library_figures.py" "$work/document" "$work/brussels"
    fi
    cat "$work/posture" "$work/terms"
    [ "$(wc -l <"$work/posture")" = 4 ]
    grep -qx 'compromise     45.83' "$work/terms"   # (0*.5 + 50*1.6 + 100*.3) / 2.4
}
# Headers include each other and the standard library; the shared library is found and linked where
# nothing else can be.
if grep -hoE '^ *# *include *[<"][^>"]+' "$prefix"/include/entente/*.h | sed -E 's/.*[<"]//' | sort -u |
    grep -vE '^(entente/[a-z_]+|signal|std(arg|bool|def|int|io|lib))\.h$'; then
    echo "a public header includes what is neither the project's nor of the standard library"; exit 1
fi
alone=(env "PKG_CONFIG_LIBDIR=$lib/pkgconfig" PKG_CONFIG_PATH=)
echo "-- CMake"
"${alone[@]}" cmake -S "$prefix/share/doc/libentente-dev/examples/library" -B "$work/cmake" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" >"$work/log" 2>&1 &&
    cmake --build "$work/cmake" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
check "$work/cmake"

echo "-- pkg-config, shared and static"
export PKG_CONFIG_PATH=$lib/pkgconfig
cd "$root/examples/library"
for kind in shared static; do
    mkdir "$work/$kind"
    # shellcheck disable=SC2046
    if [ $kind = shared ]; then
        flags="$("${alone[@]}" pkg-config --cflags --libs entente)"
    else
        flags="$(pkg-config --cflags entente) $lib/libentente.a $(pkg-config --static --libs entente | sed 's/-lentente//')"
    fi
    $cc -std=c17 -Wall -Wextra -Werror posture.c -o "$work/$kind/posture" $flags
    $cc -std=c17 -Wall -Wextra -Werror brussels.c -o "$work/$kind/brussels" $flags
    $cxx -std=c++17 -Wall -Wextra -Werror terms.cpp -o "$work/$kind/terms" $flags
    ENTENTE_DATA=$prefix/share/entente/data ENTENTE_SCENARIOS=$prefix/share/entente/scenarios \
        check "$work/$kind" >/dev/null
done
echo "-- examples of headers and documents"
"$root/tools/check_examples.sh" "$prefix" "$cc" "$cxx"
echo "examples build and run against the installed library"
