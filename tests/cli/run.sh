# A run, its files, its hash: the same for threads, instruction sets, divisions and scenarios kept apart.
hash() { sed -n 's/.*"outcome_hash":"\([0-9a-f]*\)".*/\1/p' "$1/result.json"; }
quiet() { entente run "$@" >/dev/null || echo "failed: $*"; }
quiet brussels-2025 --vs status-quo-2024 --futures 2000 --threads 1 --out one
ls one | grep -v entente.html
for threads in 2 7; do
    quiet brussels-2025 --vs status-quo-2024 --futures 2000 --threads $threads --no-why --out more
    [ "$(hash more)" = "$(hash one)" ] && echo "$threads threads: same hash"
done
for isa in sse2 avx2; do
    ENTENTE_ISA=$isa quiet brussels-2025 --futures 2000 --no-why --out isa
    [ "$(hash isa)" = "$(hash one)" ] && echo "$isa: same hash"
done
# parts in any order, joined, are the whole
quiet brussels-2025 --vs status-quo-2024 --futures 2000 --blocks 5:8 --out a
quiet brussels-2025 --vs status-quo-2024 --futures 2000 --blocks 0:2 --out b
quiet brussels-2025 --vs status-quo-2024 --futures 2000 --blocks 2:5 --out c
mkdir joined
entente merge a/results.sqlite c/results.sqlite -o part.sqlite >/dev/null
entente merge a/results.sqlite b/results.sqlite c/results.sqlite -o joined/results.sqlite --json | grep -c "$(hash one)"
quiet brussels-2025 --vs status-quo-2024 --futures 2000 --resume --out joined
strip() { sed 's/"entente":{[^}]*},"run":{[^}]*}//' "$1/result.json"; }
[ "$(strip joined)" = "$(strip one)" ] && echo "joined: the same document"
# claims that follow from facts
tr '{' '\n' <one/result.json | grep '"shows":"bill.multiple' | sed 's/.*"shows":"\([^"]*\)".*"verdict":"\([^"]*\)".*/\1 \2/'
# the designs differ in their futures
for design in lhs sobol; do
    quiet brussels-2025 --futures 2000 --design $design --no-why --out $design
    [ "$(hash $design)" != "$(hash one)" ] && echo "$design: another sample"
done
# a setting acts, on the command line as in a file
printf 'name: A\nbase: brussels-2025\nlevers: {us.posture_europe: 0.2, aid.us: {2025: 0.1, 2026: 0.2}}\n' >a.yaml
quiet ./a.yaml --futures 500 --out file
quiet brussels-2025 --futures 500 --set us.posture_europe=0.2 --set 'aid.us=2025:0.1|2026:0.2' --out line
[ "$(hash file)" = "$(hash line)" ] && echo "--set: as in a file"
quiet brussels-2025 --futures 500 --store summary --brief GBR --out small
ls small | grep -v entente.html
[ "$(wc -c <small/results.sqlite)" -lt "$(wc -c <one/results.sqlite)" ] && echo "summary: a smaller store"
