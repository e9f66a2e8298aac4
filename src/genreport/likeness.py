"""How alike paragraphs are once names and figures are masked, and which of many are one text.

A paragraph is first brought to what cannot be anybody's but its writer's: names, dates and figures are masked,
and clauses that give a figure or that every report has are left out. Two honest reports share those.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from zlib import crc32

_PLACE = re.compile(
    r"([\u4e00-\u9fff]{1,6}?)(?:特别行政区|自治区|自治州|自治县|开发区|街道|地区|新区|[省市州县区旗盟乡镇])"
)
_UNITS = "机关|单位|部门|中心|街道|街|[省市州县区旗盟乡镇局委办厅院所]"
_CHINESE = "〇零一二三四五六七八九十百千万亿两几"
_COUNTED = "条件次项个人场期篇份名类家处户宗批页天日月年倍成"
_FIGURE = "0"  # what stands for one
# what is masked, in this order
_MASKS = (
    (r"(?:https?://|www\.)[\w./:?=&%#~-]+|[\w.-]+@[\w.-]+", ""),
    (r"[\u4e00-\u9fff]{0,8}[(\[〔【]\d{4}[)\]〕】]第?\d+号|国务院令第\d+号", ""),
    (r"\d{4}年?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", ""),
    (r"\d{4}年度?|[〇零一二三四五六七八九]{4}年度?|(?<!\d)(?:19|20)\d\d(?!\d)", ""),
    (rf"百分之[{_CHINESE}点]+|\d[\d,]*(?:\.\d+)?[余多]?[百千万亿]*[余多]?[%‰]?", "0"),
    (rf"(?<!第)(?:[{_CHINESE}]{{2,}}|[二三四五六七八九十两几])[余多]?(?=[{_COUNTED}])", "0"),
    (rf"[本我全各该](?:{_UNITS})", ""),
    (r"(?:街道|[省市州县区旗盟乡镇])?(?:人民政府|办事处)", "政府"),
    (r"(?:街道|[省市州县区旗盟乡镇])(?=[党委级局政府网域])", ""),
    (r"第?[一二三四五六七八九十]+(?:是|则)|第[一二三四五六七八九十]+(?=[,、])|首先|其次|再次|最后", ""),
    (r"^\s*(?:\([\u4e00-\u9fff\d]{1,3}\)|[\d一二三四五六七八九十]{1,2}[.、])", ""),
)
_BREAK = re.compile(r"[,，.。;；:：、!！?？…—]+")
_MARKS = re.compile(r"[^\w《》 ]+|_")
# clauses that every report has: the law's own words, what did not happen, whom the work follows
_COMMON = (
    r"政府信息公开条例|《条例》|信息处理费|统计期限|统计时限|年度报告|年报|电子版|部分组成|如有疑问|任何疑问|联系电话"
    r"|习近平|党的|全会|坚强领导|正确领导|要点|其他(?:需要)?报告的?事项"
    r"|总体情况|主动公开政府信息情况|处理政府信息公开申请情况|行政复议和?(?:行政诉讼)?情况|行政诉讼情况|改进情况"
    r"|(?:未|没有|无|不存在).*(?:申请|复议|诉讼|收费|结转|追究|规章|规范性文件|情形|投诉)"
)
_UNIT = 3  # characters behind a figure that are no more than what is counted
_BRIEF = 12  # characters of a clause with a figure that tells nothing else
_SHINGLE = 5  # characters
_TABLE = 1 << 22  # checksums of shingles that are told apart
_SKETCH = 32  # shingles by which a paragraph is found again
_SHARED = 3  # of them in common before two paragraphs are compared
_STOCK = 100  # paragraphs with a shingle that is then no trace of copying
_COMPARED = 6  # paragraphs that one is compared with, those first that share most
_KEPT = 4  # paragraphs of a group that others are compared with


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), by) for pattern, by in _MASKS)


@cache
def _common() -> re.Pattern[str]:
    return re.compile(_COMMON)


@cache
def names(agency: str) -> tuple[str, ...]:
    """The names within an agency's name, the longest first: the whole, its places, its stem, the body."""
    found = {agency}
    rest = agency
    while match := _PLACE.match(rest):
        found |= {match[0], match[1]}
        rest = rest[match.end() :]
        found.add(rest)
    return tuple(sorted((n for n in found if len(n) > 1), key=lambda n: (-len(n), n)))


