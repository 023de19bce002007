"""WeasyPrint's page boxes become values: what stands where on a page.

The boxes are private to WeasyPrint 70; an import contract keeps all modules outside this folder
away from them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import font_features

from makeready.editions.print.values import (
    PICTURE,
    SHELL,
    SIDED,
    LaidLine,
    LaidNote,
    LaidPage,
    RunningHead,
    TypeStyle,
)
from makeready.editions.print.weasy.overflow import is_made_up, read_overflow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

POINTS = 0.75
"""Points in a CSS pixel."""

LOOSE = 2.0
"""A line is loose whose spaces are more than so many times as wide as usual."""

ENDED = "ended"
"""The class of a note that is set at the end of its chapter."""

SIDES = {"start": "left", "end": "right", "justify": "left"}
NUMERAL = r"-?[0-9]+|[ivxlcdm]+|[IVXLCDM]+"


def read_pages(pages: Sequence[Page], known: AbstractSet[int]) -> tuple[LaidPage, ...]:
    """Return what stands on each page; `known` are the characters of the resources' fonts."""
    headers: set[int] = set()
    laid = [_page(page, number, headers) for number, page in enumerate(pages, 1)]
    heads = [tuple(_heads(page._page_box, known)) for page in pages]  # noqa: SLF001  (the only way to what stands where)
    return tuple(replace(page, heads=own) for page, own in zip(laid, heads, strict=True))


def remove_heads(page: Page, known: AbstractSet[int]) -> None:
    """Remove the running heads from a page: the binding sets them anew, with the right folios.

    Heads in fonts of the machine stay as they are, since only the layout has these fonts.
    """
    for child in page._page_box.children:  # noqa: SLF001  (the only way to what stands where)
        if isinstance(child, boxes.MarginBox) and not _is_foreign(child, known):
            child.children = ()


def _is_foreign(margin: boxes.Box, known: AbstractSet[int]) -> bool:
    text = "".join(run.text for run in _margin_runs(margin))
    return any(ord(each) not in known for each in text if not each.isspace())


def order_boxes(page: Page) -> Mapping[boxes.Box, int]:
    """Return the place of each box in the order of the document, which painting may not follow."""
    everything = page._page_box.descendants(placeholders=True)  # noqa: SLF001  (the only way to what stands where)
    return {box: number for number, box in enumerate(everything)}


def read_first_break(pages: Sequence[Page], name: str) -> str:
    """Return the page break before the element of this id, or before its first descendants.

    "left" and "right" win over "page", and the innermost element over those around it.
    """
    for page in pages:
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if box.element is not None and box.element.get("id") == name:
                asked = list(_find_breaks(box))
                sides = [value for value in asked if value in SIDED]
                return (sides or [value for value in asked if value == "page"] or asked)[-1]
    return "auto"


def _find_breaks(box: boxes.Box) -> Iterator[str]:
    """Yield the `break-before` of a box and of its first descendants."""
    yield str(box.style["break_before"])
    if box.children and isinstance(box.children[0], boxes.BlockLevelBox):
        yield from _find_breaks(box.children[0])


def select_own_pages(
    pages: Sequence[Page], laid: Sequence[LaidPage], root: Element, *, right: bool
) -> range:
    """Return which of the pages are a unit's own, and not those of the shells around a part.

    `right` is the side of the first one. There are none where the part cannot be laid out apart
    from its chapter: where there is no page break before or behind it, or where one of its notes
    is put off to a page behind it.
    """
    chapter = list(root.iterfind("body/*"))[-1]
    own = range(_start(pages, chapter, right=right), _end(pages, chapter))
    put_off = any(page.notes for number, page in enumerate(laid) if number not in own)
    return range(0) if put_off else own


def _start(pages: Sequence[Page], chapter: Element, *, right: bool) -> int:
    """Return how many pages come before the unit's own; all of them where a part shares a page."""
    for before, first in pairwise(chapter):
        if before.get(SHELL) == "before":
            at = _numbers(pages, before)
            apart = at and at[-1] not in _numbers(pages, first)
            return at[-1] + 1 if apart and _is_right(pages[at[-1]]) is not right else len(pages)
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


def _is_right(page: Page) -> bool:
    return bool(page._page_box.page_type.side == "right")  # noqa: SLF001  (the only way to what stands where)


def find_headless_tables(pages: Sequence[Page]) -> Iterator[Element]:
    """Yield the tables that begin without their heads.

    WeasyPrint 70 leaves out the head of a table where head and first row fit on no page together.
    """
    seen: set[int] = set()
    for page in pages:
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if isinstance(box, boxes.TableBox) and id(box.element) not in seen:
                seen.add(id(box.element))
                heads = [child for child in box.children if getattr(child, "is_header", False)]
                if not heads and box.element.find("thead[@class='repeated']") is not None:
                    yield box.element


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


