"""A report: values in a form, each at its path, with the place in the file that it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from genreport.finding import Path, Spot, Where
from genreport.formats import Format
from genreport.source import Mark, Scalar, Source

Value = int | Decimal | str | date

# plain decimal digits only: what a figure may look like in the file, by number kind
_PLAIN = {
    "integer": re.compile(r"0|[1-9][0-9]*"),
    "change": re.compile(r"[+-]?(?:0|[1-9][0-9]*)"),
    "amount": re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
}


@dataclass(frozen=True)
class Report:
    """Values in a form. A path that is not in `values` is blank, which is not zero."""

    format: Format
    values: Mapping[Path, Value]
    file: str = ""
    sha256: str = ""
    marks: Mapping[Path, Mark] = field(default_factory=dict)
    computed: frozenset[Path] = frozenset()
    doubtful: frozenset[Path] = frozenset()  # rows whose figures may not be those that were meant
    source: Source | None = None
    spots: Mapping[Path, Spot] | None = None  # of a published file, whose lines nobody sees

    def get(self, *path: str) -> Any:
        """The value at a path; None where the report says nothing."""
        return self.values.get(path)

    def where(self, path: Path) -> Where:
        """The place of a value, or of the nearest thing around it, in the file."""
        if self.spots is not None:
            return Where(self.file, path=path, spot=self._spot(self.spots, path))
        known = path
        while known and known not in self.marks:
            known = known[:-1]
        mark = self.marks.get(known, Mark(1, 1))
        return Where(self.file, mark.line, mark.column, path)

    @staticmethod
    def _spot(spots: Mapping[Path, Spot], path: Path) -> Spot:
        """Where a value was published; of a row or table, where the first of its figures was."""
        known = path
        while known and known not in spots:
            below = next((spots[p] for p in spots if p[: len(known)] == known), None)
            if below is not None:
                return below
            known = known[:-1]
        return spots.get(known, Spot())

    def where_in(self, path: Path, line: int, column: int = 0) -> Where:
        """The place of a line (from 0) and column (from 0) of a narrative."""
        scalar = self.source.scalars.get(path) if self.source and self.spots is None else None
        if scalar is None or scalar.plain or scalar.raw[:1] in ("'", '"'):
            return self.where(path)
        blank = len(scalar.text) - len(scalar.text.lstrip("\n"))  # lines before the text itself
        return Where(self.file, scalar.mark.line + 1 + blank + line, 3 + column, path)

    def where_of(self, path: Path, words: str) -> Where | None:
        """The place of some words in a text; None when they are not in it."""
        text = self.values.get(path)
        if not isinstance(text, str) or words not in text:
            return None
        before = text[: text.index(words)].split("\n")
        return self.where_in(path, len(before) - 1, len(before[-1]))

    @property
    def agency(self) -> str:
        """The agency's full name; empty when it is not given."""
        return str(self.get("agency") or "")

    @property
    def title(self) -> str:
        """The title given, or the usual one of agency and year."""
        year = self.get("year")
        usual = f"{self.agency}{f'{year}年' if year else ''}政府信息公开工作年度报告"
        unknown = "、".join(
            words for words, known in (("单位不明", self.agency), ("年度不明", year)) if not known
        )
        return str(self.get("title") or (f"{usual}（{unknown}）" if unknown else usual))

    def filled(self) -> Report:
        """The report with every total that was left out computed, where all its parts are known."""
        values = dict(self.values)
        computed: set[Path] = set()
        for total, parts in self.format.totals:
            known = [values.get(p) for p in parts]
            if total not in values and all(isinstance(v, int | Decimal) for v in known):
                values[total] = sum(known)  # type: ignore[arg-type]
                computed.add(total)
        return replace(self, values=MappingProxyType(values), computed=frozenset(computed))


def of_source(source: Source, form: Format) -> Report:
    """The report that a YAML source holds; what is not written as its kind demands stays blank."""
    values: dict[Path, Value] = {}
    for path, scalar in source.scalars.items():
        value = _value(path, scalar, form)
        if value is not None:
            values[path] = value
    marks = {**source.keys, **{p: s.mark for p, s in source.scalars.items()}}
    return Report(form, MappingProxyType(values), source.file, source.sha256, marks, source=source)


def _value(path: Path, scalar: Scalar, form: Format) -> Value | None:
    cell = form.cells.get(path)
    if cell is not None:
        if plain_number(scalar, cell.number):
            return scalar.value if isinstance(scalar.value, int | Decimal) else None
        return None
    if scalar.value is None:
        return None
    known = form.scalars.get(path)
    match known.kind if known else "prose":
        case "year":
            return scalar.value if type(scalar.value) is int else None
        case "date":
            return day(scalar.raw)
    return scalar.text.strip("\n") or None  # the line breaks of a YAML block are not part of the text


def plain_number(scalar: Scalar, number: str) -> bool:
    """Whether a figure is written in plain digits as its number kind asks."""
    return scalar.plain and _PLAIN[number].fullmatch(scalar.raw) is not None


def day(raw: str) -> date | None:
    """The date that `YYYY-MM-DD` names; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
