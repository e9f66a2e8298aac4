"""What a run's exit status is: 0 clean, 1 errors in a report, 2 a file that could not be read or written."""

from __future__ import annotations

from collections.abc import Iterable

from genreport.finding import Finding, Severity
from genreport.source import UNREADABLE

# files that could not be read or written at all
_PUBLISHED = {*range(1, 18), *range(20, 30), 90, 91, 92, 100, 101}  # of the codes I000-I199
_FILES = UNREADABLE | {"B103"} | {f"I{n:03}" for n in _PUBLISHED}


def status(findings: Iterable[Finding], strict: bool = False) -> int:
    """The exit status of a run that found this; with `strict` a warning weighs as much as an error."""
    worst = 0
    for f in findings:
        if f.severity is Severity.ERROR:
            worst = max(worst, 2 if f.code in _FILES else 1)
        elif strict and f.severity is Severity.WARNING:
            worst = max(worst, 1)
    return worst
