#!/usr/bin/env bash
# Install the packages of build/package in a minimal Debian made by debootstrap, where no
# repository is at hand, and use them there: program, manual pages, completion, app, library,
# Python; then the tarball, in another such root. Run after ./dev package, as root.
#   tools/check_clean_root.sh [FOLDER]      FOLDER keeps the minimal Debian for the next time
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
packages=$root/build/package
base=${1:-$root/build/clean-root}
[ "$(id -u)" -eq 0 ] || { echo "a clean root needs root"; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is not installed"; exit 1; }
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
    sed -nE 's/^URIs: *(\S+).*/\1/p; s/^deb (\[[^]]*\] *)?(http\S+).*/\2/p' | grep -m 1 -E '/debian/?$')
if [ ! -e "$base/etc/debian_version" ]; then
    rm -rf "$base"
    debootstrap --variant=minbase bookworm "$base" "$mirror" >"$root/build/logs/debootstrap.log" 2>&1 ||
        { tail -n 5 "$root/build/logs/debootstrap.log"; exit 1; }
fi
work=$(mktemp -d)
trap 'umount "$work"/*/proc 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT
inside() { chroot "$here" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
fresh() {    # NAME: a copy of the minimal Debian
    here=$work/$1
    cp -a "$base" "$here"
    mount -t proc proc "$here/proc" 2>/dev/null || true
    cp /etc/resolv.conf "$here/etc/resolv.conf" 2>/dev/null || true
    cp -a /etc/apt/apt.conf.d/. "$here/etc/apt/apt.conf.d/" 2>/dev/null || true
    rm -f "$here/etc/dpkg/dpkg.cfg.d/"*    # manual pages are wanted here
    inside apt-get update -q >"$work/apt.log" 2>&1 || { tail -n 5 "$work/apt.log"; exit 1; }
}
try() {    # WHAT PATTERN COMMAND...: the output of the command in the clean root has the pattern
    local what=$1 pattern=$2
    shift 2
    if inside "$@" >"$work/out" 2>&1 </dev/null && grep -qE -- "$pattern" "$work/out"; then
        echo "ok: $what"
    else
        echo "FAILED: $what: $*"
        tail -n 20 "$work/out"
        exit 1
    fi
}
program() {    # what must work wherever it was installed
    try "--version" 'revision [0-9a-f]{12}' entente --version
    try "levers" 'us.posture_europe' entente levers
    try "run brussels-2025" 'Outcome hash [0-9a-f]{16}' entente run brussels-2025 --vs status-quo-2024 --futures 1024 --out /tmp/run
    try "the report" 'Claims and findings' cat /tmp/run/report.html
    try "app --file" 'kB; open it' entente app --file /tmp/entente.html
    try "the app's engine is inside" 'ok' sh -c '[ "$(stat -c %s /tmp/entente.html)" -gt 600000 ] && echo ok'
}

echo "== packages"
fresh deb
mkdir "$here/packages" && cp "$packages"/*.deb "$here/packages/"
inside sh -c 'apt-get install -y --no-install-recommends man-db bash-completion zsh fish /packages/entente_*.deb' \
    >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; exit 1; }
try "no repository, no other package of it" '^entente$' sh -c 'dpkg-query -W -f "\${Package}\n" "*entente*"'
try "without SIPRI's table it says what is missing" 'sipri_spending.csv is not there; its futures rest on shares judged' \
    entente run status-quo-2024 --futures 256 --out /tmp/without
try "--version says so too" 'not there: sipri_spending.csv' entente --version
inside sh -c 'apt-get install -y --no-install-recommends /packages/entente-sipri_*.deb' >"$work/apt.log" 2>&1
try "with it nothing is missing" 'SIPRI_MILEX_2025' entente --version
program
try "man entente-run" 'run a scenario over many futures' man -P cat entente-run
try "man entente" 'open simulation of collective defence' man -P cat entente
try "bash completes" 'brussels-2025' bash -c 'source /usr/share/bash-completion/completions/entente
    compopt() { :; }; COMP_WORDS=(entente run br); COMP_CWORD=2; _entente; echo "${COMPREPLY[@]}"'
try "fish completes" 'brussels-2025' fish -c 'complete -C"entente run br"'
try "zsh finds the function" '/vendor-completions/_entente' zsh -fc 'autoload -Uz compinit; compinit -D -u; autoload +X _entente; whence -v _entente'
inside sh -c 'apt-get install -y --no-install-recommends /packages/libentente1_*.deb /packages/python3-entente_*.deb' \
    >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; exit 1; }
try "Python" '^[0-9.]+$' python3 -c 'import entente
s = entente.Simulation("brussels-2025"); s.run(256); print(s.mean("capability.europe", at=2030))'
inside sh -c 'apt-get install -y --no-install-recommends gcc g++ libc6-dev pkg-config /packages/libentente-dev_*.deb' \
    >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; exit 1; }
try "an example in C" '^ +0 +[0-9]+\.[0-9] +[0-9]\.[0-9]+$' sh -c 'cd /tmp && cp /usr/share/doc/libentente-dev/examples/library/posture.c . &&
    gcc -std=c17 posture.c -o posture $(pkg-config --cflags --libs entente) &&
    ./posture /usr/share/entente/data /usr/share/entente/scenarios'
try "they can be removed" '^$' sh -c 'apt-get purge -y "entente*" "*entente*" >/dev/null 2>&1; find / -xdev -path /packages -prune -o -path /proc -prune -o -path /tmp -prune -o -name "*entente*" -print | grep -v ^/var/; echo'
umount "$here/proc" 2>/dev/null || true

echo "== tarball"
fresh tar
needs=$(dpkg-deb -f "$packages"/entente_*.deb Depends | sed 's/([^)]*)//g; s/,//g')
# shellcheck disable=SC2086
inside apt-get install -y --no-install-recommends $needs >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; exit 1; }
mkdir -p "$here/opt"
tar -xzf "$packages"/entente-*-linux-x86_64.tar.gz -C "$here/opt"
folder=$(basename "$(ls -d "$here"/opt/*/)")
ln -s "/opt/$folder/bin/entente" "$here/usr/bin/entente"
program
echo "clean root: packages and tarball work"
