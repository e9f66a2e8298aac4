"""Findings as people and programs read them; the language is chosen here and nowhere below."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from genreport.finding import Finding, Path, Severity, Term, Text
from genreport.messages import shown

_LARGEST = 56_000  # bytes shown of one file's findings; the rest is counted
_SEVERITY = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}


def pick(text: Text, lang: str) -> str:
    """The sentence in a language; Chinese is the first."""
    return text.en if lang == "en" and text.en else text.zh


def line(f: Finding, lang: str) -> str:
    """One finding on one line: file:line:column, the cell in the form's words, what is wrong."""
    place = f.where.file + (f":{f.where.line}:{f.where.column}" if f.where.line else "")
    colon = ": " if lang == "en" else "："
    label = f"{f.label}{colon}" if f.label else ""
    return f"{place} {label}{pick(f.message, lang)} [{pick(_SEVERITY[f.severity], lang)} {f.code}]"


def text(findings: Iterable[Finding], lang: str) -> str:
    """All findings as text: a line each, below it the numbers compared, what to do, on what basis."""
    told: list[str] = []
    for file, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = _fitting("\n".join(_block(f, lang)) for f in of_file)
        told += pieces
        if rest:
            more = f"{rest} more findings are not shown" if lang == "en" else f"另有 {rest} 条没有列出"
            told.append(f"{name(file)} …… {more}")
    return "\n".join(told)


def _fitting(pieces: Iterable[str]) -> tuple[list[str], int]:
    """As many pieces as may be shown of one file, and how many more there are."""
    fitting: list[str] = []
    size = rest = 0
    for piece in pieces:
        size += len(piece.encode("utf-8", "replace")) + 1
        if size > _LARGEST:
            rest += 1
        else:
            fitting.append(piece)
    return fitting, rest


def _block(f: Finding, lang: str) -> Iterable[str]:
    yield line(f, lang)
    width = max((len(str(t.where.line)) for t in f.terms), default=0)
    for t in f.terms:
        at = "" if t.computed else t.where.line  # what was computed stands on no line
        yield f"    {at:>{width}} │ {t.label}  {_value(t, lang)}"
    if hint := pick(f.hint, lang):
        yield f"    {'do: ' if lang == 'en' else '改法：'}{hint}"
    if f.basis:
        yield f"    {'basis: ' if lang == 'en' else '依据：'}{f.basis}"


def _value(t: Term, lang: str) -> str:
    if t.value is None:
        return "(blank)" if lang == "en" else "（空）"
    if t.computed:
        return f"{t.value} (computed)" if lang == "en" else f"{t.value}（由各分项相加）"
    return str(t.value)


def summary(files: int, findings: Sequence[Finding], lang: str) -> str:
    """How many files were looked at and what was found, in one line."""
    count = {s: sum(f.severity is s for f in findings) for s in Severity}
    if lang == "en":
        told = ", ".join(f"{n} {s.value}{'s' if n != 1 else ''}" for s, n in count.items() if n)
        return f"{files} report{'s' if files != 1 else ''}: {told or 'no findings'}"
    told = "，".join(f"{n} 个{_SEVERITY[s].zh}" for s, n in count.items() if n)
    return f"共 {files} 份报告：{told or '没有发现问题'}"


def as_json(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """The findings for programs: an object with `files`, `findings` and a count by severity.

    Of a file with more findings than anybody can mend the first ones are given; `omitted` counts the others.
    """
    told: list[str] = []
    omitted = 0
    for _, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = _fitting(json.dumps(_object(f), ensure_ascii=False) for f in of_file)
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
        "path": _path(f.where.path),
        "label": f.label,
        "message": f.message._asdict(),
        "hint": f.hint._asdict(),
        "basis": f.basis,
        "terms": [
            {
                "label": t.label,
                "value": None
                if t.value is None
                else str(t.value)
                if not isinstance(t.value, int)
                else t.value,
                "computed": t.computed,
                "line": t.where.line,
                "column": t.where.column,
                "path": _path(t.where.path),
            }
            for t in f.terms
        ],
    }


def _path(path: Path) -> str:
    return ".".join(shown(part) for part in path)


def name(file: object) -> str:
    """A file's name as a message may show it."""
    return shown(file, 200)
