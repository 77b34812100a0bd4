# A claim that rests on a part without skill says so: what data/scorecard.csv says, and what another table would.
cat >a.yaml <<'Y'
name: A
base: status-quo-2024
claims:
  - {says: truce, shows: settlement.ceasefire, at: 2026-12, holds: ">= 1"}
  - {says: war, shows: settlement.months_at_war, holds: "< 24"}
  - {says: talks, shows: 'settlement.zone[width]', at: 2026, holds: "> 0"}
  - {says: spending, shows: 'spending.share[DEU]', at: 2030, holds: ">= 3"}
  - {says: bill, kind: account, shows: 'bill.multiple[DEU]', holds: ">= 1"}
Y
entente run ./a.yaml --futures 256 --no-why --out out >out.txt || echo failed
cp -r "$SOURCE/data" data
sed -E 's/^(hindcast,ceasefire),worse/\1,better/; s/^(hindcast,spending),better/\1,worse/' "$SOURCE/data/scorecard.csv" >data/scorecard.csv
ENTENTE_DATA=data entente run ./a.yaml --futures 256 --no-why --out turned >turned.txt || echo failed
cp -r data worse
sed -i -E 's/^(hindcast,ceasefire),better/\1,worse/' worse/scorecard.csv
ENTENTE_DATA=worse entente run ./a.yaml --futures 256 --no-why --out two >two.txt || echo failed
python3 - <<'P' && echo "claims say what the tables say"
import csv, html, json, os, re
def between(text, first, last, deeper=False):
    """The part of a text after `first`; deeper: up to a line that is indented no deeper than `last`."""
    assert text.count(first) == 1, (first, text.count(first))
    rest = text.split(first)[1]
    return re.split(re.escape(last) + r"(?! )", rest)[0] if deeper else rest.split(last)[0]
families = {"truce": "ceasefire", "war": "ceasefire", "talks": "", "spending": "spending", "bill": ""}
for folder, data in (("out", os.environ["SOURCE"] + "/data"), ("turned", "data"), ("two", "worse")):
    rows = [r for r in csv.DictReader(open(data + "/scorecard.csv")) if r["part"] == "hindcast"]
    without = {r["family"] for r in rows} - {r["family"] for r in rows if r["verdict"] == "better"}
    claims = [c for c in json.load(open(folder + "/result.json"))["claims"] if c["says"] in families]
    said = {c["says"]: c.get("without_skill", "") for c in claims}
    assert len(said) == len(families), said
    sentences = {s for s in said.values() if s}
    for says, family in families.items():
        assert bool(said[says]) == (family in without), (folder, says, said[says])
    terminal = open(folder + ".txt").read()
    report = html.unescape(open(folder + "/report.html").read())
    brief = between(report, '<article class="brief"', "</article>")
    table = between(report, '<table data-name="claims">', "</table>")
    places = []
    for says in families:
        places += [
            ("claim on the terminal", says, between(terminal, f"\n  {says}\n", "\n  ", deeper=True)),
            ("claim in the brief", says, between(brief, f'<th scope="row">{says}', "</th>")),
            ("claim in its table", says, between(table, f'<th scope="row">{says}</th>', "</tr>"))]
    # what rests on a ceasefire, as the claim "truce" does, and what does not
    places += [
        ("answer on the terminal", "truce", between(terminal, "  * A ceasefire in Ukraine", "\n  Not a")),
        ("answer of the brief", "truce", between(brief, '<p class="answer">', "</p>")),
        ("key figure, war", "truce", between(brief, "<li><span>War: ", "</li>")),
        ("key figure, money", "bill", between(brief, "<li><span>Money: ", "</li>")),
        ("headline", "truce", between(report, '<ul class="headline">', "</ul>")),
        ("finding, spending", "spending", between(brief, '<th scope="row">Europe and Canada spend', "</th>"))]
    for place, says, text in places:
        text = " ".join(text.split())
        # on the terminal a sentence that is the only one stands once, with the answer
        again = "The same caveat applies." if len(sentences) == 1 else "says each in full"
        full = "no better than a naive rule" in text
        assert (full or again in text) == bool(said[says]), (folder, place, says, text)
        assert said[says] in text or again in text, (folder, place, says, text)
        assert full or "terminal" in place or not said[says], (folder, place, says, text)
    once = " ".join(terminal.split())
    for sentence in sentences:
        assert once.count(sentence) == 1 or len(sentences) > 1, (folder, sentence, once.count(sentence))
P
sed -i '1s/verdict/judged/' data/scorecard.csv
ENTENTE_DATA=data entente run ./a.yaml --futures 256 --no-why --out bad 2>&1 >/dev/null
echo "exit $?"
