"""Excel files: any workbook as a `Document`, and our own fill-in workbooks as the values of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from genreport import workbook as words
from genreport.document import Document
from genreport.finding import Finding, Path, Spot, Where
from genreport.report import Value


def document(data: bytes) -> Document:
    """The workbook as lines and grids, sheet after sheet; hidden sheets are left out (see `hidden`).

    Refused (`read.refused`) when it is no workbook, is an old .xls, or would take too much.
    """
    from genreport.read.excel.pieces import pieces
    from genreport.read.excel.workbook import workbook

    book = workbook(data)
    return Document(pieces(book), book.title, "xlsx")


def hidden(data: bytes, file: str) -> list[Finding]:
    """What a reader of the printed sheets does not see: hidden sheets (not read), hidden rows and columns (read)."""
    from genreport.read.excel.own import unseen
    from genreport.read.excel.workbook import workbook

    return [_placed(f, file) for f in unseen(workbook(data))]


def report(data: bytes, file: str) -> tuple[dict[Path, Value], dict[Path, Spot], list[Finding]] | None:
    """The values of our own fill-in workbook with the cells that they stand in; None for any other workbook.

    Figures are found by the labels of their rows and columns: what was moved is found again, what was renamed or
    stands there twice stays blank and is told. A total that is still our formula counts as not given; it and cells left
    blank have a place without a value.
    """
    from genreport.read.excel.own import read
    from genreport.read.excel.workbook import workbook

    book = workbook(data)
    if words.MARK not in book.names:
        return None
    found = read(book, _form_id(book.names))
    if found is None:
        return None
    return found.values, found.spots, [_placed(f, file) for f in found.findings]


def _form_id(names: Mapping[str, str]) -> str:
    """The form that the mark names after its version."""
    return names[words.MARK].strip('" ').rpartition(" ")[2]


def _placed(f: Finding, file: str) -> Finding:
    return replace(f, where=Where(file, path=f.where.path, spot=f.where.spot))
