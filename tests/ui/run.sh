#!/usr/bin/env bash
# The UI in Chromium, against the real commands behind the bridge.
#
#   IDP_TARGET_DIR   where idp-console-bridge was built (default: target)
#   CHROMIUM         the browser (default: /usr/bin/chromium)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root="$(cd ../.. && pwd)"

target="${IDP_TARGET_DIR:-$root/target}"
case "$target" in /*) ;; *) target="$root/$target" ;; esac
export IDP_BRIDGE="${IDP_BRIDGE:-$target/debug/idp-console-bridge}"
export IDP_UI="${IDP_UI:-$root/ui/dist}"

for needed in "$IDP_BRIDGE" "${IDP_BRIDGE%/*}/idpctl" "$IDP_UI/index.html" node_modules/playwright-core/package.json; do
  if ! [ -e "$needed" ]; then
    echo "ui-browser: $needed is missing; make test builds and installs it" >&2
    exit 2
  fi
done

# The tests of this run only: what lies there from before would be taken for its screenshots.
rm -rf .output
mkdir -p .output

# The limit is for a whole file, on a machine that is busy with other things.
exec node --test --test-concurrency=2 --test-timeout=600000 \
  --test-reporter=./support/reporter.mjs --test-reporter-destination=stdout \
  cases/*.test.mjs </dev/null
