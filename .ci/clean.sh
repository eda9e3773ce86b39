#!/usr/bin/env bash
# `make clean`: removes what git ignores and a build can make again. A cache outside
# the checkout stays.
set -euo pipefail
SAY_AS=clean
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

for folder in target ui/dist ui/node_modules tests/ui/node_modules tests/e2e/node_modules \
  tests/peers/node_modules tests/.peers tests/ui/.output tests/e2e/.output \
  tests/fuzz/target tests/fuzz/corpus tests/fuzz/artifacts; do
  if [ -e "$folder" ]; then
    say "removing $folder"
    rm -rf -- "${IDP_ROOT:?}/$folder"
  fi
done
case "$IDP_TARGET_DIR/" in
  "$IDP_ROOT"/*) ;;
  *) say "left alone: $IDP_TARGET_DIR (outside the checkout)" ;;
esac
