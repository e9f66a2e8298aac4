"""Whose report a narrative says it is: agencies and places named in it that are not this report's; the six parts.

Only what stands where one's own name belongs is looked at: other agencies and places may be spoken of freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genreport.figures import Plain
from genreport.finding import Path
from genreport.passages import Narratives, Passage, compiled
from genreport.rules import Rule

_ORGAN = "(?:人民政府|政府|局|委员会|委|办公室|厅|办事处|中心|支队|大队|管委会)"
_HAN = "[\u4e00-\u9fff]"
# one's own name stands before the report's name, before 编制, or at the head of the overview
_OWN_PLACE = (
    rf"(?:^|[，。：；（《“\n])({_HAN}{{3,24}}?)(?=\d{{4}}年(?:度)?政府信息公开(?:工作)?(?:年度报告|年报))",
    rf"(?<=年)(?:度)?({_HAN}{{3,24}}?{_ORGAN})(?=政府信息公开(?:工作)?(?:年度报告|年报))",
    rf"(?:^|[，。；\n])({_HAN}{{3,24}}?{_ORGAN})(?=(?:组织)?(?:编制|编写|起草)(?:并公布|了|完成)?)",
    rf"(?:^|\n)\d{{4}}年(?:度)?，({_HAN}{{3,24}}?{_ORGAN})"
    "(?=（以下简称|认真|深入|坚持|严格|扎实|围绕|按照|在|以|贯彻|始终|高度|积极|把|紧)",
)
_LEADING = "^(?:为|现|特|将|由|是|向社会|公布|编制|根据|按照|依据|结合|关于|了|就|如下|本报告|予以)+"
_TRAILING = "(?:组织|编制|公布|发布|完成|起草|并|了|的)+$"
_PLACED = "[省市县区旗州镇乡]|街道"
_COUNTY = rf"({_HAN}{{2,6}}?)(自治县|县|自治旗|旗)"
_DISTRICT = rf"({_HAN}{{2,4}}?)区(?!域|块|位)"
_ELSEWHERE = (
    "(?:通过|登录|访问|依托|利用|根据|按照|报送|[在由向从经于到与和、的是])"
    rf"{_HAN}{{0,6}}?({_HAN}{{2,3}})(县|旗|区)(?:人民)?政府"
)
# a county that does what one's own does: 虽然旺苍县政府信息公开工作…, 白石县人民政府高度重视…, 在白石县委、县政府领导下
_SUBJECT = (
    rf"(?:(?<=[，。；：\n])|^)(?:虽然|尽管|目前|当前|近年来|一年来|全年|在)?({_HAN}{{2,3}}?)(县|旗)"
    "(?:(?=政府信息公开工作(?:取得|存在|仍|还|虽))|(?=人民政府(?:高度重视|认真贯彻|坚持|深入贯彻|扎实推进))"
    "|委、?(?=县(?:人民)?政府(?:的)?(?:正确|坚强)?领导下))"
)
_GENERAL = "[各本全我该所其两市省级乡镇委县区]|有关|周边|相邻|兄弟|上级|下级|地|自治|直辖"
_BEFORE = "^.*[在由到和与向对从经及或是为过录问托用布于同年月日将]"


def title(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Places where one's own agency should be named and another is."""
    agency = _short(narratives.report.agency)
    if not compiled(_PLACED).search(agency):
        return
    for path, text in narratives.known(rule.sections):
        for pattern in _OWN_PLACE:
            for match in compiled(pattern).finditer(text.text):
                name = compiled(_TRAILING).sub("", compiled(_LEADING).sub("", match[1]))
                if compiled(_PLACED).search(name[1:]) and not _same(_short(name), agency, narratives):
                    start = match.start(1) + match[1].index(name)
                    yield _named(path, text, start, start + len(name), name, narratives)


_SPEAK_OF = "人民政府 政府 办公室 办事处".split()  # every place has one
_PLACE = rf"({_HAN}{{2,4}}?)(自治县|街道|[省市州盟县区旗镇]|(?<!城)乡)"  # 城乡建设 is no place
_OFFICE = rf"(?:请与|请联系|(?<=联系部门)：?|(?<=联系单位)：?|\A)({_HAN}{{3,24}}?(?:办公室|科|股|局|中心|所))"


