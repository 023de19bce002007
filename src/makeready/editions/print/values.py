"""The values of the print edition: units and jobs go to the workers, laid-out units come back.

All are small, frozen and picklable, and this module imports no library: a unit remembered from the
last build can be bound by a process that never loads WeasyPrint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from makeready.core.model import Asset, Digest, Overlong

SHELL = "data-shell"
"""The attribute of a shell: an empty element that stands for a section of another part.

The shells next to the part ("before", "behind") fill a page that is thrown away; all others are
"gone", which means not displayed. See `plan.parts`.
"""

LINE_NUMBER = "data-number"
"""The attribute that holds the number of a line of verse, for the style sheet to show beside it."""

SAID = "data-formula"
"""The attribute, on the span around the drawings of a formula, of the line of text that says it."""

SIDED = frozenset({"left", "right", "recto", "verso"})
"""Values of break-before that ask for a page of one side."""

RULE = (40.0, 0.35, 4.0)
"""The hairline above the notes: its length, its weight and its distance from the area's top."""

IN_TEXT = "data-in-text"
"""The attribute of the way back of a note that stands in the text, and not at the foot."""

PICTURE = "\ufffc"
"""Stands for a picture in the text of a note: U+FFFC, the object replacement character."""

LIBRARIES = (
    "brotli",
    "cffi",
    "cssselect2",
    "fonttools",
    "lxml",
    "pikepdf",
    "pillow",
    "pydyf",
    "pyphen",
    "regex",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
    "webencodings",
    "ziafont",
    "ziamath",
)
"""The distributions whose versions may change the PDF, and so are part of every cache key.

Pango, HarfBuzz and libqpdf are, too, but may be libraries of the machine: see
`files.programs.toolchain`.
"""


