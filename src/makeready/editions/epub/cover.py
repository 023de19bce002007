"""The book's facts become its cover: the title's own picture, or a quiet typographic one.

The letters of a cover made here are outlines of the text face, so that it looks the same in every
shop and on every device. Only words that no face has are left to the reading system's fonts.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import resvg_py
from lxml import etree

from makeready.core.errors import EditionError
from makeready.core.model import FontRole
from makeready.editions.epub.lettering import (
    Lettering,
    break_lines,
    choose_lettering,
    draw_line,
    has_letters,
    measure_width,
)
from makeready.editions.xhtml import SVG, H, add_element, make_element, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset, Book, Face

WIDTH, HEIGHT = 1600, 2400
DOTS_WIDE = 1200
"""How many dots wide a drawn cover is."""

_MARGIN = 190
_MEASURE = WIDTH - 2 * _MARGIN
_CENTER = WIDTH / 2
_PAPER, _INK, _ACCENT = "#f5f1e8", "#23272c", "#8a2f2a"
# sizes from large to small, each with the most lines that still look well composed
_TITLE_SIZES = (
    *((230, 1), (200, 2), (176, 2), (156, 3), (140, 4), (120, 5), (104, 6), (88, 7), (72, 9)),
    (60, 11),
)
_SUBTITLE_SIZES = ((74, 2), (64, 3), (54, 4), (46, 6), (40, 8))
_NAME_SIZES = ((88, 2), (70, 4), (56, 6))
_LEADING = 1.14
_HIGHEST, _USUAL = 250, 560  # where the title's first line hangs from, measured from the top
_NAMES_END, _PUBLISHER_END = 1960, 2230
_NAME = "cover-image.svg"
_S = f"{{{SVG}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The cover's picture in the publication, and the words that stand for it."""

    name: str
    media_type: str
    data: bytes
    alternative: str


def cover(book: Book, assets: Sequence[Asset], faces: Sequence[Face]) -> Cover:
    """Return the cover that the title names, or one made from its facts."""
    alternative = ", ".join((book.title, *_authors(book)))
    if not book.cover:
        data = picture(book, faces)
        return Cover(name=_NAME, media_type="image/svg+xml", data=data, alternative=alternative)
    own = next((asset for asset in assets if asset.name == book.cover), None)
    if own is None:
        raise EditionError(f"the cover {book.cover} is not among the title's files")
    return Cover(name=own.name, media_type=own.media_type, data=own.data, alternative=alternative)


def picture(book: Book, faces: Sequence[Face]) -> bytes:
    """Return a cover picture in SVG: title, subtitle, authors and publisher on plain paper."""
    root = etree.Element(
        f"{_S}svg",
        {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT)},
        nsmap={None: SVG},
    )
    add_element(root, f"{_S}title", text=book.title)
    size = {"width": str(WIDTH), "height": str(HEIGHT), "fill": _PAPER}
    add_element(root, f"{_S}rect", size)
    names, names_top = _names(book, faces)
    root.append(_frame())
    root.extend(_heading(book, faces, names_top - 120))
    root.extend(names)
    root.extend(_publisher(book, faces))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def draw_cover(drawing: bytes, faces: Sequence[Face]) -> bytes:
    """Return a drawing as a PNG, its lettering set in the faces.

    Letters that none of them has are taken from this machine's, as in the print edition. Raises
    EditionError where it cannot be drawn.
    """
    # the renderer reads fonts from files, and looking through them takes longer than drawing
    lettered = b"text" in drawing
    covered = not (lettered and faces) or _are_covered(drawing, faces)
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        files = []
        for number, face in enumerate(faces if lettered else ()):
            file = Path(folder, f"{number}.otf")
            file.write_bytes(face.asset.data)
            files.append(str(file))
        text = next((face.family for face in faces), "")
        try:
            return bytes(
                resvg_py.svg_to_bytes(
                    svg_string=etree.tostring(parse(drawing), encoding="unicode"),
                    width=DOTS_WIDE,
                    background="#ffffff",
                    skip_system_fonts=covered,
                    font_files=files,
                    font_family=text,
                    serif_family=text,
                    sans_serif_family=next(
                        (face.family for face in faces if face.role is FontRole.SANS), text
                    ),
                )
            )
        except (ValueError, etree.XMLSyntaxError) as error:
            raise EditionError(f"the cover cannot be drawn: {error}") from error


