"""WeasyPrint's page boxes become values: what stands where on a page.

The boxes are private to WeasyPrint 70; an import contract keeps all modules outside this folder
away from them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes

from makeready.editions.print.tags.divided_rows import Way, count_moves
from makeready.editions.print.values import (
    PICTURE,
    RULE,
    SHELL,
    SIDED,
    LaidLine,
    LaidNote,
    LaidPage,
)
from makeready.editions.print.weasy.overflow import find_shrunk, is_made_up, read_overflow
from makeready.editions.print.weasy.paging.page_turns import find_last_line, find_turn
from makeready.editions.print.weasy.read_heads import read_heads, read_margin_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

HIGHEST = 1.25
"""How high letters with their accents are taken to be at most, in ems.

Faces for Arabic are half as high again, for marks that few words have.
"""

POINTS = 0.75
"""Points in a CSS pixel."""

LOOSE = 2.0
"""A line is loose whose spaces are more than so many times as wide as usual."""

ENDED = "ended"
"""The class of a note that is set at the end of its chapter."""


def read_pages(pages: Sequence[Page], known: AbstractSet[int]) -> tuple[LaidPage, ...]:
    """Return what stands on each page; `known` are the characters of the resources' fonts."""
    headers: set[int] = set()
    main = [_find_runs(page, headers) for page in pages]
    moved = count_moves([[way for _, way in runs] for runs in main])
    laid = [
        _page(page, number, [run for run, _ in runs])
        for number, (page, runs) in enumerate(zip(pages, main, strict=True), 1)
    ]
    begun: set[Element] = set()
    heads = [(*read_heads(page, known), *read_margin_numbers(page, begun)) for page in pages]
    return tuple(
        replace(page, heads=own, moved=away)
        for page, own, away in zip(laid, heads, moved, strict=True)
    )


def order_boxes(page: Page) -> Mapping[boxes.Box, int]:
    """Return the place of each box in the order of the document, which painting may not follow."""
    everything = page._page_box.descendants(placeholders=True)  # noqa: SLF001  (the only way to what stands where)
    return {box: number for number, box in enumerate(everything)}


def read_first_break(pages: Sequence[Page], name: str) -> str:
    """Return the page break before the element of this id, or before its first descendants.

    "recto" and "verso" win over "page", and the innermost element over those around it. "left" and
    "right" are told as what they are in a book that is bound on this side.
    """
    for page in pages:
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if box.element is not None and box.element.get("id") == name:
                asked = list(_find_breaks(box))
                sides = [value for value in asked if value in SIDED]
                last = (sides or [value for value in asked if value == "page"] or asked)[-1]
                return _name_side(page, last)
    return "auto"


def _find_breaks(box: boxes.Box) -> Iterator[str]:
    """Yield the `break-before` of a box and of its first descendants."""
    yield str(box.style["break_before"])
    if box.children and isinstance(box.children[0], boxes.BlockLevelBox):
        yield from _find_breaks(box.children[0])


def select_own_pages(
    pages: Sequence[Page], laid: Sequence[LaidPage], root: Element, *, recto: bool
) -> range:
    """Return which of the pages are a unit's own, and not those of the shells around a part.

    `recto` is the side of the first one. There are none where the part cannot be laid out apart
    from its chapter: where there is no page break before or behind it, or where one of its notes
    is put off to a page behind it.
    """
    chapter = list(root.iterfind("body/*"))[-1]
    own = range(_start(pages, chapter, recto=recto), _end(pages, chapter))
    put_off = any(page.notes for number, page in enumerate(laid) if number not in own)
    return range(0) if put_off else own


def _start(pages: Sequence[Page], chapter: Element, *, recto: bool) -> int:
    """Return how many pages come before the unit's own; all of them where a part shares a page."""
    for before, first in pairwise(chapter):
        if before.get(SHELL) == "before":
            at = _numbers(pages, before)
            apart = at and at[-1] not in _numbers(pages, first)
            return at[-1] + 1 if apart and _is_recto(pages[at[-1]]) is not recto else len(pages)
    return 0


def _end(pages: Sequence[Page], chapter: Element) -> int:
    """Return the first page behind the unit's own; 0 where there is no page break."""
    for last, behind in pairwise(chapter):
        if behind.get(SHELL) == "behind":
            at = _numbers(pages, behind)
            apart = at and at[0] not in _numbers(pages, last)
            # blank pages before the shell belong to the part that follows
            return max(n for n in _numbers(pages, chapter) if n < at[0]) + 1 if apart else 0
    return len(pages)


