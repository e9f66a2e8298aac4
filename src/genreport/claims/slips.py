"""Percentages of which nobody says what they are of, when a slip of one digit parts them from a ratio stated there.

收回1146份, 发放1200份, 回收率85.5%: the two numbers make 95.5 %. Only what differs by one digit, or by two digits in
the wrong order, is told; any other percentage may be of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from genreport.claims.numbers import PERCENT, Number, numbers
from genreport.claims.rates import rounded
from genreport.claims.share import Share
from genreport.figures import Plain

_KEY = re.compile(r"(?:率|占[^，。；\n]{0,16}?|比例)(?:为|达|达到|是|的|约)?$")
_GROWTH = re.compile(r"增|降|比上|同比|减|提高|超|覆盖|及时率|公开率|办结率|答复率")
_FAR = 600  # characters of the sentence in which numbers are looked for
_NEAR = 60  # characters of the sentence that are looked at


def slips(plain: Plain, known: Iterable[int]) -> list[Share]:
    """The percentages that a slip of the pen explains, but for those that begin at a `known` place."""
    found: list[Share] = []
    seen = set(known)
    for match in re.finditer(r"(?<![\d.])\d{1,8}(?:\.\d{1,6})?(?=%)", plain.text):
        if match.start() in seen or match.start() in plain.reach:
            continue
        begin = max(plain.text.rfind(c, 0, match.start()) for c in "。\n") + 1
        if match.start() - begin > _FAR:  # a sentence without an end: from the next comma on
            begin = max(begin, plain.text.find("，", match.start() - _FAR, match.start()) + 1)
        before = plain.text[max(begin, match.start() - _NEAR) : match.start()]
        clause = before[max(before.rfind(c) for c in "，；：、（") + 1 :]
        if _KEY.search(clause) and not _GROWTH.search(clause):
            stated = [n for n in numbers(plain.text[begin : match.start()], {}) if n.counts]
            found += _slip(plain, match, [_moved(n, begin) for n in stated[-5:]])
    return found


def _moved(n: Number, by: int) -> Number:
    return n._replace(start=n.start + by, end=n.end + by)


def _slip(plain: Plain, match: re.Match[str], stated: list[Number]) -> list[Share]:
    places = len(match[0].partition(".")[2])
    percent = Number(Decimal(match[0]), match.start(), match.end(), PERCENT, places)
    ratios: list[tuple[Number, Number, Decimal]] = []
    for a, b in combinations(stated, 2):
        part, whole = sorted((a, b), key=lambda n: n.value)
        if whole.value and part.value < whole.value and part.unit == whole.unit:
            ratio = rounded(100 * part.value / whole.value, places)
            ratios.append((part, whole, ratio))
    if any(ratio == percent.value for _, _, ratio in ratios):
        return []
    for part, whole, ratio in reversed(ratios):
        if _slipped(match[0], f"{ratio:f}"):
            start = min(part.start, whole.start)
            return [Share(percent, part, whole, whole.value, ratio, False, False, start, match.end())]
    return []


def _slipped(told: str, ratio: str) -> bool:
    """Whether one is the other with two neighbouring digits exchanged, or, of three digits and more, one wrong."""
    if len(told) != len(ratio) or told == ratio:
        return False
    differ = [i for i, (a, b) in enumerate(zip(told, ratio, strict=True)) if a != b]
    digits = len(told.replace(".", ""))
    if len(differ) == 1:
        return digits >= 3
    return len(differ) == 2 and sorted(told) == sorted(ratio) and digits >= 2
