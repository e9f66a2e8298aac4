"""From a document to the figures of the statutory tables: missing, but never wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from genreport import formats
from genreport.document import Document
from genreport.finding import Finding, Path, Spot
from genreport.formats import Format
from genreport.read.match.passing import Pass


class Figures(NamedTuple):
    """The figures that were read for certain, and what is to be said of the rest."""

    form: Format
    values: dict[Path, int | Decimal]
    spots: dict[Path, Spot]
    findings: list[Finding]
    used: frozenset[int]
    read: int
    blank: int
    total: int
    loose: tuple[tuple[str, str], ...]


def figures(document: Document, file: str, form: Format | None = None) -> Figures | None:
    """The figures of the statutory tables of a document, in the form given or the one whose labels fit best.

    None if it has no statutory table. A cell that is in `spots` but not in `values` is printed blank or cannot be
    read for certain; `used` are the indexes of the pieces that were taken as tables.
    """
    passes = [Pass(f, file) for f in (formats.every() if form is None else (form,))]
    for p in passes:
        p.read(document)
    best = max(passes, key=lambda p: (p.weight, p.form.years["from"]))
    if not best.weight:
        return None
    rivals = passes if form is None else [Pass(f, file) for f in formats.every() if f is not form]
    best.finish(document, rivals)
    got, ledger = best.settled, best.ledger
    return Figures(
        best.form, got.values, got.spots, ledger.findings, frozenset(ledger.used), got.read, got.blank,
        len(best.form.cells), tuple(ledger.loose),
    )  # fmt: skip


__all__ = ["Figures", "figures"]
