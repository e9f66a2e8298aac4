"""Page numbers and running heads, which are no part of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from genreport.read.pdf.placing import Ruled, Sheet
from genreport.read.pdf.setting import Row

_MARGIN = 0.13  # of the height of the page
_DASHED = re.compile(r"[-‐‑–—―─_~·•.]+(\d{1,4})[-‐‑–—―─_~·•.]+")
_NAMED = re.compile(
    r"第?(\d{1,4})页(?:[,，/ ]?共?\d{1,4}页)?|第(\d{1,4})页.{0,2}共\d{1,4}页|(\d{1,4})/\d{1,4}|Page(\d+)(?:of\d+)?"
)
_BARE = re.compile(r"(\d{1,4})")


def without(sheets: list[Sheet]) -> list[Sheet]:
    """The pages without what stands in their margins on every page."""
    gone: set[tuple[int, int]] = set()
    candidates = [(n, k, row) for n, s in enumerate(sheets) for k, row in _outer(s)]
    bare = Counter[int]()
    for n, _, row in candidates:
        if m := _BARE.fullmatch(_tight(row)):
            bare[int(m[1]) - n] += 1
    alike = Counter((_shape(row), round(row.top / 6)) for _, _, row in candidates)
    for n, k, row in candidates:
        words = _tight(row)
        number = _BARE.fullmatch(words)
        if _DASHED.fullmatch(words) or _NAMED.fullmatch(words):
            gone.add((n, k))
        elif number:
            steady = bare[int(number[1]) - n] > 1 or (len(sheets) == 1 and number[1] == "1")
            if steady:
                gone.add((n, k))
        elif alike[_shape(row), round(row.top / 6)] >= max(2, 0.4 * len(sheets)) and len(words) < 60:
            gone.add((n, k))
    return [
        s._replace(parts=tuple(p for k, p in enumerate(s.parts) if (n, k) not in gone))
        for n, s in enumerate(sheets)
    ]


def _outer(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    """The lines at the top and at the foot of a page that no table and no other line lies beyond."""
    parts = sheet.parts
    head = sheet.height * _MARGIN
    taken = set()
    for order, far in ((range(len(parts)), False), (range(len(parts) - 1, -1, -1), True)):
        for k in list(order)[:3]:
            part = parts[k]
            if isinstance(part, Ruled):
                break
            if (part.top < sheet.height - head) if far else (part.bottom > head):
                break
            if k not in taken:
                taken.add(k)
                yield k, part


def _tight(row: Row) -> str:
    return re.sub(r"\s", "", row.text)


def _shape(row: Row) -> str:
    return re.sub(r"\d+", "0", _tight(row))
