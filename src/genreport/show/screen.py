"""Findings on a terminal: severity first, in words and in colour, wrapped to the width that there is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from genreport.finding import Finding
from genreport.show import widths
from genreport.show.excerpts import Sources
from genreport.show.rows import Row, rows
from genreport.show.words import SEVERITY, fitting, more, name, pick, place, safe

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 40
_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "title": "bold",
    "place": "dim",
    "gutter": "blue",
    "value": "bold",
    "hint": "green",
    "basis": "dim",
}


def terminal(
    findings: Iterable[Finding],
    lang: str,
    sources: Sources | None = None,
    width: int | None = None,
    environ: Mapping[str, str] | None = None,
) -> str:
    """All findings for a terminal of this width (None: as wide as it is), a blank line after each.

    The environment says whether there is colour: not with NO_COLOR, nor on a terminal that is called dumb.
    """
    console = _console(os.environ if environ is None else environ, width)
    room = max(console.width, _NARROWEST)
    told: list[str] = []
    for file, of_file in groupby(findings, key=lambda f: f.where.file):
        pieces, rest = fitting(_shown(console, _block(f, lang, sources, room), room) for f in of_file)
        told += pieces
        if rest:
            told.append(f"{name(file)} …… {more(rest, lang)}\n")
    return "\n".join(told)


def _console(environ: Mapping[str, str], width: int | None) -> Console:
    from rich.console import Console

    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM", "").lower() in ("dumb", "unknown")
    return Console(
        color_system=None if plain else "auto",
        force_terminal=not plain,
        legacy_windows=False,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        _environ=environ,
    )


def _block(f: Finding, lang: str, sources: Sources | None, width: int) -> Iterator[Row]:
    yield _head(f, lang, width)
    yield Row((("  ", ""), (safe(pick(f.message, lang)), "message")), 2)
    yield from rows(f, lang, sources, width, indent=2, aligned=True)


def _head(f: Finding, lang: str, width: int) -> Row:
    """Severity, code and cell, and at the right edge the place; where a line is too short, right after the cell."""
    title = f" {safe(f.label)}" if f.label else ""
    mark = f"{pick(SEVERITY[f.severity], lang)}[{safe(f.code)}]"
    gap = width - widths.cells(mark + title + place(f, lang))
    pieces = ((mark, f.severity.value), (title, "title"), (" " * max(gap, 2), ""), (place(f, lang), "place"))
    return Row(pieces, 2)


def _shown(console: Console, block: Iterable[Row], width: int) -> str:
    """The rows with their colours, each line within the width; findings are words here and never markup."""
    from rich.text import Text

    with console.capture() as capture:
        for row in block:
            words = Text.assemble(*((told, _STYLES.get(role, "")) for told, role in row.pieces), end="")
            spans = [(0, len(words))] if row.hang is None else widths.lines(words.plain, width, row.hang)
            for n, (start, end) in enumerate(spans):
                line = Text(" " * (row.hang or 0) if n else "", end="") + words[start:end]
                console.print(line, soft_wrap=True)
    return capture.get()
