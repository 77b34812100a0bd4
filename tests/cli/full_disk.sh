# A disk that is full, a real one: two megabytes of memory mounted as a folder. One line, exit 1,
# nothing that looks whole, what was done is kept.
room=$PWD/room
mkdir room
if ! mount -t tmpfs -o size=2m,mode=700 entente "$room" 2>/dev/null; then
    echo "skipped: mounting a small tmpfs is not permitted here (it takes root)" >&2
    exit 77
fi
trap 'umount "$room"' EXIT
hash() { sed -n 's/.*"outcome_hash":"\([0-9a-f]*\)".*/\1/p' "$1/result.json"; }
options="status-quo-2024 --futures 6000 --threads 2"

echo "run"
entente run $options --out room/r >/dev/null 2>message
echo "exit $?, $(wc -l <message) line"
sed 's/: [^:]*; free/: REASON; free/' message
ls room/r
cp -r room/r kept
rm -rf room/*
entente run $options --resume --out kept >/dev/null
entente run $options --out whole >/dev/null
[ "$(hash kept)" = "$(hash whole)" ] && echo "where there is room it goes on: same hash"

echo "merge"
entente run $options --blocks 0:12 --out a >/dev/null
entente run $options --blocks 12:24 --out b >/dev/null
entente merge a/results.sqlite b/results.sqlite -o room/joined.sqlite 2>message
echo "exit $?, $(wc -l <message) line"
sed 's/: [^:]*; free/: REASON; free/' message
ls room

echo "explore"
head -c 2000000 /dev/zero >room/ballast 2>/dev/null
entente explore status-quo-2024 --outcome posture.shortfall --points 64 --scrambles 2 --out room/e \
    >/dev/null 2>message
echo "exit $?, $(wc -l <message) line"
sed 's/: [A-Z][^:]*$/: REASON/' message
ls room room/e
