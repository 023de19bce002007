"""The line box of a paragraph becomes the places where its lines may end, measured by Pango.

Every text is shaped once, as a whole; the widths of its characters are those of the glyphs that
will be painted. Like `boxes`, this module knows what is private to WeasyPrint 70.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import create_layout, get_log_attrs

from makeready.core.languages import RTL
from makeready.editions.print.lines.hanging import LEFT, RIGHT
from makeready.editions.print.lines.hyphens import cuts, read_exceptions
from makeready.editions.print.lines.loose_words import LET_BREAK, ZERO_WIDTH
from makeready.editions.print.lines.values import Stop
from makeready.editions.print.weasy.initials import is_initial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from weasyprint.layout import LayoutContext

    from makeready.editions.print.lines.values import Habits

    GlyphItem: TypeAlias = Any
    """A PangoGlyphItem: a stretch of text in one font, with its glyphs."""

WORD = re.compile(r"[^\W\d_]+")
JOINING = re.compile(r"[\w\u00ad@/\\.\u200b-]")
JOINED = re.compile(r"[\w\u00ad@/\\\u200b-]|\.\w")
"""A word behind or before one of these is not hyphenated: it goes on in another face, or is an
address. A full stop that ends a sentence is none of them.
"""

INITIAL = re.compile(r"(?:^|[\s(.])[^\W\d_]\. ?$")
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SOFT_HYPHEN = "\u00ad"
ATOM = "\ufffc"
"""The character that stands for a picture in the text of a paragraph."""

SPACES = frozenset(" \u00a0")
"""The spaces that WeasyPrint widens to justify a line."""

HYPHENS = frozenset("-\u2010")
DASHES = frozenset("\u2013\u2014/\u200b")
MOST = 2.8
"""How many CSS pixels a mark may hang into the margin; what reaches out farther is a fault."""

MAY_BREAK = 1
"""The bit of PangoLogAttr that says that a line may begin with a character."""

GLYPH, CLUSTER = ffi.sizeof("PangoGlyphInfo"), ffi.sizeof("gint")


class UnknownError(Exception):
    """A paragraph holds something that only WeasyPrint can break into lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text box of a paragraph, or a picture in it, and where its characters begin."""

    box: boxes.Box
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line ends: in which text box, after how many of its bytes, with a hyphen or without.

    There is no box at the end of the text and at a line break that the text itself has.
    """

    box: boxes.Box | None
    byte: int
    hyphen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as one text; `widths` and `spaces` are running sums over its characters.

    `widths` counts all characters and `spaces` the word spaces alone. No line may begin with a
    character that is `stuck` to the one before it. What is before `start` is set already. `begun`
    says that the first word begins with an initial, which is not in the text.
    """

    leaves: tuple[Leaf, ...]
    text: str
    widths: Sequence[float]
    spaces: Sequence[float]
    stuck: frozenset[int]
    start: int
    begun: bool = False

    def stops(self, context: LayoutContext, habits: Habits, *, hyphenate: bool) -> tuple[Stop, ...]:
        """Return the places where lines may end, those within words only if asked for."""
        breaks = dict(_breaks(self))
        if hyphenate:
            breaks.update(_hyphenations(context, self))
        return tuple(
            _stop(self, at, dash, habits)
            for at, dash in sorted(breaks.items())
            if at > self.start and self.can_end(at)
        )

    def can_end(self, at: int) -> bool:
        """Tell whether WeasyPrint lets us end a line after this many characters."""
        if at == len(self.text) or self.text[at - 1] == "\n":
            return True
        leaf = self._leaf(at)
        return leaf.text != ATOM and leaf.box.style["white_space"] == "normal"

    def place(self, stop: Stop) -> Place:
        """Return where a line ends."""
        if stop.forced:
            return Place(box=None, byte=0, hyphen=False)
        leaf = self._leaf(stop.at)
        before = leaf.text[: stop.at - leaf.start]
        return Place(box=leaf.box, byte=len(before.encode()), hyphen=stop.added)

    def position(self, line: boxes.LineBox, skip: Mapping[int, Any] | None) -> int:
        """Return which character a skip stack of WeasyPrint's points to.

        Raises UnknownError where it points to none of the paragraph's leaves.
        """
        return _position(self.leaves, line, skip)

    def _leaf(self, at: int) -> Leaf:
        """Return the leaf that has the last character before a place."""
        return self.leaves[bisect_left(self.leaves, at, key=_start) - 1]


LONGEST = 20_000
"""How many characters a paragraph that is broken as a whole may have: some eight pages of a novel.

