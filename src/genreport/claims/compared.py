"""What a text says of a growth: this year, last year, the difference and the rate, as they follow on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from genreport.claims.numbers import PERCENT, Number
from genreport.claims.pieces import ENDS, Scan

_UP, _DOWN = "增长|增加|上升|增多|增|多", "下降|减少|降低|下滑|减|降|少"
_YEAR = r"(?:上一?年|去年|上年|前一年|\d{4}年)(?:度|全年)?(?:同期)?"
_COMPARED = rf"(?:同比|环比|(?:[比较]|与|同|相较于?){_YEAR}(?:相比)?的?)，?"
_CLAUSE = re.compile(
    rf"(?:数量|总量|总数)?(?:{_COMPARED})?(?P<prev>[\d.]+[^\d，%]{{1,3}}?)?(?:同比|共)?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度|幅|率|比例|长)*(?:约为|约|为|达到|达|近|超过|超|逾)?(?=\d)"
)
_FROM = re.compile(
    rf"[^\d，]{{0,20}}?(?:由|从)[^\d，]{{0,8}}(?:\d{{4}}年[^\d，]{{0,6}})?(?P<prev>[\d.]+)[^\d，]{{1,4}}?"
    rf"(?:(?P<up>{_UP}|提高|提升)|(?P<down>{_DOWN}))[至到为][^\d，]{{0,8}}(?:\d{{4}}年[^\d，]{{0,6}})?(?P<now>\d)"
)
_TIMES = re.compile(rf"(?:约?[是为]|达到?|相当于){_YEAR}的?(?=[\d.]+倍)")
_LAST = re.compile(rf"{_YEAR}(?:为|是)?(?=\d)")
_AGAINST = re.compile(_COMPARED)
_OLD, _NEW = re.compile(_YEAR), re.compile(r"(?:今年|本年)度?|\d{4}年度?")
_TAIL = 12


@dataclass
class Said:
    """What has been said so far of one growth."""

    currents: list[Number]
    sure: bool
    previous: Number | None = None
    amount: Number | None = None
    rate: Number | None = None
    ratio: bool = False  # 是上年的2倍
    ways: list[bool] = field(default_factory=list)
    end: int = 0


def comparisons(cut: Scan) -> Iterator[Said]:
    """Everything that a text says of growth, one growth at a time."""
    said: Said | None = None
    for index, piece in enumerate(cut.pieces):
        if said and piece.before in ENDS:
            yield said
            said = None
        if not piece.numbers:
            continue
        fresh = _begun(cut, index) if said is None or _FROM.match(cut.text, piece.start, piece.end) else None
        if fresh:
            if said:
                yield said
            said = fresh
        elif said and not _clause(cut, index, piece.start, said):
            yield said
            said = _begun(cut, index)
    if said:
        yield said


def _begun(cut: Scan, index: int) -> Said | None:
    """A growth that a piece begins to speak of."""
    piece = cut.pieces[index]
    if match := _FROM.match(cut.text, piece.start, piece.end):
        by_start = {n.start: n for n in piece.numbers}
        previous, now = by_start.get(match.start("prev")), by_start.get(match.start("now"))
        if previous and now and previous.unit in (now.unit, "") and now.unit not in (PERCENT, ""):
            said = Said([now], True, previous, end=now.end + len(now.unit))
            said.ways.append(bool(match["up"]))
            _clause(cut, index, now.end + len(now.unit), said)
            return said
        return None
    for number in piece.numbers:  # 1026条比上年增加58条
        after = number.end + len(number.unit)
        if number.counts and _AGAINST.match(cut.text, after, piece.end):
            said = Said([number], True, end=after)
            return said if _clause(cut, index, after, said) else None
    said = Said([], False)
    if not _clause(cut, index, piece.start, said):
        return None
    said.currents, said.sure = _currents(cut, index)
    if not (said.previous or said.amount) and (years := _years(cut, index)):
        said.currents, said.previous, said.sure = *years, True
    return said if said.currents else None


def _years(cut: Scan, index: int) -> tuple[list[Number], Number] | None:
    """上年收到48件，今年收到54件: the two pieces before this one, of two years."""
    if index < 2:
        return None
    last, this = cut.pieces[index - 2 : index]
    if not _OLD.match(cut.text, last.start, last.end) or not _NEW.match(cut.text, this.start, this.end):
        return None
    before, now = ([n for n in piece.numbers if n.counts] for piece in (last, this))
    if len(before) != 1 or len(now) != 1 or before[0].unit != now[0].unit or last.after != "，":
        return None
    old, new = (
        cut.text[p.start : n.start].lstrip("0123456789年度上去今本")
        for p, n in ((last, before[0]), (this, now[0]))
    )
    return (now, before[0]) if not new or old == new else None


def _clause(cut: Scan, index: int, start: int, said: Said) -> bool:
    piece = cut.pieces[index]
    by_start = {n.start: n for n in piece.numbers}
    if match := _TIMES.match(cut.text, start, piece.end):
        rate = by_start.get(match.end())
        if rate and not said.rate:
            said.rate, said.ratio, said.end = rate, True, rate.end + 1
            return True
        return False
    if (match := _LAST.match(cut.text, start, piece.end)) and not said.previous:
        previous = by_start.get(match.end())
        if previous and previous.counts and previous.end + len(previous.unit) == piece.end:
            said.previous, said.end = previous, max(said.end, piece.end)
            return True
    if not (match := _CLAUSE.match(cut.text, start, piece.end)):
        return False
    number = by_start.get(match.end())
    previous = by_start.get(match.start("prev")) if match["prev"] else None
    if number is None or (match["prev"] and (previous is None or not previous.counts)):
        return False
    said.previous = said.previous or previous
    if number.unit in (PERCENT, "倍") and not said.rate:
        said.rate = number
    elif number.counts and not said.amount:
        said.amount = number
    else:
        return False
    said.ways.append(bool(match["up"]))
    said.end = number.end + len(number.unit)
    return True


def _currents(cut: Scan, index: int) -> tuple[list[Number], bool]:
    """The counts that may have grown, nearest first; whether only the nearest can be meant."""
    found: list[Number] = []
    beyond = 0  # of them before a semicolon
    depth = cut.pieces[index].depth
    for i in range(index - 1, max(-1, index - 8), -1):
        piece = cut.pieces[i]
        if piece.after in ENDS:
            break
        if piece.after == "；" and found and not beyond:
            beyond = len(found)
        if piece.depth > depth or piece.start == piece.end:
            continue
        counts = [n for n in piece.numbers if n.counts]
        if not found:
            if not counts or piece.end - counts[-1].end - len(counts[-1].unit) > _TAIL:
                return [], False
            depth = piece.depth
        found += [n for n in reversed(counts) if not found or n.unit == found[0].unit]
    return found, (beyond or len(found)) == 1
