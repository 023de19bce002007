"""What we replace in WeasyPrint 70 while the program runs: what each patch cures, and its guard.

A patch is written beside the code of one version. `check` reads that code again, and stops the work
where it has changed. To upgrade WeasyPrint, read anew what a patch stands on, try its test without
the patch, and then write the new digest down, or take the patch out. The other names that are
private to WeasyPrint and pydyf are listed in tests/editions/print/weasy/private_names.toml.

`loading` replaces a function of the standard library, and of WeasyPrint nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from itertools import takewhile
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

import weasyprint
import weasyprint.pdf
from weasyprint import layout
from weasyprint.draw import text as drawing
from weasyprint.layout import block, inline, page
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.svg.bounding_box import BOUNDING_BOX_METHODS, bounding_box_rect
from weasyprint.text import line_break
from weasyprint.text.fonts import get_pango_font_key

from makeready.core.errors import EditionError, ToolError
from makeready.editions.print.weasy.glyph_text import way
from makeready.editions.print.weasy.paging.grid import centre_number, fill_lines, find_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weasyprint.formatting_structure import boxes

EXTENTS = import_module("weasyprint.svg.bounding_box")
"""Where WeasyPrint finds how far what is drawn reaches; its package has a function of that name."""

NONE_FOUND = "none found"
"""What stands for the upstream issue where a search of WeasyPrint's issues found none."""

Split: TypeAlias = tuple[object, int, int | None, float, float, float]
"""A layout, its length in bytes, where the next line goes on, width, height, baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A function of WeasyPrint that is replaced, by the name of its module or class in `owner`."""

    name: str
    owner: Any
    function: str
    cures: str
    upstream: str
    digest: str
    original: Any


def _patch(name: str, owner: Any, function: str, **said: str) -> Patch:  # noqa: ANN401  (modules and classes of an untyped library)
    original = getattr(owner, function, None)
    return Patch(name=name, owner=owner, function=function, original=original, **said)


LINES = _patch(
    "whole lines",
    inline,
    "split_first_line",
    cures="WeasyPrint counts the space at the end of a text when it asks whether all of it fits "
    "into what is left of the line, as before a word in italics; the line breaker of Pango does "
    "not. Where the two disagree, by the width of a space, WeasyPrint takes the line for one that "
    "cannot be broken, and hyphenates the first word that it can: most of the line stays empty. A "
    "line with letters of another face, such as Chinese ones, is higher than its line height: "
    "WeasyPrint puts the middle of that face, too, in the middle of the line.",
    upstream=NONE_FOUND,
    digest="f5cfad56910a1b96",
)

NOTES = _patch(
    "notes in order",
    page,
    "make_page",
    cures="WeasyPrint takes the last notes off a page where its text has no room beside them, and "
    "puts them behind those that wait already: a piece of a note that is carried over would follow "
    "a later note.",
    upstream=NONE_FOUND,
    digest="956a4c5f9b42bac8",
)

PAGES = _patch(
    "facing pages",
    layout,
    "make_all_pages",
    cures="WeasyPrint fills page after page, and never looks at the one that faces it: where one "
    "of them ends a line early, the two end at unequal heights.",
    upstream=NONE_FOUND,
    digest="18987bbc6ea9e804",
)

LETTERS = _patch(
    "small capitals",
    Stream,
    "add_font",
    cures="A small capital stands for a small letter here and for a capital there. Pango 1.50 "
    "calls both by the same font, so that WeasyPrint writes them under one name, with one "
    "character for each glyph, and text that is copied out of the PDF has wrong capitals.",
    upstream=NONE_FOUND,
    digest="be84a5edbf0cc45e",
)

FONTS = _patch(
    "fonts once",
    weasyprint.pdf,
    "build_fonts_dictionary",
    cures="WeasyPrint embeds in each PDF what it uses of a font; a book is bound from the PDFs "
    "of its units, and would hold each font that often. Ours leaves a place for the binding.",
    upstream=NONE_FOUND,
    digest="934910c919b576e9",
)

TAGS = _patch(
    "one structure",
    weasyprint.pdf,
    "add_tags",
    cures="WeasyPrint makes a structure element of each piece of an element that pages divide, and "
    "puts a note where it stands on the page. Ours follows the document.",
    upstream="https://github.com/Kozea/WeasyPrint/issues/2903",
    digest="74d331d78a019795",
)

