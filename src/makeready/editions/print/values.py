"""The values between the print edition's parts: units and jobs go out, laid-out units come back.

All of them are small, frozen and picklable, and this module imports no library: a laid-out unit
that was laid out before can be read and bound by a process that never loads the layout engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from makeready.core.model import Asset, Digest, Overlong

SHELL = "data-shell"
"""The attribute of a shell, which stands in a part of a chapter for what is in another.

One that is "before" or "behind" the part is laid out on a page that does not come into the book;
all others are "gone".
"""

RIGHT = frozenset({"right", "recto"})
LEFT = frozenset({"left", "verso"})
SIDED = RIGHT | LEFT
"""The breaks after which a page of one side follows."""

PICTURE = "\ufffc"
"""What stands among a note's text for a picture."""

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
)
"""The distributions whose versions decide what a unit becomes, and what the units are bound to.

Pango, HarfBuzz and libqpdf decide too, which may be libraries of the machine.
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

    `digest` is of all of them; a worker keeps what it made of them under this name.
    """

    css: str
    fonts: tuple[Asset, ...]
    pictures: tuple[Asset, ...]
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutJob:
    """A unit with all that its layout depends on, but for the resources.

    `right` says that its first page is a right-hand one, `labels` gives the page label of each id
    that the unit reads.
    """

    unit: Unit
    right: bool
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
    """A note or a piece of one on a page: its id, its text, how far it stands outside the page.

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
    there: "left", "center" or "right".
    """

    words: tuple[str | None, ...]
    at: tuple[float, float]
    align: str
    type_style: TypeStyle


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
    """A page: its running text in stretches, its notes, the ids that begin on it, what sticks out.

    `number` counts from 1 within what was laid out together; `size` and the height of
    the text area, `area`, are in points. `notes_at` is where the area of the notes begins: its
    left edge and its top, in points from the page's upper left corner, as are the places of
    `anchors`.
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
    """A unit laid out: a tagged PDF without fonts, and what is said of its pages.

    `breaks` is where its first section begins: "recto", "page", … as the style sheet says. `links`
    are the ids that links lead to. `repaired` says of notes, by their ids, what was done for them;
    `narrowed` holds the words that tables begin with which were set smaller to fit their page. A
    laid-out unit that `goes_on` begins within the section that ends the laid-out unit before; a
    page that is left blank there is its own. One without pages is of a part that does not stand
    apart from the rest of its chapter.
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
        repr((job.right, job.labels, job.overlong)),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.encode()).digest())
    return digest.hexdigest()