def _places(agency: str) -> list[re.Match[str]]:
    """The places that an agency's name begins with, the widest first: 沅禾县 and 苇棠镇."""
    found: list[re.Match[str]] = []
    match = compiled(_PLACE).search(agency)
    while match:
        found.append(match)
        match = compiled(_PLACE).match(agency, match.end())
    return found


def _elsewhere(name: str, agency: str) -> bool:
    """Whether a name begins with a place of the agency's own level that is not the agency's."""
    placed = compiled(_PLACE).match(name)
    levels = {m[2] for m in _places(agency)}
    if not placed or placed[2] not in levels:
        return False
    return not any(placed[1][i:] in agency for i in range(len(placed[1]) - 1))


def fellows(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """An agency of the same function elsewhere, or an office to be asked that is another place's."""
    agency = narratives.report.agency
    known = _places(agency)
    tail = agency[known[-1].end() :] if known else ""
    for path, text in narratives.known(rule.sections):
        found = [m for m in compiled(_OFFICE).finditer(text.text) if _elsewhere(m[1], agency)]
        if len(tail) > 2 and tail not in _SPEAK_OF:
            level = known[-1][2]
            same = compiled(rf"(?<!{_HAN})({_HAN}{{2,3}}{level}{re.escape(tail)})").finditer(text.text)
            found += [m for m in same if _elsewhere(m[1], agency)]
        for match in found:
            yield _named(path, text, match.start(1), match.end(1), match[1], narratives)


_SELF = rf"(?<!{_HAN}[给向对为])我([市县区镇乡局委厅办院])(?![{''.join('们国省')}])"


def myself(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """我市, 我局 of an agency that is none; once each."""
    agency = narratives.report.agency
    seen: set[str] = set()
    for path, text in narratives.known(rule.sections):
        for match in compiled(_SELF).finditer(text.text):
            if match[1] == "办" and "政府" in agency:
                continue  # a government's report is written in its office
            if match[1] not in agency and match[0] not in seen:
                seen.add(match[0])
                yield _named(path, text, match.start(), match.end(), match[0], narratives)


_SPACED = rf"(?<={_HAN})[ \t\u3000]+(?={_HAN})"


def spaced(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """An agency's name with a blank within it: the plain text has none, the source does."""
    for path, text in narratives.known(rule.sections):
        if compiled(_SPACED).search(text.source.strip()):
            yield Passage(path, text, 0, len(text.text), numbers=(0,))


def _named(path: Path, text: Plain, start: int, end: int, name: str, narratives: Narratives) -> Passage:
    words = {"name": name, "agency": narratives.report.agency}
    return Passage(path, text, start, end, numbers=(start,), words=words)  # a name is told once


def _short(name: str) -> str:
    return name.replace("人民政府", "政府")


def _same(name: str, agency: str, narratives: Narratives) -> bool:
    """Whether a name may be a short or a long form of the agency's: all characters in their order."""
    if narratives.own.fullmatch(name) or _within(name, agency) or _within(agency, name):
        return True
    bare = re.sub(r"（.*?）", "", agency)
    return _within(name, bare) or _within(bare, name)


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(c in letters for c in short)


def place(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Governments of another county (district) in the report of an agency of a county (district); once each."""
    agency = narratives.report.agency
    levels = [k for k, p in (("县", _COUNTY), ("区", _DISTRICT)) if compiled(p).search(agency)]
    patterns = (_ELSEWHERE, _SUBJECT)
    if not levels:
        return
    seen: set[str] = set()
    for path, text in narratives.known(rule.sections):
        for match in (m for p in patterns for m in compiled(p).finditer(text.text)):
            level = "区" if match[2] == "区" else "县"
            stem = compiled(_BEFORE).sub("", match[1])
            if level not in levels or len(stem) < 2 or compiled(_GENERAL).search(stem):
                continue
            name = stem + match[2]
            known = any(stem[i:] in agency for i in range(len(stem) - 1))
            if not known and name not in seen:
                seen.add(name)
                yield _named(path, text, match.end(1) - len(stem), match.end(), name, narratives)


_PARTS = {
    "总体情况": "总体情况|概述|概况|总体",
    "主动公开政府信息情况": "主动公开",
    "收到和处理政府信息公开申请情况": "申请",
    "行政复议、行政诉讼情况": "复议|诉讼",
    "存在的主要问题及改进情况": "问题|改进",
    "其他需要报告的事项": "其他|其它",
}
_PARTS_EN = dict(
    zip(_PARTS, ("overview", "disclosure", "requests", "disputes", "problems", "other"), strict=True)
)
_ANNOUNCED = r"(?<![\d第])(\d+)个?(?:部分|方面)"
_SENTENCE = 1000  # characters before and after the number that are looked at
_LEAST = 3  # parts named before a list is taken for the list of parts


def announced(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """The sentence that tells of how many parts the report has, when its list is not that of the form."""
    for path, text in narratives.known(rule.sections):
        for match in compiled(_ANNOUNCED).finditer(text.text):
            low, high = max(0, match.start() - _SENTENCE), match.end() + _SENTENCE
            begin = max(low - 1, *(text.text.rfind(c, low, match.start()) for c in "。\n")) + 1
            ends = [at for c in "。\n" if (at := text.text.find(c, match.end(), high)) >= 0]
            end = min(ends, default=min(high, len(text.text)))
            if words := _parts_told(text.text[begin:end], match[1]):
                yield Passage(path, text, begin, end, words=words)


def _parts_told(sentence: str, said: str) -> dict[str, str]:
    """What is wrong with a sentence that tells of the report's parts; nothing if it is another sentence."""
    missing = [p for p, pattern in _PARTS.items() if not re.search(pattern, sentence)]
    if len(_PARTS) - len(missing) < _LEAST:
        return {}
    told = [f"没有列出{'、'.join(missing)}"] if missing else []
    english = [f"{', '.join(_PARTS_EN[p] for p in missing)} not named"] if missing else []
    if int(said) != len(_PARTS):
        told.append("格式规定的是六个部分")
        english.append("the form has six")
    return {"said": said, "missing": "；".join(told), "missing_en": "; ".join(english)} if told else {}


_NUMERALS = "一二三四五六七八九十"
_HEADING = rf"^（([{_NUMERALS}])）"
_POINT = rf"(?:^|[，。；：、])([{_NUMERALS}])是"


def sequence(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Headings （一）（二） and points 一是、二是 out of their order."""
    for path, text in narratives.known(rule.sections):
        start, last = 0, 0
        for line in text.text.split("\n"):
            if heading := compiled(_HEADING).match(line):
                here = _NUMERALS.index(heading[1]) + 1
                if last and here not in (1, last + 1):  # what follows is out of order with it
                    yield _out_of_order(
                        path, text, start, start + 3, f"（{_NUMERALS[last - 1]}）", heading[0]
                    )
                    break
                last = here
            yield from _points(path, text, start, line)
            start += len(line) + 1


def _points(path: Path, text: Plain, start: int, line: str) -> Iterator[Passage]:
    last = 0
    for match in compiled(_POINT).finditer(line):
        here = _NUMERALS.index(match[1]) + 1
        if last and here != last + 1 and not (here == 1 and last > 1):
            at = start + match.start(1)
            yield _out_of_order(path, text, at, at + 2, f"{_NUMERALS[last - 1]}是", f"{match[1]}是")
            return
        last = here


def _out_of_order(path: Path, text: Plain, start: int, end: int, before: str, here: str) -> Passage:
    return Passage(path, text, start, end, words={"before": before, "words": here})


_LONG_ENOUGH = 30


def repeated(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Paragraphs that stand a second time."""
    seen: dict[str, str] = {}
    for path, text in narratives.known(rule.sections):
        start = 0
        for line in text.text.split("\n"):
            if len(line) >= _LONG_ENOUGH and not line.startswith("|"):
                if line in seen:
                    yield Passage(path, text, start, start + len(line), words={"words": seen[line]})
                seen.setdefault(line, narratives.report.format.label(path))
            start += len(line) + 1
