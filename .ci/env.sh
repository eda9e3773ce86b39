# Sourced by every script here: where things are, and how progress is said.
# shellcheck shell=bash

IDP_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export IDP_ROOT
cd "$IDP_ROOT" || exit 1

# Tools that no package manager has in the right version; outside the checkout, so
# that a fresh clone finds them again.
IDP_TOOLS_DIR="${IDP_TOOLS_DIR:-${XDG_CACHE_HOME:-${HOME:-$IDP_ROOT/target}/.cache}/idp-console-ci/tools}"
export IDP_TOOLS_DIR

# A toolchain that was installed a moment ago is not yet on the caller's PATH.
use_installed_tools() {
  local folder
  for folder in "${CARGO_HOME:-${HOME:-}/.cargo}/bin" "$IDP_TOOLS_DIR/bin" "$IDP_TOOLS_DIR/node/bin"; do
    case ":$PATH:" in *":$folder:"*) continue ;; esac
    if [ -d "$folder" ]; then PATH="$folder:$PATH"; fi
  done
  export PATH
  hash -r
}
use_installed_tools

# Cargo's own answer where there is cargo: a config file may name another folder.
find_target_dir() {
  local found=""
  if command -v cargo >/dev/null 2>&1; then
    found="$(cargo metadata --no-deps --format-version 1 2>/dev/null |
      sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')" || found=""
  fi
  if [ -z "$found" ]; then found="${CARGO_TARGET_DIR:-target}"; fi
  case "$found" in /* | [A-Za-z]:*) ;; *) found="$IDP_ROOT/$found" ;; esac
  IDP_TARGET_DIR="$found"
  export IDP_TARGET_DIR
}
find_target_dir

# In an unattended run nothing may rewrite the lock file.
# shellcheck disable=SC2034 # for those who source this
CARGO_LOCKED=()
# shellcheck disable=SC2034
if [ "${CI:-}" = true ]; then CARGO_LOCKED=(--locked); fi

# Colour survives the pipe only when somebody looks at it.
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-always}"; fi

SAY_AS="${SAY_AS:-make}"
say() { printf '%s: %s\n' "$SAY_AS" "$*"; }
stop_with() { # status message
  local status="$1"
  shift
  printf '%s: %s\n' "$SAY_AS" "$*" >&2
  exit "$status"
}

spell_duration() { # seconds
  if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# Runs a command and says once a minute that it is still at it.
with_heartbeat() { # what command…
  local what="$1" began=$SECONDS status=0 beat
  shift
  (
    # Its sleep ends with it, and it ends with the script, however that was stopped.
    trap 'kill "$nap" 2>/dev/null; exit 0' TERM
    while :; do
      sleep 60 >/dev/null 2>&1 &
      nap=$!
      wait "$nap"
      kill -0 "$$" 2>/dev/null || exit 0
      say "still $what … $(((SECONDS - began) / 60)) min"
    done
  ) </dev/null &
  beat=$!
  "$@" || status=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  return "$status"
}

# Old drivers and software rendering: what makes a window come up on a virtual display.
use_virtual_display_settings() {
  export LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1
}
