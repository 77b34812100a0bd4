# Every bad table: one line naming file, line and column; exit 1, or 2 for wrong use.
try() { printf "$1" >t.csv; shift; entente bargain t.csv "$@"; echo $?; }
head='actor,capability,position,salience\n'
try "${head}A,1,2,x\n"
try "${head}A,-1,2,3\n"
try "${head}A,1,2,3\nA,1,2,3\n"
try "${head}A,1,,3\n"
try "${head}A,1,120,3\n"
try "${head}A,1,2\n"
try 'actor,capability,position_a,salience_a,position_b,salience_b\nA,1,2,60,3,60\n'
try 'actor,capability\nA,1\n'
try "$head"
try ''
try "${head}A,1,2,30\n" --model smpp
try "${head}A,1,2,30\n" --model smp --vote binry
try "${head}A,1,2,30\n" --model smp --explain B
try "${head}A,1,2,30\n" --explain A
try "${head}A,1,2,30\n" --scale 9
try "${head}A,1,2,30\n" --compat ktab
try "${head}A,1,2,30\n" --turns 101 --model smp
try "${head}A,1,2,30\n" --html nowhere/page.html
{ printf "$head"; for i in $(seq 10000); do echo "A$i,1,2,3"; done; } >t.csv; entente bargain t.csv; echo $?
entente bargain; echo $?
entente bargain none.csv; echo $?
# Hard but good: alone, without salience, doubles, only the ends, everybody steadfast.
good() { printf "$1" >t.csv; shift; entente bargain t.csv --csv "$@" | head -2 | cut -d, -f1-4; }
for model in smp bdm nash election; do
    good "${head}A,1,20,30\n" --model $model
    good "${head}A,1,20,0\nB,1,60,50\nC,2,80,20\n" --model $model
    good "${head}A,1,20,30\nB,1,20,30\nC,1,20,30\n" --model $model
    good "${head}A,1,0,30\nB,3,100,40\nC,2,0,90\n" --model $model
done
good "${head}A,1,0,30\nB,3,100,40\nC,2,50,90\n" --model smp --adjust Full --ideal 0
