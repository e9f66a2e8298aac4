"""Reports of random figures as published pages show them: whole, or disturbed in the ways that real pages are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import NamedTuple

from genreport.document import Document, Grid, Line, Piece, Square
from genreport.finding import Path, Spot
from genreport.formats import Format
from genreport.layout import Table

Figures = dict[Path, int | Decimal]


class Box(NamedTuple):
    """A cell of a page: its text and the squares that it covers."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    role: str = ""


Boxes = list[Box]


def report(form: Format, random: Random) -> Figures:
    """Figures for every cell, all totals right; every figure tells in which cell it stands, or is small."""
    loud = random.random() < 0.5
    made: Figures = {}
    for n, (path, cell) in enumerate(form.cells.items(), 1):
        if cell.number == "amount":
            made[path] = Decimal(random.randrange(1, 99999)) / 100
        elif cell.number == "change":
            made[path] = random.randrange(-30, 30)
        else:
            made[path] = 1000 + n if loud else random.choice((0, 0, 0, 1, 2, 17, 12345))
    for total, parts in form.totals:
        made[total] = sum(made[p] for p in parts)
    return made


def boxes(table: Table, figures: Figures) -> Boxes:
    """The table as the form draws it."""
    return [
        Box(c.row, c.column, c.rowspan, c.colspan, c.text if c.role != "value" else shown(figures[c.path], c.number),
            c.role)
        for c in table.grid
    ]  # fmt: skip


def shown(figure: int | Decimal, number: str) -> str:
    """A figure as a page prints it."""
    return f"+{figure}" if number == "change" and figure > 0 else str(figure)


def grid(cells: Boxes) -> Grid:
    """Boxes as a grid; places that none covers are filled with empty squares."""
    rows = max(b.row + b.rowspan for b in cells)
    columns = max(b.column + b.colspan for b in cells)
    covered = {
        (r, c)
        for b in cells
        for r in range(b.row, b.row + b.rowspan)
        for c in range(b.column, b.column + b.colspan)
    }
    squares = [
        Square(b.row, b.column, b.rowspan, b.colspan, b.text, Spot(row=b.row + 1, column=b.column + 1))
        for b in cells
    ]
    squares += [Square(r, c, 1, 1, "") for r in range(rows) for c in range(columns) if (r, c) not in covered]
    return Grid(tuple(sorted(squares)), rows, columns)


def lines(cells: Boxes) -> list[Boxes]:
    """The boxes row by row."""
    rows: dict[int, Boxes] = {}
    for b in sorted(cells):
        rows.setdefault(b.row, []).append(b)
    return list(rows.values())


# ways in which squares go wrong


def fillers(cells: Boxes, random: Random) -> Boxes:
    """Spans dissolved: the text in the first square, nothing in the others."""
    made: Boxes = []
    roles = set(random.sample(["band", "corner", "head", "stub", "value"], random.randrange(1, 6)))
    for b in cells:
        if b.role not in roles:
            made.append(b)
            continue
        made += [
            Box(r, c, 1, 1, b.text if (r, c) == (b.row, b.column) else "", b.role)
            for r in range(b.row, b.row + b.rowspan) for c in range(b.column, b.column + b.colspan)
        ]  # fmt: skip
    return made


def unspanned(cells: Boxes, random: Random) -> Boxes:
    """Spans lost: what stood to the right moves to the left."""
    roles = set(random.sample(["band", "corner", "head", "stub", "value"], random.randrange(1, 6)))
    made: Boxes = []
    taken: set[tuple[int, int]] = set()
    for row in lines(cells):
        column = 0
        for b in row:
            while (b.row, column) in taken:
                column += 1
            high, wide = (1, 1) if b.role in roles else (b.rowspan, b.colspan)
            made.append(Box(b.row, column, high, wide, b.text, b.role))
            taken |= {(r, c) for r in range(b.row, b.row + high) for c in range(column, column + wide)}
            column += wide
    return made


def exchanged(cells: Boxes, random: Random) -> Boxes:
    """Two columns of single heads exchanged, heads and all."""
    values = sorted({(b.column, b.colspan) for b in cells if b.role == "value"})
    single = [
        c
        for c, w in values
        if w == 1 and all(b.colspan == 1 for b in cells if b.role == "head" and b.column == c)
    ]
    heads = [b.text for b in cells if b.role == "head" and b.column in single and b.text]
    if len(single) < 2 or (len(heads) != len(set(heads)) and len(values) > 9):
        return cells  # the same label in two groups: exchanged, the page says other things
    one, two = random.sample(single, 2)
    swap = {one: two, two: one}

    def moved(b: Box) -> Box:
        same = b.role in ("head", "value") and b.colspan == 1 and b.column in swap
        return b._replace(column=swap[b.column]) if same else b

    made = [moved(b) for b in cells]
    squares = [
        (r, c)
        for b in made
        for r in range(b.row, b.row + b.rowspan)
        for c in range(b.column, b.column + b.colspan)
    ]
    return made if len(squares) == len(set(squares)) else cells


