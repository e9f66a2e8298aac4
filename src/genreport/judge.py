"""The rules of a form judged on one report: what is broken, what holds, and what cannot be judged and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any, NamedTuple

from genreport import scans
from genreport.expression import Name, Outcome, Range, Value
from genreport.finding import Finding, Path, Term, Text, Where
from genreport.folded import folded
from genreport.limits import Alarm, TimeExceeded, TooMuch
from genreport.messages import finding, shown
from genreport.passages import Narratives, Passage
from genreport.report import Report
from genreport.rules import Rule
from genreport.shapes import Case

NO_PREVIOUS = Text("没有上一年度的报告", "no report of the year before")
OTHER_FORM = Text("上一年度的格式没有这一项", "the form of the year before does not have it")
BLANK_BEFORE = Text("上一年度的报告有空格", "blanks in the report of the year before")
BLANK = Text("有空格", "blanks")
DOUBTFUL = Text("所在的行有错误", "errors in the row")
LATE = Text("文字太多", "too much text")
NO_REMAINDER = Text("要用 0 去除", "there is nothing to divide by")
NOT_GIVEN = Text("没有填写机关类别或日期", "kind of agency or date not given")
_REASONS = (NO_PREVIOUS, OTHER_FORM, BLANK_BEFORE, DOUBTFUL, BLANK, LATE, NO_REMAINDER, NOT_GIVEN)


_SECONDS = 1.0  # of computing, for one rule on one report; all rules together take a fiftieth
_ALL = 1.5  # for all rules on one report
_LEAST = 0.05  # for a rule on figures when that is used up
_FEW = 4  # names of a comparison whose zeros are shown too


class Verdict(NamedTuple):
    """What came of the rules: findings, the codes judged wherever they apply, the others by reason."""

    findings: list[Finding]
    judged: tuple[str, ...]
    unjudged: Mapping[Text, tuple[str, ...]]


def verdict(
    report: Report,
    rules: Iterable[Rule],
    previous: Report | None = None,
    doubtful: frozenset[Path] = frozenset(),
) -> Verdict:
    """Every rule on every place where it applies; a blank leaves it not judged, one mistake is one finding.

    Nor is a relation judged that speaks of a row in `doubtful`: its figures may not be those that were meant.
    """
    bench = _Bench(report.filled(), previous.filled() if previous else None, doubtful)
    for rule in rules:
        bench.judge(rule)
    found = list(folded(bench.found, report))
    if late := bench.unjudged.get(LATE):
        found.append(finding("F015", Where(report.file), count=len(late), codes="、".join(late)))
    open_ = {c for codes in bench.unjudged.values() for c in codes}
    judged = tuple(c for c in bench.seen if c not in open_)
    told = {reason: tuple(bench.unjudged[reason]) for reason in _REASONS if bench.unjudged[reason]}
    return Verdict(found, judged, told)


class _Unknown(Exception):
    """A name has no value; why."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason


