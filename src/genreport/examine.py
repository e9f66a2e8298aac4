"""Reports read and checked one after the other, with last year's beside them, a profile, and their likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File

from genreport import accepted, check, read
from genreport.finding import Finding, Text
from genreport.history import History
from genreport.judge import Verdict
from genreport.profile import Profile
from genreport.report import Report
from genreport.rules import Rule


@dataclass(frozen=True)
class Order:
    """How to examine: last year's file or folder, a profile, and reports that these may be copied from."""

    previous: File | None = None
    profile: Profile = field(default_factory=Profile)
    similar: tuple[File, ...] | None = None  # None: likeness between agencies is not looked at


@dataclass
class Examination:
    """What came of it: findings file by file, and which rules were judged in all of the files or not, and why."""

    findings: list[Finding] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # of each file that was read
    judged: set[str] = field(default_factory=set)
    unjudged: dict[Text, dict[str, list[str]]] = field(default_factory=dict)  # by reason and code the files
    rules: dict[str, Rule] = field(default_factory=dict)  # those that were to be judged
    before: set[File] = field(default_factory=set)  # reports of the year before that were read

    @property
    def tally(self) -> list[tuple[Text, Sequence[str]]]:
        """Each reason with the codes that it kept from being judged somewhere."""
        return [(reason, tuple(codes)) for reason, codes in self.unjudged.items()]

    def note(self, report: Report, told: Verdict, rules: Iterable[Rule]) -> None:
        """Note of a report which rules were judged and which were not."""
        self.titles[report.file] = report.title
        self.judged |= set(told.judged)
        self.rules |= {rule.code: rule for rule in rules}
        for reason, codes in told.unjudged.items():
            for code in codes:
                self.unjudged.setdefault(reason, {}).setdefault(code, []).append(report.file)

    @property
    def everywhere(self) -> int:
        """How many rules were judged in every report."""
        return len(self.judged - {code for codes in self.unjudged.values() for code in codes})


def examine(files: Iterable[File], order: Order) -> Examination:
    """Read and check all files; one bad file stops none of the others."""
    done = Examination()
    history = History(order.previous)
    kept: list[Report] = []
    for file in files:
        report, found = read.file(file)
        if report is not None:
            found += _checked(report, history, order, done)
            if order.similar is not None:
                kept.append(report)
        done.findings += check.ordered(found)
    if order.similar is not None:
        done.findings = by_file([*done.findings, *_alike(kept, order.similar)])
    return done


def by_file(found: Iterable[Finding]) -> list[Finding]:
    """Findings of one file together, the files in their order."""
    told: dict[str, list[Finding]] = {}
    for f in found:
        told.setdefault(f.where.file, []).append(f)
    return [f for fellows in told.values() for f in check.ordered(fellows)]


def _checked(report: Report, history: History, order: Order, done: Examination) -> list[Finding]:
    before, found = history.of(report)
    if before is not None:
        done.before.add(File(before.file))
    rules = order.profile.rules(report.format)
    told = check.examined(report, before, rules)
    done.note(report, told, rules)
    alike: Iterable[Finding] = ()
    if before is not None:
        from genreport import similar  # takes time to load, and most runs have no use for it

        alike = accepted.eased(report, similar.with_previous(report, before))
    return [*found, *told.findings, *alike]


def _alike(reports: list[Report], others: tuple[File, ...]) -> list[Finding]:
    """What the reports share with each other and with the others, told where it stands in these reports."""
    from genreport import similar

    known = {File(r.file).resolve() for r in reports}
    more = [r for f in others if f.resolve() not in known and (r := read.file(f).report) is not None]
    mine = {r.file: r for r in reports}
    found = similar.among([*more, *reports], set(mine))
    return [f for one in found for f in accepted.eased(mine[one.where.file], [one])]
