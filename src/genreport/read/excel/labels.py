"""Where the figures of a table stand on a sheet, found by the labels of rows and columns and by nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from genreport import workbook
from genreport.finding import Path
from genreport.layout import Block, Heading, Table
from genreport.read.excel.workbook import Cell, Merged, Sheet
from genreport.workbook import At

_MOST = 50_000  # cells of a sheet covered by merged ranges that are looked into
_HEADS = 40  # rows above the first row of figures that may hold its heads


def folded(text: str) -> str:
    """A label bare of blanks, brackets and punctuation."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text[:300]))


class Leaf(NamedTuple):
    """A row or column of figures: its labels (each in all its wordings), those of the groups around it before them."""

    path: Path
    words: frozenset[str]
    groups: tuple[frozenset[str], ...]
    label: str


class Row(NamedTuple):
    """A row of the sheet whose label is that of a row of the table; figures stand right of column `right`."""

    row: int
    right: int
    leaf: Leaf


@dataclass
class Located:
    """Where figures stand, and what stands in the way: labels not found once, rows and columns of no form."""

    at: dict[Path, tuple[At, ...]] = field(default_factory=dict)  # cells that may hold it, left to right
    lacking: dict[str, list[Path]] = field(default_factory=dict)  # label -> cells
    foreign: list[At] = field(default_factory=list)


def leaves(
    headings: Sequence[Heading], path: Path = (), groups: tuple[frozenset[str], ...] = ()
) -> Iterator[Leaf]:
    """The rows or columns of a tree of headings."""
    for h in headings:
        below = path + ((h.id,) if h.id else ())
        words = frozenset(folded(w) for w in (h.label, *h.also))
        if h.children:
            yield from leaves(h.children, below, (*groups, words))
        else:
            yield Leaf(below, words, groups, h.label)


