"""Checks of one report: its structure, the rules of its form, its narratives; sorted findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genreport import narrative, structure
from genreport.expression import Number
from genreport.finding import Finding, Path, Term, Text
from genreport.report import Report
from genreport.rules import Case, Rule


def findings(report: Report) -> list[Finding]:
    """All findings of a report, by line: structure first, then every rule that can be judged."""
    found = list(structure.findings(report))
    doubtful = report.doubtful | {f.where.path[:2] for f in found if len(f.where.path) > 1}
    found += rule_findings(report, doubtful)
    found += narrative.findings(report)
    return sorted(found, key=lambda f: (f.where.line, f.where.column, f.code))


def rule_findings(report: Report, doubtful: frozenset[Path] = frozenset()) -> Iterator[Finding]:
    """Every relation of the form that does not hold; one with a blank in it is not judged, never passed.

    Nor is one that speaks of a row in `doubtful`: its figures may not be those that were meant.
    """
    filled = report.filled()
    broken: set[Path] = set()
    for rule in report.format.rules:
        for case in rule.cases:
            if any(path in broken for path in case.rests_on) or _touches(case, doubtful):
                continue  # one mistake is one finding
            if (found := _judge(rule, case, filled)) is not None:
                broken.add(case.path)
                yield found


def _touches(case: Case, rows: frozenset[Path]) -> bool:
    return bool(rows) and any(path[:2] in rows for paths in case.names.values() for path in paths)


def _judge(rule: Rule, case: Case, report: Report) -> Finding | None:
    def lookup(name: str) -> Number | None:
        return _sum(report, case.names[name])

    outcome = rule.check.judge(lookup)
    if outcome.holds is not False or outcome.left is None or outcome.right is None:
        return None
    left, right = Decimal(outcome.left), Decimal(outcome.right)
    numbers, gap = f"{left:f} {rule.check.unlike} {right:f}", f"{abs(left - right):f}"
    return Finding(
        code=rule.code,
        severity=rule.severity,
        where=report.where(case.path),
        message=Text(
            f"{rule.message.zh}：{numbers}，相差 {gap}",
            f"{rule.message.en}: {numbers}, off by {gap}",
        ),
        label=report.format.label(case.path),
        terms=tuple(_terms(report, case)),
        hint=rule.hint,
        basis=rule.basis,
    )


def _sum(report: Report, paths: tuple[Path, ...]) -> Number | None:
    values = [report.values.get(p) for p in paths]
    numbers = [v for v in values if isinstance(v, int | Decimal)]
    return sum(numbers) if len(numbers) == len(values) else None


def _terms(report: Report, case: Case) -> Iterator[Term]:
    for paths in case.names.values():
        for path in paths:
            value = report.values.get(path)
            if value or len(paths) == 1:  # zeros among many parts say nothing
                label = report.format.label(path).split(" · ", 1)[-1]
                yield Term(label, value, report.where(path), path in report.computed)  # type: ignore[arg-type]
