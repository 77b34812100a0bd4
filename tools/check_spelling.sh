#!/usr/bin/env bash
# Spelling of what people read, by cspell with its British dictionary: documents, manual pages, registers,
# scenarios, and the comments and literals of the sources. Names and terms that cspell does not know
# are in tools/words/dictionary.txt. cspell comes with the packages of app/; without them the check is
# skipped (exit 77). What has not changed since it last passed is not read again.
#   tools/check_spelling.sh [CACHE]
set -u
cd "$(dirname "$0")/.." || exit 1
cspell=app/node_modules/.bin/cspell
command -v node >/dev/null && [ -x $cspell ] || { echo "cspell is not installed: run 'npm ci --ignore-scripts' in app/"; exit 77; }
[ -e .git ] || { echo "not a clone: git lists the files to check"; exit 77; }
git ls-files '*.md' 'man/*.scd' 'include/entente/*.h' 'src/*.[ch]' 'tests/*.[ch]' 'examples/*.[ch]' 'app/src/*.ts' \
    'python/*.py' 'tools/*.py' 'scenarios/*.yaml' data/{levers,outcomes,assumptions,flashpoints,keys,caveats,examples,background}.csv |
    $cspell lint --config tools/words/cspell.json --no-progress --no-summary --show-suggestions \
        --cache --cache-location "${1:-build/spelling.cache}" --file-list stdin
