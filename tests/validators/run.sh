#!/usr/bin/env bash
# Looks at a built output with validators nobody here wrote: run.sh OUTPUT_DIR. Every *.py beside this file is
# one. They live in target/validators, with the versions that requirements.txt pins.
set -u
output=$(realpath "$1")
cd "$(dirname "$0")"
home=${CARGO_TARGET_DIR:-../../target}/validators
mkdir -p "$home"
if ! cmp -s requirements.txt "$home/installed.txt"; then
  python3 -m venv "$home/venv" && "$home/venv/bin/pip" install --quiet --requirement requirements.txt || exit 1
  cp requirements.txt "$home/installed.txt"
fi
failed=0
for validator in *.py; do
  "$home/venv/bin/python" "$validator" "$output" || failed=1
done
exit $failed
