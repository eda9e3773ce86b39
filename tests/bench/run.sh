#!/usr/bin/env bash
# `make bench`: builds the console and a blank Tauri window with the release profile,
# and compares them in one run.
#
#   BENCH="…"   options of run.mjs, for instance BENCH="--rounds 30 --json figures.json"
set -euo pipefail
SAY_AS=bench
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../.ci/env.sh"

bash .ci/setup-system.sh headless
use_installed_tools
find_target_dir
bash .ci/ui.sh install ui
bash .ci/ui.sh build

say "building with the release profile (the first time takes many minutes)"
# One selection, so that both windows stand on the same build of the framework.
with_heartbeat building cargo build ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} --release \
  -p idp-console -p idpctl -p blank-window -p idp-console-tests \
  --features blank-window/bench --bins --bench test-connection --bench mapping

# A folder in memory: the virtual display writes its pixels there at every change.
frames="$(mktemp -d "$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/idp-console-bench-XXXXXX")"
trap 'rm -rf "$frames"' EXIT
use_virtual_display_settings
export IDP_FRAME_BUFFER="$frames"
# shellcheck disable=SC2086 # several options
bash tests/e2e/session.sh node tests/bench/run.mjs "$@" ${BENCH:-}
