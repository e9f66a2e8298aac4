"""Limits of time and memory: they stop the body, nothing else, and leave nothing behind."""

from __future__ import annotations

import re
import resource
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from genreport import limits
from genreport.limits import Alarm, Exceeded, Limit, MemoryExceeded, TimeExceeded, resident

# a limit may be raised within a destructor, where it is lost and comes again
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def spin(seconds: float) -> None:
    """Work in small steps, as drawing does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Exception):  # what swallows every ordinary exception must not swallow a limit
            sum(range(100))


def grow(kept: list[bytearray]) -> None:
    """Take a megabyte after the other, for ever."""
    while True:
        kept.append(bytearray(1 << 20))
        spin(0.005)


def test_time_is_up() -> None:
    start = time.monotonic()
    with pytest.raises(TimeExceeded), Limit(0.1, 1 << 40):
        spin(30)
    assert time.monotonic() - start < 10


def test_memory_is_up() -> None:
    kept: list[bytearray] = []
    with pytest.raises(MemoryExceeded), Limit(30, 50 << 20):
        grow(kept)
    assert len(kept) < 3000


def test_one_huge_piece_of_memory_is_an_error_and_not_a_crash() -> None:
    with pytest.raises((MemoryError, Exceeded)), Limit(30, 1 << 40):
        bytearray(64 << 30)


def test_what_keeps_within_its_limits_notices_nothing() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with Limit(30, 1 << 40):
        spin(0.05)
    assert resource.getrlimit(resource.RLIMIT_AS) == before and resident() > 0
    spin(0.3)
    assert not [t for t in threading.enumerate() if t.name == "genreport-limit"]


def test_time_is_watched_where_memory_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_STATM", Path("/nowhere"))
    assert limits.resident() == 0
    with pytest.raises(TimeExceeded), Limit(0.1, 0):
        spin(30)


def test_an_error_of_the_body_comes_through() -> None:
    with pytest.raises(ValueError, match="own"), Limit(30, 1 << 40):
        raise ValueError("own")


def test_it_holds_in_any_thread() -> None:
    stopped = []

    def body() -> None:
        try:
            with Limit(0.1, 1 << 40):
                spin(30)
        except TimeExceeded:
            stopped.append(True)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join(20)
    assert stopped == [True]


ENDLESS = re.compile(r"(?:甲+)+乙")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer")
def test_the_alarm_rings_within_one_regular_expression_and_then_no_more() -> None:
    for _ in range(2):
        with pytest.raises(TimeExceeded), Alarm(0.1):
            ENDLESS.search("甲" * 100)
    with Alarm(0.1):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    spin(0.3)


def test_the_alarm_leaves_other_threads_and_other_users_of_the_timer_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rang = []
    thread = threading.Thread(target=lambda: Alarm(0.01).__enter__() or spin(0.1) or rang.append(True))
    thread.start()
    thread.join()
    assert rang == [True]
    monkeypatch.setattr(Alarm, "_ours", False)
    before = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    try:
        with Alarm(0.01):
            spin(0.1)
    finally:
        signal.signal(signal.SIGVTALRM, before)
