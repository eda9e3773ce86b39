#!/usr/bin/env bash
# Packages and build of the UI, each only when something changed.
#
#   .ci/ui.sh install FOLDER   npm ci, when the lock file is newer than what is installed
#   .ci/ui.sh build            npm run build in ui/, when a source is newer than the last build
set -euo pipefail
SAY_AS=ui
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

install_packages() { # folder
  local lock="$1/package-lock.json" installed="$1/node_modules/.package-lock.json"
  if ! [ -f "$lock" ]; then stop_with 2 "$1 has no package-lock.json"; fi
  if [ -f "$installed" ] && ! [ "$lock" -nt "$installed" ]; then
    say "$1: packages are up to date"
    return 0
  fi
  say "$1: installing packages from the lock file (npm ci)"
  (cd "$1" && with_heartbeat "installing packages" npm ci --no-audit --no-fund --no-update-notifier </dev/null)
  # npm may keep an older time, and writes nothing at all where nothing is needed.
  mkdir -p "$1/node_modules"
  touch "$installed"
}

build() {
  # Written before the build begins: a file saved meanwhile counts as newer.
  local stamp=ui/node_modules/.built changed=""
  if [ -f "$stamp" ] && [ -f ui/dist/index.html ]; then
    changed="$(find ui -mindepth 1 \( -name node_modules -o -name dist -o -name coverage -o -name .output \
      -o -name '*.tsbuildinfo' \) -prune -o -newer "$stamp" -print | sed -n 1p)"
    if [ -z "$changed" ]; then
      say "ui/dist is up to date"
      return 0
    fi
  fi
  say "building ui/dist${changed:+ ($changed changed)}"
  touch "$stamp.next"
  (cd ui && with_heartbeat "building the UI" npm run build </dev/null)
  mv "$stamp.next" "$stamp"
}

case "${1:-}" in
  install) install_packages "${2:-ui}" ;;
  build) build ;;
  *) stop_with 2 "install FOLDER, or build" ;;
esac
