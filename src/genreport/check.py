"""Checks of one report: its structure, the rules of its form, its narratives; sorted findings."""

from __future__ import annotations

from collections.abc import Iterable

from genreport import accepted, narrative, structure
from genreport.finding import Finding, Path
from genreport.judge import DOUBTFUL, Verdict, verdict
from genreport.report import Report
from genreport.rules import Rule

_OTHER_FORM = "S017"  # the rows are those of another form than the year's


def findings(report: Report, previous: Report | None = None) -> list[Finding]:
    """All findings of a report, by line; `previous` is the same agency's report of the year before."""
    return examined(report, previous).findings


def examined(report: Report, previous: Report | None = None, rules: Iterable[Rule] | None = None) -> Verdict:
    """All findings of a report, by line, and which rules were judged: structure first, then every rule.

    `rules` are those of the report's form unless others are given (a profile's).
    """
    found = list(structure.findings(report))
    doubtful = report.doubtful | {f.where.path[:2] for f in found if len(f.where.path) > 1}
    wanted = tuple(report.format.rules if rules is None else rules)
    if any(f.code == _OTHER_FORM for f in found):  # rules of which form?
        told = Verdict([], (), {DOUBTFUL: tuple(rule.code for rule in wanted)})
    else:
        told = verdict(report, wanted, previous, doubtful)
    found += [*told.findings, *narrative.findings(report)]
    unjudged = {code for codes in told.unjudged.values() for code in codes}
    return told._replace(
        findings=ordered(accepted.apply(report, found, unjudged, [rule.code for rule in wanted]))
    )


def rule_findings(
    report: Report, previous: Report | None = None, doubtful: frozenset[Path] = frozenset()
) -> list[Finding]:
    """Every rule of the form that does not hold; one with a blank in it is not judged, never passed."""
    return verdict(report, report.format.rules, previous, doubtful).findings


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Findings by line."""
    return sorted(found, key=lambda f: (f.where.line, f.where.column, f.code))
