#!/bin/sh
# Looks at a built portal and at the preview with a browser: tests/browser/run.sh OUTPUT_DIR
# Installs what is missing. A tool that is there and does not start is a failure, never a skip.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 OUTPUT_DIR" >&2; exit 2; }
output=$(cd "$1" && pwd)
cd "$(dirname "$0")"

missing=
command -v "${CHROMIUM:-/usr/bin/chromium}" >/dev/null || missing="$missing chromium"
command -v java >/dev/null || missing="$missing default-jre-headless"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || { echo "FAIL  please install:$missing"; exit 1; }
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
java -version >/dev/null 2>&1 || { echo "FAIL  java does not start, and the HTML checker needs it"; exit 1; }
cmp -s package-lock.json node_modules/.lock 2>/dev/null || {
    npm ci --silent
    cp package-lock.json node_modules/.lock
}
ended=0
node suite.mjs "$output" || ended=1

cargo build --locked --quiet
dateline=${CARGO_TARGET_DIR:-../../target}/debug/dateline
# The search, on a portal made for it, in three languages below a sub-path.
found=$(mktemp -d)
cp -R ../search/portal "$found/portal"
"$dateline" build --quiet --strict --root "$found/portal" --at 2026-11-24T12:00:00Z --output "$found/output" || ended=1
node ../search/script.mjs "$found/output" || ended=1
node search.mjs "$found/output" || ended=1
rm -rf "$found"

# The preview, on a copy of the sample portal.
node preview.mjs "$dateline" ../.. || ended=1
exit $ended
