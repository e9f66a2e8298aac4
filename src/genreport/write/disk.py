"""Files on disk: safe names made of an agency's name, and writing whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path as File

from genreport.reasons import why as why

LONGEST = 180  # bytes of a file name, so that a suffix and the mark of a temporary file still fit


def safe_name(text: str, longest: int = LONGEST) -> str:
    """The text as a file name of at most so many bytes: never a path, hidden, or with characters not to be seen."""
    plain = "".join("_" if _unsafe(c) else c for c in unicodedata.normalize("NFC", text))
    kept = re.sub(r'[/\\:*?"<>|]', "_", plain)
    kept = re.sub(r"\.{2,}", "_", kept).strip(" .-_") or "report"
    while len(kept.encode()) > longest:
        kept = kept[:-1]
    return kept


def _unsafe(character: str) -> bool:
    """Control, format, surrogate and unassigned characters, line and paragraph separators."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def write_whole(file: File, data: bytes) -> None:
    """Write a file so that at every moment either the old one or the whole new one stands there; OSError else.

    A device, a pipe or a folder of that name is never replaced; a link is, what it leads to is not touched. The file
    that an error names is the one that was to be written.
    """
    try:
        _replaceable(file)
        _write_whole(file, data)
    except OSError as e:
        raise OSError(e.errno, e.strerror, str(file)) from e


def _replaceable(file: File) -> None:
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise OSError(errno.ENODEV, "not an ordinary file")


def _write_whole(file: File, data: bytes) -> None:
    temporary = file.with_name(f".{safe_name(file.stem)[:40]}.{os.getpid()}.tmp")
    # opened by hand rather than by tempfile, whose files only their owner may read
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
