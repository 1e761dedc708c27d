#!/usr/bin/env bash
# Every test, from a clean clone: format, lints, tests, documentation, the sample portal, validators,
# the browser.
# Each step is one plain command that can be run alone. Ends with 1 if any of them fails.
set -u
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never
# Tests build many portals: what compiling takes longer is won several times over.
export CARGO_PROFILE_DEV_OPT_LEVEL=1
# They make and remove many files: in memory that costs a tenth.
if [ -w /dev/shm ]; then
  TMPDIR=$(mktemp -d /dev/shm/dateline-tests-XXXXXX)
  # Tests build as another user too, who has to get there.
  chmod 711 "$TMPDIR"
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
passed=0
failed=0

step() {
  local name=$1
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  if "$@"; then
    passed=$((passed + 1))
    printf -- '-- %s: ok\n' "$name"
  else
    failed=$((failed + 1))
    printf -- '-- %s: FAILED\n' "$name"
  fi
}

no_trace_of_machines() {
  # The repository names no path of a machine.
  ! git grep -nIE '(^|[^A-Za-z0-9])/(root|home/[a-z]+)/' -- . ':!*.lock' ':!tests/run.sh'
}

documentation() {
  RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --locked --quiet
}

sample() {
  rm -rf target/sample
  cargo run --locked --quiet -- build --strict --at 2026-11-24T12:00:00Z --output target/sample
}

second_theme() {
  # The same portal in the second theme, in a folder of its own.
  rm -rf target/bulletin
  mkdir -p target/bulletin
  cp -R content data static target/bulletin/
  sed 's/^theme: .*/theme: bulletin/' portal.yaml >target/bulletin/portal.yaml
  cargo run --locked --quiet -- build --strict --root target/bulletin --at 2026-11-24T12:00:00Z
}

step 'format' cargo fmt --check
step 'lints' cargo clippy --locked --all-targets --quiet -- -D warnings
step 'tests' cargo test --locked
step 'documentation' documentation
step 'supply chain' bash tests/supply.sh
step 'no path of a machine' no_trace_of_machines
step 'sample portal' sample
step 'sample portal in the second theme' second_theme
step 'validators' bash tests/validators/run.sh target/sample
step 'browser' bash tests/browser/run.sh target/sample
step 'browser, second theme' node tests/browser/suite.mjs target/bulletin/output brief

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
