#!/usr/bin/env bash
# Shows a built portal to validators that nobody here wrote: tests/validators/run.sh OUTPUT_DIR
# Every *.py here is one: it gets OUTPUT_DIR, says what is wrong on standard error and ends with 1, or says in
# one line what it has seen. What they need is installed under target/, pinned; a missing tool is a failure.
set -u
[ $# -eq 1 ] || { echo "usage: $0 OUTPUT_DIR" >&2; exit 2; }
output=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")" || exit 2
here=$PWD
tools=$here/../../target/validators
mkdir -p "$tools"

installed() {
  cmp -s requirements.txt "$tools/requirements.txt" || {
    rm -rf "$tools/venv"
    python3 -m venv "$tools/venv" &&
      "$tools/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt &&
      cp requirements.txt "$tools/requirements.txt"
  } || return 1
  cmp -s package-lock.json "$tools/node_modules/.lock" || {
    cp package.json package-lock.json "$tools" &&
      (cd "$tools" && npm ci --silent --ignore-scripts) &&
      cp package-lock.json "$tools/node_modules/.lock"
  } || return 1
}
installed || { echo 'FAIL  the validators could not be installed'; exit 1; }

failed=0
export VALIDATORS=$tools
for script in *.py; do
  if said=$("$tools/venv/bin/python" -B "$script" "$output" 2>&1); then
    printf 'ok    %s: %s\n' "${script%.py}" "$said"
  else
    printf 'FAIL  %s:\n%s\n' "${script%.py}" "$said"
    failed=1
  fi
done
exit $failed