Nobody writes longer ones, and they would be measured anew for each page.
"""


def read_paragraph(
    context: LayoutContext, line: boxes.LineBox, skip: Mapping[int, Any] | None, block: boxes.Box
) -> Paragraph:
    """Return a paragraph from where a skip stack points to.

    Raises UnknownError where it holds what only the engine can break.
    """
    texts = (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
    if sum(map(len, texts)) > LONGEST:
        raise UnknownError
    reading = _Reading(context, block)
    for child in line.children:
        reading.read(child)
    text = "".join(leaf.text for leaf in reading.leaves)
    if IDEOGRAPHS.search(text):
        raise UnknownError
    spaces = (w if c in SPACES else 0.0 for c, w in zip(text, reading.widths, strict=True))
    return Paragraph(
        leaves=tuple(reading.leaves),
        text=text,
        widths=(0.0, *accumulate(reading.widths)),
        spaces=(0.0, *accumulate(spaces)),
        stuck=frozenset(reading.stuck),
        start=_position(reading.leaves, line, skip),
        begun=reading.begun,
    )


class _Reading:
    """Walks the boxes of a line and collects what stands in it."""

    def __init__(self, context: LayoutContext, block: boxes.Box) -> None:
        self._context = context
        self._block = block
        self.leaves: list[Leaf] = []
        self.widths: list[float] = []
        self.stuck: set[int] = set()
        self.begun = False

    def read(self, box: boxes.Box) -> None:
        """Add a box and what is in it. Raises UnknownError at a float that is no initial."""
        if not self.leaves and is_initial(box):
            self.begun = True
        elif not box.is_in_normal_flow():
            if box.is_floated():
                raise UnknownError
        elif isinstance(box, boxes.TextBox):
            self._add(box, box.text, _advances(self._context, box.text, box.style))
        elif isinstance(box, boxes.InlineBox):
            self._read_inline(box)
        elif isinstance(box, boxes.AtomicInlineLevelBox):
            inline.resolve_percentages(box, self._block)
            laid = inline.atomic_box(self._context, box, 0, None, self._block, [], [])
            self._add(box, ATOM, [laid.margin_width()])
        else:
            raise UnknownError

    def _read_inline(self, box: boxes.InlineBox) -> None:
        if box.element is not None and "noteref" in box.element.get("class", "").split():
            self.stuck.add(len(self.widths))
        inline.resolve_percentages(box, self._block)
        self._widen(box.margin_left, box.padding_left, box.border_left_width)
        for child in box.children:
            self.read(child)
        self._widen(box.margin_right, box.padding_right, box.border_right_width)

    def _add(self, box: boxes.Box, text: str, widths: Iterable[float]) -> None:
        self.leaves.append(Leaf(box=box, start=len(self.widths), text=text))
        self.widths.extend(widths)

    def _widen(self, *edges: float | str) -> None:
        """Count the edge of a box with the character before it."""
        by = sum(edge for edge in edges if not isinstance(edge, str))
        if by and not self.widths:
            raise UnknownError
        if by:
            self.widths[-1] += by


def _start(leaf: Leaf) -> int:
    return leaf.start


def _position(leaves: Iterable[Leaf], line: boxes.LineBox, skip: Mapping[int, Any] | None) -> int:
    box: boxes.Box = line
    behind: list[boxes.Box] = []
    while skip is not None and not isinstance(box, boxes.TextBox):
        ((index, skip),) = skip.items()
        if index >= len(box.children):
            raise UnknownError
        behind = [*box.children[index + 1 :], *behind]
        box = box.children[index]
    byte = next(iter(skip)) if skip else 0
    # a line may begin with a box that holds no text, such as the mark of an old page
    first = next((leaf for each in (box, *behind) for leaf in _leaf_boxes(each)), None)
    for leaf in leaves:
        if leaf.box is first:
            return leaf.start + len(leaf.text.encode()[:byte].decode())
    raise UnknownError


def _leaf_boxes(box: boxes.Box) -> Iterator[boxes.Box]:
    if isinstance(box, boxes.TextBox | boxes.AtomicInlineLevelBox):
        yield box
    elif box.is_in_normal_flow():
        for child in getattr(box, "children", ()):
            yield from _leaf_boxes(child)


def _advances(context: LayoutContext, text: str, style: Mapping[str, Any]) -> list[float]:
    """Return the width of each character of a text; that of a ligature goes to its first character.

    Raises UnknownError where white space counts, or where letters run from right to left in a
    paragraph from left to right.
    """
    if text in ("", "\n"):
        return [0.0] * len(text)
    kept = style["white_space"] not in ("normal", "nowrap")
    if kept or "\n" in text or "\t" in text or not style["font_size"]:
        raise UnknownError
    layout = create_layout(text, style, context, None, 0)
    by_byte = [0] * len(text.encode())
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        if run.data.item.analysis.level % 2 and style["direction"] != RTL:
            raise UnknownError
        for byte, width in _glyphs(run.data):
            by_byte[byte] += width
        run = run.next
    layout.deactivate()
    starts = accumulate((len(each.encode()) for each in text[:-1]), initial=0)
    return [by_byte[start] * FROM_UNITS for start in starts]


def _glyphs(item: GlyphItem) -> Iterator[tuple[int, int]]:
    """Yield the byte of the text at which each glyph of a run begins, and the glyph's width."""
    offset, count = item.item.offset, item.glyphs.num_glyphs
    glyphs = memoryview(ffi.buffer(item.glyphs.glyphs, count * GLYPH)).cast("i")
    clusters = memoryview(ffi.buffer(item.glyphs.log_clusters, count * CLUSTER)).cast("i")
    # A glyph's width is the second of its five numbers.
    widths = glyphs[1 :: GLYPH // CLUSTER].tolist()
    return ((offset + byte, width) for byte, width in zip(clusters.tolist(), widths, strict=True))


def _breaks(paragraph: Paragraph) -> Iterator[tuple[int, float]]:
    """Yield where a line may begin by the rules of Unicode, and where the text itself breaks.

    With each place goes the width of the hyphen that must be added there.
    """
    text = paragraph.text
    style = paragraph.leaves[0].box.style
    attributes = get_log_attrs(text, style["lang"])
    bits = memoryview(ffi.buffer(attributes)).cast("I").tolist()
    yield len(text), 0.0
    for at in range(1, len(text)):
        if text[at - 1] == "\n":
            yield at, 0.0
        elif bits[at] & MAY_BREAK and at not in paragraph.stuck and not _leans(text, at):
            soft = text[at - 1] == SOFT_HYPHEN
            yield at, SOFT if soft else 0.0


SOFT = 0.3
"""The width of a soft hyphen in ems, near enough to choose a line by."""


def _leans(text: str, at: int) -> bool:
    """Tell whether a line would begin with a dash that stands close to the word before it."""
    return text[at] in "\u2014\u2013" and text[at - 1] != " "


def _hyphenations(context: LayoutContext, paragraph: Paragraph) -> Iterator[tuple[int, float]]:
    """Yield where words may be hyphenated, with the width of the hyphen."""
    for leaf in paragraph.leaves:
        style = leaf.box.style
        if leaf.text in (ATOM, "\n") or style["hyphens"] != "auto" or not style["lang"]:
            continue
        limits, exceptions = style["hyphenate_limit_chars"], _exceptions(style)
        dash = sum(_advances(context, style["hyphenate_character"], style))
        for word in WORD.finditer(leaf.text):
            start = leaf.start + word.start()
            if paragraph.begun and start == 0:
                continue
            if _stands_alone(paragraph.text, start, leaf.start + word.end()):
                places = exceptions.get(word.group().casefold())
                if places is None:
                    places = cuts(word.group(), style["lang"], limits)
                yield from ((start + place, dash) for place in places)


def _exceptions(style: Mapping[str, Any]) -> Mapping[str, tuple[int, ...]]:
    tokens = style["__hyphenation"]
    words = " ".join(str(token.value) for token in tokens or () if token.type == "string")
    return read_exceptions(tuple(words.split())) if words else {}


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (JOINING.match(text[start - 1 : start]) or JOINED.match(text, end))


def _stop(paragraph: Paragraph, at: int, dash: float, habits: Habits) -> Stop:
    text, widths, spaces = paragraph.text, paragraph.widths, paragraph.spaces
    end, start = at - text.endswith(LET_BREAK, 0, at), at
    while end and text[end - 1] in " \n":
        end -= 1
    while start < len(text) and text[start] == " ":
        start += 1
    last = "\u2010" if dash else text[end - 1 : end]
    own = dash or (widths[end] - widths[end - 1] if end else 0.0)
    close = end == at
    first = text[start : start + 1]
    return Stop(
        at=at,
        width=widths[end] + dash - widths[paragraph.start],
        space=spaces[end] - spaces[paragraph.start],
        next_width=widths[start] - widths[paragraph.start],
        next_space=spaces[start] - spaces[paragraph.start],
        cost=_cost(last, habits) if close else habits.tie * _parts_name(text, at),
        hyphen=close and last in HYPHENS,
        added=bool(dash),
        forced=at == len(text) or text[at - 1] == "\n",
        hang=min(MOST, habits.protrusion * RIGHT.get(last, 0.0) * own),
        next_hang=habits.protrusion * LEFT.get(first, 0.0) * (widths[start + 1] - widths[start])
        if first
        else 0.0,
    )


def strip_end(text: str) -> str:
    """Return the text of a line without the spaces at its end."""
    return text.removesuffix(ZERO_WIDTH if text.endswith(LET_BREAK) else "").rstrip(" ")


def _parts_name(text: str, at: int) -> bool:
    """Tell whether a line would end in an initial whose name begins the next one."""
    return text[at : at + 1].isupper() and bool(INITIAL.search(text[max(0, at - 5) : at]))


def _cost(last: str, habits: Habits) -> float:
    """Return what it costs to end a line with a character that no space follows."""
    if last in HYPHENS:
        return habits.hyphen
    return habits.dash if last in DASHES else 0.0
