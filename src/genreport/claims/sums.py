"""Counts on end and what they come to: A 10件、B 5件，共计15件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genreport.claims.evidence import exchanged
from genreport.claims.numbers import Number
from genreport.claims.pieces import ENDS, Scan

_SUM = re.compile(r"(?:以上)?(?:共计|合计|总计|总共)[^\d]{0,6}(?=\d)|共(?=\d)")
_BACK = 30  # pieces
_NO_PART = re.compile(r"其中|(?:大?约)?占|同比|环比|[比较]|增长|下降|累计|共|总|合计")


def sums_behind(scan: Scan) -> Iterator[tuple[Number, tuple[Number, ...], bool, bool, int, int]]:
    """Every total that closes a list: the total, its parts, whether they come to it, sure, start and end."""
    for index, piece in enumerate(scan.pieces):
        match = _SUM.match(scan.text, piece.start, piece.end)
        if not match or piece.before in ENDS + "；（":
            continue
        total = next((n for n in piece.numbers if n.start == match.end()), None)
        if total is None or not total.counts or not total.exact:
            continue
        parts = tuple(reversed(list(_parts(scan, index, total))))
        if len(parts) >= 2 and (verdict := _verdict(scan, total, parts)):
            yield total, verdict[1], verdict[0], False, verdict[1][0].start, total.end + len(total.unit)


def _parts(scan: Scan, index: int, total: Number) -> Iterator[Number]:
    """The counts before a total in its sentence, nearest first, as long as each piece has one."""
    depth = scan.pieces[index].depth
    for i in range(index - 1, max(-1, index - _BACK), -1):
        piece = scan.pieces[i]
        if piece.after in ENDS:
            return
        if piece.depth > depth or piece.start == piece.end:
            continue
        counts = [n for n in piece.numbers if n.unit == total.unit]
        if (
            piece.depth < depth
            or len(counts) != 1
            or not counts[0].exact
            or _NO_PART.search(scan.words(piece))
        ):
            return
        yield counts[0]


def _verdict(scan: Scan, total: Number, parts: tuple[Number, ...]) -> tuple[bool, tuple[Number, ...]] | None:
    """Whether the last of the parts come to the total; None when nothing suggests that they should."""
    come = Decimal(0)
    for count in range(1, len(parts) + 1):
        come += parts[-count].value
        if count > 1 and come == total.value:
            return True, parts[-count:]
    peers = "、" in scan.text[parts[-2].end : parts[-1].start]
    close = (len(parts) >= 3 or peers) and abs(come - total.value) <= total.value / 20
    return (False, parts) if close or (peers and exchanged(parts, total)) else None
