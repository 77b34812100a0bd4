#!/bin/bash
# A run as a job array: each task computes a stretch of blocks, a last job joins them and writes the
# report. Nothing but the store files passes between them.
#
#     FUTURES=1000000 TASKS=64 OUT=/scratch/brussels ./run.sh          submit to Slurm
#     FUTURES=4000 TASKS=3 OUT=here LOCAL=1 ./run.sh                   the same steps, one by one
#
# A task that is cancelled or runs out of time goes on when it is submitted again: it resumes.
set -eu
scenario=${SCENARIO:-brussels-2025} futures=${FUTURES:-1000000} tasks=${TASKS:-64} seed=${SEED:-1}
out=${OUT:-results} entente=${ENTENTE:-entente}
blocks=$(((futures + 255) / 256))
[ "$tasks" -le "$blocks" ] || tasks=$blocks
options=("$scenario" --futures "$futures" --seed "$seed" --store "${STORE:-summary}")

task() {    # number: its blocks, gone on with where a stopped try left some
    local first=$((blocks * $1 / tasks)) last=$((blocks * ($1 + 1) / tasks)) again=()
    local part="$out/part-$1"
    [ -e "$part/result.json" ] && return
    [ -e "$part/results.sqlite.part" ] && again=(--resume)
    mkdir -p "$out"
    "$entente" run "${options[@]}" --blocks "$first:$last" --out "$part" --no-why \
        --threads "${SLURM_CPUS_PER_TASK:-1}" "${again[@]}" >/dev/null
}

join() {
    local parts=()
    for ((t = 0; t < tasks; t++)); do parts+=("$out/part-$t/results.sqlite"); done
    "$entente" merge "${parts[@]}" -o "$out/results.sqlite"
    "$entente" run "${options[@]}" --resume --out "$out"
}

case "${1:-submit}" in
    task) task "$SLURM_ARRAY_TASK_ID" ;;
    join) join ;;
    submit)
        if [ -n "${LOCAL:-}" ]; then
            for ((t = 0; t < tasks; t++)); do task $t; done
            join
            exit
        fi
        array=$(sbatch --parsable --array="0-$((tasks - 1))" --cpus-per-task="${CPUS:-4}" \
            --time="${TIME:-01:00:00}" --export=ALL "$0" task)
        sbatch --dependency="afterok:$array" --time=00:10:00 --export=ALL "$0" join
        ;;
esac
