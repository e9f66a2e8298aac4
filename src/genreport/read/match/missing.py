"""What a document does not give: tables and rows that were not found, a text that breaks off, another form's tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genreport.document import Document
from genreport.finding import Path, Spot
from genreport.messages import shown as safe

if TYPE_CHECKING:
    from genreport.read.match.passing import Pass

_NAMED = 6  # rows named one by one in a finding


def tell(done: Pass, document: Document, rivals: Sequence[Pass]) -> None:
    """Findings for everything of the form that stays blank without a word about it."""
    ledger, got = done.ledger, done.settled
    for table in done.words.tables:
        if table.id not in got.tables:
            _no_table(done, table.id, rivals, document)
            continue
        rows = [r for r in done.words.rows[table.id] if (table.id, *r.path) not in ledger.seen]
        rows = [r for r in rows if not any(p[: 1 + len(r.path)] == (table.id, *r.path) for p in got.spots)]
        if rows and rows[0].label:
            names = "、".join(r.label for r in rows[:_NAMED]) + ("……" if len(rows) > _NAMED else "")
            ledger.say("I041", Spot(), (table.id,), count=len(rows), rows=safe(names, 400))
        blank = [p for p in got.spots if p[0] == table.id and p not in got.values and p not in got.unread]
        if blank:
            ledger.say("I055", got.spots[blank[0]], (table.id,), count=len(blank))
    if _breaks_off(done, document):
        ledger.say("I050", _end(document))


def _no_table(done: Pass, table: str, rivals: Sequence[Pass], document: Document) -> None:
    for rival in rivals:
        if rival is not done:
            if not rival.settled.tables and not rival.row:
                rival.read(document)
            if any(p[0] == table for p in rival.settled.values):
                done.ledger.say("I056", Spot(), (table,), form=rival.form.name_and_years)
                done.ledger.used.update(rival.ledger.used)
                return
    done.ledger.say("I040", Spot(), (table,))


def _breaks_off(done: Pass, document: Document) -> bool:
    """Whether the document ends within a table."""
    if not done.ledger.used:
        return False
    last = max(done.ledger.used)
    rest = [p for p in document.pieces[last + 1 :] if getattr(p, "text", "x").strip()]
    complete: set[Path] = {p[:-1] for p in done.settled.spots}
    final = done.words.tables[-1]
    done_all = any(p[0] == final.id for p in complete)
    return not done_all and len(rest) <= 1


def _end(document: Document) -> Spot:
    piece = document.pieces[-1]
    return piece.spot
