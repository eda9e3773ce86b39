#!/usr/bin/env bash
# Against programs that nobody here wrote: our client against
# ministack and oidc-provider, an independent
# client against the practice pool.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tools="$PWD/../.peers"
export IDP_TARGET_DIR="${IDP_TARGET_DIR:-$PWD/../../target}"

if ! cmp -s requirements.txt "$tools/installed.txt"; then
  echo "peers: installing the pinned programs into tests/.peers"
  rm -rf "$tools"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  cp requirements.txt "$tools/installed.txt"
fi
if [ ! -d node_modules/oidc-provider ]; then npm ci --no-audit --no-fund; fi
exec "$tools/venv/bin/python" peers.py "$tools/venv/bin/ministack"
