# Forecasts, rounds and one actor's way on shipped tables; bits do not depend on threads.
here=$SOURCE/examples/bargain
entente bargain "$here/ec_emission.csv" --scale 4:10
entente bargain "$here/ec_emission.csv" --scale 4:10 --model bdm --compat public --turns 3 --csv --table moves
entente bargain "$here/ukraine_package.csv" --model smp --no-draws --explain USA --csv --table explain | head -4
entente bargain "$here/ukraine_territory.csv" --model smp --draws 40 --threads 1 --json >one
entente bargain "$here/ukraine_territory.csv" --model smp --draws 40 --threads 3 --json >three
cmp one three && echo same
entente bargain "$here/ukraine_package.csv" --model smp --draws 20 --html page.html --xlsx book.xlsx >/dev/null
head -c 15 page.html; echo; head -c 2 book.xlsx; echo; ls
printf 'actor,capability,position_x,salience_x\nA,1,0,80\nB,2,60,70\nC,1,100,90\n' >three.csv
printf 'actor,A,B,C\nA,0.8,0,0\nB,0,0.8,0\nC,0,0,0.8\n' >diagonal.csv
printf 'actor,A,B,C\nB,0.1,0.5,0.1\nA,0.4,0.2,0\nC,0,0,0.9\n' >matrix.csv
entente bargain three.csv --model smp --ideal 0.8 --csv --table positions >share
entente bargain three.csv --model smp --ideals diagonal.csv --csv --table positions >rows
cmp share rows && echo "a diagonal is a share"
entente bargain three.csv --model smp --ideals matrix.csv --csv --table positions >rows
cmp -s share rows || echo "a matrix is not"
entente bargain three.csv --ideals matrix.csv
entente bargain three.csv --ideal 0.5
printf 'actor,A,B,C\nA,0.8,0.3,0\nB,0,0.8,0\nC,0,0,0.8\n' >wrong.csv
entente bargain three.csv --model smp --ideals wrong.csv
printf 'actor,A,B\nA,0.8,0\nB,0,0.8\n' >wrong.csv
entente bargain three.csv --model smp --ideals wrong.csv
true