def _numbers(pages: Sequence[Page], element: Element) -> list[int]:
    """Return the numbers, from 0, of the pages on which there is something of an element."""
    return [
        number
        for number, page in enumerate(pages)
        if any(box.element is element for box in page._page_box.descendants())  # noqa: SLF001  (the only way to what stands where)
    ]


def _is_recto(page: Page) -> bool:
    side = page._page_box.page_type.side  # noqa: SLF001  (the only way to what stands where)
    return bool(side == _side_of_recto(page._page_box))  # noqa: SLF001  (as above)


def _side_of_recto(page: boxes.PageBox) -> str:
    """Return on which side of a spread the book of this page has its rectos."""
    root = page.children[0]
    return "left" if root.style["direction"] == "rtl" else "right"


def _name_side(page: Page, asked: str) -> str:
    """Return `recto` or `verso` for a page break that names a side of the spread."""
    if asked not in ("left", "right"):
        return asked
    return "recto" if asked == _side_of_recto(page._page_box) else "verso"  # noqa: SLF001  (as above)


def find_headless_tables(pages: Sequence[Page]) -> Iterator[tuple[Element, Element]]:
    """Yield the tables that stand on a page without their heads, each with its first row there.

    WeasyPrint 70 leaves out the head of a table where head and row fit on no page together.
    """
    for page in pages:
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if isinstance(box, boxes.TableBox) and box.children:
                heads = [child for child in box.children if getattr(child, "is_header", False)]
                if not heads and box.element.find("thead[@class='repeated']") is not None:
                    yield box.element, box.children[0].children[0].element


def find_outgrown_tables(pages: Sequence[Page]) -> Iterator[Element]:
    """Yield the tables that a style keeps in one piece and that are higher than a page.

    WeasyPrint 70 moves such a table to a new page before it breaks it all the same, and leaves its
    caption alone on the page before.
    """
    kept: dict[Element, None] = {}
    on: defaultdict[Element, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if box.is_table_wrapper:
                on[box.element].add(number)
            if isinstance(box, boxes.TableBox) and "avoid" in box.style["break_inside"]:
                kept[box.element] = None
    return (table for table in kept if len(on[table]) > 1)


def _find_runs(page: Page, headers: set[int]) -> list[tuple[boxes.Box, Way]]:
    """Return the text and the pictures of a page's main flow, each with the cells around it.

    `headers` are the table heads met so far, which later pages repeat.
    """
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    return [(run, way) for run, way in _runs(box, headers, ()) if _text_of(run).strip()]


def _page(page: Page, number: int, main: Sequence[boxes.Box]) -> LaidPage:
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    foot = box.content_box_y() + box.height
    return LaidPage(
        number=number,
        blank=bool(box.page_type.blank),
        size=(round(page.width * POINTS, 4), round(page.height * POINTS, 4)),
        area=round(box.height * POINTS, 3),
        running=tuple(map(_text_of, main)),
        lines=len({round(run.position_y + run.baseline) for run in main if _is_on_a_line(run)}),
        notes=(*_find_ended_notes(box), *_notes(box, foot)),
        anchors=tuple(
            (name, *_point(area[0], area[1])) for name, area in sorted(page.anchors.items())
        ),
        bookmarks=tuple((level, label, *_point(*at)) for level, label, at, _ in page.bookmarks),
        overflow=read_overflow(page),
        notes_at=next(_note_areas(box), None),
        heads=(),
        loose=tuple(_find_loose(box)),
        turn="" if find_turn(box) is None else _words_of(find_last_line(box)),
        shrunk=tuple(find_shrunk(box)),
    )


def _is_on_a_line(run: boxes.Box) -> bool:
    """Tell whether this is text on a line, and not the reading above one."""
    return isinstance(run, boxes.TextBox) and run.element_tag != "rt"


def _find_loose(box: boxes.Box) -> Iterator[str]:
    """Yield the words of each line whose spaces are too wide."""
    for line in box.descendants():
        if isinstance(line, boxes.LineBox) and getattr(line, "looseness", 0.0) > LOOSE:
            yield _words_of(line)


def _words_of(line: boxes.LineBox) -> str:
    said = "".join(map(_text_of, _all_runs(line))).replace(PICTURE, "…")
    return " ".join(said.replace("\u200b", "").split())


def _point(x: float, y: float) -> tuple[float, float]:
    return round(x * POINTS, 3), round(y * POINTS, 3)


def _note_areas(box: boxes.Box) -> Iterator[tuple[float, float]]:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox) and area.children:
            left = area.content_box_x()
            if _side_of_recto(box) == "left":
                left += area.width - RULE[0] / POINTS
            yield _point(left, area.padding_box_y())


