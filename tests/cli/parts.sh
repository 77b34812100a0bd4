# A run in three parts, by the steps of the Slurm example without Slurm; merged in every order, and
# with 7 threads: the store of the run that was never divided, row by row.
same() { python3 "$SOURCE/tests/same_store.py" "$@"; }
hash() { grep -o '"outcome_hash":"[0-9a-f]*"' "$1/result.json"; }
export SCENARIO=status-quo-2024 FUTURES=1900 TASKS=3 SEED=4 OUT=array STORE=summary
entente run $SCENARIO --futures $FUTURES --seed $SEED --store summary --threads 1 --no-why --out whole >/dev/null
want=$(same whole/results.sqlite)
entente run $SCENARIO --futures $FUTURES --seed $SEED --store summary --threads 7 --no-why --out seven >/dev/null
[ "$(same seven/results.sqlite)" = "$want" ] && echo "7 threads: the same store"
for task in 2 0 1; do
    SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_PER_TASK=1 bash "$SOURCE/examples/slurm/run.sh" task || echo "task $task failed"
done
SLURM_ARRAY_TASK_ID=1 bash "$SOURCE/examples/slurm/run.sh" task && echo "a task given again: nothing to do"
bash "$SOURCE/examples/slurm/run.sh" join >join.txt 2>join.err || cat join.err
grep -o '8 *8 *1900' join.txt
[ "$(same array/results.sqlite)" = "$want" ] && echo "job array: the same store"
[ "$(hash array)" = "$(hash whole)" ] && ls array
a=array/part-0/results.sqlite b=array/part-1/results.sqlite c=array/part-2/results.sqlite
for order in "$a $b $c" "$a $c $b" "$b $a $c" "$b $c $a" "$c $a $b" "$c $b $a"; do
    entente merge $order -o joined.sqlite >/dev/null
    [ "$(same joined.sqlite)" = "$want" ] && echo "merged in order $(echo $order | tr -dc '0-2 '): the same store"
done
