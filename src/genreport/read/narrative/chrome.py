"""What a site puts around a report: lines about the page, navigation, footers. In doubt a line is the report's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from genreport.read.narrative.dates import days
from genreport.read.narrative.lines import Entry

_META = re.compile(
    r"(?:信息|文章|稿件)?来源\s?:|(?:发布|公布|更新|生成|成文|发文|公开|录入|创建)(?:时间|日期|机构|单位|部门|人)(?:\s?:|\s)|"
    r"(?:浏览|阅读|点击|访问)(?:次数|数|量|率)?\s?(?:[:(]|$)|点击\s?\)|(?<![\u4e00-\u9fff])时间\s?:\s?\d|字[号体大小]\s?[:(\]]|"
    r"\[字[体号]|索\s?引\s?号|^(?:信息)?(?:名称|标题)[\s:]?.*政府信息公开.*报|(?:责任)?编辑\s?:|作者\s?:|分享到|"
    r"(?:^|[\s|])(?:公开方式|信息分类|主题分类|组配分类|体裁分类|公开目录|公开形式|责任部门|是否有效|有效性|关键[字词]|主题词)(?=[\s:|]|$)|"
    r"(?:发文字号|文\s?号|所属机构|发布机构)\s?:"
)
_PATH = re.compile(
    r"(?:您?(?:现在|当前|所在)?的?(?:所在)?位置\s?[:是]|首页)\s?[>»/\-].*|.*首页\s?[>»].*|您?(?:现在|当前)(?:的)?位置.*"
)
_BUTTON = re.compile(
    r"[\[\s|]*(?:大|中|小|默认|打印(?:本页|页面)?|收藏|关闭(?:窗口|本页)?|分享|返回(?:顶部|首页)?|字[号体大小]|首页|无障碍(?:浏览|阅读)?|"
    r"长者(?:模式|版|助手)|关怀版|繁體|繁体|简体|微信|微博|QQ(?:空间)?|点击查看解读|下载(?:Word|PDF|WORD)?|朗读|语音播报|\+|-|A\+?|[|\[\]\s:/,、])+"
)
_END = re.compile(
    r"(?:上|下)一[篇条页]\s?(?:[:\]].*)?|.*扫一扫.*(?:手机|打开|分享|页面|浏览|关注).*|扫一扫.{0,4}|版权所有.*|.*ICP备.*|.*网安备.*|网站标识码.*|"
    r"(?:主办|承办|主管|协办|技术支持|运维|维护)(?:单位|部门)?\s?:.*|相关(?:链接|文章|信息|阅读|稿件|新闻|附件|解读)\s?(?::.*)?|"
    r"(?:网站地图|关于我们|联系我们|网站声明|隐私声明|使用帮助|法律声明)(?:[\s|].*)?|.*(?:网站地图|关于我们|网站声明)\s?[|].*|"
    r"(?:责任编辑|责编|编辑|审核|校对|初审|复审|终审|签发)(?:人)?\s?:\S{0,20}|"
    r"(?:[\[(]?\s?(?:打印|关闭|收藏|纠错|分享|返回)(?:本页|窗口|页面|此页|顶部|首页)?\s?[\])]?[\s|]*){1,6}|"
    r"分享(?:到|至)\s?:?.{0,12}|附件下载.*|"
    r".{0,60}\.(?:docx?|pdf|xlsx?|wps|ofd)|Copyright.*|©.*|政府网站找错.*|党政机关.{0,6}"
)
_PAGE = re.compile(
    r"[-—–]\s?\d{1,3}\s?[-—–]|第\s?\d{1,3}\s?页\s?(?:[,/]?\s?共\s?\d{1,3}\s?页)?|\d{1,3}\s?/\s?\d{1,3}"
)
_PUBLISHED = re.compile(
    r"(?:(?:发布|公布|公开|上网)(?:时间|日期|于)?|(?<![\u4e00-\u9fff])时间)\s?:?\s?(?P<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)"
)
_SOURCE = re.compile(
    r"(?:信息)?来源\s?:\s?(?P<name>[^\s:|]{3,40}?)(?=\s|$|(?:浏览|阅读|点击|访问|发布|作者|字)|\|)"
)
_BARE_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?")
_HEAD = 60
_LONGEST = 120
_LONGEST_BUTTON = 24


def about_the_page(entry: Entry) -> bool:
    """Whether a line is about the page that a report stands on, wherever it stands."""
    words = entry.folded
    if _PAGE.fullmatch(words) or (len(words) <= _LONGEST_BUTTON and _BUTTON.fullmatch(words)):
        return True
    if "。" in words or len(words) > _LONGEST:
        return False
    return bool(_META.search(words) or _PATH.fullmatch(words) or _BARE_DATE.fullmatch(words))


def below_the_head(given: Sequence[Entry]) -> int:
    """How many entries, of those before the first section, are about the page where no title parts them from it."""
    last = 0
    for n, entry in enumerate(given[:_HEAD], 1):
        if "。" in entry.folded or entry.table:
            break
        if about_the_page(entry) or entry.grid is not None:
            last = n
    return last


def page_number(entry: Entry) -> bool:
    """Whether a line is the number of a page."""
    return bool(_PAGE.fullmatch(entry.folded))


def ends(entry: Entry) -> bool:
    """Whether a line begins what a site puts below a report."""
    return len(entry.folded) <= _LONGEST and "。" not in entry.folded and bool(_END.fullmatch(entry.folded))


def published(given: Sequence[Entry], year: int | None) -> date | None:
    """The day on which the page says it was published: after the year reported on, and the same wherever it is said."""
    if year is None:
        return None
    found: set[date] = set()
    for entry in given:
        if "。" in entry.folded:
            continue
        for match in _PUBLISHED.finditer(entry.folded):
            found |= {*days(re.sub(r"\s", "", match["day"]))}
        if (
            _META.search(entry.folded)
            and not _PUBLISHED.search(entry.folded)
            and _BARE_DATE.match(entry.folded)
        ):
            found |= {*list(days(entry.folded))[:1]}
    late = {day for day in found if day.year > year}
    return late.pop() if len(late) == 1 else None


def source(given: Sequence[Entry]) -> str:
    """Whom the page names as its source; "" when it names nobody, or several."""
    names = {
        entry.text[m.start("name") : m.end("name")]
        for entry in given
        if "。" not in entry.folded
        for m in _SOURCE.finditer(entry.folded)
    }
    return names.pop() if len(names) == 1 else ""
