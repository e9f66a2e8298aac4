"""The file that openpyxl saved, packed anew: results beside formulas, our own properties, no date of the clock."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from genreport.write.word.about import application_properties, core_properties
from genreport.write.word.xml import DECLARATION

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip

Cached = dict[tuple[str, str], object]  # the result of the formula in a cell of a sheet


def packed(saved: bytes, cached: Cached, about: dict[str, str]) -> bytes:
    """The saved workbook with these results and properties; equal input gives equal bytes."""
    with ZipFile(BytesIO(saved)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["docProps/core.xml"] = (DECLARATION + core_properties(about)).encode()
    members["docProps/app.xml"] = (DECLARATION + application_properties(about)).encode()
    members["xl/styles.xml"] = _in_order(members["xl/styles.xml"])
    for name, part in _sheets(members).items():
        results = {cell: value for (sheet, cell), value in cached.items() if sheet == name}
        members[part] = _with_results(members[part], results)
    return _zipped(members)


def _sheets(members: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet."""
    relations = etree.fromstring(members["xl/_rels/workbook.xml.rels"])
    targets = {r.get("Id"): str(r.get("Target")).lstrip("/") for r in relations}
    sheets: Any = etree.fromstring(members["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
    return {s.get("name"): targets[s.get(_RELATION)] for s in sheets}


def _in_order(styles: bytes) -> bytes:
    """The styles with the parts of each font in the order of the standard, which openpyxl does not keep."""
    root: Any = etree.fromstring(styles)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda part: _FONT.index(etree.QName(part).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_results(part: bytes, results: dict[str, object]) -> bytes:
    root: Any = etree.fromstring(part)
    for row in root.iter(f"{_MAIN}row"):
        row.attrib.pop("customHeight", None)  # so that a row grows with what is typed into it
    for cell in root.iter(f"{_MAIN}c"):
        if cell.get("r") not in results:
            continue
        value = results[cell.get("r")]
        shown = cell.find(f"{_MAIN}v")
        if shown is None:
            shown = etree.SubElement(cell, f"{_MAIN}v")
        shown.text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        if isinstance(value, str):
            cell.set("t", "str")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(members: dict[str, bytes]) -> bytes:
    done = BytesIO()
    with ZipFile(done, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = ZipInfo(name)  # dated with the first day that a zip knows
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            archive.writestr(entry, data)
    return done.getvalue()
