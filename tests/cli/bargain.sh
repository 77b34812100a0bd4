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
