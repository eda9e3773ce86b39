#!/usr/bin/env bash
# The journeys in the real window.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export IDP_TARGET_DIR="${IDP_TARGET_DIR:-$PWD/../../target}"
# WebKit's driver is on the path of the system, not of the private home.
for journey in journey typed kept clipboard reach mapping simulator faults; do
  echo "e2e: $journey"
  IDP_SCREENSHOTS="${IDP_SCREENSHOTS:-$PWD/.output/$journey}" timeout 600 bash session.sh node "$journey.mjs"
done
