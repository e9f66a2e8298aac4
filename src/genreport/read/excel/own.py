"""Our own fill-in workbook read back: tables by their labels, data beside their labels, texts by their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from genreport import formats, workbook
from genreport.finding import Finding, Path, Spot, Text, Where
from genreport.formats import Format
from genreport.layout import Section
from genreport.messages import finding
from genreport.read.excel.figures import datum, figure
from genreport.read.excel.labels import Located, Squares, folded, locate
from genreport.read.excel.workbook import Cell, Workbook
from genreport.report import Value
from genreport.workbook import At, Entry, address

_WANTED = {
    "integer": Text("不小于 0 的整数，只写数字", "a whole number, digits alone"),
    "change": Text("整数，减少的前面加 -", "a whole number, with - before it for less"),
    "amount": Text("不小于 0 的数，只写数字", "a number, digits alone"),
    "year": Text("四位数字的年份", "a year of four digits"),
    "date": Text("日期，写作 YYYY-MM-DD 的样子", "a date as YYYY-MM-DD"),
    "choice": Text("列表中的一项", "one of the list"),
    "text": Text("文字", "text"),
}
_OUR_TOTAL = re.compile(r'IF\(COUNT\(([A-Z0-9:,]{1,2000})\)=[0-9]+,SUM\(\1\),""\)')
_MOST_SHEETS = 40  # that are searched for the tables of the form
_SHEET = Text("工作表", "a sheet"), Text("行", "a row"), Text("列", "a column")


@dataclass
class Found:
    """What the workbook says, where, and what is to be told of it."""

    form: Format
    values: dict[Path, Value] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, path: Path, spot: Spot, **values: object) -> None:
        """A finding on a value."""
        label = self.form.label(path) if path else ""
        self.findings.append(finding(code, Where("", path=path, spot=spot), label, **values))

    def keep(self, path: Path, value: Value, spot: Spot) -> None:
        """A value with its place."""
        self.values[path], self.spots[path] = value, spot


def read(book: Workbook, form_id: str) -> Found | None:
    """The values of a workbook that bears our mark; None when nothing of the form is in it."""
    form = next((f for f in formats.every() if f.id == form_id), None)
    if form is None:
        return None
    sheets = [Squares(s) for s in book.sheets if not s.hidden][:_MOST_SHEETS]
    found = Found(form)
    info = _with_heads(sheets, workbook.INFO, ("项目", "填写"))
    if info:
        _info(found, *info)
        year = found.values.get(("year",))
        found.form = (formats.of_year(year) if isinstance(year, int) else None) or form
    located = False
    for section in found.form.sections:
        if section.table:
            located |= _table(found, section, sheets)
    texts = _with_heads(sheets, workbook.TEXTS, ("部分", "文字"))
    if texts:
        _texts(found, *texts)
    for name, there in ((workbook.INFO, info), (workbook.TEXTS, texts)):
        if there is None:
            found.tell("I094", (), Spot(), words=name)
    found.findings += unseen(book)
    return found if located or info or texts else None


def unseen(book: Workbook) -> Iterator[Finding]:
    """Sheets, rows and columns that are hidden and have content."""
    for s in book.sheets:
        rows, columns = {r for r, _ in s.cells}, {c for _, c in s.cells}
        hidden = [(_SHEET[0], "")] if s.hidden and s.cells else []
        if not s.hidden:
            hidden += [(_SHEET[1], address((r, 1))) for r in sorted(s.hidden_rows & rows)[:1]]
            hidden += [(_SHEET[2], address((1, c))) for c in sorted(s.hidden_columns & columns)[:1]]
        for what, cell in hidden:
            yield finding("I099", Where("", spot=Spot(sheet=s.name, cell=cell)), what=what)


def _with_heads(sheets: list[Squares], name: str, heads: tuple[str, str]) -> tuple[Squares, At, At] | None:
    """The sheet of that name, or the only other, in a row of which both heads stand, with their places."""
    found: list[tuple[Squares, At, At]] = []
    for squares in sheets:
        for row in squares.rows:
            places = {word: at for at, word in squares.across(row)}
            if all(h in places for h in heads):
                found.append((squares, places[heads[0]], places[heads[1]]))
                break
    named = [f for f in found if f[0].sheet.name == name]
    return named[0] if named else found[0] if len(found) == 1 else None


def _spot(squares: Squares, at: At) -> Spot:
    return Spot(sheet=squares.sheet.name, cell=address(at))


def _info(found: Found, squares: Squares, label_head: At, value_head: At) -> None:
    rows: dict[str, list[int]] = {}
    for row in sorted(squares.rows):
        if row > label_head[0] and (word := squares.word((row, label_head[1]))):
            rows.setdefault(word, []).append(row)
    accepted = max((int(m[1]) for w in rows if (m := re.match("已说明的问题([0-9]{1,3})", w))), default=0)
    for entry in workbook.entries(found.form, accepted):
        fellows = rows.pop(folded(entry.label), [])
        if len(fellows) != 1:
            found.tell("I094", entry.path, Spot(sheet=squares.sheet.name), words=entry.label)
            continue
        at = squares.anchor((fellows[0], value_head[1]))
        _datum(found, entry, squares.cell(at), _spot(squares, at))
    for others in rows.values():
        at = (others[0], label_head[1])
        value = squares.cell((others[0], value_head[1]))
        if value and value.text.strip():
            found.tell("I098", (), _spot(squares, at), words=_shown(squares.cell(at)))


def _datum(found: Found, entry: Entry, cell: Cell | None, spot: Spot) -> None:
    said = datum(cell, entry.kind)
    value = said.value
    if entry.choices and isinstance(value, str):
        names = {folded(words): key for key, words in entry.choices.items()} | {k: k for k in entry.choices}
        value = names.get(folded(value))
        if value is None:
            found.tell("I093", entry.path, spot, words=_shown(cell), wanted=_WANTED["choice"])
    if said.fault and cell:
        words = {
            "words": _shown(cell),
            "wanted": _WANTED.get(entry.kind, _WANTED["text"]),
            "formula": cell.formula,
        }
        found.tell(said.fault, entry.path, spot, **words)
    elif value is not None:
        found.keep(entry.path, value, spot)


def _shown(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _texts(found: Found, squares: Squares, label_head: At, text_head: At) -> None:
    known = {folded(label): path for path, label in workbook.narratives(found.form).items()}
    for s in found.form.sections:
        known |= {folded(words): (s.id,) for words in s.also if not s.table}
    lines: dict[Path, list[str]] = {}
    path: Path = ()
    for row in range(label_head[0] + 1, squares.last + 1):
        label, at = squares.word((row, label_head[1])), (row, text_head[1])
        cell = squares.cell(at)
        if label:
            path = known.get(label, ())
        if cell and cell.formula:
            found.tell("I096", path, _spot(squares, at), formula=cell.formula)
            continue
        text = cell.text if cell and squares.anchor(at) == at else ""
        if path and (text or label):
            lines.setdefault(path, []).append(text)
            found.spots.setdefault(path, _spot(squares, at))
        elif text.strip():
            words = _shown(squares.cell((row, label_head[1]))) or text
            found.tell("I098", (), _spot(squares, at), words=words)
    for key, rows in lines.items():
        text = "\n".join(rows).strip("\n")
        if text:
            found.values[key] = text
        else:
            found.spots.pop(key, None)


def _table(found: Found, section: Section, sheets: list[Squares]) -> bool:
    """The figures of a table; whether any sheet has it. Two sheets that have it and differ give none."""
    table = section.table
    assert table is not None
    readings: list[tuple[Squares, Located, Found]] = []
    for squares in sheets:
        located = locate(table, squares)
        if located.at:
            one = Found(found.form)
            _figures(one, section, squares, located)
            readings.append((squares, located, one))
    if not readings:
        found.tell("I094", (section.id,), Spot(), words=section.title)
        return False
    name = workbook.sheet_name(section)
    readings.sort(key=lambda r: r[0].sheet.name != name)
    if any(other.values != readings[0][2].values for _, _, other in readings[1:]):
        found.tell("I094", (section.id,), Spot(sheet=readings[1][0].sheet.name), words=section.title)
        return True
    best = readings[0][2]
    found.values |= best.values
    found.spots |= best.spots
    found.findings += best.findings
    return True


def _figures(found: Found, section: Section, squares: Squares, located: Located) -> None:
    assert section.table is not None
    holding: dict[Path, At] = {}
    for path, cells in located.at.items():
        at = _holding(squares, cells)
        if at is None:
            found.tell("I094", path, _spot(squares, cells[0]), words=found.form.label(path))
        else:
            holding[path] = at
    totals: dict[Path, set[str]] = {}
    for total, parts in section.table.totals:
        if all(p in holding for p in parts):
            formula = workbook.total_formula([holding[p] for p in parts])
            totals.setdefault(total, set()).add(workbook.plain_formula(formula))
    sums = {total for total, _ in section.table.totals}
    for path, at in holding.items():
        cell = squares.cell(at)
        plain = workbook.plain_formula(cell.formula) if cell and cell.formula else ""
        if plain and plain in totals.get(path, ()):
            found.spots[path] = _spot(squares, at)  # our own total: computed, yet it has a place
            continue
        if path in sums and _OUR_TOTAL.fullmatch(plain):
            continue  # our own total with a part whose label was changed or a row put in
        _figure(found, path, cell, section.table.values[path].number, _spot(squares, at))
    for label, paths in located.lacking.items():
        found.tell(
            "I094",
            paths[0][:-1] if len(paths[0]) > 2 else paths[0],
            Spot(sheet=squares.sheet.name),
            words=label,
        )
    for at in located.foreign:
        words = next((w for c in range(1, at[1] + 1) if (w := _shown(squares.cell((at[0], c))))), address(at))
        if at[1] > 1 and (head := _shown(squares.cell(at))):
            words = head
        found.tell("I098", (section.id,), _spot(squares, at), words=words)


def _holding(squares: Squares, cells: tuple[At, ...]) -> At | None:
    """The cell of a figure; None where several have content, or one is merged with other figures' cells."""
    row, first, last = cells[0][0], cells[0][1], cells[-1][1]
    ranges = dict.fromkeys(squares.range(at) for at in cells)
    inside = all(m.top == m.bottom == row and first <= m.left and m.right <= last for m in ranges)
    filled = [
        (m.top, m.left)
        for m in ranges
        if (c := squares.cell((m.top, m.left))) and (c.text.strip() or c.formula)
    ]
    if not inside or len(filled) > 1:
        return None
    return filled[0] if filled else cells[0]


def _figure(found: Found, path: Path, cell: Cell | None, number: str, spot: Spot) -> None:
    said = figure(cell, number)
    if cell and said.fault:
        found.tell(said.fault, path, spot, words=cell.text, wanted=_WANTED[number], formula=cell.formula)
    elif isinstance(said.value, int) or said.value is not None:
        found.keep(path, said.value, spot)
        if cell and cell.formula:
            found.tell("I095", path, spot, formula=cell.formula, value=cell.text)
    else:
        found.spots[path] = spot  # left blank
