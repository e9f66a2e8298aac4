"""The page as a Word file, with styles of Word's own, so that a clerk goes on editing it."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from genreport.write import docx_about, docx_fonts, docx_lists, docx_page, docx_styles
from genreport.write.docx_body import Body
from genreport.write.docx_format import Style, text_height
from genreport.write.docx_package import Parts
from genreport.write.docx_xml import legal

_WATERMARK = "草稿"  # should a template have dropped its own


def docx(html: str, style: Style) -> bytes:
    """The Word file of a page, set as `style` (style.yaml) says; the same bytes for the same arguments.

    An element that is not known becomes a paragraph or a part of one; no page makes this fail.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring((legal(html).strip() or "<p></p>").encode(), parser)
    # a picture leaves two lines of its page to its caption
    parts = Parts(text_height(style) - round(style["pitch"] * 40))
    body = Body(root, style, parts).xml()
    references = _pages(root, style, parts)
    _fixed(root, style, parts)
    return parts.pack(body + docx_page.section(style, references))


def _pages(root: Any, style: Style, parts: Parts) -> str:
    """Adds headers and footers for odd and even pages; returns the references to them."""
    references = ""
    words = _watermark(root)
    for number, side in enumerate(("default", "even"), 1):
        if words:
            content = docx_page.header(style, words, number)
            relation = parts.add(f"header{number}.xml", CT.WML_HEADER, RT.HEADER, content)
            references += f'<w:headerReference w:type="{side}" r:id="{relation}"/>'
        content = docx_page.footer(style, even=side == "even")
        relation = parts.add(f"footer{number}.xml", CT.WML_FOOTER, RT.FOOTER, content)
        references += f'<w:footerReference w:type="{side}" r:id="{relation}"/>'
    return references


def _watermark(root: Any) -> str:
    for node in root.iter("div"):
        if "watermark" in (node.get("class") or "").split():
            return "".join(node.xpath("string()").split()) or _WATERMARK
    body = root.find("body")
    return _WATERMARK if body is not None and "draft" in (body.get("class") or "").split() else ""


def _fixed(root: Any, style: Style, parts: Parts) -> None:
    """Adds the parts beside the text: styles, numbering, settings, fonts, theme, properties."""
    for name, kind, relation, content in (
        ("styles.xml", CT.WML_STYLES, RT.STYLES, docx_styles.styles(style, parts.sizes)),
        ("numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, docx_lists.numbering(style, parts.lists)),
        ("settings.xml", CT.WML_SETTINGS, RT.SETTINGS, docx_page.settings()),
        ("fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, docx_fonts.fonts(style)),
        ("theme/theme1.xml", CT.OFC_THEME, RT.THEME, docx_fonts.theme(style)),
    ):
        parts.add(name, kind, relation, content)
    known = docx_about.about(root)
    parts.describe(docx_about.core_properties(known), docx_about.application_properties(known))
