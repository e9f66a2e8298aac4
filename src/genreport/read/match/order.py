"""The heads of a table one after another: which figure of a row belongs to which column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from genreport.finding import Spot
from genreport.read.match import values
from genreport.read.match.bare import note, printed
from genreport.read.match.ledger import Heads
from genreport.read.match.likeness import nearest
from genreport.read.match.tokens import Token
from genreport.read.match.words import Look, Part


class Item(NamedTuple):
    """Tokens that make one label, or one unknown text."""

    text: str
    look: Look
    tokens: tuple[Token, ...]


class Order(NamedTuple):
    """Heads that were settled, with the labels that were matched by likeness only."""

    heads: Heads
    likely: list[tuple[str, str, Spot]]


def settle(part: Part, heading: Sequence[Item], counter: int) -> Order | None:
    """The order of the figures that the heads announce; None where it is not certain."""
    here = (part.table, part.at)
    leaves: list[tuple[Item, list[int]]] = []
    tops: list[str] = []
    for item in heading:
        found = [c.at for c in item.look.columns if (c.table, c.block) == here]
        mine = [t for t in item.look.tops if t in part.tops]
        if mine:
            tops += mine[:1]
        elif found:
            leaves.append((item, found))
        elif not item.look and (leaves or tops or part.flat):
            leaves.append((item, []))
        elif item.look.columns:
            return None
    likely: list[tuple[str, str, Spot]] = []
    order = _flat(part, leaves, likely) if part.flat else _levels(part, leaves, tops)
    if not order:
        return None
    units = {}
    for (item, _), index in zip(leaves, order, strict=False):
        if part.columns[index].number == "amount" and (unit := values.unit_in(note(item.text) or item.text)):
            units[index] = unit
    return Order(Heads(counter, part, units, order=order), likely)


def _flat(
    part: Part, leaves: Sequence[tuple[Item, list[int]]], likely: list[tuple[str, str, Spot]]
) -> tuple[int, ...]:
    """Heads of one level: their own order; one that is cut or mistyped must stand at its place."""
    unknown = [i for i, (_, found) in enumerate(leaves) if not found]
    if not unknown:
        order = tuple(found[0] for _, found in leaves)
        return order if len(set(order)) == len(order) else ()
    if len(leaves) != len(part.columns) or len(unknown) == len(leaves):
        return ()
    for i, (item, found) in enumerate(leaves):
        column = part.columns[i]
        key = printed(item.text).stem
        if found:
            if found != [i]:
                return ()
        elif len(key) < 2 or not (
            printed(column.label).full.startswith(key)
            or nearest(key, {printed(c.label).full: c.at for c in part.columns}) == printed(column.label).full
        ):
            return ()
    for i in unknown:
        likely.append((leaves[i][0].text, part.columns[i].label, leaves[i][0].tokens[0].spot))
    return tuple(range(len(leaves)))


def _levels(part: Part, leaves: Sequence[tuple[Item, list[int]]], tops: Sequence[str]) -> tuple[int, ...]:
    """Heads of several levels: all of them, level by level or each group before what stands under it."""
    count = len(part.columns)
    if len(leaves) != count:
        return ()
    across = tuple(range(count))
    fits = any(
        all(index in found for index, (_, found) in zip(order, leaves, strict=True))
        for order in (across, part.down)
    )
    alike = any(len(found) > 1 for _, found in leaves)
    if not fits or (alike and not any(t for t in tops if t not in part.tops[:1])):
        return ()
    if not (_within(tops, part.tops) or _within(tops, part.levels)):
        return ()
    return across if all(found for _, found in leaves) else ()


def _within(some: Sequence[str], all_: Sequence[str]) -> bool:
    rest = iter(all_)
    return all(s in rest for s in some)
