"""Automatic numbers and styles of a Word file: what is printed before a paragraph, which of them are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from genreport.read.ordinals import ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$")
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d?$")
_BODY = 9  # an outline level that is none


def child(element: _Element | None, *names: str) -> _Element | None:
    """The first child by each name in turn; None as soon as there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{{*}}{name}")
    return element


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of Word's, "" when there is none."""
    if element is None:
        return ""
    namespace = element.tag.rpartition("}")[0].lstrip("{")
    return element.get(f"{{{namespace}}}{name}") or ""


def number(element: _Element | None, default: int = 0, name: str = "val") -> int:
    """An attribute that is a whole number, bounded."""
    text = value(element, name)
    return min(int(text), 100_000) if text.isascii() and text.isdigit() else default


def switched(properties: _Element | None, name: str) -> bool | None:
    """Whether a property such as bold is on; None when nothing is said."""
    found = child(properties, name)
    return None if found is None else value(found).lower() not in _OFF


def lifted(properties: _Element | None) -> bool | None:
    """Whether a run stands higher or lower than its line; None when nothing is said."""
    aligned, position = value(child(properties, "vertAlign")), value(child(properties, "position"))
    if not aligned and not position:
        return None
    return aligned in ("superscript", "subscript") or position.strip("+-0") not in ("", "pt")


class Style(NamedTuple):
    """What a paragraph's style says, those that it is based on included."""

    level: int = 0
    bold: bool = False
    hidden: bool = False
    contents: bool = False
    list: str = ""
    depth: int = 0
    raised: bool | None = None


def styles(root: _Element | None) -> dict[str, Style]:
    """Every style by its id; "" is that of paragraphs that name none."""
    if root is None:
        return {}
    given = {value(s, "styleId"): s for s in root.iterfind("{*}style")}
    done = {name: _style(name, given) for name in given}
    default = next((n for n, s in given.items() if _is_default(s)), "")
    return {**done, "": done.get(default, Style())}


def _is_default(style: _Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default").lower() in ("1", "true", "on")


def _style(name: str, given: dict[str, _Element]) -> Style:
    """The nearest that says something counts; a circle of styles ends after as many steps as anyone needs."""
    found = Style()
    level: int | None = None
    for _ in range(20):
        style = given.get(name)
        if style is None:
            break
        paragraph, run = child(style, "pPr"), child(style, "rPr")
        title = value(child(style, "name")).lower()
        heading = _HEADING.match(title)
        outline = child(paragraph, "outlineLvl")
        if level is None and heading:
            level = int(heading[1])
        elif level is None and title in ("title", "标题"):
            level = 1
        elif level is None and outline is not None:
            level = (number(outline, _BODY) + 1) % (_BODY + 1)
        listed = child(paragraph, "numPr")
        found = found._replace(
            bold=found.bold or bool(switched(run, "b")),
            hidden=found.hidden or bool(switched(run, "vanish")),
            contents=found.contents or bool(_CONTENTS.match(title)),
            list=found.list or value(child(listed, "numId")),
            raised=lifted(run) if found.raised is None else found.raised,
            depth=found.depth or number(child(listed, "ilvl")),
        )
        name = value(child(style, "basedOn"))
    return found._replace(level=min(level or 0, 6))


class _Level(NamedTuple):
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    plain: bool = False  # all numbers in it are decimal


@dataclass
class Lists:
    """The lists of numbering.xml, each with its running numbers."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by abstract list
    _abstract: dict[str, str] = field(default_factory=dict)  # by list
    _own: dict[str, dict[int, _Level]] = field(default_factory=dict)  # a list's own changes
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)  # where a list begins anew
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstract list
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: _Element | None) -> Lists:
        """Those of a numbering part, none without one."""
        lists = cls()
        if root is None:
            return lists
        for abstract in root.iterfind("{*}abstractNum"):
            levels = {number(e, 0, "ilvl"): _level(e) for e in abstract.iterfind("{*}lvl")}
            lists._levels[value(abstract, "abstractNumId")] = levels
        for item in root.iterfind("{*}num"):
            name = value(item, "numId")
            lists._abstract[name] = value(child(item, "abstractNumId"))
            for override in item.iterfind("{*}lvlOverride"):
                depth = number(override, 0, "ilvl")
                if (own := child(override, "lvl")) is not None:
                    lists._own.setdefault(name, {})[depth] = _level(own)
                if (start := child(override, "startOverride")) is not None:
                    lists._starts[name, depth] = number(start, 1)
        return lists

    def printed(self, name: str, depth: int) -> str:
        """The number of the next paragraph of a list, as it is printed; "" for a bullet."""
        abstract = self._abstract.get(name)
        if abstract is None or name == "0":
            return ""
        levels = {**self._levels.get(abstract, {}), **self._own.get(name, {})}
        counts = self._counts.setdefault(abstract, {})
        if name not in self._begun:
            self._begun.add(name)
            for (one, at), start in self._starts.items():
                if one == name:
                    counts[at] = start - 1
        level = levels.get(depth, _Level())
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.kind in ("bullet", "none"):
            return ""

        def filled(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, _Level())
            return ordinal(counts.get(at, of.start), "decimal" if level.plain else of.kind)

        return re.sub(r"%([1-9])", filled, level.text)


def _level(element: _Element) -> _Level:
    return _Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText"))[:40],
        number(child(element, "start"), 1),
        bool(switched(element, "isLgl")),
    )
