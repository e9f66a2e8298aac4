"""PDFs put together by hand, for what no writer of ours would draw: text twice, text unseen, scans, floods."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def raw(*contents: str | bytes, box: tuple[int, int, int, int] = (0, 0, 300, 200), **page: Any) -> bytes:
    """A PDF of pages with these drawing instructions; /F is Helvetica, /I a grey picture."""
    file = pikepdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    picture = pikepdf.Stream(file, b"\x80" * 100)
    picture.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=10,
        Height=10,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    held = Dictionary(Font=Dictionary(F=file.make_indirect(font)), XObject=Dictionary(I=picture))
    for content in contents:
        data = content.encode() if isinstance(content, str) else content
        file.pages.append(
            pikepdf.Page(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=Array(box),
                    Resources=held,
                    Contents=file.make_stream(data),
                    **page,
                )
            )
        )
    return saved(file)


def saved(file: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of a PDF."""
    into = io.BytesIO()
    file.save(into, **options)
    return into.getvalue()


def word(text: str, x: float, y: float, size: float = 10, more: str = "") -> str:
    """Instructions that write a text at a place."""
    return f"q BT /F {size} Tf {more} 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n"


def ruled(xs: list[float], ys: list[float]) -> str:
    """Instructions that draw a grid of lines."""
    flat = [f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys]
    return "".join(flat + [f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs])
