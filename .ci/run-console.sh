#!/usr/bin/env bash
# `make run`: prepares the machine, builds, opens the console. Without a display it
# runs the main job on a virtual one and says where the pictures are.
set -euo pipefail
SAY_AS=run
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

has_display() {
  if [ "${IDP_HEADLESS:-}" = 1 ]; then return 1; fi
  if [ "$(uname -s)" != Linux ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then return 0; fi
  if [ -z "${DISPLAY:-}" ]; then return 1; fi
  # A DISPLAY left over from a closed session opens nothing.
  if command -v xdpyinfo >/dev/null 2>&1; then xdpyinfo >/dev/null 2>&1; fi
}

if has_display; then mode=run; else
  mode=headless
  say "there is no display: the main job will run on a virtual one"
fi

say "1/4 what this machine needs"
bash .ci/setup-system.sh "$mode"
use_installed_tools
find_target_dir

say "2/4 UI packages"
bash .ci/ui.sh install ui
if [ "$mode" = headless ] && [ -f tests/e2e/package-lock.json ]; then bash .ci/ui.sh install tests/e2e; fi

say "3/4 UI"
bash .ci/ui.sh build

say "4/4 programs (the first build takes several minutes)"
with_heartbeat "building" cargo build ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} --workspace --features idp-console/bridge --bins

if [ "$mode" = run ]; then
  say "opening $IDP_TARGET_DIR/debug/idp-console"
  exec "$IDP_TARGET_DIR/debug/idp-console"
fi

tour="${TOUR_DIR:-$IDP_TARGET_DIR/tour}"
mkdir -p "$tour"
tour="$(cd "$tour" && pwd)"
say "running the main job on a virtual display; pictures go to $tour"
use_virtual_display_settings
with_heartbeat "running the main job" bash tests/e2e/headless-tour.sh "$tour"
say "done: the screenshots are in $tour"
