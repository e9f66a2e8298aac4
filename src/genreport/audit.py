"""Auditing: published reports of any medium read and judged by all rules; last year's is looked for among the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File

from genreport import accepted, advice, check, editions, published, read
from genreport.examine import Examination, Order, by_file
from genreport.finding import Finding, Path, Severity, Where
from genreport.history import History
from genreport.messages import finding
from genreport.published import Extent, Published
from genreport.report import Report

_BLANK = frozenset({"S103", "S003"})  # a cell without a figure
_NAMED = 2  # cells named of many


@dataclass(frozen=True)
class Entry:
    """One file: whose report it is, how much of it was read, how many findings there are of each severity."""

    file: str
    agency: str = ""
    year: int | None = None
    form: str = ""
    extent: Extent | None = None
    errors: int = 0
    warnings: int = 0
    notes: int = 0


@dataclass
class Audit(Examination):
    """What an examination of published files gave, with an entry for each file."""

    entries: list[Entry] = field(default_factory=list)


def audit(files: Iterable[File], order: Order) -> Audit:
    """Read all files, then judge each, with the same agency's report of the year before if it is among them."""
    done = Audit()
    history = History(order.previous)
    got = [(file, published.file(file)) for file in files]
    known: dict[tuple[str, object], list[Report]] = {}
    for _, g in got:
        if g.report is not None and g.report.agency and g.report.get("year"):
            known.setdefault((g.report.agency, g.report.get("year")), []).append(g.report)
    twice: dict[str, list[Finding]] = {}
    for several in known.values():
        for f in editions.told(several):
            twice.setdefault(f.where.file, []).append(f)
    for file, one in got:
        found = [*one.findings, *twice.get(str(file), [])]
        if one.report is not None:
            found += _judged(one.report, known, history, order, done)
        if file.suffix.lower() not in read.SUFFIXES:
            found = [advice.fitting(f) for f in found]
        done.findings += check.ordered(found)
        done.entries.append(_entry(file, one, found))
    if order.similar is not None:
        from genreport import similar

        alike = similar.among(g.report for _, g in got if g.report is not None)
        done.findings = by_file([*done.findings, *alike])
    return done


def _judged(
    report: Report,
    known: dict[tuple[str, object], list[Report]],
    history: History,
    order: Order,
    done: Audit,
) -> list[Finding]:
    year = report.get("year")
    among = known.get((report.agency, year - 1), []) if isinstance(year, int) else []
    before = editions.standing_for(among)
    more: list[Finding] = []
    if among and before is None and order.previous is None:
        more = [editions.apart(report, among)]
    elif before is None or order.previous is not None:
        before, more = history.of(report)
        if before is not None:
            done.before.add(File(before.file))
    rules = order.profile.rules(report.format)
    told = check.examined(report, before, rules)
    done.note(report, told, rules)
    found = [*more, *_told(report, told.findings)]
    if before is not None:
        from genreport import similar

        found += accepted.eased(report, similar.with_previous(report, before))
    return found


def _told(report: Report, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, with the many blank cells of a published table as one for each table."""
    if report.spots is None:
        yield from found
        return
    blank: dict[tuple[str, bool], list[Path]] = {}
    for f in found:
        if f.code in _BLANK and f.where.path in report.format.cells:
            printed = f.where.path in report.spots
            blank.setdefault((f.where.path[0], printed), []).append(f.where.path)
        else:
            yield f
    for (section, printed), paths in blank.items():
        where = report.where(paths[0]) if printed else Where(report.file, path=paths[0])
        label = report.format.label((section,))
        examples = "、".join(report.format.label(p).removeprefix(label).strip(" ·") for p in paths[:_NAMED])
        code = "I103" if printed else "I104"
        yield finding(code, where, label, count=len(paths), examples=examples)


def _entry(file: File, one: Published, found: Sequence[Finding]) -> Entry:
    report = one.report
    of = {s: sum(f.severity is s for f in found) for s in Severity}
    year = report.get("year") if report else None
    return Entry(
        str(file),
        report.agency if report else "",
        year if isinstance(year, int) else None,
        report.format.id if report else "",
        one.extent,
        of[Severity.ERROR],
        of[Severity.WARNING],
        of[Severity.NOTE],
    )
