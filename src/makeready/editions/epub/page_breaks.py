"""Page breaks become markers in a section: empty elements where the printed pages begin.

A marker stands directly before the first character of its page. Where print breaks a word it stands
before the word; where a page begins within a link or a heading it stands before that, since its
label would be read as part of their names. At the start of another block it is the block's first
child. In the contents only a heading and links may hold a marker (EPUB 3.3, nav document), so
there, and only there, it stands inside them, hidden from assistive technology.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import EditionError
from makeready.editions.pages import mark_place, visible_places
from makeready.editions.xhtml import HEADINGS, MATHML, SVG, TYPE, H, is_inline, make_element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_IMG, _MATH = f"{H}img", f"{{{MATHML}}}math"
PICTURE = "\ufffc"
"""What stands in a section's text for a picture or a formula."""

_CLOSED = frozenset({f"{H}a", f"{H}ruby", _MATH}) | HEADINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakMarker:
    """A page mark to set: its id, the page's label, and the visible characters before it."""

    id: str
    label: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of character data in the tree: the text of an element, or the tail after it."""

    node: etree._Element
    tail: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the tree: an index in the text of a run."""

    node: etree._Element
    tail: bool
    index: int


def read_running_text(section: etree._Element) -> str:
    """Return the section's text as pages count it: notes set aside, blocks apart by a line end.

    A picture is one character, and so is a formula.
    """
    return "".join(run.text for run in _runs(section))


def insert_markers(
    section: etree._Element, markers: Sequence[BreakMarker], *, in_links: bool = False
) -> None:
    """Put the marks, given in the order of their pages, into the section's tree.

    `in_links` lets a mark stand inside a link or a heading, as the contents need it.
    """
    if not markers:
        return
    runs = tuple(_runs(section))
    closed = frozenset() if in_links else _CLOSED
    spots = _spots(section, runs, markers, closed)
    # from the last to the first, because inserting one moves only the places behind it
    for marker, spot in reversed(tuple(zip(markers, spots, strict=True))):
        _insert(_make_marker(marker, is_hidden=in_links), spot)


def _spots(
    section: etree._Element,
    runs: tuple[_Run, ...],
    markers: Sequence[BreakMarker],
    closed: frozenset[str],
) -> list[_Spot]:
    text = "".join(run.text for run in runs)
    starts = [0, *accumulate(len(run.text) for run in runs)]
    places = tuple(visible_places(text))
    stretches = tuple(_stretches(runs, starts, closed))
    return [
        _before(runs, starts, mark_place(text, places[marker.offset], stretches), closed)
        if marker.offset < len(places)
        else _after_all(section, runs, len(places), marker)
        for marker in markers
    ]


def _runs(section: etree._Element) -> Iterator[_Run]:
    """Yield the running text in order, with a run of one line end at every edge of a block."""
    if not _is_running(section):
        return
    edge = () if is_inline(section) else (_Run(section, tail=False, text="\n"),)
    yield from edge
    if section.tag in (_IMG, _MATH):
        yield _Run(section, tail=False, text=PICTURE)
    elif section.text:
        yield _Run(section, tail=False, text=section.text)
    for child in () if section.tag == _MATH else section:
        if isinstance(child.tag, str):
            yield from _runs(child)
        if child.tail:
            yield _Run(child, tail=True, text=child.tail)
    yield from edge


def _is_running(element: etree._Element) -> bool:
    is_picture = str(element.tag).startswith(f"{{{SVG}}}")
    return not is_picture and "notes" not in (element.get("class") or "").split()


