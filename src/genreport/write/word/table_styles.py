"""Word's styles for tables: the lines and margins of the cells, and the small type in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from genreport.write.word.format import Style, fonts, one, paragraph, pitch, size
from genreport.write.word.xml import half_points

FORM_TABLE, PLAIN_TABLE = "ReportTable", "PlainReportTable"
PLAIN_PADDING = (3, 5)  # pt above and beside the text of a table inside the narrative
_NARROW = '<w:w w:val="87"/>'  # the per cent of its width that a figure keeps
_STUB = 40  # twips between the border and a label of a form, which stands flush left


class Figures(NamedTuple):
    """How the figures of a form are set: their size in half points, and whether they are drawn together."""

    size: int
    narrow: bool = False

    @property
    def style(self) -> str:
        """The id of their style."""
        return f"TableValue{self.size}{'Narrow' * self.narrow}"


def table_styles(style: Style, figures: Iterable[Figures]) -> str:
    """The styles; `figures` are the ways that figures are set in, besides the usual one."""
    table = style["table"]
    label, prose = table["label"], table.get("prose", table["label"])
    # the rows of a form hold together, so that it stands on one page with its heading
    beside = f'<w:ind w:left="{_STUB}"/>'
    done = (
        _text(style, "TableText", "表格文字", label, beside, "left")
        + _text(style, "TableHead", "表格栏目", label)
        + _text(style, "PlainText", "文内表格文字", prose, align="left")
        + _text(style, "PlainHead", "文内表格栏目", prose, font=_head_font(style))
    )
    for way in sorted({Figures(half_points(table["value"])), *figures}):
        name = f"表格数字（{way.size / 2:g}磅{'，紧缩' * way.narrow}）"
        done += _text(style, way.style, name, way.size / 2, narrow=way.narrow)
    padding = round(table["padding"] * 20)
    above, aside = (round(points * 20) for points in PLAIN_PADDING)
    return (
        done
        + _table(FORM_TABLE, "年报表格", padding, padding)
        + _table(PLAIN_TABLE, "文内表格", above, aside)
    )


def margins(vertical: int, horizontal: int) -> str:
    """The content of `w:tblCellMar`, in twips."""
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)


def _head_font(style: Style) -> str:
    return str(style["text"].get("caption", {"font": "table"})["font"])


def _text(
    style: Style,
    name: str,
    label: str,
    points: float,
    indent: str = "",
    align: str = "center",
    narrow: bool = False,
    font: str = "table",
) -> str:
    return paragraph(
        name,
        label,
        f'{"<w:keepNext/>" if name.startswith("Table") else ""}<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{pitch(points * 1.25)}{indent}<w:jc w:val="{align}"/>',
        f"<w:rPr>{fonts(style, font)}{_NARROW * narrow}{size(points)}</w:rPr>",
        base="",  # not of the text's style: a table has neither its indent nor its pitch
        rank=17,
    )


def _table(name: str, label: str, vertical: int, horizontal: int) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = (
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins(vertical, horizontal)}</w:tblCellMar>"
    )
    cells = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    return one("table", name, label, f"<w:tblPr>{properties}</w:tblPr>{cells}", "TableNormal", rank=39)
