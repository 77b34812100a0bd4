# The statement's event, with and without a change of membership; mistakes in one line.
entente obliged --attacker RUS --victim FRA --object forces --place Kharkiv --on 2026-06-01 |
    awk '/^(yes|no|contested)/ {print $1, $2, $3, $4}' | head -5
entente obliged --attacker RUS --victim "FRA|GBR" --object forces --lat 49.99 --lon 36.23 --on 2026-06-01 --json |
    grep -o '"clause": "[a-z_0-9]*", "instrument": "North Atlantic[^}]*"reason": "[A-Z_]*"' |
    sed 's/"instrument.*"verdict/"verdict/'
entente obliged --attacker RUS --victim FRA --object forces --place Kharkiv --on 2031-01-01 \
    --accession nato:UKR:2030-01-01 | grep -E '^(yes|no|contested).* nato_5 ' | awk '{print $1, $2, $3, $4}'
printf '%s\n' '- {attacker: RUS, victim: [FRA, GBR], object: forces, place: Odesa, on: 2026-06-01, label: Two}' \
    '- {attacker: XXX, victim: ESP, place: Ceuta, on: 2026-06-01}' >events.yaml
entente obliged --event events.yaml --json | grep '"label"'
entente obliged --event events.yaml --csv | grep -c '^event,'
printf '%s\n' '- {attacker: RUS, victim: FRA, plaice: Odesa}' >bad.yaml
entente obliged --event bad.yaml
echo "exit $?"
entente obliged --attacker RUS --victim FRA --place Kharkif
echo "exit $?"
entente obliged --attacker RUS --victim FRX
entente obliged --attacker RUS
entente obliged --attacker RUS --victim FRA --on 2026-02-30
entente obliged --attacker RUS --victim FRA --lat 91 --lon 0
entente obliged --attacker RUS --victim FRA --accession nato:UKR
entente obliged --matrix --state USA,EST,RUS --on 2026-06-01 --csv
entente obliged --history --csv | awk -F, '/sept11/ {print $4, $5, $6}' | head -2
for place in Valletta "Hong Kong" Dakar Goa Luanda; do
    for victim in GBR FRA PRT; do
        entente obliged --attacker RUS --victim $victim --place "$place" --on 1955-06-01 >dated.txt 2>dated.err &&
            echo "$place was $victim's: $(awk '$3 == "nato_5" {print $1, $4}' dated.txt)"
    done
done
entente obliged --attacker RUS --victim GBR --place Valletta --on 1964-09-21
echo "exit $?"
entente obliged --attacker RUS --victim POL --place Paris --on 2026-06-01
echo "exit $?"
entente obliged --attacker RUS --victim MLT --on 1955-06-01
echo "exit $?"
entente obliged --attacker RUS --victim POL --place Paris --object forces --on 2026-06-01 | grep -c nato_5
entente obliged --attacker IDN --victim MYS --place Singapore --on 1964-09-01 | grep -E '^(GBR|AUS|NZL) ' | sed 's/  */ /g'
printf '%s\n' '- {attacker: RUS, victim: POL, place: Paris, on: 2026-06-01}' >elsewhere.yaml
entente obliged --event elsewhere.yaml
echo "exit $?"
# Half a coordinate is said before a missing attacker; nobody attacks an unnamed state.
entente obliged --victim USA --lat 21.3 2>&1 | grep -c 'half a coordinate'
printf '%s\n' '- {attacker: CHN, victim: USA, lat: 21.3}' >half.yaml
entente obliged --event half.yaml 2>&1 | grep -c 'half a coordinate'
entente obliged --attacker RUS --victim XXX 2>&1 | grep -c 'unnamed attacker. Name the state'
entente obliged --attacker DEU --victim BEL --on 1914-08-03 | grep -c 'outside the coverage'
entente obliged --attacker DEU --victim FRA --on 1948-06-01 | grep -c 'coverage .* begins in 1949'
# Any name of a state is taken everywhere; nobody attacks itself; a place is said once; coverage is said.
names() { grep -oE '"(attacker|victim)": "[A-Z|]*"' | tr '\n' ' '; echo; }
entente obliged --attacker UK --victim "Germany|GER|POL" --json | names
entente obliged --attacker "Russian Federation" --victim EST --territory-of EEZ:UK --object vessel --json | names
entente obliged --matrix --state "UK EST,Russian Federation" --on 2026-06-01 --csv | head -3
entente obliged --attacker RUS --victim FRA --object forces --place Kharkiv --on 2031-01-01 \
    --accession nato:UK:2030-01-01 2>&1 | head -1 | cut -c1-40
entente obliged --attacker RUS --victim RUS
echo "exit $?"
entente obliged --attacker UK --attacker FRA --victim POL --victim GBR
printf '%s\n' '- {attacker: UK, victim: United Kingdom}' >itself.yaml
entente obliged --event itself.yaml
printf '%s\n' '- {attacker: RUS, victim: FRA, place: Paris, lat: -21.1, lon: 55.5}' >twice.yaml
entente obliged --event twice.yaml
for event in '{attacker: RUS, victim: FRA, place: Paris, lat: -21.1, lon: 55.5}' '{attacker: RUS, victim: UK, lat: 51.5}' \
    '{attacker: RUS, victim: Russian Federation}'; do
    printf 'name: t\nbase: status-quo-2024\nevents:\n- %s\n' "$event" >event.yaml
    entente run event.yaml --futures 64 --no-why
done
entente obliged --attacker GER --victim BEL --on 1914-08-03 --json | grep -c '"coverage": ".*1949'
entente obliged --attacker GER --victim BEL --on 1914-08-03 --csv | grep -c 'unknown.*1949'
entente obliged --attacker GER --victim BEL --on 1949-01-01 --json | grep -c '"coverage"'
for object in territory cyber threat "forces|cyber"; do
    entente obliged --attacker RUS --victim UK --object "$object" --on 2026-06-01 | head -1
done
entente obliged --attacker RUS --victim 'FRA|GBR|DEU|ITA|ESP|POL|NLD|BEL|NOR'
entente obliged --attacker RUS --victim 'FRA|QQQ|DEU'
entente obliged --attacker RUS --victim FRA --object forces --place Kharkiv --on 2031-01-01 \
    --accession nato:Ukraine:2030-01-01 | grep -E '^(yes|no|contested).* nato_5 ' | awk '{print $1, $2, $3, $4}'
entente obliged --attacker RUS --victim FRA --accession nato:UKK:2030-01-01
