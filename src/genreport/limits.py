"""A limit of time and memory around work that may get out of hand: an exception in the thread, never a crash."""

from __future__ import annotations

import ctypes
import mmap
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType

_TICK = 0.1  # seconds between two looks
_AGAIN = 2.0  # seconds until it is raised again, should a destructor have swallowed it
_STATM = Path("/proc/self/statm")
_PAGE = mmap.PAGESIZE
_MAIN = threading.main_thread().ident
_HARD = 4 << 30  # bytes of address space beyond which even one big allocation fails


class Exceeded(BaseException):
    """The limit `what` ("time" or "memory") was exceeded. Not an Exception: no `except Exception` may swallow it."""

    what = "time"


class TimeExceeded(Exceeded):
    """More seconds than allowed."""


class MemoryExceeded(Exceeded):
    """More memory than allowed."""

    what = "memory"


class TooMuch(Exception):
    """A text has more of something than anybody writes, and is not read to its end."""


class Limit:
    """`with Limit(seconds, bytes):` raises `TimeExceeded` or `MemoryExceeded` in the body that exceeds it.

    A watching thread looks at clock and memory ten times a second. So nothing in the process is changed (signal
    handlers, timers), it works in any thread, and the C libraries never see an allocation fail, which would abort
    the process. Memory is what the process grows by; it is watched where /proc is, time everywhere.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory

    def __enter__(self) -> None:
        self._thread = threading.get_ident()
        self._ends = time.monotonic() + self._seconds
        self._start = resident()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._raised = False
        self._ceiling = _lower_ceiling()
        threading.Thread(target=self._watch, daemon=True, name="genreport-limit").start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._done.set()
            with self._lock:  # from here on nothing is raised any more
                if self._raised:
                    _take_up()
        finally:
            _restore_ceiling(self._ceiling)

    def _watch(self) -> None:
        while not self._done.wait(_AGAIN if self._raised else _TICK):
            late = time.monotonic() > self._ends
            if late or resident() - self._start > self._memory:
                with self._lock:
                    if not self._done.is_set():
                        self._raised = True
                        _raise_in(self._thread, TimeExceeded if late else MemoryExceeded)


_LOCKING = frozenset({"coverage", "logging", "queue", "threading", "weakref"})


class Alarm:
    """`with Alarm(seconds):` raises `TimeExceeded` in a body that computes longer, even within one regular expression.

    By a timer of the system, in the main thread, where there is such a timer and nobody else uses it; elsewhere nothing
    is limited. It costs microseconds.
    """

    _armed = False
    _ours = False  # the signal of the timer

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if threading.get_ident() == _MAIN and (Alarm._ours or Alarm._taken()):
            Alarm._armed = True
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, _AGAIN)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        Alarm.off()

    @classmethod
    def _taken(cls) -> bool:
        """Take the signal if it is free, for ever: giving it back could kill the process."""
        if hasattr(signal, "setitimer") and signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL:
            signal.signal(signal.SIGVTALRM, cls.ring)
            cls._ours = True
        return cls._ours

    @classmethod
    def off(cls) -> None:
        """Raise nothing any more; to be said again where `TimeExceeded` is caught, which may come while leaving."""
        if cls._armed:
            cls._armed = False
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    @classmethod
    def ring(cls, number: int, frame: FrameType | None) -> None:
        """What the system's signal does; in code that holds locks it waits for the next one."""
        if cls._armed and not (frame and _locking(frame)):
            raise TimeExceeded


def _locking(frame: FrameType) -> bool:
    """Whether a frame is of a module that takes a lock and gives it back: interrupted between, it would never."""
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] in _LOCKING


def resident() -> int:
    """Bytes of memory that the process has in use; 0 where the system does not tell."""
    return _pages(1) * _PAGE


def _pages(which: int) -> int:
    """Pages of address space (0) or of memory (1) of this process, by Linux's account; 0 elsewhere."""
    try:
        return int(_STATM.read_bytes().split()[which])
    except (OSError, ValueError, IndexError):
        return 0


def _raise_in(thread: int, error: type[Exceeded]) -> None:
    """Raise in another thread, at its next step of Python."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def _take_up() -> None:
    """Let what was raised in this thread, but has not arrived, arrive here and go no further.

    Python could also take it back, but it then stays on the alert for ever, and under a tracer it hangs.
    """
    with suppress(Exceeded):
        for _ in range(1000):  # it arrives at the end of a round
            pass


def _lower_ceiling() -> tuple[int, int] | None:
    """Bound the address space, against one huge allocation between two looks; the bound that was, if any was set."""
    if sys.platform != "linux":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = _pages(0) * _PAGE + _HARD
    if soft != resource.RLIM_INFINITY and soft <= bound:
        return None
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    return soft, hard


def _restore_ceiling(ceiling: tuple[int, int] | None) -> None:
    if ceiling is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, ceiling)
