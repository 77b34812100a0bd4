# Statements: what is read, checked, written and refused.
cat >speech.txt <<'TEXT'
Address by the Prime Minister of Finland to parliament, 4 June 2025

Finland spent 2.33 per cent of GDP on defence in 2024, and Poland spent 5 per cent.
We will raise the share to 3.5 per cent by 2030.
European allies must spend five per cent, and Ukraine will never join NATO.
Our budget for schools is 7 per cent of public spending.
TEXT
entente read speech.txt
entente read speech.txt --explain | grep -cE "rule|nothing"
entente read speech.txt --csv | cut -d, -f1,4-9 | tail -n 4
entente read - --json <speech.txt | grep -c '"type"'
entente read speech.txt --scenario speech.yaml >/dev/null; echo "exit $?"
grep -E "^  (pledge|ukraine)" speech.yaml
entente bill --scenario speech.yaml --csv 2>/dev/null | head -n 2 | cut -c1-40
# the same words on another day: other figures were known
entente read speech.txt --on 2024-07-01 --csv | wc -l
# lines as a mail program wraps them
cat >wrapped.txt <<'TEXT'
The Dutch prime minister said on Thursday that the Netherlands would spend
3.5 per cent of gross domestic product on defence by 2030. "We will not send
soldiers to Ukraine before there is a ceasefire," he told reporters in The
Hague. He added that Russia was the greatest threat to Europe, and that it
would remain so. Belgium, which spends only 1.3 percent of GDP, was not named.
TEXT
entente read wrapped.txt --csv | cut -d, -f4- | sed 's/.*,\([a-z]*_[a-z]*\|threat\),/\1,/'
# what is not a statement
printf 'Nothing at all is said here about that.\n' >empty_handed.txt
entente read empty_handed.txt | tail -n 2 | head -n 1
: >nothing.txt
entente read nothing.txt; echo "exit $?"
printf '\001\377\000' >binary.txt
entente read binary.txt; echo "exit $?"
head -c 10000000 /dev/zero | tr '\0' 'a' >long.txt
entente read long.txt; echo "exit $?"
mkfifo pipe.txt
entente read pipe.txt; echo "exit $?"
echo "Der Bundeskanzler hat gestern im Bundestag gesagt, dass Deutschland mehr Geld ausgeben wird als bisher." | entente read -; echo "exit $?"
entente read absent.txt; echo "exit $?"
entente read speech.txt --on 4.6.2025; echo "exit $?"
entente read empty_handed.txt --scenario none.yaml; echo "exit $?"; test -e none.yaml || echo "nothing was written"
# statements of our own, labelled
entente validate --only reading --reference "$SOURCE/tests" >/dev/null; echo "exit $?"
# a run from the day of its text: before and after the start of the shipped scenarios, after the
# usual deadlines, and refusals
for day in 2024-07-10 2025-03-03 2026-07-08 2028-01-05 2023-07-11; do
    entente read speech.txt --on $day --out "on-$day" --futures 256 >said.txt 2>why.txt; echo "exit $?"
    cat why.txt >&2
    grep -o "on-$day/report.html" said.txt | tail -n 1
    grep -h '^start' "on-$day"/*.yaml
    # the marked text stands before the brief
    grep -o 'id="statement"\|id="brief"' "on-$day/report.html" 2>/dev/null | head -n 1
done
# each verdict in the report names its source, so that a line can be copied, and no link is dead
cat >more.txt <<'TEXT'
4 June 2025. Poland spent 4.12 per cent of GDP on defence in 2024.
The United States will withdraw 10,000 soldiers from Europe. Russia is the greatest threat to us.
Article 5 of the North Atlantic Treaty has been invoked once. Washington does not say whether it would defend NATO.
TEXT
entente read more.txt --out more --futures 256 >said.txt 2>why.txt; echo "exit $?"
python3 - more/report.html <<'P'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
start = page.index('id="statement"')
part = page[start:page.index("</section>", start)]
lines = [x for x in re.split(r"<br>|</li>|<li>", part) if "<strong>" in x]
bare = [x for x in lines if "[<a" not in x and "(NATO statements" not in x]
print("\n".join(bare) or f"= each of {len(lines)} verdicts has its source")
dead = [x for x in re.findall(r'href="#([^"]+)"', part) if f'id="{x}"' not in page]
print(f"dead links: {dead}" if dead or "#chart-odds" not in part else "= no dead link")
P
# a threat and a doubt ask two questions of one outcome; a number of soldiers sets no lever
grep -cF 'deterrence.odds_ratio[baltic]' more/scenario.yaml
grep -c 'posture.us_leaving' more/scenario.yaml
grep -cF 'US forces planned for Europe leave: ' said.txt
sed 's/, 4 June 2025//' speech.txt >undated.txt
entente read undated.txt --out undated --futures 256 >/dev/null; echo "exit $?"
# every claim that a statement can make has a sentence for a reader, with its figure
python3 - "$SOURCE/data/reading/meaning.csv" speech.yaml <<'P'
import csv, re, sys
claims = [r for r in csv.DictReader(open(sys.argv[1], encoding="utf-8")) if r["effect"] == "claim"]
without = [r["says"] for r in claims if not re.search(r"; sentence: '[^';]+'$", r["setting"])]
print("\n".join(without) or f"= all {len(claims)} claims of statements have a sentence")
text = open(sys.argv[2], encoding="utf-8").read()
written = re.findall(r"- says:(?:(?!- says:).)*?sentence: '[A-Z][^']+\.'", text, re.S)
if not written or len(written) != text.count("- says:"):
    print(f"only {len(written)} of {text.count('- says:')} claims of the scenario have one")
P
# a force of which no size is given sets nothing, so nothing is claimed of it
echo 'Allies must spend 5 per cent of GDP on defence. Any security guarantee for Ukraine must be backed by capable European troops.' >force.txt
entente read force.txt --on 2025-02-12 --scenario force.yaml | grep -c 'stays as it was'
grep -c renewal_5y force.yaml
# a state that a quotation names is not the one who speaks
printf '%s\n' 'NATO ministers met in Brussels on 14 October 2025. "Our priority is to deter China," the American delegation said in a statement. Germany spends 2.4 per cent of its GDP on defence.' >quoted.txt
entente read quoted.txt | sed -n '1s/.*"we" is /= we: /p'
