"""Lists of counts as they stand in sentences: where one opens, what it lists, and how it ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from genreport.claims.numbers import Number
from genreport.claims.pieces import ENDS, Piece, Scan

_MOST = 40  # items
_DEEP = 8  # lists within the list
_FARTHEST = 150  # pieces from where a list begins
_NESTED = re.compile(r"(?:在)?(?:其中|包括|包含|含|分别)")
# what follows a count and speaks of it: its share, its growth
_REMARK = re.compile(r"(?:大?约)?占|同比|环比|[比较]|与|增长|下降|增幅|降幅|减少|增加(?!值)|上升")
_FRESH = re.compile(
    r"全年|累计|共计|合计|总计|^共|^另|此外|同时|截至|上年|去年|结转|结存|[已均]办结|平均|超过|达到?$|率|同比|[比较](?:上|去)"
)
_OPEN = re.compile(r"^[^\d]{0,8}?等(?!候|待|级)|等$")


class Item(NamedTuple):
    """One item: what it counts, its number, and the mark before it."""

    label: str
    number: Number
    mark: str
    tail: str
    start: int


class Listing(NamedTuple):
    """Items on end, where they end, why (a mark, or a word for what is odd), and whether they end in 等."""

    items: tuple[Item, ...]
    end: int
    why: str
    open: bool
    beyond: Number | None = (
        None  # a count behind it that may be a statement of its own, or belong to the list
    )


class _Reader:
    """A list under way from a piece on."""

    def __init__(self, scan: Scan, at: int, offset: int, unit: str) -> None:
        self.scan, self.at, self.offset, self.unit = scan, at, offset, unit
        self.depth = scan.pieces[at].depth
        self.items: list[Item] = []
        self.open = False
        self.nested = 0
        self.beyond: Number | None = None
        self.label, self.mark = offset, ""  # where the label of the next item begins, the mark before it

    def read(self) -> Listing:
        """The list as far as it goes."""
        why, index, pieces = "", self.at, self.scan.pieces
        while not why:
            if index >= len(pieces):
                why = "\n"
            elif len(self.items) >= _MOST or index - self.at > _FARTHEST:
                why = "long"
            elif index > self.at and (pieces[index].before in ENDS or pieces[index].depth < self.depth):
                why = pieces[index].before
            elif self.items and pieces[index].before == "：":
                why = "nested"
            elif pieces[index].depth > self.depth:
                index += 1
            elif self.items and _NESTED.match(self._words(pieces[index])):
                following = _after_semicolon(pieces, index)
                self.nested += 1
                why, index = ("", following) if following and self.nested <= _DEEP else ("nested", index)
            else:
                why = self._ended(pieces[index], self._take(pieces[index]))
                index += 1
        end = self.items[-1].number.end if self.items else self.offset
        return Listing(tuple(self.items), end, why, self.open, self.beyond)

    def _ended(self, piece: Piece, why: str) -> str:
        """A stronger mark ends a list more plainly than what follows it."""
        first = self.items[1].mark if len(self.items) > 1 else "；"
        stronger = piece.before == "；" if first == "，" else piece.before in "，；"
        return piece.before if why and first != "；" and piece.before and stronger else why

    def _words(self, piece: Piece) -> str:
        return self.scan.words(piece, self.offset)

    def _take(self, piece: Piece) -> str:
        """Take one piece up; says why the list ends before it, or ""."""
        words = self._words(piece)
        if not words:
            return ""
        counts = [n for n in piece.numbers if n.start >= self.offset and n.counts]
        if self.items and _REMARK.match(words) and (piece.before != "、" or not counts):
            return ""
        if not counts and (bare := self._bare(piece)):
            counts = [bare]
        if not counts:
            return self._text(piece, words)
        same = [n for n in counts if n.unit in (self.unit, "")] if self.unit else counts[-1:]
        if len(same) != 1:
            return "odd" if same else "unit"
        if self.items and self._fresh(piece, same[0]):
            self.beyond = same[0]
            return "fresh"
        self._add(piece, same[0])
        return ""

    def _bare(self, piece: Piece) -> Number | None:
        """A number without a unit that is all there is, as in 分别为10、20、30件."""
        last = piece.numbers[-1] if piece.numbers else None
        if last and not last.unit and last.end == piece.end and last.start >= self.offset:
            before = self.scan.text[max(piece.start, self.offset) : last.start]
            return last if not before or before.endswith("为") else None
        return None

    def _text(self, piece: Piece, words: str) -> str:
        """A piece without a count: part of the next label, the end of the list, or 等."""
        if "等" in words[-4:] and self.items:
            self.open = True
            return "text"
        if piece.after in "、（" or (not self.items and piece.after in "，：" and len(words) < 12):
            if not self.mark:
                self.label, self.mark = max(piece.start, self.offset), self._mark(piece)
            return ""
        return "text"

    def _mark(self, piece: Piece) -> str:
        return "、" if piece.before == "）" else piece.before

    def _fresh(self, piece: Piece, number: Number) -> bool:
        """Whether a count is a statement of its own and no further item."""
        label = self.scan.text[max(piece.start, self.offset) : number.start]
        word = _FRESH.search(label)
        return bool(word and not any(word[0] in item.label for item in self.items))

    def _add(self, piece: Piece, number: Number) -> None:
        start = self.label if self.mark else max(piece.start, self.offset)
        label = self.scan.text[start : number.start].lstrip("：，、）")
        tail = self.scan.text[number.end + len(number.unit) : piece.end]
        self.unit = self.unit or number.unit
        self.items.append(Item(label, number, self.mark or self._mark(piece), tail, start))
        self.open = self.open or bool(_OPEN.search(tail))
        self.label, self.mark = piece.end, ""


def _after_semicolon(pieces: tuple[Piece, ...], index: int) -> int:
    """The piece after the next semicolon of the same sentence and depth, or 0."""
    depth = pieces[index].depth
    for following in range(index + 1, min(index + 60, len(pieces))):
        piece = pieces[following]
        if piece.before in ENDS or piece.depth < depth:
            return 0
        if piece.before == "；" and piece.depth == depth:
            return following
    return 0


def listing(scan: Scan, at: int, offset: int, unit: str = "") -> Listing:
    """The list that begins in piece `at`, at the place `offset`."""
    return _Reader(scan, at, offset, unit).read()
