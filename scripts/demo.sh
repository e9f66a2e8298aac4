#!/bin/sh
# From a fresh machine to a finished report: sets everything up, then builds an example as HTML, DOCX and PDF
# into out/.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

sh scripts/setup.sh pdf
.venv/bin/genreport build examples/jiangyou-2020.yaml -o out >/dev/null # the files are listed below, with their sizes

printf '%s\n' "完成，成品在 out/ / Done; the report is in out/:"
for file in out/*; do
    printf '  %s  (%s KB)\n' "$file" "$((($(wc -c <"$file") + 1023) / 1024))"
done
