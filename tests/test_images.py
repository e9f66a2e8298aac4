"""Pictures: what is taken, and what is refused with which finding."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from conftest import FORMS, blank_text, reading

from genreport.check import findings
from genreport.images import picture


def png(width: int, height: int, whole: bool = True) -> bytes:
    """A PNG of that size, black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * min(height, 10))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return data if whole else data[:-20]


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG of that size."""
    app = b"\xff\xe0" + struct.pack(">H", 4) + b"JF"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app + frame + b"\xff\xd9" + b"\0" * 8


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.png", png(3, 2), ""),
        ("a.jpg", jpeg(640, 480), ""),
        ("misnamed.jpg", png(3, 2), ""),
        ("torn.png", png(3, 2, whole=False), "B204"),
        ("empty.png", b"", "B204"),
        ("nothing.png", png(0, 2), "B204"),
        ("a.gif", b"GIF89a" + b"\0" * 40, "B204"),
        ("headless.jpg", b"\xff\xd8\xff\xe0\0\4JF\xff\xd9" + b"\0" * 20, "B204"),
        ("bomb.png", png(100_000, 100_000), "B205"),
        ("bomb.jpg", jpeg(60_000, 60_000), "B205"),
        ("large.png", png(3, 2) + b"\0" * 8_000_000, "B205"),
    ],
)
def test_only_whole_pictures_of_a_size_that_can_be_drawn_are_taken(
    tmp_path: Path, name: str, data: bytes, fault: str
) -> None:
    (tmp_path / name).write_bytes(data)
    found = picture(tmp_path, name)
    assert found.fault == fault and bool(found.uri) == (not fault)


@pytest.mark.parametrize(
    "name", ["nosuch.png", "..", "", "a\0b.png", "http://a.example/b.png", "C:\\b.png", "x" * 5000]
)
def test_a_name_that_is_no_file_of_the_folder_is_not_found(tmp_path: Path, name: str) -> None:
    assert picture(tmp_path, name).fault == "B202"


def test_a_missing_picture_is_found_at_its_line_before_anything_is_built(tmp_path: Path) -> None:
    text = blank_text(FORMS[-1])
    text = text.replace("\noverview: |\n", "\noverview: |\n  一段。\n\n  ![图](no.png)\n")
    report, _ = reading(text, str(tmp_path / "report.yaml"))
    (found,) = findings(report)
    line = text.splitlines().index("  ![图](no.png)") + 1
    assert (found.code, found.where.line, found.where.column) == ("B202", line, 3)


def test_a_narrative_of_thousands_of_paragraphs_is_refused() -> None:
    text = blank_text(FORMS[-1]).replace("\noverview: |\n", "\noverview: |\n" + "  段\n" * 3001)
    report, _ = reading(text)
    assert [f.code for f in findings(report) if f.severity == "error"] == ["S022"]
