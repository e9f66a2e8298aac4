"""What a check says: one finding, with its place, its sentence in both languages and the numbers it compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Path = tuple[str, ...]  # the name of a value: ("requests", "granted", "natural_person")


class Severity(StrEnum):
    """How much a finding weighs: an error stops publication, a warning wants a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Text(NamedTuple):
    """One sentence in Chinese and in English; which is shown is chosen last."""

    zh: str = ""
    en: str = ""


class Spot(NamedTuple):
    """A place in a file that has no lines of its own to point at: pages, tables, rows and columns count from 1.

    `sheet` and `cell` ("B7") are those of an Excel file, `line` that of a text; 0 and "" mean not known.
    """

    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""
    line: int = 0

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return any(self[:])


class Where(NamedTuple):
    """A place in a file: line and column count from 1, 0 means the file as a whole.

    `spot` is the place in a published file (HTML, DOCX, PDF, Excel), whose lines nobody sees.
    """

    file: str
    line: int = 0
    column: int = 0
    path: Path = ()
    spot: Spot = Spot()


class Term(NamedTuple):
    """One number that was compared: the form's words for it, the value (None: blank), its place."""

    label: str
    value: int | Decimal | str | None
    where: Where
    computed: bool = False


@dataclass(frozen=True)
class Finding:
    """A fault or a remark: `label` names the cell in the form's own words, `hint` says what to do.

    `quote` is the words of a narrative that it speaks of, as they stand at its place.
    """

    code: str
    severity: Severity
    where: Where
    message: Text
    label: str = ""
    terms: tuple[Term, ...] = field(default=())
    hint: Text = Text()
    basis: str = ""
    quote: str = ""
