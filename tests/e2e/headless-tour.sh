#!/usr/bin/env bash
# The main job on a virtual display, for `make run` on a machine without one: prints the
# attributes received and leaves screenshots in the folder given.
set -euo pipefail
folder="$(cd "$1" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")"
export IDP_TARGET_DIR="${IDP_TARGET_DIR:-$PWD/../../target}"
IDP_SCREENSHOTS="$folder" IDP_PRINT_ATTRIBUTES=1 timeout 600 bash session.sh node journey.mjs
echo "screenshots: $folder"
