# The report of the Brussels address gives the levers and events of the shipped scenario.
text=${ENTENTE_REFERENCE:-$SOURCE/../shared/data}/reading/brussels-2025-02-12.txt
[ -r "$text" ] || exit 77
entente read "$text" --scenario read.yaml >/dev/null; echo "exit $?"
levers() { sed -n '/^levers:/,/^[a-z]*:$/p' "$1" | grep -v '^ *#' | sed -n 's/ *#.*//; s/^  \([a-z_0-9.]*\): /\1 /p' | sed 's/\.0$//' | sort; }
levers read.yaml
echo "levers that differ from the shipped scenario:"
levers read.yaml | comm -23 - <(levers "$SOURCE/scenarios/brussels-2025.yaml")
echo "levers of the shipped scenario that are not in the text:"
levers read.yaml | cut -d' ' -f1 | comm -13 - <(levers "$SOURCE/scenarios/brussels-2025.yaml" | cut -d' ' -f1)
events() { grep '^ *- {title' "$1" | sed 's/^ *//' | sort; }
echo "events that differ:"
diff <(events read.yaml) <(events "$SOURCE/scenarios/brussels-2025.yaml") && echo none
entente read "$text" | grep -E "^      (supported|not supported)"
