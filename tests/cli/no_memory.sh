# Commands with little memory: done, or one line and exit 1; no crash, nothing half-written.
# (What the limit leaves differs from machine to machine, so only the way of ending is compared.)
tried=0 done=0 short=0
for part in 0:1 1:2; do
    entente run status-quo-2024 --no-why --futures 512 --threads 1 --blocks $part --out part-$part >part.out 2>&1 ||
        { echo "no part $part"; cat part.out; }
done
for mb in 12 20 28 40 56 80 128 256 1024; do
    for c in "bill --json" "obliged --attacker RUS --victim EST --json" \
        "run status-quo-2024 --futures 256 --threads 1 --out out" "world brussels-2025 -o w.world" \
        "explore status-quo-2024 --outcome settlement.ceasefire --method pawn --points 512 --threads 1" \
        "report document.json --html page.html" "import table table.csv --data folder" \
        "merge part-0:1/results.sqlite part-1:2/results.sqlite -o merged.sqlite"; do
        rm -rf out w.world page.html folder merged.sqlite*
        cp "$SOURCE/tests/fuzz/corpus/document/two.json" document.json
        printf 'state,year,defence_pct_gdp,source\nPOL,2026,4.8,ENTENTE\n' >table.csv
        (ulimit -v $((mb * 1024)); timeout 100 entente $c) >stdout 2>message
        code=$?
        tried=$((tried + 1))
        case $code in
            0) done=$((done + 1)) ;;
            1) short=$((short + 1))
               grep -v 'is not there; spending' message | sed '/^$/d' >lines
               [ "$(wc -l <lines)" -eq 1 ] || { echo "$mb MB, $c: says"; head -3 lines; }
               [ -s stdout ] && { echo "$mb MB, $c: half an answer"; head -c 200 stdout; }
               ls out/*.html out/result.json w.world page.html merged.sqlite* 2>/dev/null ;;
            126 | 127) short=$((short + 1)) ;; # the program itself could not be loaded
            *) echo "$mb MB, $c: exit $code"; head -3 message ;;
        esac
    done
done
[ $done -gt 12 ] && [ $short -gt 5 ] && echo "all ended well"
