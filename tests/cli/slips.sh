# A number of an option that is a hundred times too large or too small is asked about, in every command.
printf 'actor,position,salience,capability\nA,10,50,1\nB,80,50,1\n' >t.csv
while read -r option slip meant command; do
    [ "$option" ] || continue
    entente $command "$option" "$slip" >stdout 2>said
    code=$?
    cat said >&2
    grep -q -- "^entente ${command%% *}: $option cannot be $slip: .*Did you mean $meant?" said && [ $code = 2 ] &&
        [ ! -s stdout ] || echo "exit $code: $command $option $slip"
done <<'T'
--cap      0.0025  0.25  aid
--cap      25      0.25  aid
--target   0.035   3.5   bill
--target   350     3.5   bill
--related  0.015   1.5   bill
--quota    66      0.66  bargain t.csv --power shapley
--quota    0.005   0.5   bargain t.csv --power shapley
--ideal    80      0.8   bargain t.csv --model smp
--stay     90      0.9   bargain t.csv --model bdm
--alpha    50      0.5   compare today us-leaves --over posture.covered
--peel     5       0.05  explore today --outcome posture.covered --method prim
--paste    5       0.05  explore today --outcome posture.covered --method prim
--mass     20      0.2   explore today --outcome posture.covered --method prim
--us-home  30      0.3   posture today
--day      6000    60    posture today
T
# what is out of range and no slip
entente posture today --us-home 1.5; echo "exit $?"
entente posture today --day 0.5; echo "exit $?"
entente bargain t.csv --quota 0; echo "exit $?"
# the ends of what makes sense
entente aid --cap 0.02 DEU >stdout && entente aid --cap 0 DEU >stdout && entente aid --cap 2 DEU >stdout && echo "taken"
