# Mistakes in explore, compare and search: one line, the right code, nothing half-written.
say() { "$@" >stdout 2>message; echo "exit $?: $(cut -c1-230 message)"; [ -s stdout ] && head -n 2 stdout; }
what="explore brussels-2025 --outcome posture.shortfall"
echo "-- explore"
say entente explore brussels-2025
say entente explore nowhere-2025 --outcome posture.shortfall 2>&1 | sed 's/; looked in .*//'
say entente explore brussels-2025 --outcome posture.shortfal
say entente explore brussels-2025 --outcome 'posture.shortfall[baltic]'
say entente explore brussels-2025 --outcome 'deterrence.odds_ratio[atlantis]'
say entente $what --at 1999
say entente $what --at soon
say entente $what --method prin
say entente $what --method prim --fails 'about 3'
say entente $what --method prim --fails '> 1e9' --points 512
say entente $what --method prim --objective best --points 512
say entente $what --method prim --peel 2 --points 512
say entente $what --method prim --peel x
say entente $what --method prim --box 9999 --points 512 --resamples 2
say entente $what --method prim --boxes 0
say entente $what --method prim --mass -1 --points 512
say entente $what --method prim --points 3
say entente $what --method pawn --points 3
say entente $what --points 0.5
say entente $what --points 99999999999999999999999
say entente $what --method sobol --scrambles 1
say entente $what --group quality
say entente $what --group quality=no.such
say entente $what --believe 'no such claim'
say entente explore brussels-2025 --believe 99
say entente $what --believe 'about'
say entente $what --resume
say entente $what --method why --fails '> 0 and < 2'
: >taken
say entente $what --out taken --points 16
say entente $what --out no/such/place --points 16
say entente $what --second=yes
say entente $what --grid aid.us=1
echo "-- compare"
say entente compare brussels-2025
say entente compare brussels-2025 --over posture.shortfal
say entente compare brussels-2025 --over posture.shortfall --grid aid.u=0,1
say entente compare brussels-2025 --over posture.shortfall --grid aid.us
say entente compare brussels-2025 --over posture.shortfall --grid aid.us=0,many
say entente compare brussels-2025 --over posture.shortfall --grid aid.us=0,1e9
say entente compare brussels-2025 us-leaves --over posture.shortfall --grid aid.us=0,1
say entente compare brussels-2025 --over posture.shortfall --futures 0
say entente compare brussels-2025 --over posture.shortfall --out taken
say entente compare today us-leaves --over posture.shortfall --at 2030
say entente compare brussels-2025 --over posture.shortfall --resume
say entente compare
echo "-- search"
goals="--objective posture.shortfall@2030 --objective min:spending.europe_canada@2030"
say entente search brussels-2025
say entente search brussels-2025 --objective posture.shortfall@2030 --lever aid.us
say entente search brussels-2025 $goals
say entente search brussels-2025 $goals --objective posture.shortfal --lever aid.us
say entente search brussels-2025 $goals --objective posture.shortfall=often --lever aid.us
say entente search brussels-2025 $goals --lever aid.u
say entente search brussels-2025 $goals --lever aid.us=1:0
say entente search brussels-2025 $goals --lever aid.us=0:1e9
say entente search brussels-2025 $goals --lever guarantee.members
say entente search brussels-2025 $goals --lever aid.us --population 5
say entente search brussels-2025 $goals --lever aid.us --generations 0
say entente search brussels-2025 $goals --lever aid.us --epsilon 0 --epsilon 1
say entente search brussels-2025 $goals --lever aid.us --epsilon 1
say entente search brussels-2025 $goals --lever aid.us --check 1
say entente search brussels-2025 $goals --lever aid.us --out taken
say entente search brussels-2025 $goals --lever aid.us --out nothing --resume
mkdir other; echo '{"another": "search"}' >other/search.jsonl
say entente search brussels-2025 $goals --lever aid.us --out other --resume
cat other/search.jsonl
ls -A
echo "-- options that a method does not read"
say entente $what --method sobol --fails '> 0'
say entente $what --fails '> 0'
say entente $what --method prim --groups
say entente $what --method morris --second
say entente $what --method cart --boxes=1
say entente $what --method pawn --group quality=capability.quality_europe
say entente $what --believe 1 --method prim
true
