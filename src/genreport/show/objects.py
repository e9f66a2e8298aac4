"""Findings as JSON, in both languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from genreport.finding import Finding, Severity, Spot, Term
from genreport.show.words import fitting, path


def as_json(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """The findings for programs: an object with `files`, `findings` and a count by severity.

    Of a file with more findings than anybody can mend the first ones are given; `omitted` counts the others.
    """
    told: list[str] = []
    omitted = 0
    for _, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = fitting(json.dumps(_object(f), ensure_ascii=False) for f in of_file)
        told += pieces
        omitted += rest
    data = {
        "files": list(files),
        "errors": sum(f.severity is Severity.ERROR for f in findings),
        "warnings": sum(f.severity is Severity.WARNING for f in findings),
        "notes": sum(f.severity is Severity.NOTE for f in findings),
        "omitted": omitted,
    }
    head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
    return head + ',\n "findings": [' + ",".join(f"\n  {piece}" for piece in told) + "\n ]\n}"


def _object(f: Finding) -> dict[str, Any]:
    return {
        "code": f.code,
        "severity": f.severity.value,
        "file": f.where.file,
        "line": f.where.line,
        "column": f.where.column,
        "spot": _spot(f.where.spot),
        "path": path(f.where.path),
        "label": f.label,
        "message": f.message._asdict(),
        "hint": f.hint._asdict(),
        "basis": f.basis,
        "quote": f.quote,
        "terms": [_term(t) for t in f.terms],
    }


def _spot(of: Spot) -> dict[str, int | str]:
    return {k: v for k, v in of._asdict().items() if v}


def _term(t: Term) -> dict[str, Any]:
    return {
        "label": t.label,
        "value": t.value if t.value is None or isinstance(t.value, int) else str(t.value),
        "computed": t.computed,
        "file": t.where.file,
        "line": t.where.line,
        "column": t.where.column,
        "spot": _spot(t.where.spot),
        "path": path(t.where.path),
    }
