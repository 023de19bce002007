"""The characters of a page → runs of one look on one base line."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from makeready.intake.pdf.read.letterspacing import find_letterspaced
from makeready.intake.pdf.values import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.pdf.values import Box, Face

NO_LETTER = "\ufffd"
# Shares of the type size.
_SMALL = 0.82  # of a page's usual type size: note calls
_LOW = 24.0  # points: a picture as low may stand within a line
_BAND = 8.0  # points by which a call is raised, at most
_DROP = 0.04  # a base line may waver by so much inside a run
_BACK = 0.6  # a character may stand so far back: kerning, accents
_APART = 0.8  # a wider gap ends a run
_SPACE = 0.13  # a wider gap is a space, where none is written
FIRST_LEFTWARD = "\u0590"  # the first character of a script that is written to the left
_NONE = 0.05  # a narrower gap after a ligature is no space, though one is written

# What the private places F020 to F0FF mean in Symbol and Wingdings, as Word writes them.
_SYMBOLS = {
    0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0xA8: "◻", 0x6C: "●", 0x6E: "■", 0x71: "❑",
    0x76: "❖", 0x2D: "−", 0xAE: "→", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0x9F: "•",
}  # fmt: skip


# Left, right and base line of characters, by their height on the page.
_Small: TypeAlias = "Mapping[int, Sequence[tuple[float, float, float]]]"


class Glyph(NamedTuple):
    """A character where it stands; a page has thousands, and a named tuple is made fastest."""

    offset: int
    char: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    face: Face
    quarter: int
    straight: bool
    tag: int
    artifact: bool
    hidden: bool
    raised: bool
    look: int


def decode_code(code: int, high: int) -> tuple[str, int]:
    """Return the character of a code of pdfium's, after the first half of a pair or 0.

    What no character stands for, and what no text file can hold, is U+FFFD.
    """
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)), 0
    if code < 0x20 or 0xD800 <= code < 0xE000 or 0x7F <= code < 0xA0 or code > 0x10FFFF:
        return NO_LETTER, 0
    return chr(code), 0


def symbol(char: str) -> str:
    """Return what a private character of a symbol font means, or U+FFFD where nobody knows."""
    code = ord(char)
    if 0xF020 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, NO_LETTER)
    return NO_LETTER if 0xE000 <= code <= 0xF8FF else char


def plain_letters(char: str) -> str:
    """Return the letters of a ligature that Unicode has as one character."""
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char


def runs_of(
    text: str,
    glyphs: Sequence[Glyph],
    quarter: int,
    *,
    shapes: Sequence[Box] = (),
) -> Iterator[Run]:
    """Yield the runs of a page in the order of its characters.

    Characters that run in another direction than the page are runs by themselves, and turned. A
    gap with one of the `shapes` in it parts runs.
    """
    draft: _Draft | None = None
    small = _small_ones(glyphs)
    joined, stressed = find_letterspaced(glyphs)
    boxes = list(_place_glyphs(glyphs))
    shapes = [box for box in shapes if box[3] - box[1] < _LOW]
    for place, glyph in enumerate(_with_emphasis(glyphs, stressed)):
        left, right, base = boxes[place]
        if draft is not None:
            gap = left - draft.ends
            wide = gap > _SPACE * glyph.size
            whole = not (wide and small and _holds(small, draft.ends, left, base))
            if wide and shapes and any(_is_between(box, draft.ends, left, base) for box in shapes):
                whole = False
            if whole and _goes_on(draft.last, glyph, gap, base - draft.base):
                written = glyph.offset - draft.last.offset - 1
                if place in joined:
                    draft.void += range(draft.last.offset + 1, glyph.offset)
                elif not written and wide:
                    draft.missing.append(glyph.offset)
                elif written and gap < _NONE * glyph.size and _is_ligature(glyphs, place - 1):
                    draft.void.append(glyph.offset - 1)
                draft.take(glyph, left, right)
                continue
            yield draft.run(text, quarter)
        draft = _Draft(glyph, left, right, base)
    if draft is not None:
        yield draft.run(text, quarter)


def _place_glyphs(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, float, float]]:
    """Yield each character's left, right and base line; those of one glyph share out its box."""
    lefts = [glyph.left for glyph in glyphs]
    end = len(glyphs) - 1
    for place, glyph in enumerate(glyphs):
        left, right, base = (
            _place_glyph(glyph, glyph.quarter)
            if glyph.quarter
            else (glyph.left, glyph.right, glyph.y)
        )
        here = lefts[place]
        if (place and lefts[place - 1] == here) or (place < end and lefts[place + 1] == here):
            shared, count = _count_sharing(glyphs, place)
            width = (right - left) / count
            left, right = left + width * shared, left + width * (shared + 1)
        yield left, right, base