def _page(page: Page, number: int, headers: set[int]) -> LaidPage:
    """Read a page; `headers` are the table heads met so far, which later pages repeat."""
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    main = [run for run in _runs(box, headers) if _text_of(run).strip()]
    foot = box.content_box_y() + box.height
    return LaidPage(
        number=number,
        blank=bool(box.page_type.blank),
        size=(round(page.width * POINTS, 4), round(page.height * POINTS, 4)),
        area=round(box.height * POINTS, 3),
        running=tuple(map(_text_of, main)),
        lines=len(
            {round(run.position_y + run.baseline) for run in main if isinstance(run, boxes.TextBox)}
        ),
        notes=(*_find_ended_notes(box), *_notes(box, foot)),
        anchors=tuple(
            (name, *_point(area[0], area[1])) for name, area in sorted(page.anchors.items())
        ),
        bookmarks=tuple((level, label, *_point(*at)) for level, label, at, _ in page.bookmarks),
        overflow=read_overflow(page),
        notes_at=next(_note_areas(box), None),
        heads=(),
        loose=tuple(_find_loose(box)),
    )


def _find_loose(box: boxes.Box) -> Iterator[str]:
    """Yield the words of each line whose spaces are too wide."""
    for line in box.descendants():
        if isinstance(line, boxes.LineBox) and getattr(line, "looseness", 0.0) > LOOSE:
            yield " ".join("".join(map(_text_of, _all_runs(line))).split())


def _point(x: float, y: float) -> tuple[float, float]:
    return round(x * POINTS, 3), round(y * POINTS, 3)


def _note_areas(box: boxes.Box) -> Iterator[tuple[float, float]]:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox) and area.children:
            yield _point(area.content_box_x(), area.padding_box_y())


def _runs(box: boxes.Box, headers: set[int]) -> Iterator[boxes.TextBox | boxes.ReplacedBox]:
    """Yield text and pictures of a page's main flow in order, without generated content."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox) or _is_ended(child):
            continue
        if is_made_up(child.element_tag) or _repeats(child, headers):
            continue
        if isinstance(child, boxes.TextBox | boxes.ReplacedBox):
            yield child
        else:
            yield from _runs(child, headers)


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
    height = min(run.height, (_line_height(run) + run.height) / 2)
    return float(run.position_y + height)


def _line_height(run: boxes.TextBox) -> float:
    asked = run.style["line_height"]
    if asked == "normal":
        return float(run.height)
    if isinstance(asked, int | float):
        return float(asked * run.style["font_size"])
    return float(asked.value)


def _heads(box: boxes.Box, known: AbstractSet[int]) -> Iterator[RunningHead]:
    """Yield the words of a page's margin boxes, line by line."""
    for margin in box.children:
        if not isinstance(margin, boxes.MarginBox) or _is_foreign(margin, known):
            continue
        for line in margin.descendants():
            if isinstance(line, boxes.LineBox):
                runs = [run for run in _margin_runs(line) if run.text.strip()]
                if runs:
                    yield _head(margin, runs)


def _margin_runs(line: boxes.Box) -> Iterator[boxes.TextBox]:
    for box in line.descendants():
        if isinstance(box, boxes.TextBox):
            yield box


def _color(style: Mapping[str, Any]) -> tuple[float, float, float]:
    red, green, blue = (round(float(part), 4) for part in style["color"].coordinates)
    return red, green, blue


def _head(margin: boxes.Box, runs: Sequence[boxes.TextBox]) -> RunningHead:
    style = runs[0].style
    align = SIDES.get(style["text_align_all"], style["text_align_all"])
    part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    x = margin.content_box_x() + part * margin.width
    spacing = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    return RunningHead(
        words=_words(margin.style["content"], "".join(run.text for run in runs)),
        at=_point(x, runs[0].position_y + runs[0].baseline),
        align=align,
        type_style=TypeStyle(
            families=tuple(style["font_family"]),
            weight=int(style["font_weight"]),
            style=str(style["font_style"]),
            size=round(style["font_size"] * POINTS, 4),
            spacing=round(spacing * POINTS, 4),
            features=_features(style),
            color=_color(style),
        ),
    )


def _features(style: Mapping[str, object]) -> tuple[tuple[str, int], ...]:
    """Return the OpenType features that WeasyPrint itself would ask for."""
    names = (
        "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
        "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
        "font_feature_settings",
    )  # fmt: skip
    asked = font_features(*(style[name] for name in names))
    return tuple(sorted((str(tag), int(value)) for tag, value in asked.items()))


def _words(content: object, text: str) -> tuple[str | None, ...]:
    """Return the words of a margin box, None where the page's folio stands in them."""
    items = content if isinstance(content, tuple) else ()
    patterns = [_pattern(kind, value) for kind, value in items]
    if not any(kind == "counter()" and value[0] == "page" for kind, value in items):
        return (text,)
    found = re.fullmatch("".join(patterns), text)
    if found is None:
        return (text,)
    folios = [kind == "counter()" and value[0] == "page" for kind, value in items]
    pieces = zip(found.groups(), folios, strict=True)
    return tuple(None if folio else piece for piece, folio in pieces)


def _pattern(kind: str, value: object) -> str:
    """Return what an item of `content` looks like in the finished text."""
    if kind == "string":
        return f"({re.escape(str(value))})"
    return f"({NUMERAL})" if kind == "counter()" else "(.*)"
