"""How a report is laid out as an Excel workbook: what its writer draws and its reader looks for again.

Nothing here knows Excel files themselves: these are the words on the sheets, and the formula of a total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from genreport.finding import Path
from genreport.formats import Format
from genreport.layout import Section
from genreport.schema import BESIDE

MARK = "genreport_sheet"  # the hidden name by which our own workbooks are known
VERSION = "1"
INFO = "单位信息"
TEXTS = "文字"
CHECK = "勾稽核对"  # begins the label of a row that is ours alone
NOTE = "表前说明"

At = tuple[int, int]  # row and column from 1


class Entry(NamedTuple):
    """A row of the sheet on the agency: the datum at `path` beside its label."""

    path: Path
    label: str
    help: str = ""
    kind: str = "text"
    choices: Mapping[str, str] = {}


def entries(form: Format, accepted: int = 0) -> list[Entry]:
    """The data beside tables and narratives, in the order of the form, with room for so many explained warnings."""
    found: list[Entry] = []
    for f in form.fields:
        if f.kind == "prose":
            continue
        if not f.fields:
            found.append(Entry((f.id,), f.label, f.help, f.kind, f.choices))
        found += [Entry((f.id, g.id), f"{f.label} · {g.label}", g.help, g.kind, g.choices) for g in f.fields]
    found += [
        Entry((key,), words["title"], words["description"])
        for key, words in BESIDE.items()
        if "items" not in words
    ]
    for key, words in BESIDE.items():
        if "items" in words:
            for n in range(accepted):
                for name, inner in words["items"]["properties"].items():
                    label = f"{words['title']} · {n + 1} · {inner['title']}"
                    found.append(Entry((key, str(n), name), label, inner["description"]))
    return found


def narratives(form: Format) -> dict[Path, str]:
    """The texts of a report and the words by which the sheet of texts calls them, in the order of the form."""
    found: dict[Path, str] = {(f.id,): f.label for f in form.fields if f.kind == "prose"}
    for s in form.sections:
        if s.table:
            found[(s.id, "note")] = f"{s.title} · {NOTE}"
        else:
            found[(s.id,)] = s.title
    return found


def sheet_name(section: Section) -> str:
    """The name of the sheet of a table: the section's title as far as Excel takes it."""
    return re.sub(r"[\\/*?:\[\]]", "·", section.title)[:31]


def address(at: At) -> str:
    """The cell as Excel calls it: (7, 2) is B7."""
    row, column = at
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def total_formula(parts: Sequence[At]) -> str:
    """The formula of a total, blank until all of its parts are filled in."""
    cells = ranges(parts)
    return f'=IF(COUNT({cells})={len(parts)},SUM({cells}),"")'


def ranges(cells: Sequence[At]) -> str:
    """The cells as the arguments of a function; those that stand in one line come as a range."""
    ordered = sorted(cells)
    rows, columns = {r for r, _ in ordered}, {c for _, c in ordered}
    (top, left), (bottom, right) = ordered[0], ordered[-1]
    one_line = len(rows) == 1 or len(columns) == 1
    if len(ordered) > 1 and one_line and (bottom - top + 1) * (right - left + 1) == len(ordered):
        return f"{address(ordered[0])}:{address(ordered[-1])}"
    return ",".join(address(at) for at in ordered)


def plain_formula(text: str) -> str:
    """A formula without what programs add to it: blanks, `$`, the sign of equality."""
    return re.sub(r"[\s$]", "", text).lstrip("=").upper()
