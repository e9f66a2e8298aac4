"""The rules of a form (`rules.yaml`) and of narratives (`narrative.yaml`): each a sentence in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path as File
from typing import Any, NamedTuple

import yaml

from genreport.expression import Expression, Name
from genreport.finding import Path, Severity, Text
from genreport.layout import Section
from genreport.shapes import Case, Faulty, cases, refer

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FIGURES = ("total", "column", "row", "cell", "report")
# what a rule on narratives goes through, and the names that each gives to its expression
NARRATIVE = {
    "match": (),
    "section": ("length",),
    "lacking": (),
    "breakdown": ("said", "parts"),
    "share": ("said", "share"),
    "growth": ("said", "growth"),
    "balance": ("received", "settled"),
    "title": (),
    "place": (),
    "announced": (),
    "repeated": (),
    "fellow": (),
    "self": (),
    "spaced": (),
    "sequence": (),
}
_KEYS = frozenset(
    "code severity each of only at check when kinds agency in words unless before near within against although sign "
    "needs sure stops limit zh en hint_zh hint_en basis example previous_example numbers totals".split()
)


_SURROUNDINGS = ("unless", "although", "before", "near", "within", "against")
# words that follow from the report's year: how far from it, and what else says the same
DATED = {
    "去年": (-1, "上一?年度?|去年"),
    "今年": (0, "本年度?|今年|全年|当年"),
    "明年": (1, "下一?年度?|次年|明年|来年"),
}


class Words(NamedTuple):
    """What a rule on narratives looks for: patterns of the plain text (see `figures`) and their surroundings."""

    patterns: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # the numbers that they may find
    sign: tuple[str, ...] = ()  # a text without any of these is not looked at
    unless: str = ""  # nothing is said where the clause has this
    although: str = ""  # … but for clauses that have this too
    before: str = ""  # nothing is said where the sentence up to there has this
    near: str = ""  # looked at only where the sentence up to there has this
    within: str = ""  # looked at only where the paragraph up to there, or its heading, has this
    against: str = ""  # … and only where the report says this elsewhere
    needs: Mapping[str, str] = {}  # what must be there: its name and pattern
    sure: bool | None = None  # only sums that are certainly meant so, or only the others


@dataclass(frozen=True)
class Rule:
    """A relation that must hold, or words that must (not) stand, once for each of its cases."""

    code: str
    severity: Severity
    each: str
    message: Text
    check: Expression | None = None
    when: Expression | None = None
    cases: tuple[Case, ...] = ()  # of a rule on figures
    refs: Mapping[Name, tuple[Path, ...]] = field(default_factory=dict)  # cells that it names, on narratives
    words: Words = field(default_factory=Words)
    sections: tuple[str, ...] = ()  # the narratives that it goes through; none: all
    kinds: frozenset[str] = frozenset()  # the kinds of agencies that it holds for; none: all
    agency: str = ""  # … and a pattern of their names
    stops: frozenset[str] = frozenset()  # rules that are not judged where this one is broken
    limit: Any = None
    totals: bool = False  # its difference shows again in a part of what it compares
    numbers: bool = True  # the sentence is followed by the numbers compared
    hint: Text = Text()
    basis: str = ""
    example: Mapping[str, Any] = field(default_factory=dict)  # a report that breaks it: values by dotted path
    previous_example: Mapping[str, Any] = field(default_factory=dict)
    local: bool = False  # a profile's own

    @property
    def narrative(self) -> bool:
        """Whether it goes through narratives."""
        return self.each in NARRATIVE

    @property
    def across_years(self) -> bool:
        """Whether it needs last year's report."""
        parts = [e for e in (self.check, self.when) if e]
        return any(n.previous for e in parts for n in e.names)


def load_rules(file: File, sections: tuple[Section, ...], source: str = "") -> tuple[Rule, ...]:
    """The rules of a form, those of narratives after them; Faulty names one that the form cannot have.

    `{source}` in a basis stands for the document that the form comes from.
    """
    own = _read(file)
    shared = _shared(file.parent.parent / "narrative.yaml")
    return made([*own, *shared["rules"]], sections, shared["words"], source)


def made(
    entries: Iterable[Mapping[str, Any]],
    sections: tuple[Section, ...],
    words: Mapping[str, str],
    source: str = "",
) -> tuple[Rule, ...]:
    """Rules from their entries; Faulty names one that is wrong, or stands twice."""
    rules: dict[str, Rule] = {}
    for data in entries:
        if data.get("code") in rules:
            raise Faulty(f"{data['code']}: stands twice")
        made = _rule(data, sections, words, source)
        rules[made.code] = made
    return tuple(sorted(rules.values(), key=_order))


def _order(rule: Rule) -> tuple[bool, bool]:
    """Figures before narratives, and what stops other rules before those."""
    return rule.narrative, rule.narrative and not rule.stops


@cache
def dated(pattern: str, year: int) -> str:
    """The pattern with the words that follow from the report's year."""
    for name, (off, words) in DATED.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{words}|{year + off}年度?)")
    return pattern


def words_known(folder: File) -> Mapping[str, str]:
    """The words that patterns may name in braces."""
    return dict(_shared(folder / "narrative.yaml")["words"])


def changed(rule: Rule, severity: Severity | None = None, limit: Any = None) -> Rule:
    """The rule with another weight or limit."""
    return replace(rule, severity=severity or rule.severity, limit=rule.limit if limit is None else limit)


_STRANGE = "\u3400" * 300  # a text that no rule can mean


