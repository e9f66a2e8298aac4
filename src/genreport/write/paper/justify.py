"""Justified Chinese lines: WeasyPrint stretches only the spaces of a line, and Chinese has none.

What CSS Text asks (text-align: justify, "inter-character" for ideographs) is added from outside:
`layout.inline.justify_line` counts the gaps beside ideographs as well as the spaces, and `Layout.set_text` gives
them letter spacing. A line without Han goes the old way. In WeasyPrint itself, the change would be to these two
functions.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

# what stretches: spaces, Han and their punctuation, full-width forms, and the quotes, dashes and dots shared with Latin
_STRETCHES = (
    " \u00a0\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u31c0-\u31ef"
    "\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffe6\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_STRETCHES}]+")
_WIDEST = 0.2  # ems that a gap may take; a line before a long word that did not fit would be torn apart
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def install(weasyprint: ModuleType) -> bool:
    """Teach WeasyPrint to stretch Chinese lines; False, with nothing changed, when its inner workings differ."""
    from genreport.write.paper import weasy

    inline, line_break = weasyprint.layout.inline, weasyprint.text.line_break
    if not weasy.tested(weasyprint) or not _as_known(inline, line_break):
        return False
    by_spaces, plain = inline.justify_line, line_break.Layout.set_text

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        texts = list(_texts(line, inline.boxes))
        chinese = line.style["direction"] == "ltr" and any(_HAN.search(box.text) for box in texts)
        if not (chinese and _stretch(line, texts, extra_width, inline.boxes)):
            by_spaces(context, line, extra_width)

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        plain(self, text, justify)
        if justify and (gap := getattr(self, "gap", 0)):
            _space_out(self, gap, line_break)

    justify_line.stretches_han = True  # type: ignore[attr-defined]
    inline.justify_line = justify_line
    line_break.Layout.set_text = set_text
    return True


def active(weasyprint: ModuleType) -> bool:
    """Whether Chinese lines are stretched."""
    return getattr(weasyprint.layout.inline.justify_line, "stretches_han", False)


def _as_known(inline: Any, line_break: Any) -> bool:
    """Whether the functions that are replaced take the parameters that they are known to take."""
    return (
        list(inspect.signature(inline.justify_line).parameters) == ["context", "line", "extra_width"]
        and list(inspect.signature(line_break.Layout.set_text).parameters) == ["self", "text", "justify"]
        and hasattr(line_break.pango, "pango_attr_letter_spacing_new")
    )


def _texts(box: Any, boxes: Any) -> Iterator[Any]:
    """The pieces of text on a line that are not empty, in their order."""
    if isinstance(box, boxes.TextBox):
        if box.text:
            yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _texts(child, boxes)


def _stretch(line: Any, texts: list[Any], extra_width: float, boxes: Any) -> bool:
    """Widen a line by `extra_width`, the same for every gap; False when it has none. Too wide a gap is not made.

    Letter spacing stands half before and half after a character, and Pango leaves out the halves at the ends of a
    piece of text. So a line has as many gaps as it has characters that stretch, less half a gap at each end.
    """
    first, last = texts[0], texts[-1]
    gaps = sum(_gaps(box.text) for box in texts) - _before(first.text) - _after(last.text)
    if gaps <= 0:
        return False
    gap = extra_width / gaps
    if gap > _WIDEST * line.style["font_size"]:
        return True

    def spread(box: Any, x: float) -> float:
        """Shift a box by `x` and widen it; return by how much what follows must shift."""
        if isinstance(box, boxes.TextBox):
            before = 0 if box is first or not box.text else _before(box.text) * gap
            after = 0 if box is last or not box.text else _after(box.text) * gap
            inner = (_gaps(box.text) - _before(box.text) - _after(box.text)) * gap if box.text else 0
            box.position_x += x + before
            box.width += inner
            box.pango_layout.gap = gap
            return x + before + inner + after
        if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            box.translate(x, 0)
            return x
        box.position_x += x
        end = x
        for child in box.children:
            if child.is_in_normal_flow():
                end = spread(child, end)
        box.width += end - x
        return end

    spread(line, 0)
    return True


def _gaps(text: str) -> int:
    return sum(len(run) for run in _RUN.findall(text))


def _before(text: str) -> float:
    return 0.5 if _RUN.match(text[0]) else 0


def _after(text: str) -> float:
    return 0.5 if _RUN.match(text[-1]) else 0


def _space_out(layout: Any, gap: float, line_break: Any) -> None:
    """Give the characters of a Pango layout that stretch their share, on top of the letter spacing of the style."""
    pango, ffi, units = line_break.pango, line_break.ffi, line_break.TO_UNITS
    style = layout.style["letter_spacing"]
    spacing = int((gap + (0 if style == "normal" else style)) * units)
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for run in _RUN.finditer(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(spacing)
        attribute.start_index = len(layout.text[: run.start()].encode())
        attribute.end_index = attribute.start_index + len(run.group().encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
