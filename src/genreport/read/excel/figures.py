"""What a cell of our own sheets says, or why it says nothing: figures in plain digits, dates, texts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from genreport.read.excel.workbook import Cell
from genreport.report import day

_COUNT = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
_PLAIN = {
    "integer": re.compile(rf"({_COUNT})[件项个宗条起份次部]?"),
    "change": re.compile(rf"([+-]?{_COUNT})[件项个宗条次部]?"),
    "amount": re.compile(rf"({_COUNT}(?:\.[0-9]+)?)"),
}
_CHINESE_DATE = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")
_LONGEST = 40  # characters of a figure
_WIDE = str.maketrans("０１２３４５６７８９．，－＋／", "0123456789.,-+/")


class Said(NamedTuple):
    """A value; or the code of what keeps it from being read."""

    value: int | Decimal | str | date | None
    fault: str = ""


def figure(cell: Cell | None, kind: str) -> Said:
    """A figure of this number kind; blank for a blank cell."""
    if cell is None or not (cell.text.strip() or cell.formula):
        return Said(None)
    if cell.formula and not cell.text.strip():
        return Said(None, "I096")
    digits = cell.text.translate(_WIDE).strip() if len(cell.text) <= _LONGEST else ""
    plain = _PLAIN[kind].fullmatch(digits)
    if cell.kind not in ("number", "text") or not plain:
        return Said(None, "I093")
    said = plain[1].replace(",", "")
    return Said(Decimal(said) if "." in said else int(said))


def datum(cell: Cell | None, kind: str) -> Said:
    """A datum beside the tables: year, date or text."""
    if cell is None or not (cell.text.strip() or cell.formula):
        return Said(None)
    if cell.formula:
        return Said(None, "I096")
    if cell.kind not in ("text", "number", "date"):
        return Said(None, "I093")
    folded = cell.text.translate(_WIDE).strip() if len(cell.text) <= _LONGEST else ""
    match kind:
        case "year":
            return Said(int(folded)) if re.fullmatch("[0-9]{4}", folded) else Said(None, "I093")
        case "date":
            found = _CHINESE_DATE.fullmatch(folded)
            named = day("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else None
            return Said(named) if named else Said(None, "I093")
    return Said(cell.text.strip("\n") or None)
