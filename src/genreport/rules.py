"""The rules of a form (`rules.yaml`): relations over headings, each a sentence in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as File
from typing import NamedTuple

import yaml

from genreport.expression import Expression
from genreport.finding import Path, Severity, Text
from genreport.layout import Section, places

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Case(NamedTuple):
    """One place where a rule applies: `names` maps a name of its expression to the paths that are added up."""

    path: Path
    names: dict[str, tuple[Path, ...]]
    rests_on: tuple[Path, ...] = ()  # cases that this one sums up: judged only when none of them is broken


@dataclass(frozen=True)
class Rule:
    """A relation that must hold, once for each of its cases."""

    code: str
    severity: Severity
    check: Expression
    message: Text
    cases: tuple[Case, ...]
    hint: Text = Text()
    basis: str = ""


def load_rules(file: File, sections: tuple[Section, ...]) -> tuple[Rule, ...]:
    """The rules of a form; ValueError names a rule that speaks of a heading which the form does not have."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    return tuple(_rule(d, sections) for d in data)


def _rule(data: dict[str, str], sections: tuple[Section, ...]) -> Rule:
    check = Expression(data["check"])
    match data["each"]:
        case "total":
            cases = tuple(_totals(sections))
        case "column":
            cases = tuple(_columns(data, check, sections))
        case other:
            raise ValueError(f"{data['code']}: unknown `each: {other}`")
    return Rule(
        code=data["code"],
        severity=Severity(data.get("severity", "error")),
        check=check,
        message=Text(data["zh"], data["en"]),
        cases=cases,
        hint=Text(data.get("hint_zh", ""), data.get("hint_en", "")),
        basis=data.get("basis", ""),
    )


def _totals(sections: tuple[Section, ...]) -> Iterator[Case]:
    for s in sections:
        for total, parts in s.table.totals if s.table else ():
            yield Case(total, {"total": (total,), "parts": parts})


def _columns(data: dict[str, str], check: Expression, sections: tuple[Section, ...]) -> Iterator[Case]:
    table = next((s.table for s in sections if s.id == data["of"]), None)
    if table is None:
        raise ValueError(f"{data['code']}: no table {data['of']!r}")
    parts = dict(reversed(table.totals))  # of a corner total the parts along its row
    for block in table.blocks:
        rows = {".".join(p.path): p.path for p in places(block.rows) if p.leaf}
        for name in check.names:
            if name not in rows:
                near = get_close_matches(name, rows, 1)
                raise ValueError(
                    f"{data['code']}: no row {name!r}" + (f", did you mean {near[0]!r}?" if near else "")
                )
        for c in places(block.columns):
            if c.leaf:
                names: dict[str, tuple[Path, ...]]
                names = {n: ((table.id, *rows[n], *c.path),) for n in check.names}
                path = names[check.names[-1]][0]
                compared = tuple(p for paths in names.values() for p in paths)
                beside = parts.get(path, ()) if c.heading.total else ()
                yield Case(path, names, (*beside, *compared))
