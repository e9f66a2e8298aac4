"""Rows of a table within a text: cells between bars (Markdown and copies of pages), tabs, or a label and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """The text of a cell and the line of the text (its place in the sequence) where it begins."""

    text: str
    line: int


Row = list[Cell]


class Found(NamedTuple):
    """A table: its rows, and the line after it. No rows: mere separators."""

    rows: list[Row]
    end: int


_BAR = re.compile(r"(?<!\\)[|｜│┃]")
_DASHES = r"\s*:?(?:-{3,}|[—–─━═=]{2,}):?\s*"
_RULE = re.compile(rf"[|｜│┃+┼├]?{_DASHES}(?:[|｜│┃+┼]{_DASHES})*[|｜│┃+┼┤]?")
_SHORT_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?")  # only right under the head
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}[、.．]")
_NUMBER = re.compile(r"[+\-−－]?\d[\d,，]*(?:\.\d+)?%?|[/／\-—－]+")
_LOST = "\N{REPLACEMENT CHARACTER}"
_SHORT = 60  # a label of one line


def table(lines: Sequence[str], start: int) -> Found | None:
    """The table that begins with that line, if one does."""
    return _barred(lines, start) or _tabbed(lines, start) or _spaced(lines, start)


def _stretch(lines: Sequence[str], start: int, belongs: Callable[[str], bool]) -> int:
    end = start
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return end


# --- bars ---


def _barred(lines: Sequence[str], start: int) -> Found | None:
    end = _stretch(lines, start, lambda line: bool(_BAR.search(line)))
    if end == start:
        return None
    lone = [n for n in range(start, end) if not _BAR.sub("", lines[n]).strip()]
    content = [n for n in range(start, end) if n not in set(lone) and not _ruled(lines[n])]
    if len(content) > 1 and content[1] == content[0] + 1 and _SHORT_RULE.fullmatch(lines[content[1]].strip()):
        del content[1]
    if not content:
        return Found([], end)
    if len(lone) > 1 and sum(len(_split(lines[n])) <= 1 for n in content) * 2 > len(content):
        return Found(_gathered(lines, start, end), end)
    cells = [(n, _split(lines[n])) for n in content]
    bounded = sum(_outer(lines[n]) for n in content)
    even = len({len(c) for _, c in cells}) == 1 and len(cells[0][1]) > 2
    if len(content) < 2 and not (bounded and len(cells[0][1]) > 2):
        return None
    if bounded * 2 <= len(content) and not even:
        return None
    return Found([[Cell(text, n) for text in row] for n, row in cells if row], end)


def _ruled(line: str) -> bool:
    """Whether a line is the rule under a Markdown head or between rows."""
    return len(line) < 2000 and bool(_RULE.fullmatch(line.strip()))


def _outer(line: str) -> bool:
    """Whether a line begins or ends with a bar."""
    bare = line.strip()
    return bool(_BAR.match(bare)) or (bool(_BAR.match(bare[-1])) and not bare.endswith("\\|"))


def _split(line: str) -> list[str]:
    """The cells between bars; what a merged cell left behind at the end (`| |||`) is none."""
    bare = line.strip()
    parts = _BAR.split(bare)
    if parts and not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    if len(parts) > 1 and parts[-1] == "" and re.search(r"\s[|｜│┃]", bare):
        while parts and not parts[-1].strip():
            parts = parts[:-1]
    return [p.strip().replace("\\|", "|") for p in parts]


def _gathered(lines: Sequence[str], start: int, end: int) -> list[Row]:
    """Rows whose cells stand one in a line, each closed by a bar; a bar alone in its line parts the rows."""
    found: list[Row] = [[]]
    for n in range(start, end):
        if not _BAR.sub("", lines[n]).strip():
            found.append([])
        elif not _ruled(lines[n]):
            found[-1] += [Cell(text, n) for text in _split(lines[n])]
    return [row for row in found if row]


# --- tabs ---


def _tabbed(lines: Sequence[str], start: int) -> Found | None:
    if not _has_tabs(lines[start]) and not (_quoted(lines, start) and len(_cells(lines, start)[0]) > 1):
        return None
    found: list[Row] = []
    at = start
    while at < len(lines):
        if _has_tabs(lines[at]) or _quoted(lines, at):
            row, at = _cells(lines, at)
            found.append(row)
            continue
        inner = _stretch(lines, at, lambda line: "\t" not in line.strip(" ") and _caption(line))
        if inner == at or inner - at > 3 or inner >= len(lines) or not _has_tabs(lines[inner]):
            break
        found += [[Cell(lines[n].strip(), n)] for n in range(at, inner)]
        at = inner
    if len(found) < 2 and len(found[0]) < 3:
        return None
    return Found(found, at)


def _has_tabs(line: str) -> bool:
    """Whether tabs part cells, other than those that indent a paragraph."""
    bare = line.strip(" \u3000")
    return "\t" in bare.strip("\t") or (bool(bare.strip("\t")) and bare.endswith("\t"))


def _caption(line: str) -> bool:
    """Whether a line may be a row of one cell: it is short and neither a sentence nor the title of a section."""
    bare = line.strip()
    return len(bare) < _SHORT and not _SECTION.match(bare) and not re.search("[。；！？]", bare)


def _quoted(lines: Sequence[str], at: int) -> bool:
    return lines[at].startswith('"') and lines[at].count('"') % 2 == 1


def _cells(lines: Sequence[str], at: int) -> tuple[Row, int]:
    """The cells of a row; one in quotation marks, as Excel copies it, may go over several lines."""
    words, first = lines[at], at
    if re.search(r'(?:^|\t)"', words):
        while _open(words) and at + 1 < len(lines) and at - first < 20:
            at += 1
            words += "\n" + lines[at]
        if _open(words):
            words, at = lines[first], first
    parts = words.split("\t") if '"' not in words or _open(words) else _unquoted(words)
    row = []
    line = first
    for part in parts:
        bare = part.strip(" \u3000\xa0")
        if len(bare) > 1 and bare[0] == bare[-1] == '"':
            bare = bare[1:-1].replace('""', '"')
        row.append(Cell(bare.strip(), line))
        line += part.count("\n")
    return row, at + 1


def _unquoted(words: str) -> list[str]:
    """The pieces of a row between tabs that stand in no quotation marks."""
    parts, quoted = [""], False
    for piece in re.split('(["\t])', words):
        quoted ^= piece == '"'
        if piece == "\t" and not quoted:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _open(words: str) -> bool:
    """Whether a cell in quotation marks is not closed yet."""
    return words.count('"') % 2 == 1


# --- a label and figures ---


def _spaced(lines: Sequence[str], start: int) -> Found | None:
    first = _figures(lines[start], start)
    if first is None:
        return None
    found, at = [first], start + 1
    while at < len(lines):
        row = _figures(lines[at], at)
        if row is not None:
            found.append(row)
            at += 1
            continue
        inner = _stretch(lines, at, lambda line: _figures(line, 0) is None and _between(line))
        if inner == at or inner - at > 3 or inner >= len(lines) or _figures(lines[inner], inner) is None:
            break
        found += [
            [Cell(w, n) for w in re.split(r"[ \u3000\xa0]{2,}", lines[n].strip())] for n in range(at, inner)
        ]
        at = inner
    if len(found) < 2 or not any(len(row) > 2 for row in found):
        return None
    if at < len(lines) and lines[at].strip().isdigit():
        last = found[-1][-1]  # the line below may be the rest of the last figure
        found[-1][-1] = last._replace(text=_LOST + last.text)
    return Found(found, at)


def _between(line: str) -> bool:
    return (
        _caption(line) and not _BAR.search(line) and "\t" not in line and not _NUMBER.fullmatch(line.strip())
    )


def _figures(line: str, at: int) -> Row | None:
    """A label followed by figures, or several figures; a single figure is one of many one a line."""
    if "\t" in line.strip() or _BAR.search(line):
        return None
    bare = line.strip(" \u3000\xa0")
    words = bare.split() if len(bare) < 400 else []
    count = 0
    while count < len(words) and _NUMBER.fullmatch(words[-1 - count]):
        count += 1
    if not count:
        return None
    label, figures = " ".join(words[:-count]), words[-count:]
    if label and (len(label) > _SHORT or re.search("[。；！？：:]$", label)):
        return None
    if not label and len(figures) < 2:
        return None
    if label and not re.search(r"[^\W\d_]", label):
        return None
    return [Cell(text, at) for text in ([label] if label else []) + figures]