@dataclass
class _Bench:
    report: Report
    previous: Report | None
    doubtful: frozenset[Path]
    found: list[Finding] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    unjudged: dict[Text, list[str]] = field(default_factory=lambda: defaultdict(list))
    broken: set[Path] = field(default_factory=set)  # where a relation of figures does not hold
    # figures of relations that do not hold, and of all that rests on them: by how much
    shadow: dict[Path, set[Decimal]] = field(default_factory=lambda: defaultdict(set))
    told: set[tuple[Path, int]] = field(default_factory=set)  # numbers of narratives that are told already
    stopped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ends = process_time() + _ALL
        self.narratives = Narratives(self.report)
        self.holders: dict[Path, list[Path]] = defaultdict(list)
        self.parts: dict[Path, list[Path]] = defaultdict(list)
        for total, parts in self.report.format.totals:
            self.parts[total] += parts
            for part in parts:
                self.holders[part].append(total)

    def judge(self, rule: Rule) -> None:
        """Judge a rule; one that crashes is an error, never a pass."""
        if rule.code in self.stopped:
            return
        self.seen.append(rule.code)
        try:
            left = self.ends - process_time()
            if left <= 0 and rule.narrative:
                self._leave(rule, LATE)
                return
            with Alarm(min(_SECONDS, max(_LEAST, left))):
                self._judge(rule)
        except _Unknown as e:
            self._leave(rule, e.reason)
        except TooMuch:
            self._leave(rule, LATE)
        except TimeExceeded:
            Alarm.off()
            if rule.local:
                told = finding("F014", Where(self.report.file), code=rule.code, seconds=_SECONDS)
                self.found.append(told)
                self.ends += _SECONDS  # not at the cost of the others
            else:
                self._leave(rule, LATE)
        except Exception as e:
            code, problem = "F013" if rule.local else "F001", f"{type(e).__name__}: {e}"
            self.found.append(finding(code, Where(self.report.file), code=rule.code, problem=problem))

    def _judge(self, rule: Rule) -> None:
        if not self._concerns(rule):
            return
        if rule.narrative:
            for passage in scans.SCANS[rule.each](rule, self.narratives):
                self._passage(rule, passage)
        else:
            for case in rule.cases:
                self._case(rule, case)

    def _concerns(self, rule: Rule) -> bool:
        """Whether the agency is one that the rule is about."""
        if rule.agency and not scans.compiled(rule.agency).search(self.report.agency):
            return False
        if not rule.kinds:
            return True
        if (kind := self.report.get("kind")) is None:
            raise _Unknown(NOT_GIVEN)
        return kind in rule.kinds

    def _leave(self, rule: Rule, reason: Text) -> None:
        if rule.code not in self.unjudged[reason]:
            self.unjudged[reason].append(rule.code)

    # figures

    def _case(self, rule: Rule, case: Case) -> None:
        paths = [p for n, of in case.names.items() if not n.previous for p in of]
        if any(p in self.broken for p in case.rests_on):
            return  # one mistake is one finding
        if any(p[:2] in self.doubtful for p in paths):
            return self._leave(rule, DOUBTFUL)
        try:
            outcome = self._outcome(rule, case.names, {})
        except _Unknown as e:
            return self._leave(rule, e.reason)
        if outcome is None or outcome.holds:
            return None
        known = self._known(paths, outcome)
        self.broken.add(case.path)
        self._darken(paths, outcome)
        if known:
            return None
        self.stopped |= rule.stops
        where = self.report.where(case.path)
        label = self.report.format.label(case.path)
        self._tell(rule, outcome, where, label, tuple(self._terms(case.names)), {})
        return None

    def _known(self, paths: Sequence[Path], outcome: Outcome) -> bool:
        """Whether the very same difference has been told of a relation that shares figures with this one."""
        gap = _gap(outcome)
        return gap is not None and any(gap in self.shadow[p] for p in paths if p in self.shadow)

    def _outcome(
        self, rule: Rule, refs: Mapping[Name, tuple[Path, ...]], given: Mapping[str, Value]
    ) -> Outcome | None:
        """What the rule's comparison comes to; None where its condition is not met; _Unknown where it is open."""
        reasons: list[Text] = []

        def lookup(name: Name) -> Value | None:
            try:
                return given[name.id] if name.id in given else self._value(rule, name, refs.get(name, ()))
            except _Unknown as e:
                reasons.append(e.reason)
                return None

        if rule.when:
            condition = rule.when.judge(lookup)
            if condition.holds is None:
                raise _Unknown(reasons[0] if reasons else NO_REMAINDER)
            if not condition.holds:
                return None
        if rule.check is None:
            return Outcome(None, None, False)
        outcome = rule.check.judge(lookup)
        if outcome.holds is None:
            raise _Unknown(min(reasons, key=_REASONS.index, default=NO_REMAINDER))
        return outcome

    def _value(self, rule: Rule, name: Name, paths: tuple[Path, ...]) -> Value:
        report = self.report
        if name.previous:
            if self.previous is None:
                raise _Unknown(NO_PREVIOUS)
            report = self.previous
            if any(p not in report.format.cells for p in paths):
                raise _Unknown(OTHER_FORM)
        if not paths:
            return self._whole(rule, name.id)
        values = [report.values.get(p) for p in paths]
        numbers = [v for v in values if isinstance(v, int | Decimal)]
        if len(numbers) < len(values):
            raise _Unknown(BLANK_BEFORE if name.previous else BLANK)
        return sum(numbers) if len(numbers) != 1 else numbers[0]

    def _whole(self, rule: Rule, name: str) -> Value:
        """What the report as a whole knows: its dates, its year, when it is due."""
        year = self.report.get("year")
        value: Any = None
        match name:
            case "limit":
                value = rule.limit
            case "due":
                if (day := self.report.format.due.get(str(self.report.get("kind")))) and year:
                    value = date(year + 1, int(day[:2]), int(day[3:]))
            case "first_day" | "last_day":
                value = year and date(year, *((1, 1) if name == "first_day" else (12, 31)))
            case _:
                value = self.report.get(name)
        if value is None:
            raise _Unknown(NOT_GIVEN)
        return value if not isinstance(value, float) else Decimal(str(value))

    def _darken(self, paths: Sequence[Path], outcome: Outcome) -> None:
        """These figures do not agree; the difference will show again in whatever shares or sums them up."""
        gap = _gap(outcome)
        if gap is None:
            return
        below = [part for path in paths for part in (path, *self.parts.get(path, ()))]
        self._spread(below, gap)

    def _spread(self, paths: Iterable[Path], gap: Decimal) -> None:
        for path in paths:
            if gap not in self.shadow[path]:
                self.shadow[path].add(gap)
                self._spread(self.holders.get(path, ()), gap)

    # narratives

    def _passage(self, rule: Rule, passage: Passage) -> None:
        if any((passage.path, n) in self.told for n in passage.numbers):
            return
        paths = [p for n, of in rule.refs.items() if not n.previous for p in of]
        if any(p[:2] in self.doubtful for p in paths):
            return self._leave(rule, DOUBTFUL)
        outcome = None
        if rule.check:
            try:
                outcome = self._outcome(rule, rule.refs, passage.values)
            except _Unknown as e:
                return self._leave(rule, e.reason)
            if outcome is None or outcome.holds or self._known(paths, outcome):
                return None
        self.told |= {(passage.path, n) for n in passage.numbers}
        self.stopped |= rule.stops
        if outcome and rule.totals:  # a part that is off by as much is the same mistake
            self._darken(paths, outcome)
        where, label = self._place(passage), self.report.format.label(passage.path)
        terms = (*self._shown(passage), *self._terms(rule.refs))
        self._tell(rule, outcome, where, label, terms, passage.words, passage)

    def _place(self, passage: Passage, at: int | None = None) -> Where:
        start = passage.text.origin[passage.start if at is None else at]
        before = passage.text.source[:start].split("\n")
        return self.report.where_in(passage.path, len(before) - 1, len(before[-1]))

    def _shown(self, passage: Passage) -> Iterator[Term]:
        for start, end, value in passage.terms:
            words = passage.text.quote(start, end).strip(" ，。；：:、,;（）()*和及与")
            told = value.value if isinstance(value, Range) else value
            yield Term(shown(words, 24), told, self._place(passage, start))  # type: ignore[arg-type]

    # telling

    def _tell(
        self, rule: Rule, outcome: Outcome | None, where: Where, label: str, terms: tuple[Term, ...],
        words: Mapping[str, str], passage: Passage | None = None,
    ) -> None:  # fmt: skip
        values = {k: shown(v, 40) for k, v in words.items()} | {"limit": f"{rule.limit}"}
        values.setdefault("agency", shown(self.report.agency, 40))
        values["year"] = str(self.report.get("year") or "")
        zh, en = (_filled(sentence, values) for sentence in rule.message)
        if outcome and rule.check and rule.numbers and (told := _compared(outcome)):
            zh, en = f"{zh}：{told.zh}", f"{en}: {told.en}"
        self.found.append(
            Finding(
                code=rule.code,
                severity=rule.severity,
                where=where,
                message=Text(zh, en),
                label=label,
                terms=terms,
                hint=Text(*(_filled(h, values) for h in rule.hint)),
                basis=rule.basis,
                quote=passage.text.quote(passage.start, passage.end) if passage else "",
            )
        )

    def _terms(self, refs: Mapping[Name, tuple[Path, ...]]) -> Iterator[Term]:
        few = len(refs) <= _FEW
        for name, paths in refs.items():
            report = self.previous if name.previous else self.report
            for path in paths if report else ():
                assert report
                value = report.values.get(path)
                if value or (few and len(paths) == 1):  # zeros among many parts say nothing
                    label = report.format.label(path).split(" · ", 1)[-1]
                    if name.previous:
                        label = f"{report.get('year')}年度 · {label}"
                    yield Term(label, value, report.where(path), path in report.computed)  # type: ignore[arg-type]


