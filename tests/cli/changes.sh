# --set and --assume mean the same in every command over a scenario; mistakes are refused.
cat >changed.yaml <<'Y'
base: brussels-2025
name: Brussels with half of the US posture
levers:
  us.posture_europe: 0.25
assumptions:
  posture.ratio: 2.5
Y
change="--set us.posture_europe=0.25 --assume posture.ratio=2.5"
same() {    # COMMAND...: what the file says and what the options say
    local verb=$1
    shift
    entente $verb ./changed.yaml "$@" --csv >file.csv
    entente $verb brussels-2025 $change "$@" --csv >options.csv
    entente $verb brussels-2025 "$@" --csv >plain.csv
    sed -i 's/brussels-2025/changed/; s/\.\/changed\.yaml/changed/' file.csv options.csv
    cmp file.csv options.csv && ! cmp -s options.csv plain.csv
}
same explore --outcome posture.shortfall --at 2030 --method why --points 512 && echo "explore: the same"
same posture && echo "posture: the same"
same compare --over posture.shortfall --at 2030 --futures 256 --grid aid.us=0,1 && echo "compare: the same"
same explore --outcome posture.shortfall --at 2030 --believe '> 0' --points 512 && echo "believe: the same"
entente bill --scenario brussels-2025 --set pledge.target_pct_gdp=4 GBR --csv >options.csv
entente bill --scenario brussels-2025 --target 4 GBR --csv >target.csv
cmp options.csv target.csv && echo "bill: the same"
entente bill --set pledge.target_pct_gdp=4; echo "exit $?"
entente explore brussels-2025 --outcome posture.shortfall --set us.posture_eurpe=1; echo "exit $?"
entente posture brussels-2025 --set us.posture_europe; echo "exit $?"
entente battle --assume combat.rho=often; echo "exit $?"