class Squares:
    """A sheet's cells with merged ranges spread out over what they cover."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.last = max((r for r, _ in sheet.cells), default=0)
        self.width = max((c for _, c in sheet.cells), default=0)
        self._anchor: dict[At, Merged] = {}
        self._words: dict[At, str] = {}
        for m in sheet.merged:
            bottom, right = min(m.bottom, self.last), min(m.right, self.width + 40)
            if (bottom - m.top + 1) * (right - m.left + 1) + len(self._anchor) > _MOST:
                continue
            for row in range(m.top, bottom + 1):
                for column in range(m.left, right + 1):
                    self._anchor.setdefault((row, column), m)
        self.columns = sorted({c for _, c in sheet.cells} | {c for _, c in self._anchor})
        self.rows: dict[int, list[int]] = {}
        for row, column in sorted({*sheet.cells, *self._anchor}):
            self.rows.setdefault(row, []).append(column)

    def anchor(self, at: At) -> At:
        """The cell whose content is shown here."""
        merged = self._anchor.get(at)
        return (merged.top, merged.left) if merged else at

    def range(self, at: At) -> Merged:
        """The merged range around a cell, or the cell alone."""
        return self._anchor.get(at) or Merged(*at, *at)

    def cell(self, at: At) -> Cell | None:
        """What is shown here."""
        return self.sheet.cells.get(self.anchor(at))

    def word(self, at: At) -> str:
        """The folded text of what is shown here; nothing for figures and formulas."""
        anchor = self.anchor(at)
        if anchor not in self._words:
            cell = self.sheet.cells.get(anchor)
            plain = cell is not None and not cell.formula and cell.kind == "text"
            self._words[anchor] = folded(cell.text) if cell and plain else ""
        return self._words[anchor]

    def across(self, row: int) -> Iterator[tuple[At, str]]:
        """The words of a row from left to right, a merged cell once."""
        seen: set[At] = set()
        for column in self.rows.get(row, ()):
            anchor = self.anchor((row, column))
            if anchor not in seen and (word := self.word(anchor)):
                yield (row, column), word
            seen.add(anchor)


def locate(table: Table, squares: Squares) -> Located:
    """Where the figures of a table stand on a sheet."""
    found = Located()
    for block, rows in _regions(table, squares):
        if rows is None:
            _lack(found, table, block, block.band)
        elif block.rows:
            _block(found, table, block, squares, rows)
        else:
            _one_row(found, table, block, squares, rows)
    return found


def _regions(table: Table, squares: Squares) -> Iterator[tuple[Block, list[int] | None]]:
    """Each block with the rows of the sheet in which it must be; None where its caption is not there once."""
    bands: dict[str, list[int]] = {folded(b.band): [] for b in table.blocks if b.band}
    for row in squares.rows:
        words = [w for _, w in squares.across(row)]
        if len(words) == 1 and words[0] in bands:
            bands[words[0]].append(row)
    starts = sorted(r for rows in bands.values() for r in rows)
    for block in table.blocks:
        if not block.band:
            yield block, list(squares.rows)
            continue
        rows = bands[folded(block.band)]
        after = [r for r in starts if rows and r > rows[0]]
        end = after[0] if after else squares.last + 1
        inside = [r for r in squares.rows if rows and rows[0] < r < end]
        yield block, inside if len(rows) == 1 else None


def _lack(found: Located, table: Table, block: Block, label: str) -> None:
    rows = [r.path for r in leaves(block.rows)] or [()]
    found.lacking.setdefault(label, []).extend(
        (table.id, *r, *c.path) for r in rows for c in leaves(block.columns)
    )


def _block(found: Located, table: Table, block: Block, squares: Squares, region: list[int]) -> None:
    rows = _rows(squares, region, list(leaves(block.rows)))
    if not rows:
        _lack(found, table, block, block.rows[0].label)
        return
    head = [r for r in region if r < rows[0].row][-_HEADS:]
    right = max(r.right for r in rows)
    columns, strange = _columns(squares, head, block, right)
    once = {}
    for leaf in leaves(block.rows):
        fellows = [r for r in rows if r.leaf.path == leaf.path]
        if len(fellows) == 1:
            once[leaf.path] = fellows[0]
        else:
            found.lacking[leaf.label] = [(table.id, *leaf.path, *c.path) for c in leaves(block.columns)]
    _lack_columns(found, table, block, columns)
    for path, row in once.items():
        for leaf_path, cells in columns.items():
            found.at[(table.id, *path, *leaf_path)] = tuple((row.row, c) for c in cells)
    known = {r.row for r in rows}
    figures = [c for cells in columns.values() for c in cells]
    for below in region:
        strays = below > rows[0].row and below not in known and not _ours(squares, below)
        if strays and any(_filled(squares, (below, c)) for c in figures):
            found.foreign.append(_first(squares, below))
    found.foreign += _strays(squares, head, strange, sorted(known))


def _one_row(found: Located, table: Table, block: Block, squares: Squares, region: list[int]) -> None:
    """A block without labels of rows: one row below the heads, and no other with anything in it."""
    words = {w for leaf in leaves(block.columns) for w in leaf.words}
    heads = [r for r in region if any(w in words for _, w in squares.across(r))]
    if not heads:
        _lack(found, table, block, block.columns[0].label)
        return
    head = [r for r in region if r <= heads[-1]][-_HEADS:]
    columns, strange = _columns(squares, head, block, 0)
    figures = [c for cells in columns.values() for c in cells]
    filled = [
        r for r in region if r > heads[-1]
        and any(squares.anchor((r, c))[0] == r and _filled(squares, (r, c)) for c in figures)
    ]  # fmt: skip
    full = [r for r in filled if sum(_filled(squares, (r, c)) for c in figures) * 2 > len(figures)]
    if len(filled) > 1 and len(full) != 1:
        _lack(found, table, block, block.columns[0].label)
        return
    _lack_columns(found, table, block, columns)
    row = (full or filled or [heads[-1] + 1])[0]
    found.foreign += [_first(squares, r) for r in filled if r != row]
    for path, cells in columns.items():
        found.at[(table.id, *path)] = tuple((row, c) for c in cells)
    found.foreign += _strays(squares, head, strange, [row])


def _first(squares: Squares, row: int) -> At:
    """The first cell of a row with something in it."""
    return min((row, c) for c in squares.rows[row] if _filled(squares, (row, c)))


def _strays(squares: Squares, head: list[int], columns: list[int], rows: list[int]) -> list[At]:
    """What stands in columns of no form: the head of one that has a head, else each cell."""
    found: list[At] = []
    for c in columns:
        filled = [(r, c) for r in rows if _filled(squares, (r, c)) and squares.anchor((r, c)) == (r, c)]
        headed = [(r, c) for r in head[-1:] if squares.word((r, c))]
        found += headed if filled and headed else filled
    return found


def _lack_columns(found: Located, table: Table, block: Block, columns: dict[Path, list[int]]) -> None:
    rows = [r.path for r in leaves(block.rows)] or [()]
    for leaf in leaves(block.columns):
        if leaf.path not in columns:
            lacking = found.lacking.setdefault(leaf.label, [])
            lacking += [(table.id, *r, *leaf.path) for r in rows]


def _filled(squares: Squares, at: At) -> bool:
    cell = squares.cell(at)
    return cell is not None and bool(cell.text.strip())


def _ours(squares: Squares, row: int) -> bool:
    return any(word.startswith(workbook.CHECK) for _, word in squares.across(row))


def _rows(squares: Squares, region: list[int], known: list[Leaf]) -> list[Row]:
    """The rows whose label is that of a row of the table, and whose groups do not contradict it."""
    found: list[Row] = []
    for row in region:
        before: list[str] = []
        for at, word in squares.across(row):
            fits = [leaf for leaf in known if word in leaf.words]
            if fits and (leaf := _fitting(before, fits)):
                found.append(Row(row, squares.range(at).right, leaf))
                break
            before.append(word)
    return found


def _columns(
    squares: Squares, head: list[int], block: Block, right: int
) -> tuple[dict[Path, list[int]], list[int]]:
    """The columns of each leaf, and those with a head that is none of the table's; a leaf that stands apart is out."""
    known = list(leaves(block.columns))
    labels = {w for leaf in known for words in (leaf.words, *leaf.groups) for w in words}
    found: dict[Path, list[int]] = {}
    strange: list[int] = []
    for column in squares.columns:
        if column <= right:
            continue
        anchors = dict.fromkeys(squares.anchor((row, column)) for row in head)
        texts = [w for at in anchors if (w := squares.word(at))]
        fits = [leaf for leaf in known if texts and texts[-1] in leaf.words]
        leaf = _fitting([t for t in texts[:-1] if t in labels], fits)
        if leaf:
            found.setdefault(leaf.path, []).append(column)
        else:
            strange.append(column)
    together = {p: c for p, c in found.items() if c[-1] - c[0] + 1 == len(c) and _one_head(squares, head, c)}
    return together, strange


def _one_head(squares: Squares, head: list[int], columns: list[int]) -> bool:
    """Whether neighbouring columns of one label are one merged head, not the same label twice."""
    lowest = [max(r for r in head if squares.word((r, c))) for c in columns]
    return len({squares.anchor((r, c)) for r, c in zip(lowest, columns, strict=True)}) == 1


def _fitting(before: list[str], fits: list[Leaf]) -> Leaf | None:
    """The leaf whose groups are those before it; where merged cells were broken up, one that nothing contradicts."""
    exact = [leaf for leaf in fits if _groups(before, leaf)]
    if len(exact) == 1:
        return exact[0]
    if exact or len(fits) != 1:
        return None
    groups = iter(fits[0].groups)
    return fits[0] if all(any(word in words for words in groups) for word in before) else None


def _groups(before: list[str], leaf: Leaf) -> bool:
    return len(before) == len(leaf.groups) and all(
        word in words for word, words in zip(before, leaf.groups, strict=True)
    )
