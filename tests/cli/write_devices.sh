# What is not a regular file is written through or refused, never replaced: devices, pipes, links.
# The device is this test's own: a mistake must not cost the machine its /dev/null.
if ! mknod null c 1 3 2>/dev/null || ! : 2>/dev/null >null; then
    echo "skipped: making a device is not permitted here (it takes root)" >&2
    exit 77
fi
kind() { stat -c %F "$@"; }
entente obliged --attacker RUS --victim EST --html null >/dev/null && kind null
entente bill GBR --xlsx null >/dev/null && kind null
ln -s null link
entente obliged --attacker RUS --victim EST --html link >/dev/null && kind link null
mkfifo pipe
entente obliged --attacker RUS --victim EST --html pipe >/dev/null; echo "exit $?"
head -c 15 pipe >got &
sleep 0.3
entente obliged --attacker RUS --victim EST --html pipe >/dev/null 2>&1
wait
echo "$(cat got)"
kind pipe
entente run status-quo-2024 --futures 256 --no-why --out a >/dev/null 2>&1
entente merge a/results.sqlite -o null; echo "exit $?"
kind null
rm a/results.sqlite
mkdir target && ln -s "$PWD/target/results.sqlite" a/results.sqlite
entente run status-quo-2024 --futures 256 --no-why --out a >/dev/null 2>&1; echo "exit $?"
kind a/results.sqlite target/results.sqlite
ln -sf "$PWD/null" a/result.json
entente run status-quo-2024 --futures 256 --no-why --out a >/dev/null 2>&1; echo "exit $?"
kind a/result.json null
ls -A | grep tmp
