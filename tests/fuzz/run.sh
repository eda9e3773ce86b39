#!/usr/bin/env bash
# Feeds the mapping engine with what nobody would write, with libFuzzer and a stable compiler.
#
#   FUZZ_SECONDS   how long each target runs (default: 60)
#
# What makes a target fail is kept under artifacts/, and is run with
#   target/HOST/release/TARGET artifacts/TARGET/FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds="${FUZZ_SECONDS:-60}"
# What cargo-fuzz sets, without the sanitizers, which need a nightly compiler: this code has
# no unsafe blocks for them to watch.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1"
export CARGO_TARGET_DIR="$PWD/target"
# A target of its own, so that build scripts are not instrumented.
host="$(rustc -vV | sed -n 's/^host: //p')"
node seeds.mjs
cargo build --release --locked --target "$host"

for target in expression mapping-file; do
  mkdir -p "artifacts/$target"
  echo "fuzz: $target, $seconds s"
  "target/$host/release/$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -max_len=8192 -dict=corpus/words.dict -artifact_prefix="artifacts/$target/" -print_final_stats=1 \
    "corpus/$target" 2>&1 | grep -vE '^#[0-9]+.*(REDUCE|NEW|pulse)'
done