def _runs(box: boxes.Box, headers: set[int], way: Way) -> Iterator[tuple[boxes.Box, Way]]:
    """Yield text and pictures of a page's main flow in order, without generated content."""
    if isinstance(box, boxes.TableRowBox):
        way = (*way, id(box.element))
    elif isinstance(box, boxes.TableCellBox):
        way = (*way, box.grid_x)
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox) or _is_ended(child):
            continue
        if is_made_up(child.element_tag) or _repeats(child, headers):
            continue
        if isinstance(child, boxes.TextBox | boxes.ReplacedBox):
            yield child, way
        else:
            yield from _runs(child, headers, way)


def _repeats(box: boxes.Box, headers: set[int]) -> bool:
    """Tell whether this is the head of a table, repeated from an earlier page."""
    if not getattr(box, "is_header", False):
        return False
    known = id(box.element) in headers
    headers.add(id(box.element))
    return known


def _is_ended(box: boxes.Box) -> bool:
    return box.element is not None and ENDED in box.element.get("class", "").split()


def _notes(box: boxes.Box, foot: float) -> Iterator[LaidNote]:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            for note in area.children:
                yield _note(note, box.content_box_y(), foot)


def _find_ended_notes(box: boxes.Box) -> Iterator[LaidNote]:
    """Yield the notes, or parts of them, that are set on this page at the end of their chapter."""
    for child in getattr(box, "children", ()):
        if _is_ended(child) and child.element_tag == "aside":
            yield _note(child, float("-inf"), float("inf"))
        elif not isinstance(child, boxes.FootnoteAreaBox | boxes.MarginBox):
            yield from _find_ended_notes(child)


def _note(note: boxes.Box, top: float, foot: float) -> LaidNote:
    runs = [run for run in _all_runs(note) if _text_of(run).strip()]
    last = max((_bottom(run) for run in runs), default=foot)
    first = min((run.position_y for run in runs), default=top)
    return LaidNote(
        anchor=(note.element.get("data-note") or note.element.get("id") or ""),
        piece=int(note.element.get("data-cut", "0")),
        text="".join(run.text for run in runs if isinstance(run, boxes.TextBox)),
        lines=tuple(
            LaidLine(
                text=_text_of(run),
                top=round((run.position_y - first) * POINTS, 2),
                bottom=round((_bottom(run) - first) * POINTS, 2),
            )
            for run in runs
        ),
        below=round(max(last - foot, top - first) * POINTS, 2),
    )


def _all_runs(box: boxes.Box) -> Iterator[boxes.TextBox | boxes.ReplacedBox]:
    """Yield the text boxes and the pictures in a box in order, without generated content."""
    for child in getattr(box, "children", ()):
        if not is_made_up(child.element_tag):
            if isinstance(child, boxes.TextBox):
                yield child
            else:
                yield from _all_runs(child)
    if isinstance(box, boxes.ReplacedBox):
        yield box


def _text_of(run: boxes.TextBox | boxes.ReplacedBox) -> str:
    return str(run.text) if isinstance(run, boxes.TextBox) else PICTURE


def _bottom(run: boxes.TextBox | boxes.ReplacedBox) -> float:
    if not isinstance(run, boxes.TextBox):
        return float(run.position_y + run.margin_height())
    # where lines are lower than letters, as code is in text, the letters begin above their box
    letters = min(run.height, HIGHEST * run.style["font_size"])
    height = min(run.height, (_line_height(run) + letters) / 2)
    return float(run.position_y + height)


def _line_height(run: boxes.TextBox) -> float:
    asked = run.style["line_height"]
    if asked == "normal":
        return float(run.height)
    if isinstance(asked, int | float):
        return float(asked * run.style["font_size"])
    return float(asked.value)
