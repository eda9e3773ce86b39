#!/usr/bin/env bash
# Renders every icon the bundler wants from icons/icon.svg and icons/icon-small.svg.
# Needs rsvg-convert and python3.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../icons"

command -v rsvg-convert >/dev/null || { echo "icons: rsvg-convert is missing (Debian: librsvg2-bin)" >&2; exit 3; }
command -v python3 >/dev/null || { echo "icons: python3 is missing" >&2; exit 3; }

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
python3 - "$work" <<'PYTHON'
import pathlib
import struct
import sys

work = pathlib.Path(sys.argv[1])


def png(size):
    return (work / f"{size}.png").read_bytes()


# Both containers hold PNGs as they are. 32 pixels come first in the .ico: a build
# that is not bundled shows the first entry.
sizes = [32, 16, 24, 48, 64, 256]
header, body, offset = struct.pack("<HHH", 0, 1, len(sizes)), b"", 6 + 16 * len(sizes)
for size in sizes:
    edge = size % 256  # 256 is written as 0
    header += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(png(size)), offset + len(body))
    body += png(size)
pathlib.Path("icon.ico").write_bytes(header + body)

kinds = {
    "ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256,
    "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024,
}
body = b"".join(
    kind.encode() + struct.pack(">I", 8 + len(png(size))) + png(size) for kind, size in kinds.items()
)
pathlib.Path("icon.icns").write_bytes(b"icns" + struct.pack(">I", 8 + len(body)) + body)
PYTHON
echo "icons: $(find . -name '*.png' | wc -l | tr -d ' ') PNG files, icon.ico and icon.icns rendered"
