"""From the copies of each table that were met to the figures of the report, and what is missing in them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from genreport.finding import Path, Spot
from genreport.read.match import values
from genreport.read.match.ledger import ANOTHER_YEAR, Copy, Entry, Group, Heads, Ledger, Unheaded, shown


class Settled(NamedTuple):
    """The figures of one form."""

    values: dict[Path, int | Decimal]
    spots: dict[Path, Spot]
    read: int
    blank: int
    tables: frozenset[str]  # those of which anything was found
    own: int = 0  # cells that have a place of their own in the document
    unread: frozenset[Path] = frozenset()  # cells of which something is printed that was not taken


def settled(ledger: Ledger) -> Settled:
    """What is certain in all that was met."""
    _confirmed(ledger)
    figures: dict[Path, int | Decimal] = {}
    spots: dict[Path, Spot] = {}
    unread: set[Path] = set()
    tables: set[str] = set()
    derived: set[Path] = set()
    for table, copies in ledger.copies.items():
        if not copies:
            continue
        tables.add(table)
        copy = _chosen(table, copies, ledger)
        if copy is None:
            continue
        _groups(table, copy, ledger)
        figures |= copy.cells
        spots |= copy.spots
        unread |= set(copy.texts)
        derived |= copy.derived
        for path, entry in copy.texts.items():
            if entry.why in ("I043", "I052"):
                ledger.say(entry.why, entry.spot, path, text=entry.text)
    for table, rows in ledger.no_heads.items():
        ledger.say("I053", rows[0][0], (table,), count=len(rows), words=rows[0][1])
    figures = {p: figures[p] for p in ledger.words.form.cells if p in figures}
    blank = len(set(spots) - set(figures) - unread)
    return Settled(
        figures, spots, len(figures), blank, frozenset(tables), len(set(spots) - derived), frozenset(unread)
    )


def _confirmed(ledger: Ledger) -> None:
    """Rows without heads: taken only if there are as many figures as columns and every total among them is right."""
    by_table: dict[str, list[Unheaded]] = {}
    for u in ledger.unheaded:
        by_table.setdefault(u.row.table, []).append(u)
    for table, rows in by_table.items():
        part = ledger.words.parts[table, rows[0].row.block]
        good = table not in ledger.unclear and all(_adds_up(u, ledger) for u in rows)
        if not good:
            for u in (u for u in rows if u.title == table):
                ledger.unclear_heads(u.row, u.entries)
            continue
        order = tuple(range(len(part.columns)))
        known = ledger.copies[table][-1].rows if ledger.copies[table] else {}
        number = max(known.values(), default=0)
        for u in rows:
            cells = dict(zip(order, u.entries, strict=True))
            ledger.row(u.row, cells, Heads(number, part, order=order), u.piece, u.title)


def _adds_up(u: Unheaded, ledger: Ledger) -> bool:
    part = ledger.words.parts[u.row.table, u.row.block]
    if len(u.entries) != len(part.columns) or not part.columns[-1].total:
        return False
    return values.sums_hold([e.text for e in u.entries], [c.total for c in part.columns])


def _chosen(table: str, copies: list[Copy], ledger: Ledger) -> Copy | None:
    """The copy under the title of the section, or elsewhere where that title is not met; None where none is certain.

    Of copies that differ nobody knows which one is meant: nothing is taken but what they have in common.
    """
    placed = [c for c in copies if c.title == table]
    if not placed:
        here = table in ledger.titles
        not_here = {*ledger.words.behind, ANOTHER_YEAR}
        placed = [c for c in copies if not here and c.title not in not_here]
    if not placed:
        spot = next((s for c in copies for s in c.spots.values()), Spot())
        ledger.say("I057", spot, (table,))
        return None
    copies = placed
    rows = len(ledger.words.rows[table])
    whole = [c for c in copies if sum(1 for r in c.rows if r[:1] != ("",)) >= rows]
    best = whole[0] if whole else max(copies, key=lambda c: (len(c.spots), -copies.index(c)))
    rivals = [c for c in copies if c is not best]
    differing = [
        (p, r) for r in rivals for p in best.spots if p in r.spots and best.cells.get(p) != r.cells.get(p)
    ]
    if differing:
        path, rival = differing[0]
        first, second = (c.cells.get(path, "□") for c in (best, rival))
        count = len({p for p, _ in differing})
        ledger.say("I049", rival.spots[path], (table,), count=count, first=first, second=second)
        for path in list(best.spots):
            if any(best.cells.get(path) != r.cells.get(path) for r in rivals):
                best.cells.pop(path, None)
                best.texts[path] = best.texts.get(path) or Entry("", best.spots[path], "I049")
    return best


def _groups(table: str, copy: Copy, ledger: Ledger) -> None:
    """One row printed where the form has several: zeros are zeros in all of them, any other figure is nobody's."""
    for group in copy.groups.values():
        spot = group.entries[0].spot if group.entries else Spot()
        printed = [leaf for leaf in group.row.leaves if (table, *leaf) in ledger.seen]
        if printed:
            ledger.say("I045", spot, (table,), label=group.row.label, words=shown(group.entries))
            continue
        if not _alone(group, copy):
            ledger.say("I047", spot, (table,), label=group.row.label, words=shown(group.entries))
            continue
        part = ledger.words.parts[table, group.row.block]
        rest = False
        for index, number in group.numbers.items():
            if number != 0:
                rest = True
                continue
            for leaf in group.row.leaves:
                path = (table, *leaf, *part.columns[index].path)
                copy.cells[path] = 0
                copy.derived.add(path)
                copy.spots[path] = group.entries[list(group.numbers).index(index)].spot
        code = "I047" if rest else "I048"
        ledger.say(code, spot, (table,), label=group.row.label, words=shown(group.entries))


def _alone(group: Group, copy: Copy) -> bool:
    """Whether the row stands between the rows that the form has before and behind the group."""
    at = copy.order.index((group.row.at, True))
    before = copy.order[at - 1] if at else (-1, False)
    behind = copy.order[at + 1] if at + 1 < len(copy.order) else (-1, False)
    first = group.row.at - len(group.row.leaves)
    return before[0] == first and behind == (group.row.at + 1, False)
