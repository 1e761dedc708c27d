#!/bin/sh
# Runs fuzz targets one after the other, each for ten million executions or half an hour, whichever is first.
#
#     fuzz/run.sh                  all of them
#     fuzz/run.sh edtf svg         these
#
# RUNS and SECONDS_EACH change how long; LOGS is where what the engine says goes (fuzz/logs).
# Needs a nightly compiler and `cargo install cargo-fuzz`. Stops at the first finding, which lies in fuzz/artifacts.
set -eu
cd "$(dirname "$0")/.."
logs=${LOGS:-fuzz/logs}
mkdir -p "$logs"
[ $# -gt 0 ] || set -- memo svg code picture edtf settings data front_matter references http body template
for target; do
    length=4096
    [ "$target" != memo ] || length=16384
    # Long names times many lines: see the limits of tables.
    [ "$target" != data ] || length=32768
    dictionary=
    [ ! -f "fuzz/dictionaries/$target.dict" ] || dictionary=-dict=fuzz/dictionaries/$target.dict
    mkdir -p "fuzz/corpus/$target"
    nice -n 19 cargo +nightly fuzz run --fuzz-dir fuzz "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -runs="${RUNS:-10000000}" -max_total_time="${SECONDS_EACH:-1800}" -max_len="$length" ${dictionary:+"$dictionary"} \
        -timeout=30 -rss_limit_mb=4096 -print_final_stats=1 >"$logs/$target.log" 2>&1 || {
        tail -n 40 "$logs/$target.log"
        exit 1
    }
    grep -E 'DONE|stat::number_of_executed_units' "$logs/$target.log"
done
