"""Small readers of pages for the tests of matching: a text whose lines may hold `|`, and HTML tables with spans."""

from __future__ import annotations

from pathlib import Path as File

from lxml import html

from genreport.document import Document, Grid, Line, Piece, Square
from genreport.finding import Spot


def of_text(text: str) -> Document:
    """Each line a piece; lines with `|` next to each other are one grid of which only the order is known."""
    pieces: list[Piece] = []
    rows: list[tuple[int, list[str]]] = []

    def close() -> None:
        if rows:
            squares = [
                Square(r, c, 1, 1, cell, Spot(line=line))
                for r, (line, cells) in enumerate(rows) for c, cell in enumerate(cells)
            ]  # fmt: skip
            pieces.append(Grid(tuple(squares), len(rows), max(len(c) for _, c in rows), exact=False))
            rows.clear()

    for number, line in enumerate(text.split("\n"), 1):
        if "|" in line:
            rows.append((number, [cell.strip() for cell in line.split("|")]))
        elif line.strip():
            close()
            pieces.append(Line(line.strip(), Spot(line=number)))
    close()
    return Document(tuple(pieces), medium="text")


def of_html(data: bytes) -> Document:
    """Paragraphs and the innermost tables."""
    root = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    pieces: list[Piece] = []
    for e in root.iter("table", "p", "h1", "h2", "h3"):
        if e.tag == "table":
            if not e.xpath(".//table"):
                pieces.append(_table(e))
        elif not e.xpath("ancestor::table") and (text := "".join(e.itertext()).strip()):
            pieces.append(Line(text))
    return Document(tuple(pieces), medium="html")


def of_file(file: File) -> Document:
    """A page by its suffix."""
    if file.suffix == ".html":
        return of_html(file.read_bytes())
    return of_text(file.read_text(encoding="utf-8"))


def _table(table: html.HtmlElement) -> Grid:
    covered: set[tuple[int, int]] = set()
    squares: list[Square] = []
    rows = list(table.iter("tr"))
    for r, tr in enumerate(rows):
        c = 0
        for td in tr.iter("td", "th"):
            while (r, c) in covered:
                c += 1
            high = min(int(td.get("rowspan") or 1), len(rows) - r)
            wide = int(td.get("colspan") or 1)
            squares.append(
                Square(r, c, high, wide, "".join(td.itertext()).strip(), Spot(row=r + 1, column=c + 1))
            )
            covered |= {(i, j) for i in range(r, r + high) for j in range(c, c + wide)}
            c += wide
    width = max((j + 1 for _, j in covered), default=0)
    squares += [
        Square(r, c, 1, 1, "") for r in range(len(rows)) for c in range(width) if (r, c) not in covered
    ]
    return Grid(tuple(sorted(squares)), len(rows), width)