GREEDY = (
    "WeasyPrint breaks a paragraph line by line, and never shrinks a word space: four lines of ten "
    "of a report are loose. `justify` breaks justified paragraphs as a whole: "
)
UNOPTIMIZED = "https://github.com/Kozea/WeasyPrint/issues/2264"

BOXES = _patch(
    "paragraphs: lines",
    inline,
    "split_inline_box",
    cures=f"{GREEDY}a line that begins is given the place where it ends.",
    upstream=UNOPTIMIZED,
    digest="039bca5ab9589160",
)

TEXTS = _patch(
    "paragraphs: texts",
    inline,
    "split_text_box",
    cures=f"{GREEDY}a text is cut there, whatever room there is.",
    upstream=UNOPTIMIZED,
    digest="eb75c8b916afcf2c",
)

ALIGNED = _patch(
    "paragraphs: measure",
    inline,
    "text_align",
    cures=f"{GREEDY}word spaces and letters of a line take up what it lacks or has too much.",
    upstream=UNOPTIMIZED,
    digest="79372fc12c3602fd",
)

DRAWN = _patch(
    "paragraphs: letters",
    drawing,
    "draw_first_line",
    cures=f"{GREEDY}letters that are stretched by a hair are painted so.",
    upstream=UNOPTIMIZED,
    digest="df38b8753e86c3ba",
)

INITIALS = _patch(
    "initials once",
    inline,
    "first_letter_to_box",
    cures="WeasyPrint takes the first letter of a paragraph apart each time that it begins to lay "
    "the paragraph out. An initial that floats, on a page that is made again or at the foot of one "
    "that has no room for it, is a float within a float then, on which the layout breaks off.",
    upstream=NONE_FOUND,
    digest="44a5449ff1c3152a",
)

GRID = _patch(
    "lines that meet",
    block,
    "block_level_layout_switch",
    cures="WeasyPrint has no grid of lines: a picture or a table leaves the lines behind it "
    "between those of the facing page. Ours makes what has `--snap` a whole number of lines high.",
    upstream=NONE_FOUND,
    digest="ed614e4c9d87e309",
)

PAINTED = _patch(
    "pictures in groups",
    EXTENTS,
    "bounding_box",
    cures="WeasyPrint cuts a group of a drawing that is see-through to the shapes in it, and does "
    "not count pictures and drawings within the drawing among them.",
    upstream=NONE_FOUND,
    digest="2b90fb3bef25739d",
)

_OF_LINES = BOXES, TEXTS, ALIGNED, DRAWN, INITIALS
PATCHES = (LINES, NOTES, PAGES, LETTERS, FONTS, TAGS, *_OF_LINES, GRID, PAINTED)


def apply() -> None:
    """Put in place what is replaced for good: lines, pages, and the extent of what is drawn."""
    inline.split_first_line = split_first_line
    page.make_page = make_page
    block.block_level_layout_switch = block_level_layout_switch
    for name in ("image", "svg"):
        BOUNDING_BOX_METHODS.setdefault(name, bounding_box_rect)


@contextmanager
def writing(build_fonts: object, add_tags: object) -> Iterator[None]:
    """Put our stream and two steps of the caller in place while a PDF is written."""
    before = Stream, weasyprint.pdf.build_fonts_dictionary, weasyprint.pdf.add_tags
    weasyprint.pdf.Stream = PageStream
    weasyprint.pdf.build_fonts_dictionary, weasyprint.pdf.add_tags = build_fonts, add_tags
    try:
        yield
    finally:
        weasyprint.pdf.Stream = before[0]
        weasyprint.pdf.build_fonts_dictionary, weasyprint.pdf.add_tags = before[1:]


@cache
def check() -> None:
    """See that the code under each patch is that which it was written for.

    Raises ToolError where it is another, or cannot be read.
    """
    for patch in PATCHES:
        if digest(patch.original) != patch.digest:
            of = getattr(patch.owner, "__module__", patch.owner.__name__)
            raise ToolError(
                f"WeasyPrint {weasyprint.__version__} is not what the patch “{patch.name}” was "
                f"written for: {of} has another {patch.function}",
                hint="install the version of WeasyPrint that pyproject.toml names; to upgrade, see "
                "editions/print/weasy/patches.py",
            )