def _small_ones(glyphs: Sequence[Glyph]) -> _Small:
    """Return where the characters of small type stand, by their height on the page.

    Some programs write note calls after the page's text, into gaps that they left for them.
    """
    sizes = Counter(round(glyph.size * 4) for glyph in glyphs)
    usual = sizes.most_common(1)[0][0] / 4 if sizes else 0.0
    found: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.size < _SMALL * usual and not glyph.quarter and not glyph.char.isspace():
            found[round(glyph.y / _BAND)].append((glyph.left, glyph.right, glyph.y))
    return found


def _holds(
    small: Mapping[int, Sequence[tuple[float, float, float]]],
    left: float,
    right: float,
    base: float,
) -> bool:
    """Tell whether a small raised character stands in a gap of a line."""
    band = round(base / _BAND)
    return any(
        left - 1 < (low + high) / 2 < right + 1 and base < rise < base + _BAND
        for near in (band, band + 1)
        for low, high, rise in small.get(near, ())
    )


def _is_between(box: Box, left: float, right: float, base: float) -> bool:
    """Tell whether a small picture stands in a gap of a line."""
    return left - 1 < (box[0] + box[2]) / 2 < right + 1 and box[1] < base + _BAND < box[3] + _BAND


class _Draft:
    """A run while it grows."""

    __slots__ = (
        "base", "ends", "first", "last", "left", "missing", "right", "void",
    )  # fmt: skip

    def __init__(self, glyph: Glyph, left: float, right: float, base: float) -> None:
        self.first = self.last = glyph
        self.left, self.right, self.ends, self.base = left, right, right, base
        self.missing: list[int] = []
        self.void: list[int] = []

    def take(self, glyph: Glyph, left: float, right: float) -> None:
        """Add a character."""
        self.last, self.ends = glyph, right
        self.left = min(self.left, left)
        self.right = max(self.right, right)

    def run(self, text: str, quarter: int) -> Run:
        """Return the run as it stands."""
        first, end = self.first, self.last.offset + 1
        return Run(
            start=first.offset,
            end=end,
            text=text[first.offset : end],
            left=self.left,
            right=self.right,
            base=self.base,
            size=first.size,
            face=first.face,
            missing=tuple(self.missing),
            void=tuple(self.void),
            raised=first.raised,
            tag=first.tag,
            artifact=first.artifact,
            hidden=first.hidden,
            turned=not first.straight or first.quarter != quarter,
        )


def _with_emphasis(glyphs: Sequence[Glyph], places: frozenset[int]) -> Sequence[Glyph]:
    """Return the characters, those at these places in a face that stands for emphasis."""
    if not places:
        return glyphs
    return [
        glyph._replace(face=replace(glyph.face, italic=True)) if place in places else glyph
        for place, glyph in enumerate(glyphs)
    ]


def _place_glyph(glyph: Glyph, quarter: int) -> tuple[float, float, float]:
    """Return a character's left, right and base line on the page turned to its text."""
    if quarter == 1:
        return glyph.bottom, glyph.top, -glyph.x
    if quarter == 2:
        return -glyph.right, -glyph.left, -glyph.y
    if quarter == 3:
        return -glyph.top, -glyph.bottom, glyph.x
    return glyph.left, glyph.right, glyph.y


def _count_sharing(glyphs: Sequence[Glyph], place: int) -> tuple[int, int]:
    """Return which of how many characters of one glyph this is: they have one box."""
    here = glyphs[place]
    first = last = place
    while first and _is_same(glyphs[first - 1], here):
        first -= 1
    while last + 1 < len(glyphs) and _is_same(glyphs[last + 1], here):
        last += 1
    return place - first, last - first + 1


def _is_same(one: Glyph, other: Glyph) -> bool:
    return one.left == other.left and one.y == other.y and one.right == other.right


def _is_ligature(glyphs: Sequence[Glyph], place: int) -> bool:
    char = glyphs[place].char
    return "\ufb00" <= char <= "\ufb06" or _count_sharing(glyphs, place)[1] > 1


def _goes_on(last: Glyph, glyph: Glyph, gap: float, rise: float) -> bool:
    """Tell whether a character belongs to the run of the one before it."""
    size = glyph.size
    if last.look == glyph.look and last.face is glyph.face:
        near = -_BACK * size < gap < _APART * size
        return near and abs(rise) < _DROP * size and last.raised == glyph.raised
    return (
        last.face == glyph.face
        and abs(last.size - size) < 0.02 * size
        and abs(rise) < _DROP * size
        and -_BACK * size < gap < _APART * size
        and last.raised == glyph.raised
        and last.tag == glyph.tag
        and last.quarter == glyph.quarter
        and last.straight == glyph.straight
        and last.artifact == glyph.artifact
        and last.hidden == glyph.hidden
    )
