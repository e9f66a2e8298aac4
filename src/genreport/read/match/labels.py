"""Which row of the form a label means, by what stands before it on its line and which row was the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from genreport.read.match.bare import printed
from genreport.read.match.likeness import nearest
from genreport.read.match.words import Row, Words

_TELLING = 3  # letters of a label that needs neither a number nor a group to be known


class Place(NamedTuple):
    """The row meant: `group` is a group of rows printed as one, `joined` a label that goes on below."""

    row: Row | None = None
    group: bool = False
    likely: bool = False
    joined: bool = False


_NONE = Place()


def row_of(
    stub: Sequence[str], words: Words, tables: Set[str], last: Mapping[str, int], below: Sequence[str] = ()
) -> Place:
    """The row that the labels at the head of a line mean."""
    if not stub:
        return _NONE
    for count in (1, 2, 3):
        if count > len(stub):
            break
        place = certain(stub[-count:], stub[:-count], words, tables, last)
        if place.row:
            return place
    if below and not words.look(below[-1]):
        place = certain((stub[-1], below[-1]), stub[:-1], words, tables, last)
        if place.row and not place.group:
            return place._replace(joined=True)
    if not all(words.look(text) for text in stub[:-1]):
        return _NONE  # another part of the label may stand before it
    return likely(stub[-1], stub[:-1], words, tables, last)


def certain(
    texts: Sequence[str],
    before: Sequence[str],
    words: Words,
    tables: Set[str],
    last: Mapping[str, int],
    above: Sequence[str] = (),
) -> Place:
    """The row that has just this label; a short one needs its number, its group, or the row before it.

    `before` are labels on its line, which must not contradict it; `above` the group that was named last.
    """
    look = words.joined(texts)
    at = printed("".join(texts))
    for row in look.rows:
        if tables and row.table not in tables:
            continue
        if not _in_group(row, before, words):
            continue
        if len(row.name) >= _TELLING or _vouched(row, at.number, (*before, *above), words, last):
            return Place(row)
    for group in look.groups:
        if group.leaves and (not tables or group.table in tables):
            return Place(group, group=True)
    return _NONE


def _in_group(row: Row, before: Sequence[str], words: Words) -> bool:
    """Whether no other group is named before the label."""
    named = {g.name for text in before for g in words.look(text).groups if g.leaves}
    return not named or row.group in named


def _vouched(row: Row, number: str, before: Sequence[str], words: Words, last: Mapping[str, int]) -> bool:
    if not row.number or (number == row.number and not number.isdigit()):
        return True
    if number and number != row.number:
        return False
    grouped = any(g.name == row.group for text in before[-1:] for g in words.look(text).groups)
    return (grouped and bool(row.group)) or last.get(row.table, -2) == row.at - 1


def likely(
    text: str, before: Sequence[str], words: Words, tables: Set[str], last: Mapping[str, int]
) -> Place:
    """The row whose label is nearest, if it follows the row before it and no other could be meant."""
    at = printed(text)
    if words.look(text) or not tables:
        return _NONE
    labels = {key: rows[0].label for key, rows in words.row_labels.items() if rows[0].table in tables}
    label = nearest(at.stem, labels) or nearest(at.full, labels)
    if not label:
        return _NONE
    row = words.row_labels[label][0]
    follows = row.at > last.get(row.table, -1)
    if not follows or (at.number and row.number and at.number != row.number):
        return _NONE
    return Place(row, likely=True) if _in_group(row, before, words) else _NONE
