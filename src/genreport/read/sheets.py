"""The style sheets within a page, as far as they matter to what is seen: simple rules for classes, ids and tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 300_000  # characters of all style sheets of a page
_RULES = 3000
_OWN = 1000  # characters of an element's own style that are looked at
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_BRACE = re.compile("[{}]")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?")
_WANTED = re.compile(
    r"display|visibility|opacity|position|top|bottom|left|right|text-indent|margin-left|overflow|"
    r"(?:max-)?height|(?:max-)?width|clip(?:-path)?|vertical-align|mso-hide|mso-text-raise|font-size|color|"
    r"text-decoration(?:-line)?|white-space"
)
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|visibility:collapse|mso-hide:all|opacity:0*(?:\.0*)?%?(?:;|$)|(?<![a-z-])color:transparent"
)
_LONG = r"-(?:[5-9]\d\d|\d{4,})"
_FAR = re.compile(rf"(?:text-indent|margin-left):(?:{_LONG}|-\d\d+(?:\.\d+)?r?em)")
_AWAY = re.compile(rf"(?<![a-z-])(?:left|top|right|bottom):(?:{_LONG}|-\d\d+(?:\.\d+)?r?em)")
_NO_SIZE = re.compile(r"font-size:0*(?:\.0*)?(?:[a-z]{2,3}|%)?(?:;|$)")
_FLAT = re.compile(r"(?<![a-z-])(?:max-)?(?:height|width):0*(?:\.0*)?(?:px|pt|em)?(?:;|$)")
_CLIPPED = re.compile(r"(?<![a-z-])clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\)")
_ZERO = r"[-+]?0*(?:\.0*)?(?:[a-z]{2,3}|%)?(?:;|$)"
_RAISED = re.compile(
    rf"vertical-align:(?:super|sub|text-top|text-bottom|top|bottom|(?!{_ZERO})[-+]?[\d.])|mso-text-raise:(?!{_ZERO})[-+]?[\d.]"
)
_MOVED = re.compile(rf"(?<![a-z-])(?:top|bottom):(?!{_ZERO})[-+]?[\d.]")


class Sheets:
    """The rules of a page's style sheets."""

    def __init__(self, root: _Element) -> None:
        self._rules: dict[str, str] = {}
        text = "\n".join("".join(map(str, s.itertext())) for s in root.iter("style"))[:_MOST].lower()
        for rule in _unconditional(_COMMENT.sub("", text)).split("}")[:_RULES]:
            names, _, declarations = rule.partition("{")
            told = ";".join(d for d in declarations[:_OWN].split(";") if _WANTED.match(d.strip()))
            if told:
                for name in names.rpartition(";")[2].split(","):
                    if (simple := name.strip()) and _SIMPLE.fullmatch(simple):
                        self._rules[simple] = (self._rules.get(simple, "") + ";" + told)[-_OWN:]

    def style(self, element: _Element, tag: str) -> str:
        """What the rules and its own style say of an element: lower case, without blanks, the last word counts."""
        own = element.get("style", "")[:_OWN].lower() if element.attrib else ""
        told = [self._rules[name] for name in self._names(element, tag) if name in self._rules]
        if not told:
            return "".join(own.split()).replace("!important", "") if own else ""
        said: dict[str, str] = {}
        for declaration in ";".join([*told, own]).split(";"):
            name, colon, words = "".join(declaration.split()).partition(":")
            firm = words.endswith("!important")
            if colon and (firm or not said.get(name, "").endswith("!important")):
                said[name] = words
        return ";".join(f"{name}:{words.replace('!important', '')}" for name, words in said.items())

    def _names(self, element: _Element, tag: str) -> list[str]:
        if not self._rules:
            return []
        names = [tag]
        for kind, words in ((".", element.get("class", "")), ("#", element.get("id", ""))):
            for word in words[:_OWN].lower().split()[:20]:
                names += [kind + word, tag + kind + word]
        return names

    def without_size(self, element: _Element, style: str) -> bool:
        """Whether the letters of an element have no size, and none within it gives itself one."""
        if not _NO_SIZE.search(style):
            return False
        for n, inner in enumerate(element.iterdescendants()):
            if n > 50 or "font-size" in self.style(inner, str(inner.tag)):
                return False
        return True


def hidden(style: str) -> bool:
    """Whether a style keeps an element from being seen."""
    return bool(
        _HIDDEN.search(style)
        or _FAR.search(style)
        or (_AWAY.search(style) and re.search("position:(?:absolute|fixed|relative)", style))
        or (_FLAT.search(style) and re.search("overflow(?:-[xy])?:hidden", style))
        or _CLIPPED.search(style)
    )


def raised(style: str) -> bool:
    """Whether a style sets words within a line higher or lower than the others."""
    return bool(_RAISED.search(style) or ("position:relative" in style and _MOVED.search(style)))


def _unconditional(text: str) -> str:
    """Style sheets without what counts only in print or on some screens."""
    kept, at = [], 0
    while (start := text.find("@media", at)) >= 0:
        kept.append(text[at:start])
        depth = 0
        for brace in _BRACE.finditer(text, start):
            depth += 1 if brace[0] == "{" else -1
            if depth <= 0:
                at = brace.end()
                break
        else:
            return "".join(kept)
    return "".join([*kept, text[at:]])
