#!/bin/sh
# Everything that must hold before a change goes in: style, types, import layers, tests with branch coverage.
#
#   sh scripts/test.sh                       all of it
#   sh scripts/test.sh tests/test_x.py -k y  only these tests, without the rest
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

sh scripts/setup.sh dev
if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi

failed=''
step() {
    printf '\n== %s\n' "$*"
    tool=$1
    shift
    ".venv/bin/$tool" "$@" || failed="$failed $tool"
}
step ruff check .
step ruff format --check .
step mypy --strict src
step lint-imports
step pytest --cov

if [ -n "$failed" ]; then
    printf '未通过 / Failed:%s\n' "$failed" >&2
    exit 1
fi
