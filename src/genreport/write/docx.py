"""The page as a Word file, with styles of Word's own, so that a clerk goes on editing it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from genreport.write.word import about, fonts, lists, page, styles
from genreport.write.word.body import Body
from genreport.write.word.format import Style, text_height
from genreport.write.word.package import Parts
from genreport.write.word.xml import legal

_WATERMARK = "草稿"  # should a template have dropped its own


def docx(html: str, style: Style) -> bytes:
    """The Word file of a page, set as `style` (style.yaml) says; the same bytes for the same arguments.

    An element that is not known becomes a paragraph or a part of one; no page makes this fail.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root: Any = etree.fromstring(f"{legal(html)}<p></p>".encode(), parser)
    # a picture leaves two lines of its page to its caption
    parts = Parts(text_height(style) - round(style["pitch"] * 40))
    body = Body(root, style, parts).xml()
    section = page.section(style, _pages(root, style, parts))
    _fixed(style, parts)
    known = about.about(root)
    return parts.pack(body + section, about.core_properties(known), about.application_properties(known))


def _pages(root: Any, style: Style, parts: Parts) -> str:
    """Adds headers and footers for odd and even pages; returns the references to them."""
    references = ""
    words = _watermark(root)
    for number, side in enumerate(("default", "even"), 1):
        made = {"header": page.header(style, words, number)} if words else {}
        made["footer"] = page.footer(style, even=side == "even")
        for kind, content in made.items():
            relation = parts.add(kind, f"{kind}{number}.xml", content)
            references += f'<w:{kind}Reference w:type="{side}" r:id="{relation}"/>'
    return references


def _watermark(root: Any) -> str:
    for node in root.iter("div"):
        if "watermark" in (node.get("class") or "").split():
            return "".join(node.xpath("string()").split()) or _WATERMARK
    body = root.find("body")
    return _WATERMARK if body is not None and "draft" in (body.get("class") or "").split() else ""


def _fixed(style: Style, parts: Parts) -> None:
    """Adds the parts beside the text: styles, numbering, settings, fonts, theme."""
    parts.add("styles", "styles.xml", styles.styles(style, parts.figures))
    parts.add("numbering", "numbering.xml", lists.numbering(style, parts.lists))
    parts.add("settings", "settings.xml", page.settings())
    parts.add("fontTable", "fontTable.xml", fonts.fonts(style))
    parts.add("theme", "theme/theme1.xml", fonts.theme(style))
