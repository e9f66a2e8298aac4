"""The head of a report: its title, and what the title tells: agency and year; the number of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from genreport.document import Document
from genreport.read.narrative.chrome import about_the_page
from genreport.read.narrative.dates import YEAR, year_number
from genreport.read.narrative.lines import Entry
from genreport.read.narrative.plain import bare, fold, tidy

_WHAT = r"(?:的)?政府信息公开(?:工作)?(?:的)?(?:年度报告|年度工作报告|年报|工作报告|报告|情况(?:的)?(?:年度)?报告)"
_YEAR = YEAR + r"\s?年\s?(?:度)?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:关于)?(?:公布|发布|印发)?《?(?P<agency>[^。:;?!]{{2,40}}?)?\s?{_YEAR}\s?(?P<inner>[^\d。,;:]{{2,40}}?)?{_WHAT}》?(?:的(?:通知|公告|公示))?",
        rf"(?:关于)?(?P<agency>[^。:;?!\d]{{2,40}}?){_WHAT}\s?\(\s?{_YEAR}\s?\)",
        rf"(?P<agency>[^。:;?!\d]{{2,40}}?)?{_WHAT}",
    )
)
_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,16}\s?[\[(]\s?\d{4}\s?[\])]\s?(?:第\s?)?\d{1,5}\s?号")
_ORGAN = re.compile(
    r".*(?:政府|局|会|室|厅|办事处|中心|委|队|院|署|公司|社|行|校|大学|办|处|站|所|馆|台|部|机关|基地)"
)
_NO_ORGAN = re.compile(
    r"^(?:省|市(?![中南北]区)|县|区|旗|我|本(?!溪)|各|该|全[省市县区镇乡局国])|.*(?:[、,:|>;《]|关于|事项|情况)|.*(?:网站|门户|平台|专栏|年度|信息公开|[\d,、。])$|.*(?:我局|本局|我市|我县|我镇)"
)
_PLACE = re.compile(r"[^\d,、。的]{1,12}(?:省|市|县|区|旗|盟|州|镇|乡|街道)")
_SITE_TAIL = re.compile(r"[-_|—–].*$")
_PARTS = 4  # lines that a title may be torn over
_LONGEST = 70


class Title(NamedTuple):
    """A title at entries `place` to `place + lines`; `agency` as printed or "", `year` or None."""

    text: str
    agency: str
    year: int | None
    place: int
    lines: int


def title(given: Sequence[Entry], before: int, document: Document) -> Title | None:
    """The title of the report: the last one before the first section, else what the medium calls it."""
    found: Title | None = None
    place = 0
    while place < before:
        here = _title_at(given, place, before)
        if here is None:
            place += 1
            continue
        if found is None or _better(here, found):
            found = here
        else:  # the title again, in short
            found = found._replace(lines=here.place + here.lines - found.place)
        place += here.lines
    if found is None or (found.year is None and not found.agency):
        named = _SITE_TAIL.sub("", tidy(document.title))
        read = _read(named)
        if found is None and (here := _marked(given[:before], named)):
            return here
        if read and (found is None or read[1]):
            at = (found.place, found.lines) if found else (-1, 0)
            return Title(named, *read, *at)
    return found


def _marked(given: Sequence[Entry], named: str) -> Title | None:
    """A title of other words: the one line that the medium itself marks as the title."""
    tops = [n for n, e in enumerate(given) if e.level == 1 and (not named or bare(e.text) == bare(named))]
    return Title(given[tops[0]].text, "", None, tops[0], 1) if len(tops) == 1 else None


def _better(new: Title, old: Title) -> bool:
    return (new.year is not None, bool(new.agency)) >= (old.year is not None, bool(old.agency))


def _title_at(given: Sequence[Entry], place: int, before: int) -> Title | None:
    """The longest title that starts at this entry."""
    joined = ""
    best: Title | None = None
    for lines in range(1, _PARTS + 1):
        if place + lines > before or given[place + lines - 1].grid or given[place + lines - 1].table:
            break
        piece = given[place + lines - 1].text
        glue = (
            " "
            if joined and joined[-1:].isascii() and piece[:1].isascii() and not piece[:1].isdigit()
            else ""
        )
        joined += glue + piece
        if (
            len(joined) > _LONGEST
            or about_the_page(given[place + lines - 1])
            or _NUMBER.fullmatch(fold(piece))
            or re.search(r"[>:：|]", piece)
        ):
            break
        read = _read(joined)
        if read is None:
            continue
        if lines > 1 and not _torn(read[0], piece, best):
            break
        best = Title(tidy(joined), *read, place, lines)
    return best


def _torn(named: str, last: str, before: Title | None) -> bool:
    """Whether lines that are a title together are one: their last is no title in full, the name looks like one."""
    alone = _read(last)
    if alone is not None and (alone[0] or before is not None):
        return False
    return not named or organ(named) or bool(_PLACE.fullmatch(bare(named)))


def _read(text: str) -> tuple[str, int | None] | None:
    """Agency and year of a text that is a title; None when it is none."""
    if len(text) > 2 * _LONGEST:
        return None
    folded = fold(text).strip()
    for shape in _SHAPES:
        match = shape.fullmatch(folded)
        if match is None:
            continue
        named = match.groupdict()
        place = "agency" if named.get("agency") else "inner"
        span = match.span(place) if named.get(place) else (0, 0)
        start = len(text) - len(text.lstrip())
        agency = text[start + span[0] : start + span[1]].strip(" 《")
        agency = re.sub(r"的$", "", agency)
        return agency, year_number(named["year"]) if named.get("year") else None
    return None


def number(given: Sequence[Entry], found: Title) -> tuple[int, str] | None:
    """The entry beside the title that is the number of the document, and the number."""
    for place in (found.place + found.lines, found.place - 1):
        if 0 <= place < len(given):
            text = given[place].text.strip("（）() ")
            if _NUMBER.fullmatch(given[place].folded.strip("() ")):
                text = given[place].text if _NUMBER.fullmatch(given[place].folded) else text
                return place, text
    return None


def organ(text: str) -> bool:
    """Whether a text is the full name of an organ, as far as its words tell."""
    words = bare(text)
    return (
        " " not in text.strip()
        and 3 < len(words) <= 40
        and bool(_ORGAN.fullmatch(words))
        and not _NO_ORGAN.match(words)
    )


def agency(named: str, signed: str, said: Sequence[str], source: str) -> str:
    """The agency: of the title, else of the signature, the preamble, the source of the page; "" if not certain."""
    if organ(named):
        return named
    text = "\n".join(said)
    if named:
        if _PLACE.fullmatch(named):
            rest = "办事处" if bare(named).endswith("街道") else "人民政府"
            tails = {named[n:] + rest for n in range(len(named) - 2)}
            return named + rest if any(tail in text or tail in signed for tail in tails) else ""
        return signed if organ(signed) and bare(named) in bare(signed) else ""
    if organ(signed):
        return signed
    for pattern in _SAID:
        names = {
            line[m.start("agency") : m.end("agency")] for line in said for m in pattern.finditer(fold(line))
        }
        fit = {n for n in names if organ(n)}
        if len(fit) == 1:
            return fit.pop()
    return source if organ(source) and _PLACE.match(source) else ""


_SAID = (
    re.compile(
        r"^《?(?P<agency>[\u4e00-\u9fff]{4,30}?)\s?(?:关于)?\d{4}\s?年(?:度)?(?:的)?政府信息公开(?:工作)?年度报告》?(?:\(|是|根据|由)"
    ),
    re.compile(
        r"(?:现将|现公布|特公布|编制|公布|发布|形成|公开)(?:并公布|完成)?[《“]?(?P<agency>[\u4e00-\u9fff]{3,30}?)(?:[\[(][^\])]{0,30}[\])])?"
        r"\s?(?:\d{4}\s?年(?:度)?)?(?:的)?政府信息公开"
    ),
    re.compile(r"报告(?:由|是)(?P<agency>[\u4e00-\u9fff]{4,30}?)(?:根据|依据|按照|负责|编制|\()"),
    re.compile(r"(?:^|[,。])由(?P<agency>[\u4e00-\u9fff]{4,30}?)(?:根据|依据|按照|负责)?编制"),
)


def kind(name: str) -> str:
    """The kind of an agency where the end of its name tells it beyond doubt; else ""."""
    words = bare(name)
    if re.search(r"[乡镇]人民政府$|街道办事处$", words):
        return "township"
    if re.search(r"[省市县区州旗盟]人民政府$", words):
        return "government"
    if re.search(r"[乡镇]|街道|分局$|管理委员会$|居民委员会$|村民委员会$|派出", words):
        return ""
    return "department" if re.match(r".+?[省市县区州旗盟].*?.+(?:局|委员会|办公室|厅)$", words) else ""


_YEAR_SAID = re.compile(_YEAR + r"[^。,;]{0,24}?政府信息公开(?:工作)?(?:年度报告|年报|年度工作报告)")


def year_said(folded: Sequence[str]) -> int | None:
    """The year of the report that its text speaks of, where it speaks of one only."""
    years = {year_number(m["year"]) for line in folded[:60] for m in _YEAR_SAID.finditer(line)}
    return years.pop() if len(years) == 1 else None
