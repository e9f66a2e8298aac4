"""Where a rule on figures applies (`each:`): totals, columns, rows, cells of the form, or the report as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from genreport.expression import Name
from genreport.finding import Path
from genreport.layout import Section, Table, places

# names that are no cells: what the report as a whole knows
WHOLE = ("year", "kind", "agency", "issued", "published", "due", "first_day", "last_day", "limit")


class Case(NamedTuple):
    """One place where a rule applies: `names` maps a name of its expression to the paths that are added up."""

    path: Path
    names: Mapping[Name, tuple[Path, ...]]
    rests_on: tuple[Path, ...] = ()  # paths whose own relations must hold first


class Faulty(ValueError):
    """A rule that cannot be used: its code and what is wrong with it."""


def cases(
    each: str, data: Mapping[str, Any], names: Sequence[Name], form: Iterable[Section]
) -> tuple[Case, ...]:
    """The places where a rule of this shape applies; Faulty names what the form does not have."""
    sections = tuple(form)
    match each:
        case "total":
            return tuple(_totals(data, names, sections))
        case "column":
            return tuple(_columns(data, names, _table(data, sections)))
        case "row":
            return tuple(_rows(data, names, _table(data, sections)))
        case "cell":
            return tuple(_cells(data, names, sections))
    return tuple(_whole(data, names, sections))


def refer(
    data: Mapping[str, Any], names: Iterable[Name], sections: Iterable[Section], given: Iterable[str] = ()
) -> dict[Name, tuple[Path, ...]]:
    """The cells that dotted names stand for; those `given` and the names of the report as a whole stand for none."""
    tables = [s.table.dotted for s in sections if s.table]
    refs: dict[Name, tuple[Path, ...]] = {}
    for name in names:
        path = next((cells[name.id] for cells in tables if name.id in cells), None)
        if path is not None:
            refs[name] = (path,)
        elif name.id not in (*WHOLE, *given):
            known = [dotted for cells in tables for dotted in cells]
            raise Faulty(_unknown(data, name.id, (*known, *WHOLE, *given)))
    return refs


def _totals(data: Mapping[str, Any], names: Sequence[Name], sections: Sequence[Section]) -> Iterator[Case]:
    _only(data, names, ("total", "parts"))
    for s in sections:
        for total, parts in s.table.totals if s.table else ():
            yield Case(total, {Name("total"): (total,), Name("parts"): parts})


def _columns(data: Mapping[str, Any], names: Sequence[Name], table: Table) -> Iterator[Case]:
    """Once for every column of a block that has the rows named."""
    parts = dict(reversed(table.totals))  # of a corner total the parts along its row
    known: set[str] = set()
    found = False
    for block in table.blocks:
        rows = {".".join(p.path): p.path for p in places(block.rows) if p.leaf}
        known |= set(rows)
        if not all(n.id in rows for n in names if n.id not in WHOLE):
            continue
        found = True
        for c in places(block.columns):
            if c.leaf:
                yield _case(table, names, {n: ((*rows[n], *c.path)) for n in rows}, parts, c.heading.total)
    if not found:
        raise Faulty(_unknown(data, next(n.id for n in names if n.id not in (*known, *WHOLE)), known))


def _rows(data: Mapping[str, Any], names: Sequence[Name], table: Table) -> Iterator[Case]:
    """Once for every row (or those of `only`) of a block that has the columns named."""
    parts = dict(reversed(table.totals))
    only, known, seen = data.get("only"), set(), set()
    for block in table.blocks:
        columns = {".".join(p.path): p.path for p in places(block.columns) if p.leaf}
        known |= set(columns)
        if not all(n.id in columns for n in names if n.id not in WHOLE):
            continue
        for r in places(block.rows):
            if r.leaf and (only is None or ".".join(r.path) in only):
                seen.add(".".join(r.path))
                yield _case(
                    table, names, {n: (*r.path, *columns[n]) for n in columns}, parts, r.heading.total
                )
    if not seen or (only and set(only) - seen):
        stray = [n.id for n in names if n.id not in (*known, *WHOLE)] + sorted(set(only or ()) - seen)
        raise Faulty(_unknown(data, stray[0], known))


def _case(
    table: Table, names: Sequence[Name], cells: Mapping[str, Path], parts: Mapping[Path, Any], total: bool
) -> Case:
    refs = {n: ((table.id, *cells[n.id]),) for n in names if n.id in cells}
    path = next(refs[n][0] for n in reversed(names) if n in refs and not n.previous)
    compared = tuple(p for n, paths in refs.items() if not n.previous for p in paths)
    return Case(path, refs, (*(parts.get(path, ()) if total else ()), *compared))


def _cells(data: Mapping[str, Any], names: Sequence[Name], sections: Sequence[Section]) -> Iterator[Case]:
    """Once for every cell listed; it is the `value` of the expression."""
    _only(data, names, ("value", "limit"))
    for dotted in data["of"]:
        ((path,),) = refer(data, [Name(dotted)], sections).values()
        yield Case(path, {n: (path,) for n in names if n.id == "value"}, (path,))


def _whole(data: Mapping[str, Any], names: Sequence[Name], sections: Sequence[Section]) -> Iterator[Case]:
    refs = refer(data, names, sections)
    at = data.get("at")
    path = tuple(at.split(".")) if at else next((p[0] for p in refs.values()), _field(names))
    yield Case(path, refs, tuple(p for n, paths in refs.items() if not n.previous for p in paths))


def _field(names: Sequence[Name]) -> Path:
    return next(((n.id,) for n in names if n.id in ("published", "issued", "kind")), ("year",))


def _table(data: Mapping[str, Any], sections: Sequence[Section]) -> Table:
    tables = {s.id: s.table for s in sections if s.table}
    if data.get("of") not in tables:
        raise Faulty(_unknown(data, str(data.get("of")), tables))
    return tables[data["of"]]


def _only(data: Mapping[str, Any], names: Sequence[Name], allowed: Sequence[str]) -> None:
    for name in names:
        if name.id not in allowed:
            raise Faulty(_unknown(data, name.id, allowed))


def _unknown(data: Mapping[str, Any], name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"{data['code']}: no {name!r}" + (f", did you mean {near[0]!r}?" if near else "")
