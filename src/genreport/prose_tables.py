"""A table drawn with `|`, from its lines: head, rule of dashes, rows (the kind of GitHub's Markdown)."""

from __future__ import annotations

import re
from typing import NamedTuple

_RULE = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(
    r"附?表(?P<number>\s*(?:\d+(?:[-－—.]\d+)*|[一二三四五六七八九十]+))?(?:\s*[：:]\s*|\s+)(?=\S)"
)
_LONGEST_CAPTION = 40  # characters
_MOST_COLUMNS = 20  # more do not fit a page; the lines stay text


class Table(NamedTuple):
    """A table: every row has as many cells as the head.

    `align` is "", left, center or right for each column; `caption` "" if there is none; `line` that of the
    head, from 0.
    """

    caption: str
    head: list[str]
    align: list[str]
    rows: list[list[str]]
    line: int


def is_table(head: str, rule: str) -> bool:
    """Whether these two lines begin a table."""
    if "|" not in head or "|" not in rule:
        return False
    dashes = cells(rule)
    return (
        len(dashes) <= _MOST_COLUMNS
        and all(_RULE.fullmatch(cell) for cell in dashes)
        and len(cells(head)) == len(dashes)
    )


def table(lines: list[str], title: str, line: int) -> Table:
    """The table of these lines, the first two of which are its head and its rule."""
    head = cells(lines[0])
    align = [_align(cell) for cell in cells(lines[1])]
    rows = [_fitted(cells(each), len(head)) for each in lines[2:]]
    return Table(title, head, align, rows, line)


def caption(line: str) -> str:
    """The caption that a line above a table is, or "": `表1 …` as it stands, `表：…` without its word 表."""
    match = _CAPTION.match(line)
    if not match or len(line) > _LONGEST_CAPTION or line.endswith("。"):
        return ""
    return line if match["number"] else line[match.end() :]


def cells(line: str) -> list[str]:
    """The cells of one line of a table, `\\|` in them a bar."""
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.replace("\\|", "|").strip() for cell in _BAR.split(line)]


def _fitted(cells: list[str], width: int) -> list[str]:
    """The cells filled up to the width; surplus ones are kept, in sight, in the last."""
    if len(cells) > width:
        return [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    return cells + [""] * (width - len(cells))


def _align(rule: str) -> str:
    left, right = rule.startswith(":"), rule.endswith(":")
    if left and right:
        return "center"
    return "left" if left else "right" if right else ""
