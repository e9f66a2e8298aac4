"""Findings that come of one mistake told as one: the columns of one row, the same words of one narrative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from genreport.finding import Finding, Path, Text
from genreport.report import Report


def folded(found: Iterable[Finding], report: Report) -> Iterator[Finding]:
    """The findings in their order; several of one rule on one row of a table are one, equal ones are told once."""
    groups: dict[tuple[str, Path, str], list[Finding]] = {}
    for f in found:
        row = f.where.path[:-1] if f.where.path in report.format.cells else f.where.path
        same = "" if f.where.path in report.format.cells else f.message.zh
        groups.setdefault((f.code, row, same), []).append(f)
    for (_, row, same), fellows in groups.items():
        if same or len(fellows) == 1:
            yield fellows[0]
        else:
            yield _one(fellows, report.format.label(row), report)


def _one(fellows: list[Finding], label: str, report: Report) -> Finding:
    """One finding for a row: its sentence once, the columns and their numbers after it."""
    first = fellows[0]
    zh, en = (_joined(fellows, report, language) for language in (0, 1))
    terms = tuple(dict.fromkeys(t for f in fellows for t in f.terms))
    return replace(first, message=Text(zh, en), label=label, terms=terms)


def _joined(fellows: list[Finding], report: Report, language: int) -> str:
    colon, between = (("：", "；"), (": ", "; "))[language]
    sentence = fellows[0].message[language].split(colon)[0]
    told = []
    for f in fellows:
        column = report.format.label(f.where.path).split(" · ")[-1]
        rest = f.message[language].removeprefix(sentence).removeprefix(colon)
        told.append(f"{column} {rest}".rstrip())
    return sentence + colon + between.join(told)
