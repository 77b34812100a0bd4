# A Sobol' design: the same futures however a run is cut, and no other design under its name.
hash() { grep -oE '"outcome_hash":"[0-9a-f]+"' "$1/result.json" | head -1; }
sobol() { entente run brussels-2025 --design sobol --futures 1024 --no-why "$@" >/dev/null 2>>said; }
sobol --threads 2 --out whole
ENTENTE_ISA=sse2 sobol --threads 1 --out one
[ "$(hash whole)" = "$(hash one)" ] && echo "one thread, another instruction set: the same futures"
sobol --blocks 2:4 --out late
sobol --blocks 0:2 --out early
mkdir joined
entente merge late/results.sqlite early/results.sqlite -o joined/results.sqlite >/dev/null 2>>said
sobol --resume --out joined
[ "$(hash whole)" = "$(hash joined)" ] && echo "joined from parts: the same futures"
grep -q '"design":"sobol"' whole/result.json && echo "the result names its design"
# random futures do not go on in a store of even ones
entente run brussels-2025 --futures 1024 --no-why --resume --out joined 2>&1 >/dev/null |
    grep -q 'design is sobol, not mc' && echo "no random futures in a store of even ones"
entente run brussels-2025 --design halton --out none
