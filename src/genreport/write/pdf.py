"""The PDF of a report, PDF/A-3a and PDF/UA-1 at once, drawn by WeasyPrint from the report's HTML."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from genreport import limits
from genreport.finding import Finding, Where
from genreport.messages import finding
from genreport.write.paper import fetch, fonts, garbage, subset, tags, weasy

SECONDS = 300  # for one report; a long one takes two
MEMORY = 2 << 30  # bytes that drawing may add to the process
_SHOWN = 20  # characters without a glyph that are named one by one
_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
_LINKS = ("http:", "https:", "mailto:", "#")
_LOCK = threading.Lock()  # Pango's font map must not be used by two threads at once


def pdf(
    html: str,
    style: Mapping[str, Any],
    folders: Sequence[Path] = (),
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> tuple[bytes | None, list[Finding]]:
    """The PDF as bytes, or None, and what is wrong with it or with this machine.

    `html` is the report's page, `style` the data of style.yaml. Images and style sheets are read only from data: in
    the page and from `folders`. The same page gives the same bytes, on the same machine.
    """
    try:
        with _LOCK, garbage.swept(), limits.Limit(seconds, memory):
            return _pdf(html, style, folders)
    except weasy.Missing as error:
        return None, [_found("B010", reason=error)]
    except limits.TimeExceeded:
        return None, [_found("B013", seconds=seconds)]
    except (limits.MemoryExceeded, MemoryError):
        return None, [_found("B014", megabytes=memory >> 20)]
    except RecursionError:
        return None, [_found("B015")]


def _found(code: str, **values: Any) -> Finding:
    return finding(code, Where(""), **values)


def _without_glyph(character: str, number: str, near: str) -> Finding:
    """Its path is the character: the caller looks for it in the report."""
    return finding("B012", Where("", path=(character,)), character=character, number=number, near=near)


def _pdf(html: str, style: Mapping[str, Any], folders: Sequence[Path]) -> tuple[bytes | None, list[Finding]]:
    weasyprint = weasy.load()
    config = fonts.configuration(style)
    if not all(role.family for role in fonts.roles(style, config)):
        return None, [_found("B001")]
    with _complaints() as complaints:
        try:
            drawn, missing = _drawn(weasyprint, html, config, folders)
            if missing and config is not fonts.with_wheel():  # the wheel has more characters than most fonts
                drawn, missing = _drawn(weasyprint, html, fonts.with_wheel(), folders)
        except weasyprint.urls.FatalURLFetchingError as error:
            return None, [_found("B011", address=error)]
    if missing:
        return None, [_without_glyph(**each) for each in _named(missing, html)]
    slow = [_found("B016")] if subset.way(weasyprint) == "fonttools" else []
    return drawn, slow + [_found("B017", reason=text) for text in complaints]


def _drawn(weasyprint: Any, html: str, config: Any, folders: Sequence[Path]) -> tuple[bytes, list[int]]:
    """The PDF, and the characters in it that no font has."""
    fetcher = fetch.fetcher(weasyprint, folders)
    base = folders[0].resolve().as_uri() + "/" if folders else None
    sheets = [_sheet(css, config, tuple(folders)) for css in _STYLE.findall(html)]
    page = weasyprint.HTML(string=_STYLE.sub("", html), base_url=base, url_fetcher=fetcher)
    _without_files(page.etree_element)
    _numbered(page.etree_element)
    _described(page.etree_element)
    options = {"pdf_variant": "pdf/a-3a"}
    document = page.render(font_config=config, stylesheets=sheets, **options)
    document.metadata.attachments = []
    document.metadata.keywords += [f"sha256:{value}" for value in _meta(page.etree_element, "source-sha256")]
    drawn = document.write_pdf(finisher=_finish, **options)
    return drawn, sorted({codepoint for font in document.fonts.values() for codepoint in font.missing})


def _finish(document: Any, made: Any) -> None:
    tags.finish(document, made)
    subset.unwrap(document, made)


@lru_cache(maxsize=8)
def _sheet(css: str, config: Any, folders: tuple[Path, ...]) -> Any:
    """A style sheet, parsed once: the reports of a batch share theirs."""
    weasyprint = weasy.load()
    fetcher = fetch.fetcher(weasyprint, folders)
    base = folders[0].resolve().as_uri() + "/" if folders else None
    return weasyprint.CSS(string=css, base_url=base, url_fetcher=fetcher, font_config=config)


def _without_files(root: Any) -> None:
    """Take away what would put a file or a path of this machine into the PDF: attachments, links but to the web."""
    for element in root.iter():
        if element.tag not in ("a", "area", "link"):
            continue
        if "attachment" in element.get("rel", "").lower().split():
            del element.attrib["rel"]
            element.attrib.pop("href", None)
        if element.tag != "link" and not element.get("href", "#").strip().lower().startswith(_LINKS):
            del element.attrib["href"]


def _numbered(root: Any) -> None:
    """Let a list begin at its `start`, which WeasyPrint takes for a mere hint and leaves out."""
    for element in root.iter("ol"):
        if re.fullmatch("[0-9]{1,9}", element.get("start", "")):
            element.set("style", f"counter-reset: list-item {int(element.get('start')) - 1}")


def _described(root: Any) -> None:
    """Give a picture without a description its caption, or the mere word: PDF/UA wants one."""
    for figure in root.iter("figure"):
        caption = figure.find("figcaption")
        for picture in figure.iter("img"):
            if caption is not None and not picture.get("alt"):
                picture.set("alt", "".join(caption.itertext()).strip())
    for picture in root.iter("img"):
        if not picture.get("alt"):
            picture.set("alt", "图")


def _meta(root: Any, name: str) -> list[str]:
    return [m.get("content", "") for m in root.iter("meta") if m.get("name") == name]


def _named(missing: list[int], html: str) -> Iterator[dict[str, str]]:
    """For each character without a glyph: itself, its number, and the words around it in the page."""
    text = " ".join(re.sub("<[^>]*>", " ", _STYLE.sub("", html)).split())
    for codepoint in missing[:_SHOWN]:
        character = chr(codepoint)
        at = max(text.find(character), 0)
        yield {
            "character": character,
            "number": f"U+{codepoint:04X}",
            "near": text[max(at - 8, 0) : at + 9] if character in text else "",
        }


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint reports as errors meanwhile, such as an image that cannot be read."""
    heard: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
