#!/usr/bin/env bash
# Runs a command on a virtual display, in a private D-Bus session with an unlocked
# keyring and a home folder of its own. Everything it starts ends with it; then every file that
# was left in the home folder is searched for what the command marked as secret.
#
#   IDP_FRAME_BUFFER=FOLDER   the display keeps its pixels in a file there
set -euo pipefail

if [ "${1:-}" = --inside ]; then
  shift
  printf 'test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  openbox >/dev/null 2>&1 &
  manager=$!
  trap 'kill "$manager" 2>/dev/null || true' EXIT
  "$@"
  exit
fi

home="$(mktemp -d)"
clean_up() {
  kill "${display:-}" 2>/dev/null || true
  # The document portal mounts a folder there and may let go of it late.
  umount -l "$home/runtime/doc" 2>/dev/null || fusermount -uz "$home/runtime/doc" 2>/dev/null || true
  rm -rf "$home" "${marks:-}" 2>/dev/null || true
}
trap clean_up EXIT
mkdir -p "$home/runtime" "$home/tmp"
chmod 700 "$home/runtime"
# Not in the home folder: it would be found there.
marks="$(mktemp)"
# As most people have it: what is private has to see to that itself.
umask 022

# Xvfb picks a free number and writes it once it is ready.
mkfifo "$home/number"
frames=()
if [ -n "${IDP_FRAME_BUFFER:-}" ]; then frames=(-fbdir "$IDP_FRAME_BUFFER"); fi
Xvfb -displayfd 3 -screen 0 1440x1000x24 -nolisten tcp ${frames[@]+"${frames[@]}"} 3>"$home/number" >/dev/null 2>&1 &
display=$!
read -r number <"$home/number"

export DISPLAY=":$number" HOME="$home" XDG_RUNTIME_DIR="$home/runtime"
export XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 GDK_BACKEND=x11
export TMPDIR="$home/tmp" IDP_MARKS="$marks"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
dbus-run-session -- bash "${BASH_SOURCE[0]}" --inside "$@"
umount -l "$home/runtime/doc" 2>/dev/null || fusermount -uz "$home/runtime/doc" 2>/dev/null || true
node "$(dirname "${BASH_SOURCE[0]}")/search-home.mjs" "$home" "$marks"
