#!/usr/bin/env bash
# What SECURITY.md promises of the shipped files, read from the files themselves.
#   tools/check_hardening.sh PROGRAM LIBRARY...
set -u
bad=0
need() {    # FILE WHAT COMMAND...
    local file=$1 what=$2
    shift 2
    if "$@" >/dev/null 2>&1; then echo "ok   $(basename "$file"): $what"; else echo "MISS $(basename "$file"): $what"; bad=1; fi
}
has() { printf '%s' "$1" | grep -qE "$2"; }
hasnot() { ! printf '%s' "$1" | grep -qE "$2"; }
for file in "$@"; do
    head=$(readelf -hW "$file") dynamic=$(readelf -dW "$file") segments=$(readelf -lW "$file")
    symbols=$(readelf --dyn-syms -W "$file") notes=$(readelf -nW "$file")
    need "$file" "position independent" has "$head" 'Type: +DYN'
    if [ "$file" = "$1" ]; then need "$file" "a program (PIE)" has "$dynamic" 'FLAGS_1.*PIE'; fi
    need "$file" "relocations read-only (RELRO)" has "$segments" 'GNU_RELRO'
    need "$file" "bound at start (BIND_NOW)" has "$dynamic" 'BIND_NOW|FLAGS_1.*NOW'
    need "$file" "stack not executable (NX)" has "$segments" 'GNU_STACK.* RW +0x'
    need "$file" "no segment writable and executable" hasnot "$segments" 'LOAD.* RWE '
    need "$file" "stack protector" has "$symbols" '__stack_chk_fail'
    need "$file" "library calls checked (FORTIFY)" has "$symbols" '__(snprintf|printf|fprintf|memcpy|vsnprintf)_chk'
    need "$file" "no search path of libraries (RPATH)" hasnot "$dynamic" 'R(UN)?PATH.*[^]]*/.*build'
    need "$file" "no text relocations" hasnot "$dynamic" 'TEXTREL'
    # Loaded on first use (cmake/late.cmake): at the start each would cost every command.
    need "$file" "starts without solver, workbooks, server, ICU" \
        hasnot "$dynamic" 'NEEDED.*lib(Clp|xlsxwriter|microhttpd|icu|stemmer)'
done
exit $bad