def tried(rule: Rule) -> None:
    """Compile every pattern of a rule and compute its comparisons once; Faulty, re.error or ValueError for what fails.

    Such a rule would say nothing, or the same of every text, or break down on every report.
    """
    words = rule.words
    lacks = {"match": not words.patterns and "words", "lacking": not words.needs and "needs"}
    if key := lacks.get(rule.each, rule.each == "section" and not rule.check and "check"):
        raise Faulty(f"{rule.code}: {key} is missing")
    surroundings = (getattr(words, k) for k in _SURROUNDINGS)
    for pattern in (*words.patterns, *words.needs.values(), *filter(None, surroundings)):
        told = re.compile(dated(pattern, 0))
        if told.search("") and told.search(_STRANGE):
            raise Faulty(f"{rule.code}: {pattern!r} matches everywhere, even where nothing stands")
    re.compile(dated(rule.agency, 0))
    for expression in filter(None, (rule.when, rule.check)):
        expression.judge(lambda name: _sample(rule, name))


def _sample(rule: Rule, name: Name) -> int | Decimal | date:
    """A value of the kind that a name stands for."""
    if name.id in ("issued", "published", "due", "first_day", "last_day"):
        return date.max
    if name.id in ("agency", "kind"):
        raise Faulty(f"{rule.code}: {name.id} is no number; say `agency:` or `kinds:`")
    if name.id == "limit" and rule.limit is None:
        raise Faulty(f"{rule.code}: limit is missing")
    limit: int | Decimal | date = rule.limit
    return limit if name.id == "limit" else 1


def _read(file: File) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)


@cache
def _shared(file: File) -> dict[str, Any]:
    if not file.is_file():
        return {"words": {}, "rules": []}
    data = _read(file)
    words: dict[str, str] = {}
    for name, pattern in data["words"].items():
        words[name] = expanded(pattern, words)
    return {"words": words, "rules": data["rules"]}


def expanded(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with every `{name}` that is known put in."""
    return re.sub(r"\{([^{}\d,][^{}]*)\}", lambda m: words[m[1]] if m[1] in words else m[0], pattern)


def _rule(
    data: Mapping[str, Any], sections: tuple[Section, ...], words: Mapping[str, str], source: str
) -> Rule:
    code = str(data.get("code", "?"))
    for key in data:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            raise Faulty(f"{code}: no {key!r}" + (f", did you mean {near[0]!r}?" if near else ""))
    if missing := [key for key in ("code", "zh", "en") if not data.get(key)]:
        raise Faulty(f"{code}: {missing[0]} is missing")
    each = data.get("each", "report")
    if each not in (*FIGURES, *NARRATIVE):
        raise Faulty(f"{code}: unknown `each: {each}`")
    try:
        check, when = (Expression(str(data[k])) if k in data else None for k in ("check", "when"))
        severity = Severity(data.get("severity", "error"))
    except ValueError as e:
        raise Faulty(f"{code}: {e}") from e
    if check is None and each in FIGURES and not data.get("agency"):
        raise Faulty(f"{code}: check is missing")
    names = [n for e in (check, when) if e for n in e.names]
    told = Rule(
        code=code,
        severity=severity,
        each=each,
        message=Text(*(str(data[k]).replace("{source}", source) for k in ("zh", "en"))),
        check=check,
        when=when,
        sections=_narratives(data, sections),
        kinds=frozenset(data.get("kinds", ())),
        agency=data.get("agency", ""),
        stops=frozenset(data.get("stops", ())),
        limit=data.get("limit"),
        totals=data.get("totals", False),
        numbers=data.get("numbers", True),
        hint=Text(data.get("hint_zh", ""), data.get("hint_en", "")),
        basis=str(data.get("basis", "")).replace("{source}", source),
        example=data.get("example", {}),
        previous_example=data.get("previous_example", {}),
    )
    if each in FIGURES:
        # the place of a finding follows from the comparison, hence its names come last
        names = [n for e in (when, check) if e for n in e.names]
        return replace(told, cases=cases(each, data, tuple(dict.fromkeys(names)), sections))
    looked_for = _words(data, words)
    given = (*NARRATIVE[each], *looked_for.groups)
    return replace(told, words=looked_for, refs=refer(data, names, sections, given))


def _narratives(data: Mapping[str, Any], sections: tuple[Section, ...]) -> tuple[str, ...]:
    wanted = tuple(data.get("in", ()))
    known = [s.id for s in sections] + ["preamble", "title", "agency", "number", "contact"]
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise Faulty(f"{data['code']}: no {name!r}" + (f", did you mean {near[0]!r}?" if near else ""))
    return wanted


def _words(data: Mapping[str, Any], words: Mapping[str, str]) -> Words:
    patterns = data.get("words", ())
    patterns = tuple(expanded(p, words) for p in ([patterns] if isinstance(patterns, str) else patterns))
    sign = data.get("sign", ())
    found = Words(
        patterns=patterns,
        groups=tuple(dict.fromkeys(g for p in patterns for g in re.findall(r"\(\?P<(\w+)>", p))),
        sign=(sign,) if isinstance(sign, str) else tuple(sign),
        needs={name: expanded(p, words) for name, p in data.get("needs", {}).items()},
        sure=data.get("sure"),
        **{k: expanded(data[k], words) for k in _SURROUNDINGS if k in data},
    )
    for pattern in (*found.patterns, *found.needs.values(), *(getattr(found, k) for k in _SURROUNDINGS)):
        for stray in re.findall(r"\{([^\d,{}][^{}]*)\}", pattern):
            if stray not in DATED:  # compiling waits until a text has the sign
                near = get_close_matches(stray, [*words, *DATED], 1, 0.5)
                raise Faulty(
                    f"{data['code']}: no words {stray!r}" + (f", did you mean {near[0]!r}?" if near else "")
                )
    return found
