"""Several files with one agency's report on one year: whether their figures agree, and which stands for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genreport.finding import Finding, Path, Text, Where
from genreport.messages import finding, shown
from genreport.report import Report

_MOST = 20  # files of one report that are compared with each other
_NAMED = 3  # cells that differ, and files, that are named


def differences(one: Report, other: Report) -> list[Path]:
    """The cells of which both reports know the figure, and not the same."""
    mine, theirs = one.filled(), other.filled()
    return [
        p
        for p in one.format.cells
        if (a := mine.get(*p)) is not None and (b := theirs.get(*p)) is not None and a != b
    ]


def standing_for(reports: Sequence[Report]) -> Report | None:
    """The report of which most is known, where no two contradict each other; None where they do."""
    reports = reports[:_MOST]
    if any(differences(a, b) for n, a in enumerate(reports) for b in reports[n + 1 :]):
        return None
    return max(reports, key=lambda r: sum(r.get(*p) is not None for p in r.format.cells), default=None)


def told(reports: Sequence[Report]) -> Iterator[Finding]:
    """On each of several files that the others are there, and in what cells it differs from the first that does."""
    for report in reports:
        others = [r for r in reports if r is not report]
        if not others:
            continue
        paths, other = next(
            ((d, r) for r in others[:_MOST] if (d := differences(report, r))), ([], others[0])
        )
        where = Where(report.file, path=("agency",))
        if paths:
            yield finding(
                "I106", where, other=other.file, count=len(paths), cells=_cells(report, other, paths)
            )
        else:
            yield finding("I105", where, others=files(others))


def apart(report: Report, before: Sequence[Report]) -> Finding:
    """That last year's report is there more than once, with figures that differ, and was not used."""
    label = report.format.label(("previous",))
    return finding("I107", report.where(("previous",)), label, files=files(before))


def files(reports: Sequence[Report]) -> Text:
    """The names of the reports' files, the first few."""
    named, more = [shown(r.file, 200) for r in reports[:_NAMED]], len(reports) - _NAMED
    zh, en = "、".join(named), ", ".join(named)
    return Text(f"{zh} 等 {len(reports)} 个文件", f"{en} and {more} more") if more > 0 else Text(zh, en)


def _cells(one: Report, other: Report, paths: Sequence[Path]) -> Text:
    mine, theirs = one.filled(), other.filled()
    told = [
        (shown(one.format.label(p), 200), shown(mine.get(*p)), shown(theirs.get(*p))) for p in paths[:_NAMED]
    ]
    more = len(paths) - _NAMED
    zh = "；".join(f"{label} {a}，另一份 {b}" for label, a, b in told)
    en = "; ".join(f"{label} {a}, there {b}" for label, a, b in told)
    return Text(f"{zh} 等", f"{en} and more") if more > 0 else Text(zh, en)
