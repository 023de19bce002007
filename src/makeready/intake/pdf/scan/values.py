"""What a program reads off the picture of a page: words with their boxes, lines, raised ink."""

from __future__ import annotations

from dataclasses import dataclass

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels from the upper left corner of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrOrder:
    """What is to be read off pictures: in these languages, as book.toml writes them.

    `everything` asks for pages that have text, too; else those without any are read.
    """

    languages: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it was read: its box, how sure the program is (0 to 100), its letters' boxes."""

    text: str
    box: Pixels
    confidence: int
    letters: tuple[tuple[str, Pixels], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line as it was read: its words, its base line, and the height that the program gives it.

    The base line is at `base` at the left end of the box, and falls by `slope` for each pixel to
    the right.
    """

    words: tuple[Word, ...]
    box: Pixels
    base: float
    slope: float
    height: float

    def base_at(self, x: float) -> float:
        """Return how far below the head of the picture the base line is at a place."""
        return self.base + self.slope * (x - self.box[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page as a program has read it; `number` counts from 0, `dots` are pixels to the inch."""

    number: int
    width: int
    height: int
    dots: float
    lines: tuple[TextLine, ...]
    pictures: tuple[Pixels, ...] = ()
    rules: tuple[Pixels, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Ink that may be the mark of a note: raised in a line, or in front of one.

    `line` is the place of its line on the page; `digits` is what a second reading made of it, and
    `sure` how sure that is (0 to 100).
    """

    line: int
    box: Pixels
    opens: bool
    digits: str = ""
    sure: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A mark of a note whose number is known: `how` is `read` or `order`; else it has none."""

    ink: Ink
    label: str = ""
    how: str = ""
