#!/usr/bin/env bash
# Against programs that nobody here wrote: our client against ministack and
# oidc-provider, an independent client against the practice pool, and our expressions
# against Google's CEL.
set -euo pipefail
# A relative folder is meant from where the caller stands.
target="${IDP_TARGET_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../target}"
IDP_TARGET_DIR="$(cd "$target" && pwd)"
export IDP_TARGET_DIR
cd "$(dirname "${BASH_SOURCE[0]}")"
tools="$PWD/../.peers"

# Asking the program itself also notices a checkout that was moved.
if ! cmp -s requirements.txt "$tools/installed.txt" || ! "$tools/venv/bin/pip" --version >/dev/null 2>&1; then
  echo "peers: installing the pinned programs into tests/.peers"
  rm -rf "$tools"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  cp requirements.txt "$tools/installed.txt"
fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "peers: installing oidc-provider"
  npm ci --no-audit --no-fund --no-update-notifier
  touch node_modules/.package-lock.json
fi
failed=0
"$tools/venv/bin/python" expressions.py || failed=1
"$tools/venv/bin/python" peers.py "$tools/venv/bin/ministack" || failed=1
exit "$failed"
