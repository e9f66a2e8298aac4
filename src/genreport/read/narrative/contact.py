"""Whom to ask: the sentences of a preamble that our own page prints again from the fields of `contact`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import NamedTuple

from genreport.read.narrative.plain import bare, fold

_SITE = re.compile(
    r"(?:本(?:年度)?报告|本?年报|《年报》|报告)(?:的)?电子版(?:本)?(?:可以|可|能)?(?:在|从|通过|由|登录|登陆)\s?"
    r"(?P<site>[^。;]{2,80}?)\s?(?:上|中)?(?:查阅|下载|浏览|查询|查看|全文公开)"
    r"(?:(?:、|和|或|及|与|、?并)?(?:查阅|下载|浏览|查询|查看))*(?:。|$|,(?=如))"
)
_ASK = re.compile(
    r"(?:如果?|若|公民、法人[^。]{0,20}?)(?:您|公众|社会公众|有关单位和个人)?(?:对|有)[^。()]{0,24}?(?:疑问|问题|意见|异议|建议|不明之处)?[,:]?\s?"
    r"(?:请|可)(?:您)?(?:直接)?(?:与|向|同|和)?\s?:?(?P<whom>[^。(,;:、\s]{2,40}?)\s?(?:联系|咨询|反映)?\s?"
    r"(?:\((?P<items>[^。]*)\))?(?:联系|咨询)?(?:。|$)"
)
_LONGEST = 2000  # characters of a paragraph
_LABELS = {
    "address": r"(?:联系|办公|通信|通讯|单位)?地址",
    "postcode": r"邮编|邮政编码",
    "phone": r"(?:联系|咨询|办公)?电话(?:号码)?",
    "email": r"电子邮[箱件](?:地址)?|邮箱|[Ee]-?[Mm]ail",
}
_LABEL = re.compile("|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items()))
_ITEM = re.compile(rf"(?:^|[,;、.\s]\s?)(?:{'|'.join(_LABELS.values())})\s?:\s?")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}\s?:")
_SHAPES = {
    "postcode": re.compile(r"\d{6}"),
    "phone": re.compile(r"\+?\d[\d\-—－()转,、/\s]{5,40}"),
    "email": re.compile(r"[^\s@]+@[^\s@]+"),
}


class Contact(NamedTuple):
    """Fields by id, and the paragraphs without the sentences they came from, as many as there were."""

    fields: Mapping[str, str]
    paragraphs: list[str]


_OURS = re.compile(
    r"(?:本报告电子版可在(?P<site>.+?)查阅、下载。)?(?:如对本报告有疑问，请与(?P<whom>.+?)联系(?:（(?P<items>.+)）)?。)?"
)
_OUR_LABELS = {"地址": "address", "邮编": "postcode", "电话": "phone", "电子邮箱": "email"}
_OUR_ITEM = re.compile(rf"(?:^|；)({'|'.join(_OUR_LABELS)})：")


def _ours(paragraph: str, agency: str) -> dict[str, str] | None:
    """The fields of a paragraph in the very words of our own page."""
    match = _OURS.fullmatch(paragraph)
    if match is None or not (match["site"] or match["whom"]):
        return None
    found = {"website": match["site"]} if match["site"] else {}
    whom = match["whom"] or agency
    pieces = _OUR_ITEM.split(match["items"] or "")
    if pieces[0] or not whom.startswith(agency) or (match["whom"] and not agency):
        return None
    found |= {_OUR_LABELS[label]: value for label, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    return found if whom == agency else {**found, "office": whom}


def contact(paragraphs: list[str], agency: str) -> Contact:
    """The contact of a preamble. Sentences that the page could not print again whole stay, and give nothing."""
    fields: dict[str, str] = {}
    left: list[str] = []
    for paragraph in paragraphs:
        if not fields and (ours := _ours(paragraph, agency)):
            fields |= ours
            left.append("")
            continue
        for read in (_site, _asked):
            paragraph = read(paragraph, agency, fields)
        left.append(paragraph)
    return Contact(fields, left)


def _site(paragraph: str, agency: str, fields: dict[str, str]) -> str:
    match = _SITE.search(fold(paragraph)) if len(paragraph) < _LONGEST else None
    if match is None or "website" in fields or not _begins(paragraph, match.start()):
        return paragraph
    site = paragraph[match.start("site") : match.end("site")]
    if not re.search(r"[A-Za-z]\.[A-Za-z]|网", site):
        return paragraph
    fields["website"] = site.strip()
    return _without(paragraph, match)


def _asked(paragraph: str, agency: str, fields: dict[str, str]) -> str:
    match = _ASK.search(fold(paragraph)) if len(paragraph) < _LONGEST else None
    if match is None or {*fields} - {"website"} or not agency or not _begins(paragraph, match.start()):
        return paragraph
    whom = paragraph[match.start("whom") : match.end("whom")]
    if not bare(whom).startswith(bare(agency)) or not whom.startswith(agency):
        return paragraph
    items = _items(paragraph[match.start("items") : match.end("items")] if match["items"] else "")
    if items is None or not (items or whom != agency):
        return paragraph
    fields |= items
    if whom != agency:
        fields["office"] = whom
    return _without(paragraph, match)


def _items(text: str) -> dict[str, str] | None:
    """The labelled items of a bracket; None when one of them has no field."""
    folded = fold(text)
    places = list(_ITEM.finditer(folded))
    if text.strip() and (not places or places[0].start() > 0):
        return None
    found: dict[str, str] = {}
    for place, after in zip_longest(places, places[1:]):
        end = after.start() if after else len(text)
        value = text[place.end() : end].strip(" ，,；;、。")
        label = _LABEL.search(folded, place.start())
        key = label.lastgroup if label else None
        shape = _SHAPES.get(key or "")
        if not key or key in found or not value or _OTHER_LABEL.search(fold(value)):
            return None
        if shape and not shape.fullmatch(fold(value)):
            return None
        found[key] = value
    return found


def _begins(paragraph: str, at: int) -> bool:
    """Whether a sentence begins here."""
    return at == 0 or paragraph[at - 1] in "。！？!?；; "


def _without(paragraph: str, match: re.Match[str]) -> str:
    return (paragraph[: match.start()] + paragraph[match.end() :]).strip()
