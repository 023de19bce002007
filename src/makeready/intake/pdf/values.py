"""What is read of a PDF's pages: characters in runs, rules, drawings, pictures, bookmarks."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page as it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font by its name in the file, and what its name, flags and matrix say of it."""

    name: str
    italic: bool = False
    bold: bool = False
    mono: bool = False
    small_caps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one look that follow one another on one base line.

    `start` and `end` count characters of the whole source, the pages' texts joined by form feeds;
    `text` is what stands there. `missing` are offsets before which a space is missing, `void` are
    spaces that no gap shows. `raised` says that the font itself sets the characters as small
    raised ones. `tag` is the number of the marked content, -1 where there is none; `artifact`,
    `hidden` and `turned` say what the file says: page furniture, unseen, set in another direction
    than the page.
    """

    start: int
    end: int
    text: str
    left: float
    right: float
    base: float
    size: float
    face: Face
    missing: tuple[int, ...] = ()
    void: tuple[int, ...] = ()
    raised: bool = False
    tag: int = -1
    artifact: bool = False
    hidden: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Characters from `start` to `end` that lead to an address, or to a place of the document.

    A link of several lines may be several of these. `page` counts from 0, and is -1 where the link
    leads out of the document; `top` is a height on it, 0 where none is named. What leads to neither
    runs a program or the like.
    """

    start: int
    end: int
    uri: str = ""
    page: int = -1
    top: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page: its text as pdfium numbers its characters, and what stands where.

    `rules` are straight strokes, lying or standing; `drawings` all other painted paths; `pictures`
    images. `unmapped` counts characters for which the file names no letter. On a page that is
    `mirrored` everything stands as in a looking-glass, so that lines of Arabic or Hebrew run to
    the right as others do. `corner` is the page's lower left corner in
    the file's own measure. `unsure` are words round numbers of which nothing tells whether they
    are read before or after the words of another direction beside them.
    """

    number: int
    label: str
    width: float
    height: float
    text: str
    runs: tuple[Run, ...]
    rules: tuple[Box, ...] = ()
    drawings: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    quarter: int = 0
    unmapped: int = 0
    mirrored: bool = False
    corner: tuple[float, float] = (0.0, 0.0)
    links: tuple[Link, ...] = ()
    unsure: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A line of the PDF's outline: its depth from 0, its title, and its page from 0 or -1."""

    depth: int
    title: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the file says of itself: pages, bookmarks, and the entries of its Info dictionary.

    `repaired` says that the file is damaged, and was read as far as it could be put together.
    """

    pages: int
    bookmarks: tuple[Bookmark, ...] = ()
    title: str = ""
    author: str = ""
    language: str = ""
    repaired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a file holds that does not stand on its pages.

    `files` are the names of files inside it, all there is where it is a `portfolio`. `remarks` are
    words typed into a form and remarks of readers, with page and kind. `drawn_by_form` says that
    its pages are made by a program inside it when it is opened, `unmade` that the file's only say
    so.
    """

    files: tuple[str, ...] = ()
    portfolio: bool = False
    drawn_by_form: bool = False
    unmade: bool = False
    remarks: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Where a stretch of marked content stands in the structure tree.

    `roles` are the roles from the root down, `elements` the number of each of these elements in
    the order of the tree, `alt` the alternative text of the innermost figure.
    """

    roles: tuple[str, ...]
    elements: tuple[int, ...]
    alt: str = ""
