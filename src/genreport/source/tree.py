"""The one pass over the parser's events: plain data, and where every value and key stands.

It knows no recursion and constructs nothing but dict, list and leaves: anchors, aliases, merge keys, tags, further
documents, absurd depth or size are refused where they stand. Scalars are resolved by `numerals.resolve` alone, so that
no word, date or octal turns into something else.
"""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from genreport import messages
from genreport.finding import Finding, Path, Where
from genreport.source import characters, folding
from genreport.source.numerals import resolve

MAX_SCALAR = 200_000  # characters
MAX_NODES = 20_000  # keys, values and the ends of their groups
MAX_DEPTH = 64
MAX_FINDINGS = 100

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# what in a plain scalar hints at a key or a separator that was swallowed by it
_SWALLOWED = re.compile(r"[：﹕｛｝［］｜＃]|[，、；;] *[A-Za-z_]|[A-Za-z_]:|^-")
_WRAPPED = re.compile(r"[“‘「＂][^“”‘’「」＂]+[”’」＂]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HASH = re.compile(r" +#[^\s#]")


# a NamedTuple without the detour by its own __new__: the pass makes three for each value
_make: Any = tuple.__new__


class Mark(NamedTuple):
    """A place in the text, line and column from 1, in characters as an editor counts them."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A leaf: its resolved value, its text as the file has it (with its quotes, if any), where it begins."""

    value: int | Decimal | str | None
    raw: str
    mark: Mark
    plain: bool

    @property
    def text(self) -> str:
        """The value as a text field takes it: 012345 and 1.50 keep every character, quotes are gone."""
        return self.value if isinstance(self.value, str) else self.raw


class Repeat(NamedTuple):
    """A key that its mapping has already: where it stood first and where again; `run` counts those in a row."""

    path: Path
    first: Mark
    again: Mark
    run: int


class Refused(Exception):
    """Nothing after this place is worth reading."""


class _Level:
    """A mapping or list that is being filled; in a mapping `key` and its `place` are those whose value comes next."""

    __slots__ = ("container", "key", "keyed", "path", "place", "run")

    def __init__(self, container: Any, path: Path, keyed: bool) -> None:
        self.container, self.path, self.keyed = container, path, keyed
        self.key: str | None = None
        self.place: Path = ()
        self.run = 0  # how many keys up to here were there before


class Pass:
    """What one pass over a text found; `sound` is False when the tree must not be relied on."""

    def __init__(self, text: str, file: str) -> None:
        self.root: Any = None
        self.scalars: dict[Path, Scalar] = {}
        self.keys: dict[Path, Mark] = {}
        self.found: list[Finding] = []
        self.sound = True
        self.suspects: set[int] = set()  # lines on which a key may have been swallowed
        self.error: Exception | None = None  # the parser's, None when it came through
        self.last: Any = None  # the last scalar event
        self.repeats: list[Repeat] = []  # the keys that stand twice, in the order of the file
        self._text, self._file = text, file
        self._levels = [_Level([], (), keyed=False)]  # the lowest one holds the document
        self._documents = 0

    def run(self) -> None:
        """Take every event of the text, up to the first error of the parser or the first thing refused for good."""
        parser = PARSER(self._text)
        try:
            for count, event in enumerate(iter(parser.get_event, None)):
                if count > MAX_NODES:
                    self._stop("Y028", event, most=MAX_NODES)
                self._take(event)
        except Refused:
            self.sound = False
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the latter two: escapes beyond Unicode
            self.sound = False
            if "nesting depth" in str(getattr(error, "problem", "")):  # newer parsers stop by themselves
                self._too_deep()
            else:
                self.error = error
        finally:
            parser.dispose()

    def _too_deep(self) -> None:
        """Refuse what is nested too deep at the innermost level that was still taken."""
        deepest = self._levels[-1]
        mark = self.keys.get(deepest.path) or Mark(1, 1)
        with suppress(Refused):
            self._refuse_at("Y026", mark, most=MAX_DEPTH)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent:
            self._open(event, {})
        elif kind is SequenceStartEvent:
            self._open(event, [])
        elif issubclass(kind, CollectionEndEvent):
            self._levels.pop()
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("Y024", event)
        if (
            event.version
            or event.tags
            or self._text[event.start_mark.index : event.start_mark.index + 1] == "%"
        ):
            self._refuse("Y025", event)

    def _alias(self, event: Any) -> None:
        """An alias stands for nothing, so that nothing can grow out of it."""
        self._refuse("Y021", event)
        level = self._levels[-1]
        if level.keyed and level.key is None:
            self._key(level, f"*{event.anchor}", _mark(event), plain=True)
        else:
            self._place(level, None, _mark(event))

    def _marked(self, event: Any) -> None:
        """A node with an anchor or a tag, or both."""
        if event.anchor is not None:
            self._refuse("Y020", event)
        if event.tag is not None:
            self._refuse("Y023", event)

    def _open(self, event: Any, container: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        level = self._levels[-1]
        if level.keyed and level.key is None:
            self._stop("Y029", event)
        if len(self._levels) > MAX_DEPTH:
            self._stop("Y026", event, most=MAX_DEPTH)
        path = self._place(level, container, _mark(event))
        self._levels.append(_Level(container, path, type(container) is dict))

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        self.last = event
        mark = _mark(event)
        raw: str = event.value
        style = event.style
        if len(raw) > MAX_SCALAR:
            self._stop("Y027", event, most=MAX_SCALAR, now=len(raw))
        level = self._levels[-1]
        if level.keyed and level.key is None:
            self._key(level, self._quoted(event, mark)[0] if style else raw, mark, not style)
            return
        value: Any = raw
        if not style:
            value = resolve(raw)
            if value is raw:
                self._look_into(event, level, mark)
        elif style == '"' or style == "'":
            value, raw = self._quoted(event, mark)
        if type(value) is str and style != "|":
            self._folded(event, level, mark)
        self.scalars[self._place(level, value, mark)] = _make(Scalar, (value, raw, mark, not style))

    def _quoted(self, event: Any, mark: Mark) -> tuple[str, str]:
        """The value of a quoted scalar without forbidden characters, and its text with the quotes."""
        raw = self._text[event.start_mark.index : event.end_mark.index]
        value: str = event.value
        if event.style == '"' and not characters.printable(value):
            self.found += characters.escaped(raw, self._file, *mark)
            value = characters.clean(value)
        return value, raw

    def _key(self, level: _Level, key: str, mark: Mark, plain: bool) -> None:
        path = (*level.path, key)
        if not (key.isascii() and key.isidentifier()):
            self.suspects.add(mark.line)
            if key == "<<" and plain:
                self._refuse_at("Y022", mark)
            elif not key.strip():
                self._refuse_at("Y032", mark)
        if key in level.container:
            level.run += 1
            self.repeats.append(Repeat(path, self.keys[path], mark, level.run))
        elif level.run:
            level.run = 0
        level.container[key] = None
        level.key, level.place = key, path
        self.keys[path] = mark

    def _place(self, level: _Level, value: Any, mark: Mark) -> Path:
        """Put a value where it belongs and answer its path."""
        if level.keyed:
            level.container[level.key] = value
            level.key = None
            return level.place
        if level is self._levels[0]:
            self.root, path = value, level.path
        else:
            path = (*level.path, str(len(level.container)))
        level.container.append(value)
        self.keys[path] = mark
        return path

    def _look_into(self, event: Any, level: _Level, mark: Mark) -> None:
        """Note the lines of a plain text that may have swallowed a key: they are looked at after the pass."""
        end = event.end_mark
        own_line = level.keyed and self.keys[level.place].line != mark.line
        if own_line or end.line >= mark.line or _SWALLOWED.search(event.value):
            self.suspects.update(range(mark.line, end.line + 2))
        if _WRAPPED.fullmatch(event.value) and _HAN.search(event.value):
            self._say("Y038", mark)
        if _HASH.match(self._text, end.index):
            self._say("Y037", Mark(end.line + 1, end.column + 1))

    def _folded(self, event: Any, level: _Level, mark: Mark) -> None:
        """Say it of a text over several lines that it will not be what it looks like."""
        if event.end_mark.line < mark.line:
            return
        below = level.keyed and self.keys[level.place].line < mark.line
        plain = level.keyed and not event.style
        code = folding.fault(self._text, event.start_mark.index, event.end_mark.index, plain, below)
        if code is not None:
            self._say(code, mark, key=level.key)

    def _say(self, code: str, mark: Mark, **values: Any) -> None:
        self.found.append(messages.finding(code, Where(self._file, *mark), **values))
        if len(self.found) >= MAX_FINDINGS:
            raise Refused

    def _refuse_at(self, code: str, mark: Mark, **values: Any) -> None:
        self.sound = False
        self._say(code, mark, **values)

    def _refuse(self, code: str, event: Any, **values: Any) -> None:
        self._refuse_at(code, _mark(event), **values)

    def _stop(self, code: str, event: Any, **values: Any) -> NoReturn:
        self._refuse(code, event, **values)
        raise Refused


def _mark(event: Any) -> Mark:
    start = event.start_mark
    mark: Mark = _make(Mark, (start.line + 1, start.column + 1))
    return mark
