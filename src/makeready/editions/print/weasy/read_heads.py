"""The margin boxes of WeasyPrint's pages become running heads, which the binding sets anew.

Like `read_boxes`, this module knows what is private to WeasyPrint 70.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import font_features

from makeready.core.languages import RTL, direction_of_character
from makeready.editions.print.lines.old_pages import IN_MARGIN, LABEL
from makeready.editions.print.values import RunningHead, TypeStyle
from makeready.editions.print.weasy.overflow import is_made_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

NUMBER_SIZE, NUMBER_GAP = 0.75, 10.0
"""The size of a number in the margin, in that of the text, and how far from the text it stands,
in CSS pixels."""

POINTS = 0.75
"""Points in a CSS pixel."""

SIDES = {"start": "left", "end": "right", "justify": "left"}
NUMERAL = r"-?[0-9]+|[ivxlcdm]+|[IVXLCDM]+"


def read_heads(page: Page, known: AbstractSet[int]) -> tuple[RunningHead, ...]:
    """Return the words of a page's margin boxes, line by line, but for those in other fonts."""
    return tuple(_heads(page._page_box, known))  # noqa: SLF001  (the only way to what stands where)


def read_margin_numbers(page: Page, begun: set[Element]) -> tuple[RunningHead, ...]:
    """Return the numbers of the old pages that begin on a page, in its outer margin.

    Each stands beside the line on which its page begins; of several on one line all are named.
    `begun` are the marks met so far: the word of one may go on behind a page break.
    """
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    lines: dict[float, tuple[list[str], boxes.Box]] = {}
    for mark in box.descendants():
        if isinstance(mark, boxes.InlineBox) and _begins_old_page(mark, begun):
            height = round((mark.position_y + mark.baseline) * POINTS, 3)
            lines.setdefault(height, ([], mark))[0].append(mark.element.get(LABEL, ""))
    is_right = box.page_type.side == "right"
    edge = box.content_box_x() + (box.width + NUMBER_GAP if is_right else -NUMBER_GAP)
    root = box.children[0].style["font_size"] if box.children else 0
    return tuple(
        RunningHead(
            words=(", ".join(labels),),
            at=(round(edge * POINTS, 3), height),
            align="left" if is_right else "right",
            type_style=_style_number(mark.style, root),
            beside=True,
        )
        for height, (labels, mark) in lines.items()
    )


def _begins_old_page(mark: boxes.Box, begun: set[Element]) -> bool:
    """Tell whether an inline box begins a mark whose number stands in the margin."""
    classes = "" if mark.element is None else mark.element.get("class", "")
    if IN_MARGIN not in classes.split() or is_made_up(mark.element_tag) or mark.element in begun:
        return False
    begun.add(mark.element)
    return True


def _style_number(style: Mapping[str, Any], root: float) -> TypeStyle:
    """Return how a number in the margin is set: upright and small, whatever stands beside it."""
    return TypeStyle(
        families=tuple(style["font_family"]),
        weight=400,
        style="normal",
        size=round(root * NUMBER_SIZE * POINTS, 4),
        spacing=0.0,
        features=(("lnum", 1), ("onum", 0)),
        color=_color(style),
    )


def remove_heads(page: Page, known: AbstractSet[int]) -> None:
    """Remove the running heads from a page: the binding sets them anew, with the right folios.

    Heads in fonts of the machine stay as they are, since only the layout has these fonts, and so do
    those with words from right to left, which the layout puts in order.
    """
    for child in page._page_box.children:  # noqa: SLF001  (the only way to what stands where)
        if isinstance(child, boxes.MarginBox) and not _is_foreign(child, known):
            child.children = ()


def _is_foreign(margin: boxes.Box, known: AbstractSet[int]) -> bool:
    text = "".join(run.text for run in _margin_runs(margin))
    return any(
        ord(each) not in known or direction_of_character(each) == RTL
        for each in text
        if not each.isspace()
    )


def _heads(box: boxes.Box, known: AbstractSet[int]) -> Iterator[RunningHead]:
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
        at=(round(x * POINTS, 3), round((runs[0].position_y + runs[0].baseline) * POINTS, 3)),
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
