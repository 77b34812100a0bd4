#!/usr/bin/env bash
# Every command of src/cli/commands.h: a manual page that names each of its options, a place in
# entente(1), help, and completion in three shells that parse. Scripts are also tried out.
#   tools/check_commands.sh PROGRAM
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(readlink -f "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$program" "$work/entente"
PATH=$work:$PATH
bad=0
say() { echo "$*"; bad=1; }

commands=$(sed -n 's/^ *X(\([a-z]*\), *".*/\1/p' "$root/src/cli/commands.h")
[ "$(echo "$commands" | wc -l)" -gt 15 ] || say "src/cli/commands.h: no list of commands found"
for shell in bash zsh fish; do
    entente completion $shell >"$work/$shell" || say "entente completion $shell failed"
    if command -v $shell >/dev/null 2>&1; then
        $shell -n "$work/$shell" || say "the completion for $shell does not parse"
    else
        echo "$shell is not installed: its script is checked for completeness, not parsed"
    fi
done
for c in $commands; do
    page=$root/man/entente-$c.1.scd
    [ -f "$page" ] || { say "$c: no man/entente-$c.1.scd"; continue; }
    grep -q "^\*entente $c\*" "$page" || say "man/entente-$c.1.scd: no synopsis of entente $c"
    grep -q "entente-$c\*(1)" "$root/man/entente.1.scd" || say "man/entente.1.scd does not name $c"
    entente --help | grep -q "^  $c  *[a-z]" || say "entente --help does not name $c"
    entente "$c" --help >"$work/help" || say "entente $c --help failed"
    for option in $(sed -n 's/^  --\([a-z0-9-]*\) .*/\1/p' "$work/help" | grep -vx help); do
        sed 's/\\//g' "$page" | grep -qE -- "--$option([^a-z0-9-]|$)" || say "man/entente-$c.1.scd does not name --$option"
        grep -qE -- "--$option[ ']" <(sed -n "/^    $c)/,/;;\$/p" "$work/bash") || say "bash: $c lacks --$option"
        grep -qE -- "--$option\[" <(sed -n "/^    $c)/,/;;\$/p" "$work/zsh") || say "zsh: $c lacks --$option"
        grep -qE -- "from $c' -l $option " "$work/fish" || say "fish: $c lacks --$option"
    done
done
for page in "$root"/man/entente-*.1.scd; do
    c=$(basename "$page" .1.scd)
    c=${c#entente-}
    echo "$commands" | grep -qx "$c" || say "man/entente-$c.1.scd: there is no command $c"
done

# What a reader gets after Tab.
completes() {    # WANTED WORD...   in bash
    local want=$1 got
    shift
    got=$(bash -c 'source "$1"; shift; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _entente; printf "%s\n" "${COMPREPLY[@]}"' \
        - "$work/bash" "$@")
    echo "$got" | grep -qx -- "$want" || say "bash: '$*' is not completed to $want but to: $got"
}
completes bill entente bi
completes brussels-2025 entente run br
completes --futures entente run x --fut
completes us.posture_europe entente run x --set us.pos
completes late entente bill --shape l
completes 'deterrence.odds_ratio' entente explore x --outcome deterrence.od
if command -v fish >/dev/null 2>&1; then
    fish -c "source $work/fish; complete -C'entente run br'" | grep -q '^brussels-2025' || say "fish: no scenarios"
    fish -c "source $work/fish; complete -C'entente bill --shape '" | grep -q '^late' || say "fish: no words of --shape"
fi
if command -v zsh >/dev/null 2>&1; then
    mkdir "$work/functions" && cp "$work/zsh" "$work/functions/_entente"
    cat >"$work/try.zsh" <<'ZSH'
zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell "PS1=; fpath=($1 \$fpath); autoload -U compinit; compinit -D -u; unsetopt zle_bracketed_paste 2>/dev/null; bindkey '^I' complete-word; print re'ady'"
zpty -r -m shell line '*ready*'
zpty -n -w shell $'entente run bruss\t'
for i in {1..50}; do
    sleep 0.1
    while zpty -r -t shell line; do print -r -- $line; done
    (( i > 5 )) && break
done
zpty -d shell
ZSH
    timeout 30 zsh -f "$work/try.zsh" "$work/functions" 2>/dev/null | tr -d '\b' | grep -q 'els-2025\|brussels-2025' || say "zsh: no scenarios"
fi
echo "$(echo "$commands" | wc -w) commands"
exit $bad
