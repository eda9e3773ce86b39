#!/usr/bin/env bash
# Renders every icon the bundler wants from icons/icon.svg and icons/icon-small.svg.
# Needs rsvg-convert and a Python with Pillow (PYTHON=… chooses which).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../icons"

python="${PYTHON:-python3}"
command -v rsvg-convert >/dev/null || { echo "icons: rsvg-convert is missing (Debian: librsvg2-bin)" >&2; exit 3; }
"$python" -c 'import PIL' 2>/dev/null || { echo "icons: $python has no Pillow" >&2; exit 3; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Up to 64 pixels the thin drawing turns to mush: those sizes have their own.
render() { # pixels file
  local drawing=icon.svg
  if [ "$1" -le 64 ]; then drawing=icon-small.svg; fi
  rsvg-convert --width "$1" --height "$1" "$drawing" --output "$2"
}

for size in 32 64 128 256 512; do render "$size" "${size}x${size}.png"; done
render 256 128x128@2x.png
render 1024 icon.png
for size in 30 44 71 89 107 142 150 284 310; do render "$size" "Square${size}x${size}Logo.png"; done
render 50 StoreLogo.png

for size in 16 24 32 48 64 128 256 512 1024; do render "$size" "$work/$size.png"; done
"$python" - "$work" <<'PYTHON'
import sys
from PIL import Image

work = sys.argv[1]


def images(sizes):
    return [Image.open(f"{work}/{size}.png").convert("RGBA") for size in sizes]


# Tauri's development builds take the first entry of the .ico: 32 pixels.
sizes = [32, 16, 24, 48, 64, 256]
first, *rest = images(sizes)
Image.open(f"{work}/256.png").convert("RGBA").save(
    "icon.ico", sizes=[(size, size) for size in sizes], append_images=[first, *rest]
)
first, *rest = images([1024, 512, 256, 128, 64, 32])
first.save("icon.icns", append_images=rest)
PYTHON
echo "icons: $(find . -name '*.png' | wc -l | tr -d ' ') PNG files, icon.ico and icon.icns rendered"
