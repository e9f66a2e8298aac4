"""A reader in a process of its own: C code that goes wrong is ended there, whatever it does to itself.

On Linux the process is a copy of this one, made in a few milliseconds; elsewhere Python is started anew. What comes
back is JSON, so a reader that was taken over has no way to take over its parent.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from genreport.document import Document, Grid, Line, Piece, Square
from genreport.finding import Spot, Text
from genreport.read.refused import Refused

Reader = Callable[[bytes], Document]
_ANSWER = 256 << 20  # bytes that an answer may have
_PATIENCE = 4  # times as long by the clock as it may compute: a busy machine is no fault of the file


def run(reader: Reader, data: bytes, seconds: float, memory: int) -> Document:
    """What `reader` makes of the data, in `seconds` of computing and `memory` bytes more than now; else `Refused`."""
    if sys.platform == "linux":
        answer, status = _forked(reader, data, seconds, memory)
    else:
        answer, status = _started(reader, data, seconds)
    if not answer:
        if status in (None, -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else 0):
            raise Refused("I013", seconds=f"{seconds:g}")
        raise Refused("I015", problem=f"status {status}")
    return _document(json.loads(answer))


def _forked(reader: Reader, data: bytes, seconds: float, memory: int) -> tuple[bytes, int | None]:
    """The answer and how the process ended: None when it was too slow."""
    inward, outward = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the copy runs one reader and ends
        process = os.fork()
    if process == 0:
        status = 1
        try:
            os.close(inward)
            gc.disable()  # so that pages shared with the other process are not copied; it does not live long
            _bound(seconds, memory)
            _send(outward, _answer(reader, data))
            status = 0
        finally:
            os._exit(status)
    os.close(outward)
    try:
        answer = _received(inward, time.monotonic() + seconds * _PATIENCE)
    finally:
        os.close(inward)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)  # it has answered, or it is too late
        _, ended = os.waitpid(process, 0)
    if answer is None:
        return b"", None
    return answer, os.waitstatus_to_exitcode(ended)


def _bound(seconds: float, memory: int) -> None:
    """Limits of this process, which is a copy; nothing that a library prints is seen."""
    import resource

    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with open("/proc/self/statm", "rb") as account:  # noqa: PTH123 — little is loaded in a copy
        used = int(account.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, limit in ((resource.RLIMIT_AS, used + memory), (resource.RLIMIT_CPU, max(round(seconds), 1))):
        hard = resource.getrlimit(kind)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (bound, hard))


def _received(stream: int, ends: float) -> bytes | None:
    """All that is written until the other side closes; None when that takes too long."""
    pieces: list[bytes] = []
    size = 0
    while True:
        ready, _, _ = select.select([stream], [], [], max(ends - time.monotonic(), 0))
        if not ready:
            return None
        piece = os.read(stream, 1 << 20)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if size > _ANSWER:
            return None
        pieces.append(piece)


def _send(stream: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(stream, view) :]


def _started(reader: Reader, data: bytes, seconds: float) -> tuple[bytes, int | None]:
    """The same in a new Python; its memory is not bounded, its time is."""
    begin = f"import sys; sys.path[:] = {sys.path!r}; from genreport.read.child import main; main()"
    try:
        done = subprocess.run(
            [sys.executable, "-c", begin, reader.__module__, reader.__name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds * _PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return b"", None
    return done.stdout, done.returncode


def main() -> None:
    """The other side of `_started`: the reader named on the command line, data from standard input."""
    reader = getattr(import_module(sys.argv[1]), sys.argv[2])
    sys.stdout.buffer.write(_answer(reader, sys.stdin.buffer.read()))


def _answer(reader: Reader, data: bytes) -> bytes:
    try:
        given = reader(data)
        answer: Any = ["read", given.title, given.medium, given.pages, [_told(p) for p in given.pieces]]
    except Refused as refused:
        answer = ["refused", refused.code, {k: _plain(v) for k, v in refused.values.items()}]
    except MemoryError:
        answer = ["refused", "I014", {}]
    except RecursionError:
        answer = ["refused", "I011", {}]
    except Exception as error:
        answer = ["refused", "I015", {"problem": f"{type(error).__name__}: {error}"[:300]}]
    return json.dumps(answer).encode("ascii")


def _plain(value: object) -> object:
    return ["text", *value] if isinstance(value, Text) else value if isinstance(value, int) else str(value)


def _told(piece: Piece) -> list[Any]:
    return [isinstance(piece, Grid), *piece]


def _document(answer: list[Any]) -> Document:
    if answer[0] == "refused":
        values = {k: Text(*v[1:]) if isinstance(v, list) else v for k, v in answer[2].items()}
        raise Refused(answer[1], **values)
    _, title, medium, pages, pieces = answer
    return Document(tuple(_piece(p) for p in pieces), title, medium, pages)


def _piece(told: list[Any]) -> Piece:
    if not told[0]:
        text, spot, level, bold = told[1:]
        return Line(text, Spot(*spot), level, bold)
    squares, rows, columns, spot, exact = told[1:]
    return Grid(tuple(_square(s) for s in squares), rows, columns, Spot(*spot), exact)


def _square(told: list[Any]) -> Square:
    row, column, rowspan, colspan, text, spot = told
    return Square(row, column, rowspan, colspan, text, Spot(*spot))
