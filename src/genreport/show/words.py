"""The words that every way of showing findings shares, and how much of one file is shown at all."""

from __future__ import annotations

from collections.abc import Iterable

from genreport.finding import Finding, Path, Severity, Spot, Term, Text
from genreport.messages import shown

_LARGEST = 56_000  # bytes shown of one file's findings; the rest is counted
_LONGEST = 4_000  # characters of one sentence
SEVERITY = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}


def pick(text: Text, lang: str) -> str:
    """The sentence in a language; Chinese is the first."""
    return text.en if lang == "en" and text.en else text.zh


def name(file: object) -> str:
    """A file's name as a message may show it."""
    return shown(file, 200)


def safe(text: object) -> str:
    """A sentence as it may be printed, whatever it was made from."""
    return shown(text, _LONGEST)


def place(f: Finding, lang: str = "zh") -> str:
    """file:line:column; of a published file the page, table, row and column, of Excel sheet and cell."""
    at = f":{f.where.line}:{f.where.column}" if f.where.line else ""
    return safe(f.where.file) + (at or spot(f.where.spot, lang))


def spot(at: Spot, lang: str) -> str:
    """A place in a published file in words, with a blank before them; empty when nothing is known."""
    if at.sheet or at.cell:
        return safe(f" {at.sheet}!{at.cell}" if at.sheet and at.cell else f" {at.sheet or at.cell}")
    if lang == "en":
        words = ("page {}", "table {}", "row {}", "column {}")
        told = ", ".join(w.format(n) for w, n in zip(words, at[:4], strict=True) if n)
        return f" ({told})" if told else f" (line {at.line})" if at.line else ""
    words = ("第{}页", "第{}个表", "第{}行", "第{}列")
    told = "".join(w.format(n) for w, n in zip(words, at[:4], strict=True) if n)
    return f"（{told}）" if told else f"（第{at.line}行）" if at.line else ""


def sentence(f: Finding, lang: str) -> str:
    """The cell in the form's words and what is wrong with it."""
    colon = ": " if lang == "en" else "："
    return safe((f"{f.label}{colon}" if f.label else "") + pick(f.message, lang))


def placed(f: Finding, lang: str) -> str:
    """The sentence with the place in a published file before it, where lines are shown otherwise."""
    at = spot(f.where.spot, lang).strip()
    return f"{at} {sentence(f, lang)}" if at else sentence(f, lang)


def value(t: Term, lang: str) -> str:
    """The value of a term; one that is blank or computed says so."""
    if t.value is None:
        return "(blank)" if lang == "en" else "（空）"
    if t.computed:
        return f"{safe(t.value)} (computed)" if lang == "en" else f"{safe(t.value)}（由各分项相加）"
    return safe(t.value)


def hint(text: Text, lang: str) -> str:
    """What to do, with the word that says so; empty when there is nothing to say."""
    told = safe(pick(text, lang))
    return told and ("do: " if lang == "en" else "改法：") + told


def quoted(f: Finding, lang: str) -> str:
    """The words that a finding on a published file speaks of; empty when there are none, or the sentence has them."""
    if not f.quote or f.where.line or f.quote in pick(f.message, lang):
        return ""
    return safe(f"words: “{f.quote}”" if lang == "en" else f"原文：“{f.quote}”")


def basis(text: str, lang: str) -> str:
    """On what basis, with the word that says so; empty when there is none."""
    return text and ("basis: " if lang == "en" else "依据：") + safe(text)


def elsewhere(t: Term, f: Finding, lang: str) -> str:
    """The file and line of a number that stands in another file than the finding, in brackets; else empty."""
    if t.computed or not t.where.file or t.where.file == f.where.file:
        return ""
    at = f":{t.where.line}" if t.where.line else spot(t.where.spot, lang).replace("（", " ").replace("）", "")
    return f" ({name(t.where.file)}{at})" if lang == "en" else f"（{name(t.where.file)}{at}）"


def path(of: Path) -> str:
    """A path as one word."""
    return ".".join(shown(part) for part in of)


def more(count: int, lang: str) -> str:
    """How many findings are not shown."""
    return f"{count} more findings are not shown" if lang == "en" else f"另有 {count} 条没有列出"


def fitting(pieces: Iterable[str]) -> tuple[list[str], int]:
    """As many pieces as may be shown of one file, and how many more there are."""
    kept: list[str] = []
    size = rest = 0
    for piece in pieces:
        size += len(piece.encode("utf-8", "replace")) + 1
        if size > _LARGEST:
            rest += 1
        else:
            kept.append(piece)
    return kept, rest
