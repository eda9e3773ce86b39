#!/usr/bin/env bash
# `make test`: runs every lane, says how long each took, and ends with
# "N passed, M failed". A failed lane does not keep the later ones from running,
# except those that need what it was to build.
#
#   .ci/lanes.sh [LANE…]   all, or the named ones with what they need
#   LANE_LIMIT=SECONDS     when a lane counts as hung (default 2700)
set -euo pipefail
SAY_AS="test"
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

all_lanes="setup fmt ui-build clippy build rust ui-lint ui-unit peers ui-browser e2e"
limit="${LANE_LIMIT:-2700}"
# One selection of packages and features everywhere: another one builds everything anew.
features="idp-console/bridge"
logs="$IDP_TARGET_DIR/lanes"
mkdir -p "$logs"

# --- the lanes -----------------------------------------------------------------------------

locked() { # cargo arguments…
  local subcommand="$1"
  shift
  cargo "$subcommand" ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} "$@"
}

has_npm_script() { # folder script
  [ -f "$1/package.json" ] &&
    node -e 'process.exit(require(process.argv[1]).scripts?.[process.argv[2]] ? 0 : 1)' "$IDP_ROOT/$1/package.json" "$2"
}

lane_setup() {
  local folder
  bash .ci/setup-system.sh test
  use_installed_tools
  for folder in ui tests/ui tests/e2e tests/peers; do
    if [ -f "$folder/package-lock.json" ]; then bash .ci/ui.sh install "$folder"; fi
  done
}
lane_fmt() {
  cargo fmt --all --check
  # The fuzz targets are a workspace of their own, which nothing else here builds.
  cargo metadata --locked --format-version 1 --manifest-path tests/fuzz/Cargo.toml >/dev/null
}
lane_ui_build() { bash .ci/ui.sh build; }
lane_clippy() { locked clippy --workspace --features "$features" --all-targets -- -D warnings; }
# With all targets: what the tests ask of the libraries is then in, and nothing is built
# twice.
lane_build() { locked build --workspace --features "$features" --all-targets; }
lane_rust() { locked test --workspace --features "$features" --no-fail-fast; }
lane_ui_lint() { cd ui && npm run lint; }
lane_ui_unit() { cd ui && CI=true npm test; }
lane_peers() { bash tests/peers/run.sh; }
lane_ui_browser() {
  use_virtual_display_settings
  bash tests/ui/run.sh
}
lane_e2e() {
  use_virtual_display_settings
  bash tests/e2e/run.sh
}

# What a lane cannot do without. Each named lane stands earlier in the order.
needs_of() {
  case "$1" in
    setup) ;;
    fmt | ui-build | ui-lint | ui-unit) echo "setup" ;;
    clippy | build) echo "setup ui-build" ;;
    rust | peers | ui-browser | e2e) echo "setup ui-build build" ;;
  esac
}

# Why a lane is left out; nothing when it is to run.
absence_of() {
  case "$1" in
    ui-build) [ -f ui/package.json ] || echo "no ui/package.json" ;;
    ui-lint) has_npm_script ui lint || echo "no script \"lint\" in ui/package.json" ;;
    ui-unit) has_npm_script ui test || echo "no script \"test\" in ui/package.json" ;;
    peers) [ -f tests/peers/run.sh ] || echo "no tests/peers/run.sh" ;;
    ui-browser) [ -f tests/ui/run.sh ] || echo "no tests/ui/run.sh" ;;
    e2e) [ -f tests/e2e/run.sh ] || echo "no tests/e2e/run.sh" ;;
  esac
}

# A shell of its own for each lane: inside a condition, `set -e` would be without effect.
if [ "${1:-}" = --inside ]; then
  "lane_$(echo "$2" | tr - _)"
  exit
fi

# --- which ones ----------------------------------------------------------------------------

contains() { # list word
  case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}

wanted="$*"
for lane in $wanted; do
  if ! contains "$all_lanes" "$lane"; then stop_with 2 "no lane \"$lane\"; there are: $all_lanes"; fi
done
selected="${wanted:-$all_lanes}"
for lane in $wanted; do
  for need in $(needs_of "$lane"); do
    if ! contains "$selected" "$need"; then selected="$selected $need"; fi
  done
done

# --- running one ---------------------------------------------------------------------------

