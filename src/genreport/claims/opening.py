"""Where a total is broken down: the words that open a list, the list, and the totals it may belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from genreport.claims.listing import Listing, listing
from genreport.claims.numbers import Number
from genreport.claims.pieces import ENDS, Piece, Scan, scan_text
from genreport.figures import Plain, Reach

AMONG, WHOLE, KINDS, APART = "among", "whole", "kinds", "apart"
_OPENERS = re.compile(
    r"(?P<among>其中(?:包括|包含|含|有|涉及|为)?(?:分别为|分别是|分别)?|含)"
    r"|(?P<whole>(?:具体)?(?:分别为|分别是|包括|包含|分为|具体为|具体是))(?!但不限于)"
    r"|(?P<kinds>按(?:照)?[^\d其]{1,14}?(?:划分|分类|来?分|来?看|统计)为?|从[^\d其]{1,14}?来?看)"
)
_WITHIN = re.compile(r"[^\d]{0,8}?(?:(?P<among>其中)|(?P<whole>分为|分别为|包括))")
_APART = re.compile(r"[^\d]{1,20}?分别[为是](?=\d)")
_REMARK = re.compile(r"同比|环比|[比较]|与|增长|下降|增幅|降幅|减少|增加|上升|占")
_OF_THEM = re.compile(r"\d[^\d，]{1,3}(?:申请|答复|案件|办件)?(?:之)?中$")  # 办结的7件中，…
_TAIL = 12  # characters between a total and the colon or bracket that opens its list
_BACK = 10  # pieces
_FAR = 40  # … where the total of a division by kinds may stand: 从申请方式看 sentences after 收到86件
_RESULTS = re.compile(r"结果|答复|办理|处理")
_RECEIVED, _CARRIED = re.compile(r"新收|收到|受理|接收|接到"), re.compile(r"结转")
_SETTLED = re.compile(r"办结|(?<!应)(?:答复|办理)|办复|处理完毕")
_SOME = re.compile(r"主要|重点|部分|不限于|[比例]如|尤其|特别是|其中有$|涉及|平均")


class Opening(NamedTuple):
    """A list with the numbers that may be its total, nearest first; `direct` when only the first can be."""

    totals: tuple[Number, ...]
    listing: Listing
    kind: str
    start: int
    direct: bool
    bracket: bool
    open: bool


def openings(plain: Plain) -> tuple[Opening, ...]:
    """Every list of counts that a total opens, in order."""
    return _found(plain.text, tuple(plain.reach.items()))


@lru_cache(maxsize=16)
def _found(text: str, reach: tuple[tuple[int, Reach], ...]) -> tuple[Opening, ...]:
    return tuple(_openings(scan_text(text, reach)))


def _openings(scan: Scan) -> Iterator[Opening]:
    listed: set[int] = set()
    last: Opening | None = None
    for index, piece in enumerate(scan.pieces):
        if piece.start == piece.end:
            continue
        if piece.before == "\n":
            last = None
        for opening in (_worded(scan, index, listed), _marked(scan, index), _apart(scan, index)):
            if opening and opening.listing.items and (opening := _same_total(opening, last)):
                yield opening
                last = opening
                listed.update(item.number.start for item in opening.listing.items)


def _same_total(opening: Opening, last: Opening | None) -> Opening | None:
    """按…分 for a second time has the total of the first; any other list without a total is none."""
    if not last or {opening.kind, last.kind} != {KINDS}:
        return opening if opening.totals else None
    if opening.totals:
        same = opening.totals[:1] == last.totals[:1]
        return opening._replace(direct=opening.direct or (same and last.direct))
    return opening._replace(totals=last.totals[:1], direct=last.direct, start=last.start)


def _worded(scan: Scan, index: int, listed: set[int]) -> Opening | None:
    """其中, 包括, 按…分 at the beginning of a piece, or right after a count within it."""
    piece = scan.pieces[index]
    if match := _OPENERS.match(scan.text, piece.start, piece.end):
        kind = str(match.lastgroup)
        if kind == AMONG and match[0] == "含" and piece.before != "（":
            return None
        found = listing(scan, index, match.end())
        if not found.items:
            return None
        if kind == KINDS:
            unit = found.items[0].number.unit
            found_totals, direct = _behind(scan, index, unit, listed)
            if meant := _meant(scan, index, unit, listed, match[0]):
                direct = direct and (not found_totals or found_totals[:1] == meant[:1])
                found_totals = meant
        else:
            found_totals, direct = _behind(scan, index, found.items[0].number.unit, set())
            if kind == WHOLE and not _ends_in_count(scan, index):
                return None
        return _opening(scan, found, found_totals, kind, piece, direct)
    for number in piece.numbers:
        if number.counts and (match := _WITHIN.match(scan.text, number.end + len(number.unit), piece.end)):
            found = listing(scan, index, match.end(), number.unit)
            return _opening(scan, found, (number,), str(match.lastgroup), piece, True)
    return None


def _meant(scan: Scan, index: int, unit: str, listed: set[int], words: str) -> tuple[Number, ...]:
    """The counts of the paragraph that a division by kinds is of: by result what was settled, else what came in."""
    results = bool(_RESULTS.search(words))
    first, carried = [], []
    for i in range(index - 1, max(-1, index - _FAR), -1):
        piece = scan.pieces[i]
        if piece.after == "\n":
            break
        counts = [n for n in piece.numbers if n.unit == unit and n.start not in listed]
        if len(counts) != 1 or piece.depth > scan.pieces[index].depth:
            continue
        said = scan.words(piece)
        if not results and _CARRIED.search(said):
            carried += counts
        elif (_SETTLED if results else _RECEIVED).search(said):
            first += counts
    return (*first, *carried) if first else ()


def _marked(scan: Scan, index: int) -> Opening | None:
    """A count, then a colon or a bracket, then a list."""
    piece = scan.pieces[index]
    among = scan.text.startswith("中", piece.end - 1) and bool(_OF_THEM.search(scan.words(piece)))
    opened = piece.after in ("：", "（") or (piece.after == "，" and among)
    total = _last_count(scan, index) if opened else None
    if total is None or index + 1 >= len(scan.pieces) or _REMARK.match(scan.words(piece)):
        return None
    first = scan.pieces[index + 1]
    if _OPENERS.match(scan.text, first.start, first.end) or _REMARK.match(scan.words(first)):
        return None
    found = listing(scan, index + 1, first.start, total.unit)
    if len(found.items) < 2:
        return None
    others, _ = _behind(scan, index, total.unit, set())
    if among:
        return _opening(scan, found, (total,), AMONG, piece, True)
    return _opening(scan, found, (total, *others), WHOLE, piece, True, piece.after == "（")


def _apart(scan: Scan, index: int) -> Opening | None:
    """60条，网站、微信、微博分别为10条、20条和30条: the labels first, then the counts."""
    piece = scan.pieces[index]
    match = _APART.match(scan.text, piece.start, piece.end)
    first = index
    while match and first and scan.pieces[first].before == "、" and index - first < _BACK:
        first -= 1
    if not match or first in (0, index) or scan.pieces[first].before != "，" or scan.pieces[first].numbers:
        return None
    total = _last_count(scan, first - 1)
    if total is None:
        return None
    found = listing(scan, index, match.end(), total.unit)
    return _opening(scan, found, (total,), APART, piece, True)


def _opening(
    scan: Scan,
    found: Listing,
    totals: tuple[Number, ...],
    kind: str,
    piece: Piece,
    direct: bool,
    bracket: bool = False,
) -> Opening:
    begin = min((totals[0].start if totals else piece.start), piece.start)
    first = found.items[0].number.start if found.items else piece.end
    some = bool(_SOME.search(scan.text[piece.start if begin < piece.start else begin : first]))
    return Opening(totals, found, kind, begin, direct, bracket or piece.before == "（", found.open or some)


def _last_count(scan: Scan, index: int) -> Number | None:
    """The count that a piece ends with, but for a word or two."""
    piece = scan.pieces[index]
    for number in reversed(piece.numbers):
        if number.counts:
            return number if piece.end - number.end - len(number.unit) <= _TAIL else None
    return None


def _ends_in_count(scan: Scan, index: int) -> bool:
    """Whether the piece before this one ends in a count."""
    return any(
        _last_count(scan, i) for i in range(max(0, index - 2), index) if scan.words(scan.pieces[i])
    ) and bool(scan.pieces[index].before in "，：（；。")


def _behind(scan: Scan, index: int, unit: str, listed: set[int]) -> tuple[tuple[Number, ...], bool]:
    """The counts before a piece that may be its total, nearest first; whether the nearest is plainly the one."""
    found: list[Number] = []
    depth, direct = scan.pieces[index].depth, True
    cross = scan.pieces[index].before == "。"
    for i in range(index - 1, max(-1, index - 1 - _BACK), -1):
        piece = scan.pieces[i]
        if piece.after in ENDS and not (piece.after == "。" and cross and i >= index - 1):
            break
        if piece.depth > depth:
            continue
        depth = piece.depth
        if piece.after == "；" and not found:
            direct = False
        if _REMARK.match(scan.words(piece)):
            found += [n for n in piece.numbers if n.unit == unit] if found else []
            continue
        for number in reversed(piece.numbers):
            if number.counts and number.start not in listed:
                if number.unit == unit or not unit:
                    found.append(number)
                elif not found:
                    direct = False
    return tuple(found), direct
