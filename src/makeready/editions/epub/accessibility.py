"""The chapters become what may truthfully be said of the e-book's accessibility."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.editions.xhtml import HEADINGS, MATHML, SVG, H, elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOVING = ("animate", "animateColor", "animateMotion", "animateTransform", "set", "script")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """Values of schema.org's accessibility properties, each only where it is true of the book."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazard: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was seen in the book: what the claims rest on.

    `moving` tells that a picture may move or flash, `restyled` that the title has a style sheet of
    its own, whose effect on a reader's settings nobody has judged.
    """

    pictures: bool
    described: bool
    formulas: bool
    headings_nested: bool
    pages: bool
    moving: bool
    restyled: bool
    readings: bool


def facts(
    sections: Sequence[etree._Element],
    pictures: Iterable[tuple[str, bytes]],
    *,
    pages: bool,
    restyled: bool,
) -> Facts:
    """Return what is true of the sections; `pictures` are media types and bytes."""
    seen = [element for section in sections for element in elements(section)]
    images = [element for element in seen if _is_picture(element)]
    return Facts(
        pictures=bool(images),
        described=all(_is_described(image) for image in images),
        formulas=any(element.tag == f"{{{MATHML}}}math" for element in seen),
        headings_nested=_are_nested([int(e.tag[-1]) for e in seen if e.tag in HEADINGS]),
        pages=pages,
        moving=any(_moves(element) for element in seen)
        or any(_may_move(kind, data) for kind, data in pictures),
        restyled=restyled,
        readings=any(element.tag == f"{H}ruby" for element in seen),
    )


def claims(found: Facts) -> Accessibility:
    """Return the claims that the facts bear out."""
    is_textual = found.described
    return Accessibility(
        modes=("textual", "visual") if found.pictures else ("textual",),
        sufficient=(("textual",) if is_textual else ())
        + (("textual,visual",) if found.pictures else ()),
        features=tuple(_features(found)),
        hazard="unknown" if found.moving else "none",
        summary=" ".join(_sentences(found)),
    )


def _features(found: Facts) -> Iterable[str]:
    yield "tableOfContents"
    yield "readingOrder"
    yield "ARIA"
    yield "unlocked"
    if found.headings_nested:
        yield "structuralNavigation"
    if not found.restyled:
        yield "displayTransformability"
    if found.pictures and found.described:
        yield "alternativeText"
    if found.formulas:
        yield "MathML"
    if found.readings:
        yield "rubyAnnotations"
    if found.pages:
        yield "pageBreakMarkers"
        yield "pageNavigation"


def _sentences(found: Facts) -> Iterable[str]:
    yield "The text reflows and has a table of contents."
    if found.headings_nested:
        yield "Headings follow the structure of the book."
    if found.pages:
        yield "Page numbers are those of the print edition."
    if found.pictures and found.described:
        yield "Pictures have alternative text."
    if found.pictures and not found.described:
        yield "Some pictures have no alternative text."
    yield "Conformance to a standard of accessibility has not been assessed."


def _is_picture(element: etree._Element) -> bool:
    return element.tag in (f"{H}img", f"{{{SVG}}}svg") and not _is_hidden(element)


def _is_hidden(element: etree._Element) -> bool:
    """Tell whether the picture is decoration only and said to be so."""
    is_presentation = element.get("role") in ("presentation", "none")
    return element.get("alt") == "" or is_presentation or element.get("aria-hidden") == "true"


def _is_described(element: etree._Element) -> bool:
    names = (element.get("alt"), element.get("aria-label"), element.get("aria-labelledby"))
    return any(name and name.strip() for name in names) or bool(
        (element.findtext(f"{{{SVG}}}title") or "").strip()
    )


def _are_nested(levels: Sequence[int]) -> bool:
    """Tell whether there are headings and none skips a level on the way down."""
    return bool(levels) and all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels))


def _moves(element: etree._Element) -> bool:
    return etree.QName(element).localname in _MOVING


def _may_move(media_type: str, data: bytes) -> bool:
    if media_type == "image/svg+xml":
        return any(f"<{name}".encode() in data for name in _MOVING)
    # GIF, animated PNG and WebP announce their animation in the bytes of the file.
    return media_type == "image/gif" or b"acTL" in data[:4096] or b"ANIM" in data[:4096]
