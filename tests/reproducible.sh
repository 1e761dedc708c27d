#!/usr/bin/env bash
# Builds the release in two folders and compares the programs byte by byte: nothing of the machine, of its folders or of the
# time may be in them. Not a part of `tests/run.sh`, since it compiles everything twice.
#
#   tests/reproducible.sh            the release as it is published
#   tests/reproducible.sh quick      the same with less optimisation, in a third of the time
#
# Whoever wants the bytes of a published program sets the same flags: see `build` below.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = quick ]; then
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
fi
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR CARGO_ENCODED_RUSTFLAGS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
crates=${CARGO_HOME:-$HOME/.cargo}

# Paths stand in messages of panics, in Rust and in C; they are the same words wherever it is built.
build() {
  local root=$1
  mkdir -p "$root"
  git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -cf - | tar -xf - -C "$root"
  (
    cd "$root"
    root=$(pwd -P)
    export RUSTFLAGS="--remap-path-prefix=$root=/dateline --remap-path-prefix=$crates=/crates"
    export CFLAGS="-ffile-prefix-map=$root=/dateline -ffile-prefix-map=$crates=/crates"
    export CXXFLAGS=$CFLAGS
    export SOURCE_DATE_EPOCH=0
    cargo build --release --locked --quiet
  )
}

build "$work/one"
cp "$work/one/target/release/dateline" "$work/first"
# Room for the second one.
rm -rf "$work/one"
build "$work/another/folder/two"
cp "$work/another/folder/two/target/release/dateline" "$work/second"
sha256sum "$work/first" "$work/second" | sed "s#$work/##"
if grep -aqF "$work" "$work/first"; then
  echo "the program names the folder it was built in" >&2
  exit 1
fi
cmp "$work/first" "$work/second"
echo "both are the same"
