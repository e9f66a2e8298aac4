"""A narrative section as a clerk types it → the HTML that the template, the PDF and the Word writer know.

Each line is a paragraph; `（一）…` headings are found by themselves; a small part of Markdown is understood
(`prose_blocks`, `prose_inline`). All else, raw HTML too, is shown as the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from genreport.prose_blocks import Block, Figure, Item, List, Paragraph, blocks
from genreport.prose_inline import Run, cut, plain, runs
from genreport.prose_tables import Table

_MARKER = re.compile(r"[（(](?:十[一二三四五六七八九]?|二十|[一二三四五六七八九])[）)]")
_FULL_WIDTH = str.maketrans("()", "（）")
_STOP = re.compile(r"。[”’」』）》]*")
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_LONGEST_TITLE = 40  # characters, of a heading or a run-in heading
_GENERIC_CAPTION = "表格"
_GENERIC_ALT = "图片"

Images = Callable[[str], str | None]


class Part(NamedTuple):
    """A piece of a narrative without its markup, for checks of the text.

    `kind`: heading, paragraph, item (a paragraph of a list), caption, row (cells joined by tabs), figure (its
    description). `heading` is the text of a heading or of a run-in heading, else "". `line` counts from 0.
    """

    kind: str
    text: str
    line: int
    heading: str = ""


def html(text: str, images: Images) -> str:
    """The narrative as HTML: well-formed, everything escaped, one block a line.

    `images` answers the `data:` URI of a path as typed in `![…](path)`, or None: then the description is
    shown in its place.
    """
    return "\n".join(_block(block, images) for block in blocks(text))


def headings(text: str) -> list[str]:
    """The headings in order, run-in ones with their full stop, brackets full-width."""
    return [part.heading for part in parts(text) if part.heading]


def paragraphs(text: str) -> list[str]:
    """The plain text of every part in order: headings, paragraphs, points of lists, rows of tables."""
    return [part.text for part in parts(text)]


def parts(text: str) -> list[Part]:
    """The narrative's parts in order, their markup gone."""
    return [part for block in blocks(text) for part in _parts(block)]


def images(text: str) -> list[tuple[int, str, str]]:
    """The pictures of a narrative: the line of each (from 0), its description, its path as typed."""
    return [(block.line, block.alt, block.path) for block in blocks(text) if isinstance(block, Figure)]


def _parts(block: Block) -> Iterator[Part]:
    if isinstance(block, Paragraph):
        kind, title, rest = _shape(runs(block.text))
        heading = _words(title)
        yield Part("heading" if kind == "h3" else "paragraph", heading + _words(rest), block.line, heading)
    elif isinstance(block, Figure):
        yield Part("figure", plain(block.alt), block.line)
    elif isinstance(block, List):
        for item in block.items:
            yield from (Part("item", plain(each.text), each.line) for each in item.paragraphs)
            for inner in item.lists:
                yield from _parts(inner)
    else:
        if block.caption:
            yield Part("caption", plain(block.caption), block.line)
        yield Part("row", "\t".join(map(plain, block.head)), block.line)
        for number, row in enumerate(block.rows, block.line + 2):
            yield Part("row", "\t".join(map(plain, row)), number)


def _block(block: Block, images: Images) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block.text)
    if isinstance(block, Figure):
        return _figure(block, images)
    return _list(block) if isinstance(block, List) else _table(block)


# headings and paragraphs


def _paragraph(text: str) -> str:
    kind, title, rest = _shape(runs(text))
    if kind == "run-in":
        return f'<p><span class="run-in">{_inline(title)}</span>{_inline(rest)}</p>'
    return f"<h3>{_inline(title)}</h3>" if kind == "h3" else f"<p>{_inline(rest)}</p>"


