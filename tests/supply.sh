#!/usr/bin/env bash
# What dateline is made of, against `deny.toml`: duplicates, licences, sources; with `online` the advisories too.
# Where cargo-deny is not installed it says so and ends well: `cargo test --test supply` holds the plainest of it.
set -u
cd "$(dirname "$0")/.."
if ! cargo deny --version >/dev/null 2>&1; then
  echo 'cargo-deny is not installed, so nothing was checked: `cargo install cargo-deny --locked` gets it'
  exit 0
fi
if [ "${1:-}" = online ]; then
  exec cargo deny --locked check
fi
exec cargo deny --locked --offline check bans licenses sources