def masked(paragraph: str, names: Iterable[str], figures: bool = False) -> str:
    """The paragraph as clauses parted by blanks: names, dates and numbering gone, every figure a 0, titles kept.

    With `figures` they stay as they are.
    """
    text = unicodedata.normalize("NFKC", paragraph)
    for name in names:
        text = text.replace(name, "")
    text = re.sub(r"(?<=\d)\s+|\s+(?=\d)", "", text)
    for pattern, by in _compiled():
        if not (figures and by == _FIGURE):
            text = pattern.sub(by, text)
    clauses = (_MARKS.sub("", "".join(c.split())) for c in _BREAK.split(text))
    return " ".join(filter(None, clauses))


def substance(masked: str) -> str:
    """The clauses of a masked paragraph that are its writer's own: no mere figures, no words that all have."""
    return " ".join(c for c in masked.split(" ") if not _figure(c) and not _common().search(c))


def wording(masked: str) -> str:
    """The clauses of a masked paragraph but those that all have: with what its figures are of."""
    return " ".join(c for c in masked.split(" ") if not _common().search(c))


def _figure(clause: str) -> bool:
    """Whether a clause only gives a figure, as it rightly does in the same words each year."""
    _, figure, unit = clause.rpartition("0")
    return bool(figure) and (len(unit) <= _UNIT or len(clause) <= _BRIEF)


def likeness(a: str, b: str) -> float:
    """How much of two texts is the same, 0 to 1, whichever way their clauses are ordered."""
    from rapidfuzz import fuzz  # a hundredth of a second that only this wants

    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) / 100


def groups(texts: Sequence[str], least: float) -> list[tuple[int, ...]]:
    """The numbers of texts that are one text to at least this likeness, in order; texts alone are left out.

    Groups, not pairs: a sentence that a thousand agencies took from one template is half a million pairs.
    """
    same: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        same.setdefault(" ".join(sorted(text.split(" "))), []).append(number)
    alike = _clusters([texts[numbers[0]] for numbers in same.values()], least)
    members = list(same.values())
    found = (tuple(sorted(n for one in cluster for n in members[one])) for cluster in alike)
    return sorted(group for group in found if len(group) > 1)


def _clusters(texts: Sequence[str], least: float) -> list[list[int]]:
    often = _frequencies(texts)
    clusters: list[list[int]] = []
    known: list[tuple[int, int]] = []  # texts to compare with, each with its cluster
    index: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        sketch = _sketch(text, often)
        near = (known[n] for n in _near(sketch, index))
        home = next((home for n, home in near if likeness(text, texts[n]) >= least), len(clusters))
        if home == len(clusters):
            clusters.append([])
        clusters[home].append(number)
        if len(clusters[home]) <= _KEPT:
            for shingle in sketch:
                index.setdefault(shingle, []).append(len(known))
            known.append((number, home))
    return clusters


def _near(sketch: Iterable[int], index: Mapping[int, list[int]]) -> Iterator[int]:
    """What is known with rare shingles in common, first what shares most of them."""
    shared = Counter(n for s in sketch if len(at := index.get(s, ())) <= _STOCK for n in at)
    return (n for n, count in shared.most_common(_COMPARED) if count >= _SHARED)


def _frequencies(texts: Iterable[str]) -> bytearray:
    """In how many texts a shingle stands, 255 for more; a table of one size, however many texts there are."""
    often = bytearray(_TABLE)
    for text in texts:
        for shingle in _shingles(text):
            if often[shingle] < 255:
                often[shingle] += 1
    return often


def _sketch(text: str, often: bytearray) -> list[int]:
    """The rarest shingles that stand elsewhere, too."""
    shared = [s for s in _shingles(text) if often[s] > 1]
    return sorted(shared, key=lambda s: (often[s], s))[:_SKETCH]


def _shingles(text: str) -> set[int]:
    data = text.replace(" ", "").encode("utf-16-le", "replace")
    width = 2 * _SHINGLE
    return {crc32(data[i : i + width]) % _TABLE for i in range(0, len(data) - width + 1, 2)}
