#!/usr/bin/env bash
# `make check`: what is quick to know before a commit.
set -euo pipefail
SAY_AS=check
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

failed=()
step() { # what command…
  local what="$1"
  shift
  say "$what"
  with_heartbeat "at $what" "$@" || failed+=("$what")
}

check_types() { (cd ui && npx --no-install tsc --noEmit); }

bash .ci/ui.sh install ui
# The shell takes the built UI in; it has to exist before Rust can be checked.
if ! [ -f ui/dist/index.html ]; then bash .ci/ui.sh build; fi

step formatting cargo fmt --all --check
step types check_types
step clippy cargo clippy ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} --workspace --features idp-console/bridge --all-targets -- -D warnings

if [ "${#failed[@]}" -gt 0 ]; then stop_with 1 "failed: ${failed[*]}"; fi
say "all passed"
