# A world is built, saved, described; a damaged one is refused; a wrong scenario is named.
entente world brussels-2025 -o b.world && entente world --info b.world | grep -E 'scenario|years|months|states|allies'
cp b.world short.world && truncate -s -1000 short.world
entente world --info short.world 2>&1 | sed "s/([0-9]* bytes)//"; echo "exit $?"
cp b.world flipped.world && printf 'x' | dd of=flipped.world bs=1 seek=70000 conv=notrunc 2>/dev/null
entente world --info flipped.world 2>&1 | sed "s/([0-9]* bytes)//"; echo "exit $?"
printf 'not a world, but as long as a header' >other.world
entente world --info other.world; echo "exit $?"
entente world --info nowhere.world; echo "exit $?"
entente world brussels-2025 -o nowhere/b.world; echo "exit $?"
entente world brusels-2025 2>&1 | sed 's/; looked in .*//'
cat >a.yaml <<'X'
name: A
base: ./b.yaml
X
cat >b.yaml <<'X'
name: B
base: ./a.yaml
X
entente world ./a.yaml; echo "exit $?"
printf 'name: x\nlevers:\n  pledge.targt_pct_gdp: 5\n' >c.yaml
entente world c.yaml; echo "exit $?"
printf 'name: x\nlevers:\n  pledge.target_pct_gdp: 5 %%\n' >c.yaml
entente world c.yaml; echo "exit $?"
printf 'name: \377\n' >c.yaml
entente world c.yaml; echo "exit $?"
ls