def _stretches(
    runs: tuple[_Run, ...], starts: list[int], closed: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield from where to where each closed element's text stands."""
    holder, begin, end = None, 0, 0
    known: dict[etree._Element, etree._Element | None] = {}
    for run, start in zip(runs, starts, strict=False):
        around = _outermost_from_cache(_element(run), closed, known)
        if around is not holder and holder is not None:
            yield begin, end
        if around is not None and around is not holder:
            begin = start
        holder, end = around, start + len(run.text)
    if holder is not None:
        yield begin, end


def _element(run: _Run) -> etree._Element:
    parent = run.node.getparent() if run.tail else run.node
    assert parent is not None  # a tail that is read stands within the section
    return parent


def _outermost(run: _Run, closed: frozenset[str]) -> etree._Element | None:
    inner = _element(run)
    around = [e for e in (inner, *inner.iterancestors()) if e.tag in closed]
    return around[-1] if around else None


def _outermost_from_cache(
    element: etree._Element | None,
    closed: frozenset[str],
    known: dict[etree._Element, etree._Element | None],
) -> etree._Element | None:
    """Return `_outermost` for a run in the element, from a cache where it is known."""
    if element is None:
        return None
    if element not in known:
        around = _outermost_from_cache(element.getparent(), closed, known)
        known[element] = element if around is None and element.tag in closed else around
    return known[element]


def _before(runs: tuple[_Run, ...], starts: list[int], place: int, closed: frozenset[str]) -> _Spot:
    number = bisect_right(starts, place) - 1
    run, index = runs[number], place - starts[number]
    around = _outermost(run, closed)
    if around is None and run.node.tag == _IMG and not run.tail:
        around = next(run.node.iterancestors(f"{H}figure"), run.node)
    if around is not None:
        return _lift(_spot_before(around), closed)
    return _lift(_Spot(run.node, tail=run.tail, index=index), closed)


def _lift(spot: _Spot, closed: frozenset[str]) -> _Spot:
    """Move a spot at the very start of an inline element to before that element."""
    movable = is_inline(spot.node) and (bool(closed) or spot.node.tag not in _CLOSED)
    if spot.tail or not movable or (spot.node.text or "")[: spot.index].strip():
        return spot
    return _lift(_spot_before(spot.node), closed)


def _spot_before(element: etree._Element) -> _Spot:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return _Spot(previous, tail=True, index=len(previous.tail or ""))
    assert parent is not None  # the section itself is no inline element
    return _Spot(parent, tail=False, index=len(parent.text or ""))


def _after_all(
    section: etree._Element, runs: tuple[_Run, ...], characters: int, marker: BreakMarker
) -> _Spot:
    """Return the end of the section's running text, for a page that has none of it."""
    if marker.offset > characters:
        raise EditionError(
            f"page {marker.label} begins after {marker.offset} characters of the section"
            f" “{section.get('id')}”, which has {characters}",
            hint="The page map was read off a layout of another master.",
        )
    last = next((run for run in reversed(runs) if run.text.strip()), None)
    if last is None:
        return _Spot(section, tail=False, index=0)
    around = _outermost(last, _CLOSED)
    if around is None and last.node.tag == _IMG and not last.tail:
        around = last.node
    if around is not None:
        return _Spot(around, tail=True, index=0)
    return _Spot(last.node, tail=last.tail, index=len(last.text.rstrip()))


def _make_marker(marker: BreakMarker, *, is_hidden: bool) -> etree._Element:
    attributes = {
        "id": marker.id,
        TYPE: "pagebreak",
        "role": "doc-pagebreak",
        # The label alone: reading systems say “page” in the reader's own language.
        "aria-label": marker.label,
    }
    if is_hidden:
        attributes["aria-hidden"] = "true"
    return make_element(f"{H}span", attributes)


def _insert(marker: etree._Element, spot: _Spot) -> None:
    """Split the text at the spot around the mark."""
    text = (spot.node.tail if spot.tail else spot.node.text) or ""
    before, marker.tail = text[: spot.index] or None, text[spot.index :] or None
    if spot.tail:
        parent = spot.node.getparent()
        assert parent is not None  # a tail that is read stands within the section
        spot.node.tail = before
        parent.insert(parent.index(spot.node) + 1, marker)
    else:
        spot.node.text = before
        spot.node.insert(0, marker)
