"""A page's content in the order of painting becomes the same content in the order of reading.

CSS paints positioned boxes after the text around them (CSS 2.1, appendix E), and WeasyPrint 70
paints notes last. A reader that follows the content instead of the tags would read them there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from makeready.core.errors import EditionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Items: TypeAlias = tuple[object, ...]
"""Operands and operators as pydyf keeps them; an operator ends the item that it stands in."""

State: TypeAlias = tuple[tuple[str, Items], ...]
"""What was set of the graphics state: names of what was set, with the items that set it."""

FILL, STROKE, GROWING = "fill", "stroke", ""
SETTING = {
    **dict.fromkeys((b"rg", b"g", b"k", b"cs", b"sc", b"scn"), FILL),
    **dict.fromkeys((b"RG", b"G", b"K", b"CS", b"SC", b"SCN"), STROKE),
    **{name.encode(): name for name in "w J j M d ri i Tc Tw Tz TL Tf Tr Ts".split()},
    b"cm": GROWING,
    b"gs": "gs",
}
"""The operators of the graphics state and what each sets; "" stands for one that adds to it."""

REFINING = frozenset({b"sc", b"scn", b"SC", b"SCN"})
"""Operators whose color is in the color space that was set before."""

SAVE, RESTORE, NOTHING = b"q", b"Q", b"n"
OPENING, CLOSING = frozenset({b"BDC", b"BMC", b"BT"}), frozenset({b"EMC", b"ET"})
CLIP = frozenset({b"W", b"W*"})
PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"}) | CLIP
DRAWN = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", NOTHING})
SHOWN = frozenset({b"Tj", b"TJ", b"'", b'"', b"Td", b"TD", b"Tm", b"T*", b"Do", b"sh", b"EI"})
BETWEEN = SETTING.keys() | {SAVE, RESTORE}
KNOWN = OPENING | CLOSING | PATH | DRAWN | SHOWN | BETWEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of content that can be moved, with the graphics state that it needs.

    `place` is its marked-content number, or -1 for decoration. `within` are the numbers of the
    saved states (`q` … `Q`) around it, the outermost first; `after` is the state that it leaves.
    """

    items: Items
    place: int
    within: tuple[int, ...]
    before: State
    after: State


def arrange(items: Sequence[object], order: Sequence[int]) -> list[object]:
    """Return a page's content with its tagged stretches in this order, to be read.

    Raises EditionError where a stretch is not in the content, or cannot be moved.
    """
    pieces, owned = tuple(_pieces(items)), frozenset(order)
    places = [piece.place for piece in pieces if piece.place in owned]
    if sorted(places) != sorted(order):
        raise EditionError(
            "text was painted into a group, where it cannot be tagged",
            hint="set no opacity, filter or blend mode on anything that holds text",
        )
    if places == list(order):
        return [b"q", *items, b"Q"]
    return list(_paint(_put_in_order(pieces, order)))


def _put_in_order(pieces: Sequence[Piece], order: Iterable[int]) -> Iterator[Piece]:
    """Yield tagged pieces in this order, and decoration so that it stays below or beside them.

    A piece is preceded by the decoration that was painted before it in the saved states around it,
    since that may lie under it; decoration of other states may come later. What follows the last
    piece of a state stays behind it.
    """
    at = {piece.place: number for number, piece in enumerate(pieces) if piece.place >= 0}
    tagged = [at[place] for place in order]
    moved = frozenset(tagged)
    left = Counter(around for number in tagged for around in _find_outer(pieces[number].within))
    waiting = {
        number: next(around for around in _find_outer(piece.within) if around in left)
        for number, piece in enumerate(pieces)
        if number not in moved
    }
    for here in tagged:
        outer = set(_find_outer(pieces[here].within))
        under = [number for number, around in waiting.items() if number < here and around in outer]
        yield from (pieces[number] for number in under)
        yield pieces[here]
        left.subtract(outer)
        behind = [n for n, around in waiting.items() if n not in under and not left[around]]
        yield from (pieces[number] for number in behind)
        waiting = {n: around for n, around in waiting.items() if n not in {*under, *behind}}


def _find_outer(within: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the states around a place, the innermost first, down to the page's own."""
    yield from (within[:depth] for depth in range(len(within), -1, -1))


def _paint(pieces: Iterable[Piece]) -> Iterator[object]:
    """Yield the content of pieces, each in its own state."""
    state: State | None = None
    for piece in pieces:
        if piece.before != state:
            yield from () if state is None else (b"Q",)
            yield b"q"
            yield from (item for _, setting in piece.before for item in setting)
        yield from piece.items
        state = piece.after
    yield b"Q"


class _Reader:
    """Reads content item by item, and knows the graphics state at each of them."""

    def __init__(self) -> None:
        self._saved: list[tuple[tuple[int, ...], State]] = []
        self._saves = 0
        self._depth = 0
        self._path: list[object] = []
        self.within: tuple[int, ...] = ()
        self.state: State = ()

    @property
    def is_between(self) -> bool:
        """Tell whether no path, no text and no marked stretch is open."""
        return not self._depth and not self._path

    def read(self, operator: bytes, item: object) -> None:
        """Follow an item to the state behind it."""
        if operator == SAVE:
            self._saves += 1
            self._saved.append((self.within, self.state))
            self.within = (*self.within, self._saves)
        elif operator == RESTORE and self._saved:
            self.within, self.state = self._saved.pop()
        elif operator in SETTING:
            self._set(operator, item)
        elif operator in PATH:
            self._path.append(item)
        elif operator in DRAWN:
            self._draw()
        elif operator not in KNOWN or operator == RESTORE:
            raise EditionError(f"WeasyPrint wrote {item!r}, which version 70 does not")
        self._depth += (operator in OPENING) - (operator in CLOSING)

    def _set(self, operator: bytes, item: object) -> None:
        name = f"gs {item!r}" if operator == b"gs" else SETTING[operator]
        kept = tuple(setting for setting in self.state if setting[0] != name or name == GROWING)
        before = dict(self.state).get(name, ()) if operator in REFINING else ()
        self.state = (*kept, (name, (*before[:1], item)))

    def _draw(self) -> None:
        if any(_operator(item) in CLIP for item in self._path):
            self.state = (*self.state, (GROWING, (*self._path, NOTHING)))
        self._path = []


def _pieces(items: Iterable[object]) -> Iterator[Piece]:
    """Yield all that paints, in the shortest stretches that leave no path, text or mark open."""
    reader = _Reader()
    piece: list[object] = []
    before, within = reader.state, reader.within
    for item in items:
        operator = _operator(item)
        if not piece:
            before, within = reader.state, reader.within
        if piece or operator not in BETWEEN:
            piece.append(item)
        if operator:
            reader.read(operator, item)
        if piece and operator and reader.is_between and reader.within == within:
            # a path that ends unpainted was a clipping path, which is part of the state
            if operator != NOTHING:
                yield Piece(
                    items=tuple(piece),
                    place=_place(piece),
                    within=within,
                    before=before,
                    after=reader.state,
                )
            piece = []
    if piece or reader.within:
        raise EditionError("WeasyPrint left a page's content open, which version 70 does not")


def _operator(item: object) -> bytes:
    """Return the operator that ends an item, or nothing where the item is an operand."""
    return item[item.rfind(b" ") + 1 :] if isinstance(item, bytes) else b""


def _place(items: Sequence[object]) -> int:
    """Return the number of a tagged stretch, or -1 for decoration."""
    return next(
        (int(item["MCID"]) for item in items if isinstance(item, dict) and "MCID" in item), -1
    )
