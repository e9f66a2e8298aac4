"""What a PDF lacks to be PDF/A-3a and PDF/UA-1 at once: true table headers, and both claims in its metadata.

WeasyPrint writes no /Scope and ties the data cells of merged headers to the wrong ones; it can claim one standard only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

# PDF/A asks that metadata of a schema it does not know be declared: the claim of PDF/UA is such
_CLAIM = b"""<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file claims</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class _Cell(NamedTuple):
    element: Any  # the structure element, a dictionary
    row: int
    column: int
    rows: int
    columns: int

    @property
    def head(self) -> bool:
        return bool(self.element["S"] == "/TH")


_Grid = dict[tuple[int, int], _Cell]


def finish(document: Any, pdf: Any) -> None:
    """The finisher for WeasyPrint's `write_pdf`: sets right what it has made, just before it is written."""
    tables = []
    for element in list(pdf.objects):
        if isinstance(element, dict):
            kind = element.get("S")
            if kind == "/Table":
                tables.append(element)
                _tie(pdf, element)
            elif kind == "/LI":
                _fill_item(pdf, element)
        elif getattr(element, "extra", {}).get("Subtype") == "/Image":
            element.extra["Interpolate"] = "false"  # PDF/A forbids smoothing
    _summarize(document, tables)
    _claim(pdf)


def _fill_item(pdf: Any, item: Any) -> None:
    """Order a list item as PDF/UA asks: its label, then all that stands beside it in one body.

    WeasyPrint puts a label that stands inside the text into the body, and makes a body of each paragraph.
    """
    import pydyf

    labels: list[bytes] = []
    content: list[bytes] = []
    for kid in _unpacked(pdf, item):
        (labels if _object(pdf, kid).get("S") == "/Lbl" else content).append(kid)
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(content), "P": item.reference}
    )
    pdf.add_object(body)
    for reference in content:
        _object(pdf, reference)["P"] = body.reference
    for reference in labels:
        _object(pdf, reference)["P"] = item.reference
    item["K"][:] = [*labels, body.reference]


def _unpacked(pdf: Any, item: Any) -> Iterator[bytes]:
    """What stands in an item, out of its bodies; references, since a list item holds no content of its own."""
    for kid in item["K"]:
        if isinstance(kid, bytes):
            element = _object(pdf, kid)
            if element.get("S") == "/LBody":
                yield from (inner for inner in element["K"] if isinstance(inner, bytes))
            else:
                yield kid


def _summarize(document: Any, tables: list[Any]) -> None:
    """Give each table the text of its HTML caption, which paper does not show, for those who cannot see the table."""
    import pydyf

    boxes = [
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element_tag == "table" and getattr(box, "is_table_wrapper", False)
    ]
    if len(boxes) == len(tables):
        for box, table in zip(boxes, tables, strict=True):
            caption = box.element.find("caption")
            if caption is not None:
                table["A"] = pydyf.Dictionary(
                    {"O": "/Table", "Summary": pydyf.String("".join(caption.itertext()))}
                )


def _claim(pdf: Any) -> None:
    stream = _object(pdf, pdf.catalog["Metadata"]).stream
    before, end, after = stream[0].partition(b"</rdf:RDF>")
    stream[0] = before + _CLAIM + end + after


def _tie(pdf: Any, table: Any) -> None:
    """Give each TH of a table its /Scope and each TD the /Headers that stand above it and left of it."""
    import pydyf

    rows = list(_rows(pdf, table))
    cells, grid = _laid_out(rows)
    for cell in cells:
        if cell.head:
            among_data = any(e["S"] == "/TD" for e in rows[cell.row])
            cell.element["A"]["Scope"] = "/Row" if among_data else "/Column"
        else:
            headers = dict.fromkeys(id_ for h in _headers(grid, cell) if (id_ := h.element.get("ID")))
            cell.element["A"].pop("Headers", None)
            if headers:
                cell.element["A"]["Headers"] = pydyf.Array(headers)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _rows(pdf: Any, element: Any) -> Iterator[list[Any]]:
    """The rows of a table, each a list of its TH and TD."""
    for reference in element["K"]:
        if not isinstance(reference, bytes):
            continue
        kid = _object(pdf, reference)
        if kid.get("S") == "/TR":
            cells = [_object(pdf, r) for r in kid["K"] if isinstance(r, bytes)]
            yield [cell for cell in cells if cell.get("S") in ("/TH", "/TD")]
        elif kid.get("S") in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(pdf, kid)


def _laid_out(rows: list[list[Any]]) -> tuple[list[_Cell], _Grid]:
    """The cells in their places, and the grid in which a merged cell fills every place that it covers."""
    cells: list[_Cell] = []
    grid: _Grid = {}
    for r, row in enumerate(rows):
        c = 0
        for element in row:
            while (r, c) in grid:
                c += 1
            a = element["A"]
            cell = _Cell(element, r, c, int(a.get("RowSpan", 1)), int(a.get("ColSpan", 1)))
            cells.append(cell)
            for i in range(cell.rows):
                for j in range(cell.columns):
                    grid[r + i, c + j] = cell
            c += cell.columns
    return cells, grid


def _headers(grid: _Grid, cell: _Cell) -> Iterator[_Cell]:
    """The headers of a data cell: the nearest block of them above, and the nearest to its left."""
    for column in range(cell.column, cell.column + cell.columns):
        yield from _nearest(grid.get((row, column)) for row in range(cell.row - 1, -1, -1))
    for row in range(cell.row, cell.row + cell.rows):
        yield from _nearest(grid.get((row, column)) for column in range(cell.column - 1, -1, -1))


def _nearest(line: Iterator[_Cell | None]) -> Iterator[_Cell]:
    """Of the cells on a line away from a data cell, the first run of headers."""
    found = False
    for cell in line:
        if cell and cell.head:
            found = True
            yield cell
        elif found:
            return
