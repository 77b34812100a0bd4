#!/usr/bin/env bash
# Which outputs a change of the model moved: a run of brussels-2025 and status-quo-2024 by this
# build against the small store in tests/model_diff, future by future. A change is not a mistake, not
# looking is: what moved is printed, and whatever keeps it from being printed fails.
#   tools/model_diff.sh PROGRAM            print what moved against the committed store
#   tools/model_diff.sh PROGRAM --update   make the store again, after reading what moved
set -euo pipefail
program=$(readlink -f "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
kept=$root/tests/model_diff/reference.sqlite
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
keep=()
for key in spending.europe_canada capability.europe posture.shortfall deterrence.renewal_5y \
    settlement.months_at_war settlement.terms; do
    keep+=(--keep "$key")
done
(cd "$work" && "$program" run brussels-2025 --vs status-quo-2024 --futures 256 --seed 1 --no-why \
    --store summary "${keep[@]}" --out new >/dev/null)
if [ "${2:-}" = --update ]; then
    python3 - "$work/new/results.sqlite" "$kept" <<'PYTHON'
import os, sqlite3, sys
old, new = sys.argv[1:]
if os.path.exists(new):
    os.remove(new)
store, small = sqlite3.connect(old), sqlite3.connect(new)
# A store like any other, with less in it: no sums; of statistics the means, every year of what is
# kept future by future, of other outcomes two years and the ends of years.
for pragma in ("application_id", "user_version"):
    small.execute(f"pragma {pragma} = {store.execute(f'pragma {pragma}').fetchone()[0]}")
for (made,) in store.execute("select sql from sqlite_master where sql is not null"):
    small.execute(made)
kept = "select key from outcome where kept = 1"
means = "world, outcome, idx, at, n, missing, mean, sd" + ", null" * 7
wanted = {"run": "select * from run", "outcome": "select * from outcome",
          "future": "select * from future",
          "world": "select role, key, name, checksum, narrow, null from world",
          "quantile": f"select {means} from quantile where outcome in ({kept}) or at = ''"
                      " or at in ('2030', '2035') or at like '%-12'"}
for table, query in wanted.items():
    rows = store.execute(query).fetchall()
    small.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
small.commit()
small.execute("vacuum")
PYTHON
    echo "$kept: made again"
    exit 0
fi
[ -s "$kept" ] || { echo "$kept: is not there; make it with --update"; exit 1; }
"$program" diff "$kept" "$work/new/results.sqlite"
