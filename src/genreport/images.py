"""Pictures: read from one folder and nowhere else, PNG or JPEG, of a size that can be drawn."""

from __future__ import annotations

import base64
import struct
from pathlib import Path as File
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_LARGEST = 8_000_000  # bytes of one picture
_PIXELS = 40_000_000  # of one picture, more than a page can show at 600 dots an inch


class Picture(NamedTuple):
    """A picture as a data: URI, or the code of the finding that says why there is none."""

    uri: str = ""
    fault: str = ""


def picture(folder: File, name: str) -> Picture:
    """The picture of that name inside a folder, links followed."""
    try:
        file = (folder / name).resolve()
        if File(name).is_absolute() or not file.is_relative_to(folder.resolve()) or not file.is_file():
            return Picture(fault="B202")
        if file.stat().st_size > _LARGEST:
            return Picture(fault="B205")
        data = file.read_bytes()
    except (OSError, ValueError):
        return Picture(fault="B202")
    size = _png_size(data) if data.startswith(_PNG) else _jpeg_size(data) if data.startswith(_JPEG) else None
    if size is None:
        return Picture(fault="B204")
    if size[0] * size[1] > _PIXELS:
        return Picture(fault="B205")
    kind = "png" if data.startswith(_PNG) else "jpeg"
    return Picture(f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}")


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height, from the header that every PNG begins with; None when it is torn."""
    if data[12:16] != b"IHDR" or len(data) < 24 or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height, from the first frame header of a JPEG; None when there is none."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + length
    return None