class UnitKind(StrEnum):
    """Which part of the book a unit is."""

    PRELIMINARIES = "preliminaries"
    CONTENTS = "contents"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of the book that is laid out by itself.

    `name` is the id of its first section, `markup` its whole document as XHTML without namespace.
    `running` holds, for each top-level section in order, its id and its visible characters without
    white space; `notes` the same for each note, by its id. `reads` are the ids whose page labels
    it prints, `shows` the names of the files that it shows. `part_of` is the id of the chapter that
    it is a part of, or "".
    """

    name: str
    kind: UnitKind
    part_of: str
    markup: str
    running: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    reads: tuple[str, ...]
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What all units of a title share: the style sheet, the fonts and the pictures.

    `digest` is of all of them; a worker keeps what it made of them under this name. `style` is the
    title's own style sheet, with which `css` ends, `theme` the part of it that other titles share.
    `letters` are the fonts, in order, that formulas take outlines from where their own face has
    none.
    """

    css: str
    fonts: tuple[Asset, ...]
    pictures: tuple[Asset, ...]
    digest: Digest
    style: str = ""
    theme: str = ""
    letters: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutJob:
    """A unit with all that its layout depends on besides the resources.

    `recto` says that its first page is a recto: a right-hand page, or a left-hand one in a book
    from right to left. `labels` gives the page label of each id whose page the unit prints.
    """

    unit: Unit
    recto: bool
    labels: tuple[tuple[str, str], ...]
    overlong: Overlong


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidLine:
    """A stretch of a note's text, or a picture, with the distances of its edges from the top.

    Distances are in points; a picture's text is the one character PICTURE.
    """

    text: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidNote:
    """A note, or a piece of one, on a page: its id, its text, and how far it overflows.

    `piece` counts the pieces of a note that is carried over, from 0. `lines` holds the stretches
    of text and the pictures. `below` is in points, and not positive for a note that stands inside
    its page.
    """

    anchor: str
    piece: int
    text: str
    lines: tuple[LaidLine, ...]
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """How words of a running head are set; lengths are in points."""

    families: tuple[str, ...]
    weight: int
    style: str
    size: float
    spacing: float
    features: tuple[tuple[str, int], ...]
    color: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningHead:
    """A running head, a running foot or a folio: where it stands, and what it says.

    In `words` None stands for the page's folio. `at` is the point on the baseline, from the page's
    upper left corner, and `align` says whether the words start there, are centred on it or end
    there: "left", "center" or "right". One that stands `beside` a line is in the margin there.
    """

    words: tuple[str | None, ...]
    at: tuple[float, float]
    align: str
    type_style: TypeStyle
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """What stands beyond an edge of a page: stretches of text in the margin, text and pictures cut.

    What is cut stands wholly or partly beyond the paper. A picture is named by its description, or
    else by its file.
    """

    outside: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPage:
    """A page: its running text in stretches, its notes, the ids that begin on it, what overflows.

    `number` counts from 1 within the unit, or within the book after pagination. `size` and `area`,
    the height of the text area, are in points. `notes_at` is where the hairline above the
    notes begins on the left, and the top of their area, in points from the page's upper left
    corner, as are the places of `anchors`. `loose` are the words of lines whose spaces are more
    than twice as wide as usual, `shrunk` the TeX of formulas that are set smaller to fit their
    line.
    Where a table's row is divided between pages, `moved` says of each stretch of `running` by how
    many of them it is read later than it stands, below 0 if earlier. `turn` is the last line of a
    page that ends within a word.
    """

    number: int
    blank: bool
    size: tuple[float, float]
    area: float
    running: tuple[str, ...]
    lines: int
    notes: tuple[LaidNote, ...]
    anchors: tuple[tuple[str, float, float], ...]
    bookmarks: tuple[tuple[int, str, float, float], ...]
    overflow: Overflow
    notes_at: tuple[float, float] | None
    heads: tuple[RunningHead, ...]
    loose: tuple[str, ...] = ()
    moved: tuple[int, ...] = ()
    turn: str = ""
    shrunk: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Return the ids that begin on the page."""
        return frozenset(name for name, _, _ in self.anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """What a PDF uses of a font: its PostScript name, and each glyph's width and text.

    `key` is the font's name in the PDF's resources; widths are in thousandths of the size. A font
    that is not among the resources is `embedded` in the PDF already.
    """

    key: str
    postscript: str
    embedded: bool
    glyphs: tuple[tuple[int, float, str], ...]


class NoteRepair(StrEnum):
    """What was done so that no note of a unit is lost."""

    KEPT = "kept"
    CARRIED = "carried"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidUnit:
    """A unit laid out: a tagged PDF without fonts, and what stands on its pages.

    `breaks` is the break-before of its first section ("recto", "page", …), `links` the ids that its
    links lead to. `repaired` gives the repair of each note that needed one; `narrowed` the first
    words of each table that was set smaller to fit its page. A unit that `goes_on` continues the
    section of the unit before, and has the blank page between them, if any, among its own pages.
    One without pages is a part that cannot be laid out apart from the rest of its chapter.
    """

    unit: str
    data: bytes
    pages: tuple[LaidPage, ...]
    breaks: str
    goes_on: bool
    fonts: tuple[FontUse, ...]
    links: tuple[str, ...]
    repaired: tuple[tuple[str, NoteRepair], ...]
    narrowed: tuple[str, ...]
    layout_warnings: tuple[str, ...]


LayOut: TypeAlias = Callable[[Resources, Sequence[LayoutJob]], Sequence[LaidUnit]]
"""Lays out jobs, wherever and in whatever order, and returns them in the order of the jobs."""


def digest_job(job: LayoutJob, resources: Resources) -> str:
    """Return the digest of all that the layout of a job depends on, but for the libraries."""
    known = {picture.name: picture.digest for picture in resources.pictures}
    parts = (
        job.unit.markup,
        resources.css,
        repr([font.digest for font in resources.fonts]),
        repr([(name, known.get(name, "")) for name in job.unit.shows]),
        repr((job.recto, job.labels, job.overlong)),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.encode()).digest())
    return digest.hexdigest()
