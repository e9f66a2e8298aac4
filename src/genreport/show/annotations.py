"""Findings as workflow commands: GitHub Actions, and Gitea's after it, show them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from genreport.finding import Finding, Severity, Text
from genreport.show.words import (
    SEVERITY,
    basis,
    elsewhere,
    fitting,
    hint,
    more,
    name,
    pick,
    placed,
    safe,
    spot,
    value,
)

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_LINE = Text("第 {line} 行", "line {line}")


def github(findings: Sequence[Finding], lang: str) -> str:
    """One command a line: severity, place, title and sentence; nothing in a finding can make a second command."""
    told: list[str] = []
    for file, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = fitting(_command(f, lang) for f in of_file)
        told += pieces
        if rest:
            left = f"{name(file)} …… {more(rest, lang)}"
            told.append(f"::notice file={_property(_posix(file))}::{_data(left)}")
    return "\n".join(told)


def _command(f: Finding, lang: str) -> str:
    given = {
        "file": _posix(f.where.file),
        "line": f.where.line,
        "col": f.where.column if f.where.line else 0,
        "title": f"{pick(SEVERITY[f.severity], lang)} {f.code}",
    }
    properties = ",".join(f"{key}={_property(str(v))}" for key, v in given.items() if v)
    return f"::{_COMMAND[f.severity]} {properties}::{_data(chr(10).join(_sentences(f, lang)))}"


def _sentences(f: Finding, lang: str) -> Iterator[str]:
    yield placed(f, lang)
    for t in f.terms:
        line = f" ({pick(_LINE, lang).format(line=t.where.line)})" if t.where.line and not t.computed else ""
        at = elsewhere(t, f, lang) or line or spot(t.where.spot, lang)
        yield f"{safe(t.label)}  {value(t, lang)}{at}"
    yield from (told for told in (hint(f.hint, lang), basis(f.basis, lang)) if told)


def _posix(file: str) -> str:
    return safe(PurePath(file).as_posix()) if file else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