def digest(function: Any) -> str:  # noqa: ANN401  (the library is untyped)
    """Return a digest of the source of a function, or "" where there is none.

    The lines are read as text, which takes a fiftieth of the time of `inspect.getsource`.
    """
    code = getattr(function, "__code__", None)
    try:
        lines = Path(code.co_filename).read_text("utf-8").splitlines() if code else []
    except OSError:
        return ""
    first, *rest = lines[code.co_firstlineno - 1 :] if code else [""]
    indent = len(first) - len(first.lstrip())
    inner = " " * (indent + 1), " " * indent + ")"
    body = takewhile(lambda line: not line.strip() or line.startswith(inner), rest)
    text = "\n".join((first, *body)).rstrip()
    return sha256(text.encode()).hexdigest()[:16] if text else ""


CLOSE = 1.25
"""How many times too long a text may seem, judged by its first part, and still be tried whole."""


def split_first_line(
    text: str,
    style: Mapping[str, Any],
    context: object,
    max_width: float | None,
    justification_spacing: float,
    **options: bool,
) -> Split:
    """Return the first line of a text, on the baseline of the face that its style asks for.

    A text that fits without the space at its end is not broken.
    """
    split = _fit_line(text, style, context, max_width, justification_spacing, **options)
    if split[1] == 0 or style["line_height"] == "normal":
        return split
    line, baseline = line_break.strut(style)
    height = split[4]
    return (*split[:5], baseline - (line - height) / 2)


def _fit_line(
    text: str,
    style: Mapping[str, Any],
    context: object,
    max_width: float | None,
    justification_spacing: float,
    **options: bool,
) -> Split:
    """Return the first line of a text; WeasyPrint counts the space at its end, and lets it hang."""
    given = text, style, context
    split: Split = LINES.original(*given, max_width, justification_spacing, **options)
    if max_width is None or not text.endswith(" ") or not _may_fit(text, split, max_width):
        return split
    bare: Split = LINES.original(text.rstrip(" "), *given[1:], inf, 0, **options)
    if bare[3] > max_width:
        return split
    whole: Split = LINES.original(*given, inf, justification_spacing, **options)
    return whole


def _may_fit(text: str, split: Split, max_width: float) -> bool:
    """Guess from the width of the first part whether the whole text may fit."""
    _, length, resume_at, width, _, _ = split
    if resume_at is None:
        return False
    return width * len(text.encode()) <= CLOSE * max_width * max(length, 1)


_PLACES: WeakKeyDictionary[Any, Mapping[object, int]] = WeakKeyDictionary()
"""For each document that is being laid out, the number of each of its notes in their order."""


def make_page(context: Any, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401  (the library is untyped)
    """Put the waiting notes in order, and return the next page as WeasyPrint makes it.

    Raises EditionError where WeasyPrint can set nothing on a page: it asserts that it can, which
    fails for rows of a table that a style keeps together and no page holds.
    """
    if context not in _PLACES:
        # Before the first page the list is whole; WeasyPrint takes notes out of it as it sets them.
        _PLACES[context] = {note: at for at, note in enumerate(context.footnotes)}
    context.reported_footnotes.sort(key=lambda note: _PLACES[context].get(note, -1))
    try:
        made: tuple[Any, ...] = NOTES.original(context, *given)
    except AssertionError as error:
        raise EditionError(
            "no page can hold what a style rule keeps together",
            hint="take break-before, break-after and break-inside: avoid from the rows and groups "
            "of rows of long tables in style.css",
        ) from error
    return made


def block_level_layout_switch(
    context: object,
    box: boxes.Box,
    *given: Any,  # noqa: ANN401  (the library is untyped)
    **named: Any,  # noqa: ANN401  (flexible boxes name what they give)
) -> tuple[Any, ...]:
    """Lay out a block, and make it a whole number of lines high if it is to keep to the grid."""
    result: tuple[Any, ...] = GRID.original(context, box, *given, **named)
    made, grid = result[0], find_grid(box)
    if made is not None and grid and result[1] is None:
        fill_lines(made, grid)
        centre_number(made)
    return result


class PageStream(Stream):  # type: ignore[misc]  # the library is untyped
    """The content of a page, in which a font has one name for each way of choosing its glyphs."""

    def add_font(self, pango_font: object) -> tuple[Font, float]:
        """Return the font that the box being painted is set in, and its size."""
        box = next(reversed(self._tags), None) if self._tags else None
        chosen = "" if box is None else way(box)
        if not chosen:
            font, size = super().add_font(pango_font)
            return font, size
        key, description, size = get_pango_font_key(pango_font)
        if (key, chosen) not in self._fonts:
            font = self._fonts[key, chosen] = Font(pango_font, description, size)
            font.hash += chosen
        return self._fonts[key, chosen], size
