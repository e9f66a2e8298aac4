#!/bin/sh
# Draws docs/pictures/editor-*.png anew, and checks what an editor marks in our reports. Needs Node 20, Chromium and a
# Chinese font: apt-get install nodejs npm chromium fonts-noto-cjk; npm brings the rest into out/editor/.
#
#   sh scripts/editor_picture.sh          check, then draw
#   sh scripts/editor_picture.sh check    check only
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

place=$PWD/out/editor
genreport=${GENREPORT:-.venv/bin/genreport}
mkdir -p "$place"
cp docs/editor/* "$place"
(cd "$place" && npm install --no-audit --no-fund --loglevel=error)

"$genreport" init --year 2025 --agency 青禾县人民政府 --kind government --force -o "$place/blank.yaml" >/dev/null
node "$place/check.mjs" "$PWD"/examples/*.yaml "$place/blank.yaml"
[ "${1:-}" = check ] || node "$place/picture.mjs" "$PWD/examples/qinghe-2025.yaml" "$PWD/docs/pictures"
