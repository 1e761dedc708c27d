#!/usr/bin/env bash
# What dateline is made of, against `deny.toml`: duplicates, licences, sources; with `online` the advisories too.
# cargo-deny is installed below target/, pinned, where the machine has none; the plainest of it `cargo test --test supply`
# holds without it.
set -u
cd "$(dirname "$0")/.."
version=0.20.2
tools=$PWD/target/supply
if ! command -v cargo-deny >/dev/null 2>&1; then
  export PATH="$tools/bin:$PATH"
  if [ ! -x "$tools/bin/cargo-deny" ]; then
    # Quickly compiled is quick enough: it runs for a second.
    CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --version "$version" \
      --locked --debug --quiet --root "$tools" --target-dir "$tools/build" || exit 1
    rm -rf "$tools/build"
  fi
fi
if [ "${1:-}" = online ]; then
  exec cargo deny --locked check
fi
# Crates of other systems too, which no build here has asked for.
cargo fetch --locked --quiet || exit 1
exec cargo deny --locked --offline check bans licenses sources
