"""When Python looks for cyclic garbage while a report is drawn: seldom, and for all of it at the end.

Drawing makes half a million objects that stay until it is done. Looking through them, and through all that was there
before, after every 700 new ones costs a tenth of the time; leaving them behind lets a batch grow without need.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000  # new objects between two looks


@contextmanager
def seldom() -> Iterator[None]:
    """Look rarely within the body; a collector that was switched off stays so."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SELDOM) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def swept() -> Iterator[None]:
    """Look rarely within the body, past what was there before, and clear away at its end what it left."""
    aside = not gc.get_freeze_count()  # else the program has set objects aside itself, for its own reasons
    if aside:
        gc.freeze()
    try:
        with seldom():
            yield
    finally:
        gc.collect()
        if aside:
            gc.unfreeze()
