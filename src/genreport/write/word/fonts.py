"""Which fonts the file names: Word's table of them, and the theme that its menus offer."""

from __future__ import annotations

from genreport.write.word.format import Style
from genreport.write.word.xml import NAMESPACES, xml

_THEME = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "C00000",
    "accent2": "1F4E79",
    "accent3": "7F7F7F",
    "accent4": "BF9000",
    "accent5": "2E75B6",
    "accent6": "548235",
    "hlink": "000000",
    "folHlink": "000000",
}


def fonts(style: Style) -> str:
    """The part `fontTable.xml`: what Word may take for an official font that the machine lacks."""
    done, seen = "", set()
    for role in style["fonts"].values():
        name = role["word"]
        if name in seen:
            continue
        seen.add(name)
        other = next((f for f in role["families"] if f != name), None)
        done += (
            f'<w:font w:name="{xml(name)}">'
            + (f'<w:altName w:val="{xml(other)}"/>' if other else "")
            + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        )
    return f"<w:fonts {NAMESPACES}>{done}</w:fonts>"


def theme(style: Style) -> str:
    """The part `theme1.xml`; the text does not depend on it, only what the clerk adds from Word's menus."""
    latin = xml(style["latin"])
    colours = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLOURS.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface="{xml(style["fonts"][role]["word"])}"/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
        for kind, role in (("major", "heading1"), ("minor", "body"))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_THEME}" name="公文"><a:themeElements><a:clrScheme name="公文">{colours}</a:clrScheme>'
        f'<a:fontScheme name="公文">{fonts}</a:fontScheme><a:fmtScheme name="公文">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
