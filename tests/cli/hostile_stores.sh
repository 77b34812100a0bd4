# Stores that are broken, foreign, of another run or made to hurt: diff, merge, resume and report say
# one clear line each, exit with another code than 0, and leave every file as it was.
run() { entente run "$@" --no-why --futures 600 --store summary >/dev/null || echo "run $*: failed"; }
run status-quo-2024 --keep spending.europe_canada --out whole
run status-quo-2024 --keep spending.europe_canada --blocks 0:2 --out a
run status-quo-2024 --keep spending.europe_canada --blocks 2:3 --out b
run status-quo-2024 --keep spending.europe_canada --blocks 1:3 --out overlap
run status-quo-2024 --keep spending.europe_canada --seed 2 --blocks 2:3 --out seed
run us-leaves --keep spending.europe_canada --blocks 2:3 --out world
run status-quo-2024 --blocks 2:3 --out unkept
mkdir stores folder
for part in whole a b overlap seed world unkept; do cp $part/results.sqlite stores/$part.sqlite; done
cd stores
# statement by statement: a file NAME.sqlite made of a.sqlite
sql() {
    cp a.sqlite "$1.sqlite"
    python3 - "$@" <<'P'
import sqlite3, sys
store = sqlite3.connect(sys.argv[1] + ".sqlite", isolation_level=None)
store.execute("pragma writable_schema = on")
for statement in sys.argv[2:]:
    store.execute(statement)
store.close()
P
}
: >empty.sqlite
echo "no store" >text.sqlite
head -c 40000 a.sqlite >cut_early.sqlite
head -c $(($(stat -c %s a.sqlite) / 2)) a.sqlite >cut_late.sqlite
{ head -c 200000 a.sqlite; head -c 300000 /dev/zero | tr '\0' '\377'; tail -c +500001 a.sqlite; } >scribbled.sqlite
sql no_table "drop table block"
sql no_column "alter table run rename column value to worth"
sql view "drop table block" "create view block as select 1 as first, 2 as last"
sql trigger "create trigger t after insert on future begin delete from run; end"
sql newer "pragma user_version = 3"
sql foreign "pragma application_id = 1"
sql no_seed "delete from run where key = 'seed'"
sql word_for_number "update run set value = 'many' where key = 'futures'"
sql negative "update run set value = '-600' where key = 'futures'"
sql huge "update run set value = '99999999999999999999' where key = 'futures'"
sql block_huge "update block set last = 9223372036854775807"
sql block_negative "update block set first = -5"
sql block_word "update block set last = 'many'"
sql no_world "delete from world"
sql empty_world "update world set data = x''"
sql world_of_noise "update world set data = randomblob(length(data))"
sql short_sums "update summary set data = x'00' where name = 'world 0'"
sql no_sums "delete from summary"
sql sums_of_noise "update summary set data = randomblob(length(data)) where name = 'world 0'"
sql sums_of_nan "update summary set data = zeroblob(length(data)) where name = 'world 0'"
sql futures_gone "delete from future"
sql futures_short "update future set data = x'00'"
sql statistics_gone "delete from quantile"
sql statistics_nan "update quantile set mean = null"
sql statistics_huge "update quantile set mean = 1e308, sd = 1e308"
sql statistics_negative "update quantile set sd = -1, n = -5"
sql statistics_words "update quantile set mean = 'many', n = 'few'"
cp b.sqlite read_only.sqlite; chmod 444 read_only.sqlite
cd ..
sums() { (cd stores && sha256sum *.sqlite); }
before=$(sums)
say() { "$@" >stdout 2>message; echo "exit $?"; cut -c1-220 message; }
base="status-quo-2024 --keep spending.europe_canada --no-why --futures 600 --store summary --resume"
for file in stores/*.sqlite nowhere.sqlite folder; do
    name=$(basename "$file" .sqlite)
    echo "-- $name"
    # diff reads statistics and kept futures, not sums and blocks
    case $name in *sums* | block* | negative | huge | word* | *_world | world_of* | read_only | unkept) ;;
        *) say entente diff stores/whole.sqlite "$file" ;;
    esac
    say entente merge stores/b.sqlite "$file" -o joined.sqlite
    rm -f joined.sqlite
    case $name in a | b | whole | overlap | empty | read_only | nowhere | statistics*) continue ;; esac
    rm -rf resumed; mkdir resumed; cp -r "$file" resumed/results.sqlite
    say entente run $base --out resumed
    [ "$(ls resumed)" = results.sqlite ] || ls resumed
    [ -d "$file" ] || cmp "$file" resumed/results.sqlite
done

echo "-- what diff makes of statistics that are none, of other blocks, of another seed"
readings() {    # how the intervals were made, and what they say
    entente diff --all --csv "$@" | python3 -c 'import csv, sys
print(*sorted({row["paired"] + ": " + row["reading"] for row in csv.DictReader(sys.stdin)}), sep="; ")'
}
readings stores/whole.sqlite stores/statistics_nan.sqlite
readings stores/statistics_huge.sqlite stores/statistics_huge.sqlite
readings stores/whole.sqlite stores/whole.sqlite
readings stores/a.sqlite stores/b.sqlite | grep -c paired
readings stores/whole.sqlite stores/seed.sqlite | grep -c paired

echo "-- names and folders"
say entente merge stores/a.sqlite stores/b.sqlite -o stores/../stores/a.sqlite
say entente merge stores/a.sqlite stores/b.sqlite -o folder
say entente merge stores/a.sqlite stores/b.sqlite -o no/such/folder.sqlite
say entente merge stores/a.sqlite -o joined.sqlite
echo "kept before" >joined.sqlite
say entente merge stores/a.sqlite stores/a.sqlite -o joined.sqlite
cat joined.sqlite; rm joined.sqlite
say entente report stores/a.sqlite
say entente report folder
say entente report stores/empty.sqlite
say entente run $base --out nothing_there

echo "-- a store that may be read and not written"
# root may write everything: not without the capability to
plain=
if [ "$(id -u)" = 0 ]; then
    plain="setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search"
fi
mkdir locked closed
cp stores/b.sqlite locked/results.sqlite; cp stores/b.sqlite closed/results.sqlite
chmod 444 locked/results.sqlite; chmod 555 closed
locked() {
    say $plain "$(type -P entente)" diff stores/whole.sqlite locked/results.sqlite
    say $plain "$(type -P entente)" merge stores/a.sqlite locked/results.sqlite -o joined.sqlite
    say $plain "$(type -P entente)" run $base --out locked
    say $plain "$(type -P entente)" run $base --out closed
    say $plain "$(type -P entente)" merge stores/a.sqlite stores/b.sqlite -o closed/joined.sqlite
    ls locked closed
}
if $plain sh -c ': >>locked/results.sqlite' 2>/dev/null || ! $plain true; then
    # nothing can be made read-only here: what is wanted stands for what would be said
    sed '1,/^-- a store that may be read/d' "$SOURCE/tests/cli/hostile_stores.stdout" | head -n -1
else
    locked
fi
cmp stores/b.sqlite locked/results.sqlite* && cmp stores/b.sqlite closed/results.sqlite
chmod 755 closed
[ "$before" = "$(sums)" ] || echo "a store was changed"
ls -A | grep -c 'part$'
