"""Word's styles for the text of a report, from the sizes and fonts of style.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from genreport.write.word.format import (
    CENTRED,
    NO_INDENT,
    Style,
    fonts,
    indent,
    one,
    paragraph,
    pitch,
    run,
    size,
    text_width,
)
from genreport.write.word.table_styles import Figures, margins, table_styles
from genreport.write.word.xml import NAMESPACES

# The grid of the page is narrower than the characters (28 of 16 pt in 156 mm): LibreOffice then gives each of them
# two squares. So the text does without it: its pitch is exact, and the characters are set closer by the style.
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_CONTINUED = 5  # how many styles Word has for the further paragraphs of a list's item


def styles(style: Style, figures: Iterable[Figures]) -> str:
    """The part `styles.xml`; `figures` are the ways that figures are set in tables."""
    return (
        f"<w:styles {NAMESPACES}>{_defaults(style)}{_normal(style)}{_headings(style)}{_matter(style)}"
        f"{_lists(style)}{_page(style)}{_characters(style)}{table_styles(style, figures)}</w:styles>"
    )


def continued(level: int) -> str:
    """The id of the style of a further paragraph in an item of a list."""
    return f"ListContinue{min(level, _CONTINUED - 1) + 1}"


def list_indent(level: int, points: float) -> str:
    """The indent of a list's item: each level two characters further in, its first line two more."""
    return indent(points, left=2 * level, firstLine=2)


def _defaults(style: Style) -> str:
    body = style["text"]["p"]
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    text = f"<w:rPr>{fonts(style, body['font'])}{_OFF_GRID}{size(body['size'])}{language}</w:rPr>"
    return (
        f"<w:docDefaults><w:rPrDefault>{text}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_OFF_GRID}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _normal(style: Style) -> str:
    body = style["text"]["p"]
    # official documents fill each page with its 22 lines: no line is moved to keep another company
    properties = (
        f'<w:widowControl w:val="0"/>{pitch(style["pitch"])}'
        f'{indent(body["size"], firstLine=body.get("indent", 2))}<w:jc w:val="both"/>'
    )
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/>'
    cells = (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins(0, 108)}</w:tblCellMar></w:tblPr>'
    )
    kinds = (
        ("character", "DefaultParagraphFont", "Default Paragraph Font", hidden),
        ("table", "TableNormal", "Normal Table", hidden + cells),
        ("numbering", "NoList", "No List", hidden),
    )
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{properties}</w:pPr><w:rPr><w:spacing w:val="{_tightened(style)}"/></w:rPr></w:style>'
    ) + "".join(
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{name}"><w:name w:val="{label}"/>{rest}</w:style>'
        for kind, name, label, rest in kinds
    )


def _tightened(style: Style) -> int:
    """What is added to each character, in twips, so that a line of the text takes its number of them."""
    return floor(text_width(style) / int(style["characters"]) - 20 * float(style["text"]["p"]["size"]))


def _headings(style: Style) -> str:
    text, line = style["text"], style["pitch"]
    title = text["title"]
    lead = title.get("pitch", max(line, title["size"] * 1.5))
    done = paragraph(
        "Title",
        "Title",
        # letters and figures take no extra room here: the page has measured what fits on a line
        '<w:keepNext/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f"{pitch(lead, before=line, after=line)}{NO_INDENT}{CENTRED}",
        run(style, title),
        after="Normal",
        rank=10,
    )
    for level, name in enumerate(("h2", "h3", "h4", "h5")):
        entry = text.get(name, text["p"])
        done += paragraph(
            f"Heading{level + 1}",
            f"heading {level + 1}",
            f"<w:keepNext/>{indent(entry['size'], firstLine=entry.get('indent', 2))}"
            f'<w:outlineLvl w:val="{level}"/>',
            run(style, entry),
            after="Normal",
            rank=9,
        )
    return done


def _matter(style: Style) -> str:
    text, line = style["text"], style["pitch"]
    number, signed, caption = (text.get(n, text["p"]) for n in ("number", "signature", "caption"))
    far = indent(signed["size"], right=signed.get("indent", 4), firstLine=0)
    return (
        paragraph(
            "DocumentNumber",
            "发文字号",
            f"<w:keepNext/>{NO_INDENT}{CENTRED}",
            run(style, number),
            after="Title",
            rank=11,
        )
        + paragraph(
            "SignedBy",
            "署名",
            f'<w:keepLines/>{pitch(line, before=2 * line)}{far}<w:contextualSpacing/><w:jc w:val="right"/>',
            run(style, signed),
            rank=12,
        )
        + paragraph(
            "Caption",
            "caption",
            f"<w:keepLines/>{pitch(caption.get('pitch', line))}{NO_INDENT}{CENTRED}",
            run(style, caption),
            after="Normal",
            rank=35,
        )
        + paragraph(
            "Figure",
            "插图",
            '<w:keepNext/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
            f"{NO_INDENT}{CENTRED}",
            after="Caption",
            rank=15,
        )
    )


def _lists(style: Style) -> str:
    points = style["text"]["p"]["size"]
    done = "".join(
        paragraph(f"List{kind}", f"List {kind}", f'<w:numPr><w:numId w:val="{number}"/></w:numPr>', rank=13)
        for number, kind in enumerate(("Bullet", "Number"), 1)
    )
    for level in range(_CONTINUED):
        label = f"List Continue {level + 1}" if level else "List Continue"
        done += paragraph(continued(level), label, list_indent(level, points), rank=14)
    return done


def _page(style: Style) -> str:
    number = style["page_number"]
    points, word = number["size"], style["fonts"][number["font"]]["word"]
    # the figures of a page number are set in its Chinese font too, one character in from the edge
    return paragraph("Header", "header", CENTRED, base="") + paragraph(
        "Footer",
        "footer",
        f'{pitch(points * 9 / 7)}{indent(points, left=1, right=1)}<w:jc w:val="right"/>',
        f"<w:rPr>{fonts(style, number['font'], word)}{size(points)}</w:rPr>",
        base="",
    )


def _characters(style: Style) -> str:
    text = style["text"]
    kai, hei = fonts(style, text.get("run_in", text["h3"])["font"]), fonts(style, text["h2"]["font"])
    kinds = (
        ("RunIn", "段首标题", kai, 16),
        ("Emphasis", "Emphasis", kai, 20),
        ("Strong", "Strong", hei, 22),
        ("Hyperlink", "Hyperlink", "", 99),
    )
    return "".join(
        one("character", name, label, f"<w:rPr>{properties}</w:rPr>", rank=rank)
        for name, label, properties, rank in kinds
    )
