"""Any published file as a `Document`: what it is is seen from its content, and it is read within limits.

Whatever is wrong with it, the reader's own faults included, is a finding; so in a batch the others go on.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path as File

from genreport.document import Document
from genreport.finding import Finding, Text, Where
from genreport.messages import finding
from genreport.read import child, kinds
from genreport.read.refused import Refused
from genreport.reasons import damage, why

SECONDS = {"pdf": 4.0}  # of computing, for one file
_SECONDS = 3.0  # of all other media; a whole report takes a tenth of one
MEMORY = 400 << 20  # bytes that reading may add
LARGEST = {"html": 10, "text": 10, "docx": 50, "xlsx": 50, "pdf": 50}  # MB
_LIBRARIES = {"html": "lxml.html", "docx": "lxml.etree", "xlsx": "openpyxl", "pdf": "pdfplumber"}
_MOST = max(LARGEST.values()) << 20
_SUFFIXES = {
    "html": ("html", "htm", "shtml", "xhtml"),
    "docx": ("docx", "docm"),
    "xlsx": ("xlsx", "xlsm"),
    "pdf": ("pdf",),
}
_DAMAGED = ("I017", "I091", "I092")
_MODULES = {"text": "txt"}  # a module named text would hide the function
_NAMES = {
    "html": Text("网页", "a web page"),
    "text": Text("纯文本", "plain text"),
    "docx": Text("Word 文档", "a Word file"),
    "xlsx": Text("Excel 工作簿", "an Excel workbook"),
    "pdf": Text("PDF", "a PDF"),
}


def opened(file: File | str, seconds: float | None = None) -> tuple[Document | None, list[Finding]]:
    """What a file holds, or None, and what is to be said of it; `seconds` of computing instead of the usual."""
    path = File(file)
    where = Where(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST + 1)
    except OSError as error:
        return None, [finding("I001", where, problem=why(error, reading=True))]
    return of_bytes(data, str(path), seconds)


def of_bytes(data: bytes, name: str, seconds: float | None = None) -> tuple[Document | None, list[Finding]]:
    """The same of bytes; `name` is what findings show, and its suffix decides where the content does not."""
    where = Where(name)
    try:
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            raise Refused("I002")
        if len(data) > _MOST:
            raise Refused("I003", limit=_MOST >> 20)
        suffix = File(name).suffix.lower().lstrip(".")
        medium = kinds.medium(data, suffix)
        if len(data) > LARGEST[medium] << 20:
            raise Refused("I003", limit=LARGEST[medium])
        document = _read(medium, data, seconds or SECONDS.get(medium, _SECONDS))
    except Refused as refused:
        return None, [finding(refused.code, where, **_told(refused))]
    return document, _mismatch(medium, suffix, where)


def _told(refused: Refused) -> dict[str, object]:
    """The values of a refusal; what a library says of damage is told in both languages."""
    if refused.code not in _DAMAGED:
        return refused.values
    return {k: v if isinstance(v, Text) else damage(v) for k, v in refused.values.items()}


def _read(medium: str, data: bytes, seconds: float) -> Document:
    """The document by its reader; only `Refused` is raised.

    It reads in a process of its own: the parsers are C, and some input takes them hours within one call.
    """
    try:
        if medium == "xlsx":
            from genreport.read.zipped import Archive

            Archive(data).check()
        if medium in _LIBRARIES:
            import_module(_LIBRARIES[medium])  # once and here, not in each process anew
        return child.run(
            import_module(f"genreport.read.{_MODULES.get(medium, medium)}").document, data, seconds, MEMORY
        )
    except Refused:
        raise
    except Exception as error:  # a fault of ours, which must not end a batch
        raise Refused("I015", problem=f"{type(error).__name__}: {error}") from None


def _mismatch(medium: str, suffix: str, where: Where) -> list[Finding]:
    """A note when the name says something else than the content."""
    claimed = next((m for m, suffixes in _SUFFIXES.items() if suffix in suffixes), "")
    if claimed in ("", medium) or (claimed == "html" and medium == "text"):
        return []
    return [finding("I018", where, suffix=suffix, kind=_NAMES[medium])]
