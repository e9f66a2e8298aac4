"""Pictures in the colours that PDF/A takes: neither the four inks of a printer nor 16 bits a colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"


def screen(data: bytes) -> bytes:
    """A PNG or JPEG as it is shown on a screen; unchanged, as any other data, when it is so already.

    OSError when the picture cannot be read.
    """
    if (
        data.startswith(_PNG) and data[24:25] == b"\x10"
    ):  # bits a colour, in the header that every PNG begins with
        return _deep(data)
    return _inked(data) if data.startswith(_JPEG) else data


def _deep(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        if picture.mode.startswith(
            ("I", "F")
        ):  # grey, 0 to 65,535; colours come in 8 bits from Pillow already
            return _saved(picture.convert("I").point(lambda grey: grey / 256).convert("L"), "PNG")
        return _saved(picture, "PNG")


def _inked(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return _saved(picture.convert("RGB"), "JPEG") if picture.mode == "CMYK" else data


def _saved(picture: Image.Image, form: str) -> bytes:
    made = io.BytesIO()
    picture.save(made, form, quality=92)  # of a JPEG; a PNG has none
    return made.getvalue()