def _are_covered(drawing: bytes, faces: Sequence[Face]) -> bool:
    """Tell whether the faces have every letter that a drawing shows as text."""
    try:
        texts = [*parse(drawing).iter(f"{_S}text")]
    except etree.XMLSyntaxError:
        return True
    letters = {c for text in texts for c in "".join(text.itertext()) if not c.isspace()}
    return all(any(has_letters(face, letter) for face in faces) for letter in letters)


def page(found: Cover, address: str, drawing: str = "") -> etree._Element:
    """Return the section that shows the cover, filling the page and no more.

    `drawing` is the address of the same cover as a drawing, for reading systems that show those.
    """
    section = make_element(f"{H}section", {"class": "cover"})
    home = add_element(section, f"{H}picture") if drawing else section
    if drawing:
        add_element(home, f"{H}source", {"srcset": drawing, "type": "image/svg+xml"})
    image = {"src": address, "alt": found.alternative, "role": "doc-cover"}
    add_element(home, f"{H}img", image)
    return section


def _authors(book: Book) -> tuple[str, ...]:
    authors = tuple(person.name for person in book.people if person.role == "aut")
    return authors or tuple(person.name for person in book.people[:1])


def _frame() -> etree._Element:
    size = {"width": str(WIDTH - 140), "height": str(HEIGHT - 140)}
    rule = {"fill": "none", "stroke": _ACCENT, "stroke-width": "6"}
    return make_element(f"{_S}rect", {"x": "70", "y": "70", **size, **rule})


def _heading(book: Book, faces: Sequence[Face], floor: float) -> Iterator[etree._Element]:
    """Yield title, a short rule and subtitle, in the upper third where they end above the floor."""
    title, title_lines = _fit(book.title, faces, _TITLE_SIZES)
    under, under_lines = _fit(book.subtitle, faces, _SUBTITLE_SIZES, style="italic")
    height = title.size * _LEADING * len(title_lines) + under.size * 1.3 * len(under_lines) + 300
    first = max(_HIGHEST, min(_USUAL, floor - height)) + title.size
    yield from _lines(title_lines, title, first, title.size * _LEADING)
    rule = first + title.size * _LEADING * (len(title_lines) - 1) + 60 + title.size * 0.35
    box = {"x": f"{_CENTER - 90:g}", "y": f"{rule:g}", "width": "180", "height": "6"}
    yield make_element(f"{_S}rect", {**box, "fill": _ACCENT})
    yield from _lines(under_lines, under, rule + 80 + under.size, under.size * 1.3)


def _fit(
    text: str, faces: Sequence[Face], sizes: Sequence[tuple[int, int]], *, style: str = "normal"
) -> tuple[Lettering, tuple[str, ...]]:
    """Return the largest lettering that fits measure and number of lines, and these lines."""
    for size, most in sizes:
        how = choose_lettering(text, faces, size, style=style)
        lines = break_lines(text, how, _MEASURE)
        if len(lines) <= most and all(measure_width(line, how) <= _MEASURE for line in lines):
            break
    return how, lines


def _names(book: Book, faces: Sequence[Face]) -> tuple[list[etree._Element], float]:
    """Return the authors' names, one below the other, and where the first of them stands."""
    names = _authors(book)
    size = next((size for size, most in _NAME_SIZES if len(names) <= most), 46)
    how = choose_lettering("".join(names), faces, size)
    lines = tuple(line for name in names for line in break_lines(name, how, _MEASURE))
    top = _NAMES_END - size * 1.3 * (len(lines) - 1)
    return list(_lines(lines, how, top, size * 1.3)), top - size


def _publisher(book: Book, faces: Sequence[Face]) -> Iterator[etree._Element]:
    how = choose_lettering(book.publisher, faces, 52, space=4)
    lines = break_lines(book.publisher, how, _MEASURE)
    yield from _lines(lines, how, _PUBLISHER_END - 68 * (len(lines) - 1), 68)


def _lines(
    lines: Sequence[str], how: Lettering, baseline: float, step: float
) -> Iterator[etree._Element]:
    for number, line in enumerate(lines):
        yield draw_line(line, how, _CENTER, baseline + number * step, _INK)
