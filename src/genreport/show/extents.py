"""How much of a published report was read, in words."""

from __future__ import annotations

from genreport.published import Extent
from genreport.show.words import safe

_NAMED = 3  # labels known by their likeness that are named


def extent(of: Extent, lang: str) -> str:
    """Cells read, printed blank and not read; sections found; labels that were known by their likeness alone."""
    rest = of.cells - of.read - of.blank
    loose = "、".join(f"“{safe(printed)}”→“{safe(known)}”" for printed, known in of.loose[:_NAMED])
    if lang == "en":
        told = [f"{of.read} of {of.cells} cells read"]
        told += [f"{of.blank} printed blank"] if of.blank else []
        told += [f"{rest} not read"] if rest else []
        told += [f"{of.sections} sections"]
        told += [f"{len(of.loose)} labels known by likeness: {loose}"] if of.loose else []
        return ", ".join(told)
    told = [f"表格 {of.cells} 格读出 {of.read} 格"]
    told += [f"印为空白 {of.blank} 格"] if of.blank else []
    told += [f"未读出 {rest} 格"] if rest else []
    told += [f"文字 {of.sections} 个部分"]
    told += [f"{len(of.loose)} 个名称按相近认出：{loose}"] if of.loose else []
    return "，".join(told)
