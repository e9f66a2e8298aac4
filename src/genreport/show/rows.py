"""A finding as rows of words with roles: joined they are the plain text, coloured and wrapped what a terminal shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from genreport.finding import Finding, Term
from genreport.show.excerpts import Sources, excerpt
from genreport.show.widths import cells
from genreport.show.words import (
    SEVERITY,
    basis,
    elsewhere,
    fitting,
    hint,
    more,
    name,
    pick,
    place,
    quoted,
    safe,
    sentence,
    spot,
    value,
)

WIDTH = 100  # columns of an excerpt where nobody says how wide the paper is


class Row(NamedTuple):
    """One line: its words, each with its role; wrapped lines begin at column `hang`, None: it is never wrapped."""

    pieces: tuple[tuple[str, str], ...]
    hang: int | None = None

    def __str__(self) -> str:
        """The words alone."""
        return "".join(words for words, _ in self.pieces).rstrip()


def line(f: Finding, lang: str) -> str:
    """One finding on one line: file:line:column, the cell in the form's words, what is wrong."""
    return f"{place(f, lang)} {sentence(f, lang)} [{pick(SEVERITY[f.severity], lang)} {safe(f.code)}]"


def text(findings: Iterable[Finding], lang: str, sources: Sources | None = None, width: int = WIDTH) -> str:
    """All findings as text: a line each, below it its source, the numbers compared, what to do, on what basis.

    `sources` gives the lines of a file; without it no source is shown.
    """
    told: list[str] = []
    for file, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = fitting(_block(f, lang, sources, width) for f in of_file)
        told += pieces
        if rest:
            told.append(f"{name(file)} …… {more(rest, lang)}")
    return "\n".join(told)


def _block(f: Finding, lang: str, sources: Sources | None, width: int) -> str:
    return "\n".join([line(f, lang), *map(str, rows(f, lang, sources, width))])


def rows(
    f: Finding, lang: str, sources: Sources | None, width: int, indent: int = 4, aligned: bool = False
) -> Iterator[Row]:
    """What stands below a finding's sentence: excerpt, terms (`aligned`: values below each other), hint, basis."""
    here = [t.where.line if _here(t, f) else 0 for t in f.terms]
    numbers = [len(str(number)) for number in here]
    digits = max([*numbers, len(str(f.where.line)) if f.quote or not f.terms else 0])
    hang = indent + digits + len(" │ ")
    if cut := excerpt(f, sources, max(width - hang, 20)):
        yield Row((_gutter(cut.line, indent, digits), (cut.text, "source")))
        yield Row((_gutter("", indent, digits), (" " * cut.before + "^" * cut.carets, f.severity.value)))
    elif told := quoted(f, lang):
        yield Row(((" " * indent, ""), (told, "source")), indent + cells(told.partition("“")[0] + "“"))
    labels = [safe(t.label) for t in f.terms]
    widest = max(map(cells, labels), default=0) if aligned else 0
    for t, label, number in zip(f.terms, labels, here, strict=True):
        at = elsewhere(t, f, lang) or ("" if t.computed else spot(t.where.spot, lang))
        told = value(t, lang) + at
        gap = " " * (max(widest - cells(label), 0) + 2)
        yield Row((_gutter(number or "", indent, digits), (label + gap, "label"), (told, "value")), hang)
    for told, role in ((hint(f.hint, lang), "hint"), (basis(f.basis, lang), "basis")):
        if told:
            lead = "：" if lang != "en" else ": "
            yield Row(((" " * indent, ""), (told, role)), indent + cells(told.partition(lead)[0] + lead))


def _here(t: Term, f: Finding) -> bool:
    """Whether a number stands on a line of the finding's own file; what was computed stands on none."""
    return not t.computed and t.where.file == f.where.file


def _gutter(number: object, indent: int, digits: int) -> tuple[str, str]:
    return f"{'':{indent}}{number:>{digits}} │ ", "gutter"
