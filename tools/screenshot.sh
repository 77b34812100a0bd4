#!/usr/bin/env bash
# Take the picture of the report that README.md shows: runs brussels-2025, opens report.html in
# headless Chromium, writes docs/report.png.
#   tools/screenshot.sh [PROGRAM] [PICTURE]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(readlink -f "${1:-$root/build/entente}")
picture=$(readlink -m "${2:-$root/docs/report.png}")
browser=
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && { browser=$name; break; }
done
[ -n "$browser" ] || { echo "screenshot: no Chromium found; install the package chromium" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" run brussels-2025 --vs status-quo-2024 --futures "${FUTURES:-16384}" --out run >/dev/null 2>&1
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
"$browser" --headless $sandbox --disable-gpu --hide-scrollbars --window-size=1100,1180 \
    --user-data-dir="$work/profile" --virtual-time-budget=4000 \
    --screenshot="$work/report.png" "file://$work/run/report.html" >/dev/null 2>&1
[ -s "$work/report.png" ] || { echo "screenshot: $browser wrote no picture" >&2; exit 1; }
if command -v pngquant >/dev/null 2>&1; then
    pngquant --force --output "$work/report.png" 64 "$work/report.png"
fi
size=$(stat -c %s "$work/report.png")
[ "$size" -lt 200000 ] || { echo "screenshot: $size bytes, 200000 allowed; install pngquant" >&2; exit 1; }
cp "$work/report.png" "$picture"
echo "$picture: $size bytes"
