"""The book's facts become its cover: the title's own picture, or a quiet typographic one.

The letters of a cover made here are outlines of the text face, so that it looks the same in every
shop and on every device. Only words that no face has are left to the reading system's fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import EditionError
from makeready.editions.epub.lettering import Setting, broken, drawn, setting, width
from makeready.editions.epub.xhtml import SVG, H, added, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset, Book, Face

WIDTH, HEIGHT = 1600, 2400
_MARGIN = 190
_MEASURE = WIDTH - 2 * _MARGIN
_CENTER = WIDTH / 2
_PAPER, _INK, _ACCENT = "#f5f1e8", "#23272c", "#8a2f2a"
_TITLE_SIZES = (230, 200, 176, 152, 132, 116, 100, 88)
_TITLE_LINES = 5
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
    added(root, f"{_S}title", text=book.title)
    size = {"width": str(WIDTH), "height": str(HEIGHT), "fill": _PAPER}
    added(root, f"{_S}rect", size)
    root.extend(_frame())
    root.extend(_title(book, faces))
    root.extend(_people(book, faces))
    root.extend(_publisher(book, faces))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def page(found: Cover, address: str) -> etree._Element:
    """Return the section that shows the cover, filling the page and no more."""
    section = made(f"{H}section", {"class": "cover"})
    image = {"src": address, "alt": found.alternative, "role": "doc-cover"}
    added(section, f"{H}img", image)
    return section


def _authors(book: Book) -> tuple[str, ...]:
    authors = tuple(person.name for person in book.people if person.role == "aut")
    return authors or tuple(person.name for person in book.people[:1])


def _frame() -> Iterator[etree._Element]:
    """Yield the frame: a rule around the page."""
    yield etree.Element(
        f"{_S}rect",
        {
            "x": "70",
            "y": "70",
            "width": str(WIDTH - 140),
            "height": str(HEIGHT - 140),
            "fill": "none",
            "stroke": _ACCENT,
            "stroke-width": "6",
        },
    )


def _title(book: Book, faces: Sequence[Face]) -> Iterator[etree._Element]:
    """Yield title, a short rule and the subtitle, hung from the upper third of the page."""
    how, lines = _fitted(book.title, faces)
    baseline = 560 + how.size
    for line in lines:
        yield drawn(line, how, _CENTER, baseline, _INK)
        baseline += how.size * 1.14
    baseline += 20
    yield etree.Element(
        f"{_S}rect",
        {"x": f"{_CENTER - 90:g}", "y": f"{baseline - 60:g}", "width": "180", "height": "6"},
        fill=_ACCENT,
    )
    if book.subtitle:
        yield from _lines(book.subtitle, faces, baseline + 90, size=74, style="italic")


def _fitted(title: str, faces: Sequence[Face]) -> tuple[Setting, tuple[str, ...]]:
    """Return the largest setting in which the title keeps the measure, and its lines."""
    for size in _TITLE_SIZES:
        how = setting(title, faces, size)
        lines = broken(title, how, _MEASURE)
        if len(lines) <= _TITLE_LINES and all(width(line, how) <= _MEASURE for line in lines):
            break
    return how, lines


def _people(book: Book, faces: Sequence[Face]) -> Iterator[etree._Element]:
    names = _authors(book)
    top = 1960 - 110 * (len(names[:4]) - 1)
    for number, name in enumerate(names[:4]):
        yield from _lines(name, faces, top + 110 * number, size=88)


def _publisher(book: Book, faces: Sequence[Face]) -> Iterator[etree._Element]:
    yield from _lines(book.publisher, faces, 2220, size=52, space=4)


def _lines(
    text: str,
    faces: Sequence[Face],
    baseline: float,
    *,
    size: float,
    style: str = "normal",
    space: float = 0.0,
) -> Iterator[etree._Element]:
    how = setting(text, faces, size, style=style, space=space)
    for number, line in enumerate(broken(text, how, _MEASURE)):
        yield drawn(line, how, _CENTER, baseline + number * size * 1.3, _INK)