def without_rows(cells: Boxes, random: Random) -> Boxes:
    """Some rows of figures are not there."""
    rows = sorted({b.row for b in cells if b.role == "value"})
    gone = set(random.sample(rows, min(len(rows) - 1, random.randrange(1, 4))))
    if not gone or len(rows) < 2:
        return cells
    return _cut(cells, gone)


def _cut(cells: Boxes, gone: set[int]) -> Boxes:
    made: Boxes = []
    for b in cells:
        rows = [r for r in range(b.row, b.row + b.rowspan) if r not in gone]
        if rows:
            at = rows[0] - sum(1 for g in gone if g < rows[0])
            made.append(b._replace(row=at, rowspan=len(rows)))
    return made


def local_row(cells: Boxes, random: Random) -> Boxes:
    """A row that the form does not have."""
    at = random.choice(sorted({b.row for b in cells if b.role == "value"}))
    model = [b for b in cells if b.row == at and b.role == "value"]
    stub = [b for b in cells if b.row == at and b.role == "stub"]
    if not stub:
        return cells
    made: Boxes = []
    for b in cells:
        if b.row > at:
            made.append(b._replace(row=b.row + 1))
        elif b.row + b.rowspan > at + 1:
            made.append(b._replace(rowspan=b.rowspan + 1))
        else:
            made.append(b)
    label = random.choice(
        ("其他主动公开文件", "9.属于工作秘密", "其他规范性文件", "非行政许可审批", "6.其他", "行政检查", "")
    )
    made += [Box(at + 1, b.column, 1, b.colspan, str(random.randrange(70, 99)), "value") for b in model]
    made.append(Box(at + 1, stub[-1].column, 1, stub[-1].colspan, label, "stub"))
    return made


def local_column(cells: Boxes, random: Random) -> Boxes:
    """A column that the form does not have, with or without a head, empty or filled."""
    at = random.choice(
        sorted({b.column for b in cells if b.role == "value"} | {max(b.column + b.colspan for b in cells)})
    )
    head = random.choice(("", "备注", "合计数", "序号"))
    filled = bool(head) and random.random() < 0.5
    made: Boxes = []
    rows = max(b.row + b.rowspan for b in cells)
    for b in cells:
        if b.column >= at:
            made.append(b._replace(column=b.column + 1))
        elif b.column + b.colspan > at:
            made.append(b._replace(colspan=b.colspan + 1))
        else:
            made.append(b)
    taken = {
        (r, c)
        for b in made
        for r in range(b.row, b.row + b.rowspan)
        for c in range(b.column, b.column + b.colspan)
    }
    values = {b.row for b in cells if b.role == "value"}
    filled = filled and not any(r + 1 in values and r not in values and (r, at) in taken for r in range(rows))
    for r in range(rows):
        if (r, at) not in taken:
            text = (
                (str(random.randrange(60, 70)) if filled else "")
                if r in values
                else (head if r + 1 in values else "")
            )
            made.append(Box(r, at, 1, 1, text, "value" if r in values else "head"))
    return made


# ways in which words and figures go wrong


def tired(cells: Boxes, random: Random) -> Boxes:
    """Brackets, blanks, line breaks and numbering as people type them."""
    half = str.maketrans("（）：，．", "():,.")

    def typed(b: Box) -> Box:
        if b.role == "value" or not b.text:
            return b
        text = b.text.translate(half) if random.random() < 0.5 else b.text
        if random.random() < 0.3:
            at = random.randrange(1, len(text)) if len(text) > 1 else 0
            text = text[:at] + random.choice(("\n", " ", "\u3000", "\u200b", "\xa0")) + text[at:]
        if random.random() < 0.1:
            text = "\n".join(text)
        if random.random() < 0.1 and b.role in ("stub", "head"):
            text += random.choice(("（件）", "(指办件量)", "（设区的市、自治州填写）"))
        return b._replace(text=text)

    return [typed(b) for b in cells]


def unknown_labels(cells: Boxes, random: Random) -> Boxes:
    """Labels that are lost, cut, or other words."""

    def other(b: Box) -> Box:
        if b.role not in ("stub", "head") or random.random() > 0.08 or len(b.text) < 3 or "元" in b.text:
            return b
        cut = b.text[: random.randrange(1, len(b.text))]
        letter = random.randrange(len(b.text))
        slip = b.text[:letter] + random.choice("行政信息公开数不未其他") + b.text[letter + 1 :]
        return b._replace(
            text=random.choice(("", cut, slip, "非" + b.text, "其他" + b.text, "说明", b.text[letter:]))
        )

    return [other(b) for b in cells]


def blanks(cells: Boxes, random: Random) -> Boxes:
    """Cells left blank or struck out, and what is no figure at all."""
    share = random.choice((0.05, 0.3, 0.8))

    def emptied(b: Box) -> Box:
        if b.role != "value" or not b.text or random.random() > share:
            return b
        return b._replace(text=random.choice(("", "", "", "/", "-", "—", "无", "约20", "3.5.1", "12+3", "O")))

    return [emptied(b) for b in cells]


