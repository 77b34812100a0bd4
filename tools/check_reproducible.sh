#!/usr/bin/env bash
# Two builds give the same bytes: the packages of this folder against those built from the source
# archive among them, unpacked elsewhere, without git. Run after ./dev package.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
first=$root/build/package
source=$(ls "$first"/entente-*-source.tar.gz) || { echo "no source archive: run ./dev package first"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/elsewhere"
tar -xzf "$source" -C "$work/elsewhere" --strip-components=1
[ ! -d "$root/app/node_modules" ] || cp -a "$root/app/node_modules" "$work/elsewhere/app/"
# No cache of objects: what is compared was compiled twice.
CCACHE_DISABLE=1 ENT_CMAKE=-DBUILD_TESTING=OFF "$work/elsewhere/dev" package >/dev/null
bad=0
for file in "$first"/*; do
    name=$(basename "$file")
    case $name in *-source.tar.gz) continue ;; esac
    if cmp -s "$file" "$work/elsewhere/build/package/$name"; then
        echo "same bytes: $name"
    else
        echo "DIFFERS: $name"
        bad=1
        [ -z "${ENT_KEEP:-}" ] || { mkdir -p "$ENT_KEEP" && cp "$work/elsewhere/build/package/$name" "$ENT_KEEP/"; }
    fi
done
exit $bad
