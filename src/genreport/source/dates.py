"""Dates and years as a clerk types them, and what to type instead."""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import Any

from genreport import messages
from genreport.finding import Text, Where
from genreport.source.numerals import arabic

_ASCII = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号.]?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_CHINESE = re.compile(r"(.{4})年(.{1,3})月(.{1,3})[日号]")
_YEAR = re.compile(r"([0-9]{4})\s*年?度?")


def date_advice(raw: str) -> Text | None:
    """What to type instead of a text that stands where a date is wanted; None where no date can be made out.

    A day that the calendar lacks is told as such. A date that is right already gives None.
    """
    parts = _parts(_narrow(raw))
    if parts is None:
        return None
    year, month, day = parts
    if not 1 <= month <= 12:
        return _sentence("Y225", month=month)
    if not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
        return _sentence("Y224", month=month, day=day)
    write = f"{year:04}-{month:02}-{day:02}"
    return _sentence("Y223", write=write) if write != raw else None


def year_advice(raw: str) -> Text | None:
    """The same for a year, with 年 or 年度 after it, in full-width or Chinese digits; None if it is right already."""
    word = _narrow(raw)
    if len(word) in (5, 6) and word[4] == "年":
        word = arabic(word[:4]) + word[4:]
    found = _YEAR.fullmatch(word)
    return _sentence("Y223", write=found[1]) if found and found[1] != raw else None


def _parts(word: str) -> tuple[int, int, int] | None:
    chinese = _CHINESE.fullmatch(word)
    if chinese:
        word = "-".join(arabic(part) for part in chinese.groups())
    found = _ASCII.fullmatch(word)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    return year, month, day


def _narrow(raw: str) -> str:
    """The text in ASCII signs, without blanks and quotes around it; nothing if it is too long for a date."""
    text = raw.strip(" \t\u00a0\u3000\"'“”")
    narrow = unicodedata.normalize("NFKC", text) if len(text) <= 30 else ""
    return narrow.translate(str.maketrans("−–—。", "---."))


def _sentence(code: str, **values: Any) -> Text:
    return messages.finding(code, Where(""), **values).message
