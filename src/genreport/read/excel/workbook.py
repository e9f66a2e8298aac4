"""A workbook as cells of text: what each shows, what it is, its formula; merged ranges; what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from genreport.read.excel.parts import Parts
from genreport.read.refused import Refused
from genreport.workbook import At

_MOST_CELLS = 100_000  # with content, of the whole workbook
_MOST_MERGED = 20_000
_MOST_SHEETS = 200
_ROWS, _COLUMNS = 1_048_576, 16_384
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # what is not the pattern of a number format itself
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_EPOCH, _EPOCH_1904, _SURE = datetime(1899, 12, 30), datetime(1904, 1, 1), 61


class Cell(NamedTuple):
    """What a cell shows; kind: number, text, date, percent, truth, error, or inexact (more digits than it keeps)."""

    text: str
    kind: str = "text"
    formula: str = ""
    shared: str = ""  # the id of a formula that stands in another cell


class Merged(NamedTuple):
    """A merged range, both corners in it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet; rows and columns count from 1."""

    name: str
    hidden: bool
    cells: Mapping[At, Cell]
    merged: tuple[Merged, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


class Workbook(NamedTuple):
    """The sheets in order, the names that the workbook defines, and its title."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str]
    title: str


def workbook(data: bytes) -> Workbook:
    """The workbook in these bytes; Refused when it cannot be read, or only at too great a cost."""
    parts = Parts(data)
    book = next(
        (n for kind, n in parts.relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    if not parts.has(book):
        raise Refused("I092", problem=book)
    listed, names, epoch = _contents(parts, book)
    relations = parts.relations(book)
    kinds = {kind: name for kind, name in relations.values() if parts.has(name)}
    strings = _strings(parts, kinds.get("sharedStrings"))
    formats = _formats(parts, kinds.get("styles"))
    reading = _Reading(parts, strings, formats, epoch)
    sheets = [
        reading.sheet(name, hidden, relations[key][1])
        for key, name, hidden in listed
        if relations.get(key, ("", ""))[0] == "worksheet" and parts.has(relations[key][1])
    ]
    return Workbook(tuple(sheets), names, _title(parts))


def _contents(parts: Parts, book: str) -> tuple[list[tuple[str, str, bool]], dict[str, str], datetime]:
    listed: list[tuple[str, str, bool]] = []
    names: dict[str, str] = {}
    epoch = _EPOCH
    name = ""

    def start(tag: str, a: dict[str, str]) -> None:
        nonlocal epoch, name
        if tag == "sheet":
            key = next((v for k, v in a.items() if k.rpartition(":")[2] == "id" and ":" in k), "")
            listed.append((key, a.get("name", ""), a.get("state", "visible") != "visible"))
            if len(listed) > _MOST_SHEETS:
                raise Refused("I091", what=f"{len(listed)} sheets")
        elif tag == "workbookPr" and a.get("date1904") in ("1", "true"):
            epoch = _EPOCH_1904
        name = a.get("name", "") if tag == "definedName" else ""

    def words(text: str) -> None:
        if name:
            names[name] = names.get(name, "") + text

    parts.walk(book, start, words=words)
    return listed, names, epoch


def _title(parts: Parts) -> str:
    told: list[str] = []
    inside = False

    def start(tag: str, a: dict[str, str]) -> None:
        nonlocal inside
        inside = tag == "title"

    def end(tag: str) -> None:
        nonlocal inside
        inside = False

    core = next((n for kind, n in parts.relations("").values() if kind == "core-properties"), "")
    if parts.has(core):
        parts.walk(core, start, end, lambda text: told.append(text) if inside else None)
    return "".join(told).strip()


class _Text:
    """The words of a string with several runs; readings printed above Chinese (rPh) are left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._open = self._above = False

    def start(self, tag: str) -> None:
        if tag == "rPh":
            self._above = True
        elif tag == "t":
            self._open = not self._above

    def words(self, text: str) -> None:
        if self._open:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self._above = False
        elif tag == "t":
            self._open = False

    def take(self) -> str:
        """All words so far; begins anew."""
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), "".join(self.pieces))
        self.pieces = []
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _strings(parts: Parts, name: str | None) -> list[str]:
    found: list[str] = []
    text = _Text()

    def end(tag: str) -> None:
        text.end(tag)
        if tag == "si":
            found.append(text.take())

    if name:
        parts.walk(name, lambda tag, a: text.start(tag), end, text.words)
    return found


def _formats(parts: Parts, name: str | None) -> list[str]:
    """What the number format of each cell style makes of a number: date, percent or number."""
    codes: dict[int, str] = {}
    found: list[str] = []
    inside = False

    def start(tag: str, a: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[_int(a.get("numFmtId"))] = a.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            number = _int(a.get("numFmtId"))
            found.append(_format(number, codes.get(number, "")))

    if name:
        parts.walk(name, start)
    return found


def _format(number: int, code: str) -> str:
    pattern = _UNSHOWN.sub("", code)
    if number in (9, 10) or "%" in pattern:
        return "percent"
    if number in _DATES or (code and re.search("[ymdhs]", pattern, re.I)):
        return "date"
    return "number"


def _int(text: str | None, otherwise: int = -1) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


class _Reading:
    """Reads sheets one after the other; what all of them hold together is limited."""

    def __init__(self, parts: Parts, strings: list[str], formats: list[str], epoch: datetime) -> None:
        self._parts, self._strings, self._formats, self._epoch = parts, strings, formats, epoch
        self._count = 0

    def sheet(self, name: str, hidden: bool, part: str) -> Sheet:
        """The sheet of a part."""
        walk = _Walk(self)
        self._parts.walk(part, walk.start, walk.end, walk.words)
        return Sheet(
            name, hidden, walk.cells, tuple(walk.merged), frozenset(walk.rows), frozenset(walk.columns)
        )

    def counted(self) -> None:
        """One more cell."""
        self._count += 1
        if self._count > _MOST_CELLS:
            raise Refused("I091", what=f"{self._count} cells")

    def cell(self, kind: str, style: int, raw: str, inline: str, formula: str, shared: str) -> Cell:
        """What the cell shows, by its type and format."""
        match kind:
            case "s":
                at = _int(raw)
                text = self._strings[at] if 0 <= at < len(self._strings) else ""
                return Cell(text, "text", formula, shared)
            case "inlineStr":
                return Cell(inline, "text", formula, shared)
            case "str":
                return Cell(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), raw), "text", formula, shared)
            case "b":
                return Cell("TRUE" if raw == "1" else "FALSE", "truth", formula, shared)
            case "e":
                return Cell(raw, "error", formula, shared)
            case "d":
                return Cell(raw.partition("T")[0], "date", formula, shared)
        if not raw.strip():
            return Cell("", "text", formula, shared)
        how = self._formats[style] if 0 <= style < len(self._formats) else "number"
        text, what = number(raw.strip(), how, self._epoch)
        return Cell(text, what, formula, shared)


def number(raw: str, how: str, epoch: datetime = _EPOCH) -> tuple[str, str]:
    """A stored number as text, and its kind."""
    try:
        exact = Decimal(raw)
        value = float(raw)
    except (InvalidOperation, ValueError):
        return raw, "error"
    if not exact.is_finite() or abs(value) > 1e300:
        return raw, "error"
    if how == "date" and _SURE <= value < 2_958_466:
        moment = epoch + timedelta(days=value)
        return (
            moment.date().isoformat() if value == int(value) else moment.isoformat(" ", "seconds")
        ), "date"
    if abs(value) >= 10**15:
        return f"{exact:f}" if exact.adjusted() < 40 else raw, "inexact"
    shortest = Decimal(f"{value:.15g}")  # what Excel shows of 0.1 + 0.2
    if how == "percent":
        return f"{_plain(shortest * 100)}%", "percent"
    return _plain(shortest), "number"


def _plain(value: Decimal) -> str:
    """Digits without an exponent or zeros at the end."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}".replace("-0", "0") if not value else f"{int(value)}"
    return f"{value.normalize():f}"


class _Walk:
    """The tags of a sheet become cells."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self.cells: dict[At, Cell] = {}
        self.merged: list[Merged] = []
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self._row = self._column = 0
        self._at: At = (0, 0)
        self._kind, self._style, self._shared = "", -1, ""
        self._value: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._inline = _Text()

    def start(self, tag: str, a: dict[str, str]) -> None:
        match tag:
            case "c":
                self._begin(a)
            case "v":
                self._into = self._value
            case "f":
                self._into = self._formula
                self._shared = a.get("si", "") if a.get("t") == "shared" else ""
                self._formula.append("=")
            case "row":
                self._row, self._column = _int(a.get("r"), self._row + 1), 0
                if a.get("hidden") in ("1", "true"):
                    self.rows.add(self._row)
            case "col":
                if a.get("hidden") in ("1", "true"):
                    last = min(_int(a.get("max"), 0), _COLUMNS)
                    self.columns.update(range(_int(a.get("min"), 1), last + 1))
            case "mergeCell":
                self._merge(a.get("ref", ""))
            case _:
                self._inline.start(tag)

    def words(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)
        else:
            self._inline.words(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "f"):
            self._into = None
        elif tag == "c":
            formula = "".join(self._formula)
            made = self._reading.cell(
                self._kind, self._style, "".join(self._value), self._inline.take(), formula, self._shared
            )
            if made.text or made.formula:
                self._reading.counted()
                self.cells[self._at] = made
        else:
            self._inline.end(tag)

    def _begin(self, a: dict[str, str]) -> None:
        self._at = _place(a["r"]) if "r" in a else (self._row, self._column + 1)
        self._column = self._at[1]
        self._kind, self._style, self._shared = a.get("t", "n"), _int(a.get("s"), 0), ""
        self._value, self._formula = [], []

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        if not last:
            return
        (top, left), (bottom, right) = _place(first), _place(last)
        if top <= bottom and left <= right:
            self.merged.append(Merged(top, left, bottom, right))
        if len(self.merged) > _MOST_MERGED:
            raise Refused("I091", what=f"{len(self.merged)} merged ranges")


def _place(ref: str) -> At:
    found = _PLACE.fullmatch(ref.replace("$", "").upper())
    if found is None:
        raise Refused("I092", problem=ref)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not (1 <= row <= _ROWS and 1 <= column <= _COLUMNS):
        raise Refused("I092", problem=ref)
    return row, column
