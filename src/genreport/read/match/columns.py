"""Where the columns of the form stand in a grid: the heads above each column, with their groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from genreport.document import Grid, Square
from genreport.read.match import values
from genreport.read.match.bare import note, printed
from genreport.read.match.ledger import Heads
from genreport.read.match.likeness import nearest
from genreport.read.match.words import Column, Look, Part, Words


class Unclear(Exception):
    """The heads do not stand over their columns; the grid can only be read as a stream of cells."""


class Region:
    """The rows of heads above some rows of figures."""

    def __init__(
        self,
        words: Words,
        lines: Sequence[Sequence[Square | None]],
        looks: Mapping[int, Look],
        rows: Sequence[int],
        caption: str,
    ) -> None:
        self.words = words
        self.lines = lines
        self.looks = looks
        self.rows = rows
        self.caption = caption
        self.columns = len(lines[0])
        self.likely: list[tuple[str, str, Square]] = []

    def heads(self, counter: int) -> dict[tuple[str, int], Heads]:
        """The columns of every part that these heads may belong to; raises `Unclear` where they are displaced."""
        made: dict[tuple[str, int], Heads] = {}
        seen = {key: self._seen(part) for key, part in self.words.parts.items()}
        best = max(seen.values())
        for key, part in self.words.parts.items():
            enough = seen[key] == best or seen[key] * 2 >= len(part.columns)
            if seen[key] and enough and (found := self._columns(part, counter + len(made) + 1)):
                made[key] = found
        if not made and any(self.looks[id(s)].columns for r in self.rows for s in self.lines[r] if s):
            raise Unclear
        return made

    def _seen(self, part: Part) -> int:
        """How many heads of a part stand here."""
        squares = {id(self.lines[r][c]) for r in self.rows for c in range(self.columns)}
        looks = [k for i, k in self.looks.items() if i in squares]
        key = (part.table, part.at)
        return sum(any((c.table, c.block) == key for c in k.columns) for k in looks)

    def _columns(self, part: Part, number: int) -> Heads | None:
        """Where the columns of a part stand in the grid; None where its heads are not here."""
        stacks = [self.stack(c) for c in range(self.columns)]
        named: dict[int, list[Column]] = {}  # grid column: what it may be
        squares: dict[int, tuple[int, ...]] = {}
        for c, stack in enumerate(stacks):
            leaf, taken = self._leaf(stack, part)
            if not leaf:
                continue
            above = stack[: len(stack) - taken]
            if any(self._only(s, part) for s in above):
                raise Unclear  # two heads above each other: the squares have slipped
            named[c] = self._under(leaf, above, part)
            squares[c] = tuple(id(s) for s in stack[-taken:])
        if not named:
            return None
        self._by_likeness(part, stacks, named, squares)
        self._between(part, stacks, named, squares)
        order = self._settled(part, named, squares)
        strange = any(s and not self.looks[id(s[-1])] for c, s in enumerate(stacks) if c not in named)
        if order is None or (not part.flat and strange and len(set(order.values())) < len(part.columns)):
            raise Unclear
        at: dict[int, list[int]] = {}
        owner: dict[int, tuple[int, ...]] = {}
        for c, index in order.items():
            if owner.setdefault(index, squares[c]) != squares[c]:
                raise Unclear  # one column of the form under two heads
            at.setdefault(index, []).append(c)
        units = {}
        for index, columns in at.items():
            words = "".join(s.text for s in stacks[columns[0]])
            if part.columns[index].number == "amount" and (unit := values.unit_in(note(words) or words)):
                units[index] = unit
        return Heads(number, part, units, {i: tuple(c) for i, c in at.items()})

    def stack(self, column: int) -> list[Square]:
        """The heads above a column, from the top, without captions over the whole width."""
        found: list[Square] = []
        for r in self.rows:
            s = self.lines[r][column]
            if s and s.text.strip() and s not in found and not self.wide(s):
                found.append(s)
        return found

    def wide(self, s: Square) -> bool:
        """Whether a square is a caption over the whole width."""
        look = self.looks[id(s)]
        return s.colspan >= self.columns > 1 and not (look.columns or look.tops)

    def _leaf(self, stack: Sequence[Square], part: Part) -> tuple[list[Column], int]:
        """The columns that the lowest head may be, and of how many squares its label is made."""
        for count in range(1, min(4, len(stack)) + 1):
            look = self.words.joined([s.text for s in stack[-count:]])
            found = [c for c in look.columns if (c.table, c.block) == (part.table, part.at)]
            if found:
                return found, count
        return [], 0

    def _only(self, s: Square, part: Part) -> bool:
        look = self.looks[id(s)]
        mine = any((c.table, c.block) == (part.table, part.at) for c in look.columns)
        return mine and not look.tops

    def _under(self, leaf: list[Column], above: Sequence[Square], part: Part) -> list[Column]:
        """The columns that fit the groups above."""
        tops = {t for s in above for t in self.looks[id(s)].tops if t in part.tops}
        if not tops and len(leaf) > 1 and self.caption:
            tops = {t for t in self.words.look(self.caption).tops if t in part.tops}
        return [c for c in leaf if tops <= c.parents] if tops else leaf

    def _by_likeness(
        self, part: Part, stacks: Sequence[Sequence[Square]], named: dict[int, list[Column]],
        squares: dict[int, tuple[int, ...]],
    ) -> None:  # fmt: skip
        """Heads that no label equals, if they can only be one of the columns left."""
        taken = {c.at for found in named.values() for c in found}
        left = {printed(c.label).full: c for c in part.columns if c.at not in taken}
        if any(len(found) > 1 for found in named.values()):
            return
        here = (part.table, part.at)
        keys = {
            label: f for label, found in self.words.column_labels.items()
            for f in found if (f.table, f.block) == here
        }  # fmt: skip
        for c, stack in enumerate(stacks):
            if c in named or not stack or self.looks[id(stack[-1])]:
                continue
            label = nearest(printed(stack[-1].text).stem, {k: f.at for k, f in keys.items()})
            if label and (column := keys[label]).at in {x.at for x in left.values()}:
                named[c], squares[c] = [column], (id(stack[-1]),)
                self.likely.append((stack[-1].text, column.label, stack[-1]))
        self._cut(part, stacks, named, squares)

    def _cut(
        self, part: Part, stacks: Sequence[Sequence[Square]], named: dict[int, list[Column]],
        squares: dict[int, tuple[int, ...]],
    ) -> None:  # fmt: skip
        """Heads cut so short that two look alike: taken where number and order leave no choice."""
        if not part.flat or len(part.columns) < 2:
            return
        seen: list[tuple[int, Square]] = []
        for c, stack in enumerate(stacks):
            if stack and not self.looks[id(stack[-1])].corner and all(s != stack[-1] for _, s in seen):
                seen.append((c, stack[-1]))
        if len(seen) != len(part.columns) or not named:
            return
        for (c, s), column in zip(seen, part.columns, strict=True):
            if c in named and [x.at for x in named[c]] != [column.at]:
                return
            key = printed(s.text).stem
            if c not in named and (len(key) < 2 or not printed(column.label).full.startswith(key)):
                return
        for (c, s), column in zip(seen, part.columns, strict=True):
            if c not in named:
                for d, stack in enumerate(stacks):
                    if stack and stack[-1] == s:
                        named[d], squares[d] = [column], (id(s),)
                self.likely.append((s.text, column.label, s))

    def _between(
        self, part: Part, stacks: Sequence[Sequence[Square]], named: dict[int, list[Column]],
        squares: dict[int, tuple[int, ...]],
    ) -> None:  # fmt: skip
        """The one head that is in other words, all others in their order: taken where the totals prove it."""
        places: list[list[int]] = []  # grid columns of each head
        for c in range(min(named), self.columns):
            if not stacks[c]:
                return
            if places and stacks[c][-1] is stacks[places[-1][0]][-1]:
                places[-1].append(c)
            else:
                places.append([c])
        if len(places) != len(part.columns) or not any(column.total for column in part.columns):
            return
        odd = [at for at, (first, *_) in enumerate(places) if first not in named]
        if len(odd) != 1 or any(
            named[first] != [part.columns[at]] for at, (first, *_) in enumerate(places) if at not in odd
        ):
            return
        head = stacks[places[odd[0]][0]][-1]
        if not self.looks[id(head)] and self._proved(part, places, odd[0]):
            for c in places[odd[0]]:
                named[c], squares[c] = [part.columns[odd[0]]], (id(head),)
            self.likely.append((head.text, part.columns[odd[0]].label, head))

    def _proved(self, part: Part, places: Sequence[Sequence[int]], odd: int) -> bool:
        """Whether the totals of two rows at least need the figures of a column, and no total speaks against it."""
        needed = 0
        for line in self.lines[max(self.rows) + 1 :]:
            texts = ["".join(s.text for s in distinct([line[c] for c in at])) for at in places]
            if not any(text.strip() for text in texts):
                continue
            if not values.sums_hold(texts, [column.total for column in part.columns]):
                return False
            needed += values.value(texts[odd], "integer").number != 0
        return needed > 1

    def _settled(
        self, part: Part, named: dict[int, list[Column]], squares: dict[int, tuple[int, ...]]
    ) -> dict[int, int] | None:
        """One column of the form for each column of the grid; None where that is not certain."""
        if all(len(found) == 1 for found in named.values()):
            return {c: found[0].at for c, found in named.items()}
        heads: list[tuple[int, ...]] = []
        for c in sorted(named):
            if not heads or heads[-1] != squares[c]:
                heads.append(squares[c])
        first = {squares[c]: c for c in sorted(named, reverse=True)}
        if len(heads) != len(part.columns) or all(len(found) > 1 for found in named.values()):
            return None
        for head, column in zip(heads, part.columns, strict=True):
            if column not in named[first[head]]:
                return None
        index = {head: column.at for head, column in zip(heads, part.columns, strict=True)}
        return {c: index[squares[c]] for c in named}


def lines_of(grid: Grid) -> list[list[Square | None]]:
    """The square at every place of a grid."""
    lines: list[list[Square | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for s in grid.squares:
        for r in range(s.row, min(s.row + s.rowspan, grid.rows)):
            for c in range(s.column, min(s.column + s.colspan, grid.columns)):
                lines[r][c] = s
    return lines


def distinct(line: Sequence[Square | None]) -> list[Square]:
    """The squares of a row, each once."""
    found: list[Square] = []
    for s in line:
        if s is not None and (not found or found[-1] is not s):
            found.append(s)
    return found