def _shape(of: list[Run]) -> tuple[str, list[Run], list[Run]]:
    """What a paragraph is (h3, run-in or p), its heading and the rest, the marker tidied."""
    words = _words(of)
    marker = _MARKER.match(words)
    if not marker:
        return "p", [], of
    gap = len(words) - len(words[marker.end() :].lstrip())
    tidy = [run._replace(text=run.text.translate(_FULL_WIDTH)) for run in cut(of, 0, marker.end())]
    tidy += cut(of, gap)
    kind, end = _title(words[: marker.end()] + words[gap:], marker.end())
    return kind, cut(tidy, 0, end), cut(tidy, end)


def _title(words: str, marker: int) -> tuple[str, int]:
    """The kind of a paragraph that begins with a marker, and where its heading ends."""
    short = len(words) <= _LONGEST_TITLE
    if short and len(words) > marker and not _SENTENCE_END.search(words):
        return "h3", len(words)
    stop = _STOP.search(words)
    if not stop or stop.end() > _LONGEST_TITLE or _SENTENCE_END.search(words, 0, stop.start()):
        return "p", 0
    return ("h3" if stop.end() == len(words) else "run-in"), stop.end()


def _words(of: Iterable[Run]) -> str:
    return "".join(run.text for run in of)


# inline


def _inline(of: Iterable[Run]) -> str:
    """Links innermost: WeasyPrint tags one rightly only when nothing stands inside it."""
    return "".join(
        f"<strong>{_em(same)}</strong>" if strong else _em(same)
        for strong, same in groupby(of, key=lambda run: run.strong)
    )


def _em(of: Iterable[Run]) -> str:
    return "".join(
        f"<em>{_link(same)}</em>" if em else _link(same) for em, same in groupby(of, key=lambda run: run.em)
    )


def _link(of: Iterable[Run]) -> str:
    return "".join(
        f'<a href="{escape(href)}">{_text(linked)}</a>' if href else _text(linked)
        for href, linked in groupby(of, key=lambda run: run.href)
    )


def _text(of: Iterable[Run]) -> str:
    return escape(_words(of), quote=False)


# figures, lists, tables


def _figure(figure: Figure, images: Images) -> str:
    uri = images(figure.path)
    words = runs(figure.alt)
    if uri is None:
        return f"<p>{_inline(words or [Run(f'![]({figure.path})')])}</p>"
    image = f'<img src="{escape(uri)}" alt="{escape(_words(words) or _GENERIC_ALT)}"/>'
    caption = f"<figcaption>{_inline(words)}</figcaption>" if words else ""
    return f"<figure>{image}{caption}</figure>"


def _list(of: List) -> str:
    items = "".join(f"<li>{_item(item)}</li>" for item in of.items)
    if of.start is None:
        return f"<ul>{items}</ul>"
    return f"<ol>{items}</ol>" if of.start == 1 else f'<ol start="{of.start}">{items}</ol>'


def _item(item: Item) -> str:
    lines = [_inline(runs(each.text)) for each in item.paragraphs]
    words = lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
    return words + "".join(map(_list, item.lists))


def _table(table: Table) -> str:
    columns = "、".join(filter(None, map(plain, table.head)))
    name = plain(table.caption) or f"{_GENERIC_CAPTION}：{columns}".removesuffix("：")
    shown = f"<caption>{_inline(runs(table.caption))}</caption>"
    hidden = f'<caption class="generic">{escape(name)}</caption>'
    head = _row(table.head, table.align, head=True)
    body = "".join(f"<tr>{_row(row, table.align)}</tr>" for row in table.rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        f'<table class="plain">{shown if table.caption else hidden}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: list[str], align: list[str], head: bool = False) -> str:
    return "".join(_cell(text, side, head) for text, side in zip(cells, align, strict=True))


def _cell(text: str, side: str, head: bool) -> str:
    if head and text:  # an empty corner is no heading of anything
        return f'<th scope="col">{_inline(runs(text))}</th>'
    style = f' style="text-align:{side}"' if side else ""
    return f"<td{style}>{_inline(runs(text))}</td>"
