"""The page of GB/T 9704: its grid, page numbers on the outer side, the watermark, the document's settings."""

from __future__ import annotations

from genreport.write.word.format import Style, text_width
from genreport.write.word.xml import NAMESPACES, twips, xml

_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
    "useWord2013TrackBottomHyphenation": 0,
}


def section(style: Style, references: str) -> str:
    """The `w:sectPr`; `references` are those to headers and footers."""
    page, body, number = style["page"], style["text"]["p"], style["page_number"]
    space = round((text_width(style) / 20 / style["characters"] - body["size"]) * 4096)
    # the dashes stand at half the height of the footer's line
    foot = page["bottom"] - number.get("below", 7) - number["size"] * 9 / 14 / 72 * 25.4
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(page["width"])}" w:h="{twips(page["height"])}"/>'
        f'<w:pgMar w:top="{twips(page["top"])}" w:right="{twips(page["right"])}" w:bottom="{twips(page["bottom"])}"'
        f' w:left="{twips(page["left"])}" w:header="851" w:footer="{max(0, twips(foot))}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="linesAndChars" w:linePitch="{round(style["pitch"] * 20)}"'
        f' w:charSpace="{space}"/></w:sectPr>'
    )


def footer(style: Style, even: bool) -> str:
    """A footer part with the page number: on the right, on the left if `even`."""
    before, _, after = style["page_number"]["format"].partition("{}")
    side = '<w:jc w:val="left"/>' * even
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>{side}</w:pPr>'
        f"{_words(before)}{field}{_words(after)}</w:p></w:ftr>"
    )


def _words(text: str) -> str:
    properties = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml(text)}</w:t></w:r>' if text else ""


def header(style: Style, words: str, number: int) -> str:
    """A header part that shows only the watermark, as Word's own command makes it."""
    font = xml(style["fonts"]["heading1"]["word"])
    height = min(160, 480 // len(words))  # pt
    box = (
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{height * len(words)}pt;height:{height}pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    kind = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        + "".join(f'<v:f eqn="{e}"/>' for e in _TEXT_EFFECT)
        + '</v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/>'
        '</v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    )
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'alt="{xml(words)}" style="{box}" o:allowincell="f" fillcolor="silver" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" '
        f'string="{xml(words)}"/><w10:wrap anchorx="margin" anchory="margin"/></v:shape>'
    )
    return (
        f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f"<w:r><w:pict>{kind}{shape}</w:pict></w:r></w:p></w:hdr>"
    )


# the formulas of the text effect "plain text" (shape type 136), part of the VML standard
_TEXT_EFFECT = (
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
    "mid @5 @6",
    "mid @8 @5",
    "mid @7 @8",
    "mid @6 @7",
    "sum @6 0 @5",
)


def settings() -> str:
    """The part `settings.xml`: Word 2013 and later, Chinese typesetting, odd and even pages apart."""
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBILITY.items()
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{modes}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )
