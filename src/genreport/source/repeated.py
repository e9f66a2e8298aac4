"""Keys that stand twice: one finding each, or one for a whole group of lines that was pasted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from genreport import messages
from genreport.finding import Finding, Where
from genreport.source.tree import Repeat

MOST_EACH = 3  # repeated keys in a row that are told one by one


def findings(repeats: Sequence[Repeat], file: str) -> list[Finding]:
    """What to say of the keys of a file that stand twice; each finding names the key's path, a group its mapping's."""
    return [finding for run in _runs(repeats) for finding in _told(run, file)]


def _runs(repeats: Sequence[Repeat]) -> Iterator[list[Repeat]]:
    """The repeats that follow each other in one mapping; those within another's value belong to none of it."""
    open_runs: dict[tuple[str, ...], list[Repeat]] = {}
    for repeat in repeats:
        parent = repeat.path[:-1]
        if repeat.run == 1:
            done = open_runs.pop(parent, None)
            if done:
                yield done
        open_runs.setdefault(parent, []).append(repeat)
    yield from open_runs.values()


def _told(run: list[Repeat], file: str) -> Iterator[Finding]:
    first, last = run[0], run[-1]
    values: dict[str, Any]
    if len(run) > MOST_EACH and first.again.line < last.again.line:
        where = Where(file, *first.again, first.path[:-1])
        values = {"last": last.again.line, "count": len(run), "first": first.first.line}
        yield messages.finding("Y034", where, **values)
        return
    for repeat in run:
        where = Where(file, *repeat.again, repeat.path)
        key = repeat.path[-1]
        if repeat.first.line == repeat.again.line:
            values = {"first": repeat.first.column, "again": repeat.again.column}
            yield messages.finding("Y033", where, key=key, **values)
        else:
            values = {"first": repeat.first.line, "again": repeat.again.line}
            yield messages.finding("Y030", where, key=key, **values)