lane_pid=""
stop_lane() {
  if [ -n "$lane_pid" ]; then
    kill -TERM -- "-$lane_pid" 2>/dev/null || return 0
    sleep 2
    kill -KILL -- "-$lane_pid" 2>/dev/null || true
  fi
}
trap 'stop_lane; exit 130' INT
trap 'stop_lane; exit 143' TERM

run_lane() { # lane
  local lane="$1" log="$logs/$1.log" began=$SECONDS quiet_since=$SECONDS size=0 now_size status=0
  printf '\n===== %s  lane %s =====\n' "$(date '+%H:%M:%S')" "$lane"
  : >"$log"
  exec 9<"$log"

  # A process group of its own, so that it can be ended with all it started. Its output
  # goes through a file: a server left behind would hold a pipe open for ever.
  set -m
  bash .ci/lanes.sh --inside "$lane" >"$log" 2>&1 </dev/null 9<&- &
  lane_pid=$!
  set +m

  while kill -0 "$lane_pid" 2>/dev/null; do
    sleep 1
    cat <&9
    now_size="$(wc -c <"$log")"
    if [ "$now_size" != "$size" ]; then
      size="$now_size"
      quiet_since=$SECONDS
    elif [ $((SECONDS - quiet_since)) -ge 60 ]; then
      say "still in lane $lane … $(spell_duration $((SECONDS - began)))"
      quiet_since=$SECONDS
    fi
    if [ $((SECONDS - began)) -ge "$limit" ]; then
      say "lane $lane: stopped after $(spell_duration "$limit")" | tee -a "$log"
      stop_lane
      status=124
      break
    fi
  done
  local ended=0
  wait "$lane_pid" 2>/dev/null || ended=$?
  if [ "$status" -eq 0 ]; then status="$ended"; fi
  cat <&9
  exec 9<&-
  # A process that is ending may need a moment to be gone.
  if kill -0 -- "-$lane_pid" 2>/dev/null && sleep 1 && kill -0 -- "-$lane_pid" 2>/dev/null; then
    say "lane $lane left processes behind; ending them"
    stop_lane
  fi
  lane_pid=""
  return "$status"
}

# --- all of them ---------------------------------------------------------------------------

rows=()
failed=""
passed_count=0
failed_count=0
began_all=$SECONDS
for lane in $all_lanes; do
  if ! contains "$selected" "$lane"; then continue; fi
  # A lane that needs a failed one would only repeat its failure.
  blocker=""
  for need in $(needs_of "$lane"); do
    if contains "$failed" "$need"; then
      blocker="$need"
      break
    fi
  done
  if [ -n "$blocker" ]; then
    say "lane $lane cannot run: $blocker failed"
    failed="$failed $lane"
    failed_count=$((failed_count + 1))
    rows+=("$(printf '%-11s  %-12s  %s' "$lane" "not run" "needs $blocker")")
    continue
  fi
  absence="$(absence_of "$lane")"
  if [ -n "$absence" ]; then
    say "lane $lane is left out: $absence"
    rows+=("$(printf '%-11s  %-12s  %s' "$lane" "left out" "$absence")")
    continue
  fi

  began=$SECONDS
  status=0
  run_lane "$lane" || status=$?
  took="$(spell_duration $((SECONDS - began)))"
  if [ "$lane" = setup ]; then use_installed_tools; fi
  if [ "$status" -eq 0 ]; then
    passed_count=$((passed_count + 1))
    rows+=("$(printf '%-11s  %-12s  %s' "$lane" "passed" "$took")")
  else
    failed="$failed $lane"
    failed_count=$((failed_count + 1))
    rows+=("$(printf '%-11s  %-12s  %s (status %d, %s)' "$lane" "FAILED" "$took" "$status" "$logs/$lane.log")")
  fi
done

# The cause of a failure may be thousands of lines above: its last lines once more.
for lane in $failed; do
  if [ -s "$logs/$lane.log" ] && ! printf '%s\n' "${rows[@]}" | grep -q "^$lane  *not run"; then
    printf '\n----- the end of lane %s -----\n' "$lane"
    tail -n 40 "$logs/$lane.log"
  fi
done

printf '\n%-11s  %-12s  %s\n' lane result time
printf '%s\n' "${rows[@]}"
printf '%-11s  %-12s  %s\n\n' total "" "$(spell_duration $((SECONDS - began_all)))"
printf '%d passed, %d failed\n' "$passed_count" "$failed_count"
[ "$failed_count" -eq 0 ]