WAYS: tuple[Callable[[Boxes, Random], Boxes], ...] = (
    exchanged, without_rows, local_row, local_column, fillers, unspanned, tired, unknown_labels, blanks,
)  # fmt: skip


# how a page carries its tables


def as_grids(tables: list[tuple[str, Boxes]], random: Random, cut: bool) -> list[Piece]:
    """Each table under its title; if cut, in fragments with or without the heads again."""
    made: list[Piece] = []
    for title, cells in tables:
        made.append(Line(title))
        rows = sorted({b.row for b in cells if b.role == "value"})
        if not cut or len(rows) < 4:
            made.append(grid(cells))
            continue
        at = random.choice(rows[1:])
        top = [b._replace(rowspan=min(b.rowspan, at - b.row)) for b in cells if b.row < at]
        rest = [
            b._replace(row=max(b.row, at) - at, rowspan=b.row + b.rowspan - max(b.row, at),
                       text=b.text if b.row >= at else "")
            for b in cells if b.row + b.rowspan > at
        ]  # fmt: skip
        made.append(grid(top))
        first = min(b.row for b in cells if b.role == "value")
        if random.random() < 0.5:
            made.append(Line(random.choice(("- 3 -", "第3页"))))
        if random.random() < 0.5 and len({b.column for b in cells if b.role == "head"}) > 5:
            heads = [b for b in cells if b.row < first and b.role != "stub"]
            rest = heads + [b._replace(row=b.row + first) for b in rest]
        made.append(grid(rest))
    return made


def as_cells(tables: list[tuple[str, Boxes]], random: Random) -> list[Piece]:
    """One cell a line; empty ones leave nothing."""
    made: list[Piece] = []
    for title, cells in tables:
        made.append(Line(title))
        for row in lines(cells):
            for b in row:
                made += [Line(part) for part in b.text.split("\n") if part.strip()]
    return made


def as_strokes(tables: list[tuple[str, Boxes]], random: Random) -> list[Piece]:
    """Rows of `|` of which merged cells left no trace; empty cells stand."""
    end = random.choice(([], [""], ["", ""]))
    made: list[Piece] = []
    for title, cells in tables:
        made.append(Line(title))
        rows = [[b.text for b in row] + end for row in lines(cells)]
        squares = [Square(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
        made.append(Grid(tuple(squares), len(rows), max(map(len, rows)), exact=False))
    return made


def as_text(tables: list[tuple[str, Boxes]], random: Random) -> list[Piece]:
    """A label and its figures in one line."""
    made: list[Piece] = []
    for title, cells in tables:
        made.append(Line(title))
        for row in lines(cells):
            words = " ".join(b.text.replace("\n", "") for b in row if b.text.strip())
            made.append(Line(words))
    return made


def as_loose_text(tables: list[tuple[str, Boxes]], random: Random) -> list[Piece]:
    """As the text of a PDF: figures before, beside or after a label that is set over several lines."""
    made: list[Piece] = []
    for title, cells in tables:
        made.append(Line(title))
        for row in lines(cells):
            label = " ".join(b.text.replace("\n", "") for b in row if b.role != "value" and b.text.strip())
            figures = " ".join(b.text for b in row if b.role == "value" and b.text.strip())
            way = random.random()
            if way < 0.6 or not figures:
                made.append(Line(f"{label} {figures}".strip()))
            elif way < 0.75:
                made += [Line(figures), Line(label)]
            elif way < 0.9:
                made += [Line(label), Line(figures)]
            else:
                half = len(label) // 2
                made += [Line(label[:half]), Line(figures), Line(label[half:])]
    return [p for p in made if not isinstance(p, Line) or p.text.strip()]


def torn(pieces: list[Piece], random: Random) -> list[Piece]:
    """The beginning of a page only."""
    kept = pieces[: random.randrange(1, len(pieces) + 1)]
    last = kept[-1]
    if isinstance(last, Line) and len(last.text) > 1 and random.random() < 0.5:
        kept[-1] = last._replace(text=last.text[: random.randrange(1, len(last.text))])
    return kept


def page(form: Format, figures: Figures, random: Random, ways: int) -> Document:
    """A report as a page; `ways`: how many kinds of disturbance it suffers."""
    chosen = sorted(random.sample(WAYS, ways), key=WAYS.index)  # rows and columns first, while they are known
    tables: list[tuple[str, Boxes]] = []
    for s in form.sections:
        if s.table:
            cells = boxes(s.table, figures)
            for way in chosen:
                cells = way(cells, random)
            tables.append((s.title, cells))
    kind = random.randrange(6)
    if kind < 2:
        pieces = as_grids(tables, random, cut=kind == 1 and ways > 0)
    else:
        pieces = (as_cells, as_strokes, as_text, as_loose_text)[kind - 2 if ways or kind < 5 else 0](
            tables, random
        )
    if ways and random.random() < 0.15:
        pieces = torn(pieces, random)
    else:
        pieces += [Line("五、存在的主要问题及改进情况"), Line("问题是人手不足，下一步加强培训。")]
    return Document(tuple(pieces))