def _gap(outcome: Outcome) -> Decimal | None:
    """By how much the two sides differ; None where they are no numbers."""
    left, right = outcome.left, outcome.right
    if left is None or right is None or isinstance(left, date) or isinstance(right, date):
        return None
    gap = abs(_plain(left) - _plain(right))
    return None if gap.is_nan() else gap


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", value)
    return sentence


def _compared(outcome: Outcome) -> Text | None:
    """Both sides of a comparison and how far apart they are; None where the words state no number."""
    left, right = outcome.left, outcome.right
    if isinstance(left, date) and isinstance(right, date):
        days = abs((left - right).days)
        return Text(
            f"{left} {outcome.sign} {right}，相差 {days} 天",
            f"{left} {outcome.sign} {right}, {days} days off",
        )
    a, b = _plain(left), _plain(right)
    if a.is_nan() or b.is_nan():
        return None
    numbers, gap = f"{a:f} {outcome.sign} {b:f}", f"{abs(a - b):f}"
    return Text(f"{numbers}，相差 {gap}", f"{numbers}, off by {gap}")


def _plain(value: Value | None) -> Decimal:
    with suppress(TypeError):
        return Decimal(value.value if isinstance(value, Range) else value)  # type: ignore[arg-type]
    raise ValueError(f"not a number: {value}")
