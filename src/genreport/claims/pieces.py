"""A plain text cut at its punctuation: pieces with the numbers in them, and how deep in brackets they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from genreport.claims.numbers import Number, numbers
from genreport.figures import Plain, Reach

_MOST = 100  # numbers between two marks; more are no clause
ENDS = "。？！\n"
# names and quoted words are one word, whatever stands in them; 和 after a number divides like 、
_MARK = re.compile(
    r"《[^》\n]{0,80}》|“[^”\n]{0,40}”|[，、；：。（）？！\n]"
    r"|(?<=\d[件宗份条个起项例篇期场名人处台部批次家种类封张户%])(?:以及|[和及与])"
    r"|(?<=\d[件条篇场期人批]次)(?:以及|[和及与])"
)


class Piece(NamedTuple):
    """What stands between two marks; its number in the scan is its place in `Scan.pieces`."""

    start: int
    end: int
    before: str
    after: str
    depth: int
    numbers: tuple[Number, ...]


class Scan(NamedTuple):
    """A plain text, its pieces (none from the lines of tables), and its lines of tables."""

    text: str
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[int, int], ...]  # where lines of tables begin and end

    def words(self, piece: Piece, start: int = 0) -> str:
        """The text of a piece, from `start` on."""
        return self.text[max(piece.start, start) : piece.end]


def scan(plain: Plain) -> Scan:
    """The pieces of a plain text."""
    return scan_text(plain.text, tuple(plain.reach.items()))


@lru_cache(maxsize=16)
def scan_text(text: str, reach: tuple[tuple[int, Reach], ...]) -> Scan:
    """The pieces of a plain text, given what its vague numbers reach."""
    marks, quoted = _marks(text)
    counted = [n for n in numbers(text, dict(reach)) if n.start not in quoted]
    pieces: list[Piece] = []
    rows: list[tuple[int, int]] = []
    last, before, depth, at = 0, "\n", 0, 0
    for start, end, mark in marks:
        begun = at
        while at < len(counted) and counted[at].start < start:
            at += 1
        if text.startswith("|", last) and before == "\n":
            if mark != "\n":
                continue
            rows.append((last, start))
        else:
            some = counted[begun:at] if at - begun <= _MOST else []
            pieces.append(Piece(last, start, before, mark, depth, tuple(some)))
        depth = 0 if mark == "\n" else depth + (mark == "（") - (mark == "）" and depth > 0)
        last, before = end, mark
    return Scan(text, tuple(pieces), tuple(rows))


def _marks(text: str) -> tuple[list[tuple[int, int, str]], set[int]]:
    """The marks that divide a text, with one at its end; and the places inside quotations."""
    marks: list[tuple[int, int, str]] = []
    quoted: set[int] = set()
    for match in _MARK.finditer(text):
        word = match[0]
        if word[0] in "《“":
            quoted.update(range(match.start(), match.end()))
        else:
            marks.append((match.start(), match.end(), word if word in "，；：。（）？！\n" else "、"))
    return [*marks, (len(text), len(text), "\n")], quoted
