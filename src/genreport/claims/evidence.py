"""What the items of a list say of it: that they are all there is, that they overlap, that one number has slipped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from genreport.claims.listing import Item
from genreport.claims.numbers import Number

# what may be true of one and the same thing together with another
_OVERLAP = re.compile(r"出席|参加|参与|主持|涉及|原创|转载|负责人|好评|满意|提前|当场|当天|当日|以上|以下")
_REST = re.compile(r"其他|其它|其余|剩余")
# the last of the outcomes of a reconsideration or a lawsuit
_PENDING = re.compile(r"未审结|未结|正在审理|审理中")
_CHANNEL = re.compile(
    r"网站|网$|微信|公众号|微博|客户端|抖音|报纸|电视|广播|公开栏|公示栏|平台|新媒体|媒体|渠道"
)
_OUTCOME = re.compile(r"公开|无法提供|不予|不存在|其他处理")
_PAIRS = tuple(
    re.compile(one)
    for one in (
        *("建议", "提案"),
        *("自然人|个人", "法人|单位|组织|企业"),
        *("线上|网络|网上", "线下|现场|窗口"),
        *("新收", "结转"),
        *("复议(?!后)", "诉讼"),
        *("直接起诉", "复议后"),
        *("有效", "失效|废止"),
    )
)


# what came in, and what became of it
_IN, _OUT = re.compile(r"新收|上年|去年|收到|受理"), re.compile(r"答复|办结|办理完毕|下年|下一年|明年")


def may_overlap(items: tuple[Item, ...]) -> bool:
    """Whether one thing may be counted under two of the items: 线上, 负责人出席, 新收 and 答复."""
    if any(_IN.search(item.label) for item in items) and any(_OUT.search(item.label) for item in items):
        return True
    return any(_OVERLAP.search(item.label) for item in items)


def outcomes(items: tuple[Item, ...]) -> bool:
    """Whether the items are what became of applications: 予以公开, 不予公开, 无法提供."""
    return sum(bool(_OUTCOME.search(item.label + item.tail)) for item in items) > 1


def channels(items: tuple[Item, ...]) -> bool:
    """Whether the items are where something was published."""
    return any(_CHANNEL.search(item.label) for item in items)


def has_rest(items: tuple[Item, ...]) -> bool:
    """Whether an item takes up whatever is left: 其他, or what is not settled yet."""
    words = [item.label + item.tail for item in items]
    return any(_REST.search(one) for one in words[1:]) or bool(_PENDING.search(words[-1]))


def slip(items: tuple[Item, ...], gap: Decimal, total: Decimal) -> bool:
    """Whether 其中 seems to list everything: little is missing, and smaller things than that are listed."""
    values = [item.number.value for item in items]
    if len(items) < 3 or gap > total / 8:
        return False
    least = min(value for value in values)
    ordered = values == sorted(values, reverse=True)
    if gap >= least and len(items) >= 4:
        return True
    return gap <= (total / 50 if ordered else total / 20)


def exchanged(numbers: Iterable[Number], total: Number) -> bool:
    """Whether two neighbouring digits of one number in the wrong order are all that keeps parts from their total."""
    numbers = tuple(numbers)
    gap = total.value - sum((n.value for n in numbers), Decimal(0))
    wanted = {-gap: (total,), gap: numbers}
    return any(_swapped(n.value, n.value + by) for by, some in wanted.items() for n in some)


def _swapped(said: Decimal, meant: Decimal) -> bool:
    one, other = f"{said:f}", f"{meant:f}"
    if len(one) != len(other) or one == other or other.startswith("0"):
        return False
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(one) == sorted(other)


def peers(items: tuple[Item, ...]) -> bool:
    """Whether the labels are built alike: 概况类信息, 政务动态信息."""
    labels = [item.label for item in items]
    if not any(labels):
        return True
    return all(labels) and len({label[-1] for label in labels}) == 1


def is_pair(items: tuple[Item, ...]) -> bool:
    """Whether two items are all that there can be: 自然人 and 法人."""
    if len(items) != 2:
        return False
    one, other = items[0].label, items[1].label
    for left, right in zip(_PAIRS[::2], _PAIRS[1::2], strict=True):
        for a, b in ((one, other), (other, one)):
            if left.search(a) and right.search(b) and not right.search(a) and not left.search(b):
                return True
    return False
