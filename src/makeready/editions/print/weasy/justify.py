"""WeasyPrint's line breaks are replaced by those of whole paragraphs, and the lines are justified.

WeasyPrint 70 breaks greedily, line by line, and never shrinks a word space. Here a justified
paragraph is broken at its first line, with the width that it has there; each line of it is then
cut where it was broken, whatever room there is, and its spaces and letters take up the difference.
Everything else (pages, notes, floats, marks) remains the engine's. Right-to-left and CJK text, and
what floats beside its own line, but for an initial, are broken by the engine as before;
`line_order` puts the texts of a line in order where some of them run from right to left.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil, inf
from typing import TYPE_CHECKING, Any

from weasyprint.draw import text as painting
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, inline
from weasyprint.text.line_break import strut

from makeready.core.languages import RTL
from makeready.editions.print.lines.habits import choose_habits
from makeready.editions.print.lines.total_fit import LAST_RESORTS, Column, fit
from makeready.editions.print.lines.values import Habits, Line
from makeready.editions.print.weasy.drawing.draw import draw_first_line
from makeready.editions.print.weasy.ideographs import spread_characters
from makeready.editions.print.weasy.initials import (
    count_initial,
    find_initial,
    first_letter_to_box,
    move_beside_initial,
)
from makeready.editions.print.weasy.line_order import Stretch, align_mixed, is_mixed
from makeready.editions.print.weasy.paragraphs import (
    Paragraph,
    Place,
    UnknownError,
    read_paragraph,
    strip_end,
)
from makeready.editions.print.weasy.patches import ALIGNED, BOXES, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


SAME = 0.02
"""By how many CSS pixels a width may differ from the one that a paragraph was broken for."""

SHORTEST = 2.5
"""How many ems the last line of a paragraph should have at least."""

INDENT = 1.4
"""How many ems the last line of a paragraph has at least that was made longer or shorter."""

SPACE = 0.25
"""The usual width of a word space in ems."""

FINE = 1e-5
"""A scale of letters that differs from 1 by less is taken for 1."""

LINES = "data-lines"
"""The attribute of a paragraph that says by how many lines it is to be longer than at its best."""

LOOSEST = 1.2
"""The ratio that no line of a paragraph that is changed may exceed; see `lines.values.Habits`."""

BESIDE = 60
"""For how many lines of a paragraph, at the most, the room beside floats is asked of WeasyPrint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The lines of a paragraph, the column that they were made for, and the layout it is in."""

    paragraph: Paragraph
    column: Column
    lines: tuple[Line, ...]
    context: LayoutContext

    def find(self, at: int) -> int | None:
        """Return the number of the line that begins with this character or a space before it.

        None within a line: the one before it was set when the paragraph had other lines.
        """
        begin = self.paragraph.start
        for number, line in enumerate(self.lines):
            if begin <= at < line.stop.at:
                return None if self.paragraph.text[begin:at].strip() else number
            begin = line.stop.at
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is needed to justify a line that was planned, with the width that it was planned for."""

    line: Line
    habits: Habits
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Which line of which paragraph was set: the paragraph's line box, a number, all its lines."""

    box: boxes.LineBox
    number: int
    lines: tuple[Line, ...]

    @property
    def line(self) -> Line:
        """Return the line itself."""
        return self.lines[self.number]


def apply() -> None:
    """Have WeasyPrint break and set lines with this module's functions."""
    inline.split_inline_box = split_inline_box
    inline.split_text_box = split_text_box
    inline.text_align = text_align
    inline.first_letter_to_box = first_letter_to_box
    painting.draw_first_line = draw_first_line


_ENDS: list[Place | None] = []
"""Where the line that is being laid out shall end; None leaves it to WeasyPrint.

A line may hold blocks with lines of their own: the innermost line comes last.
"""


@contextmanager
def _until(place: Place | None) -> Iterator[None]:
    _ENDS.append(place)
    try:
        yield
    finally:
        _ENDS.pop()


def split_inline_box(
    context: LayoutContext,
    box: boxes.Box,
    position_x: float,
    max_x: float,
    *rest: Any,  # noqa: ANN401  (the library's ten more)
) -> tuple[Any, ...]:
    """Lay out a line; one of a justified paragraph ends where the plan of the paragraph says."""
    if not isinstance(box, boxes.LineBox):
        return BOXES.original(context, box, position_x, max_x, *rest)  # type: ignore[no-any-return]
    skip, block, first_line = rest[1], rest[2], rest[-1]
    if first_line:
        found = None
    elif skip is None and find_initial(box):
        found = _plan_beside_initial(context, box, position_x, max_x, rest)
    else:
        found = _plan_lines(context, box, max_x - position_x, skip, block)
    if found is None:
        with _until(None):
            result = BOXES.original(context, box, position_x, max_x, *rest)
        move_beside_initial(result[0])
        result[0].stretch = Stretch(paragraph=box, start=skip, end=result[1])
        return result  # type: ignore[no-any-return]
    plan, number = found
    line = plan.lines[number]
    with _until(plan.paragraph.place(line.stop)):
        result = BOXES.original(context, box, position_x, inf, *rest)
    move_beside_initial(result[0])
    width = plan.column.width(number) + position_x - box.position_x + count_initial(result[0])
    result[0].setting = Setting(line=line, habits=choose_habits(box.style), width=width)
    result[0].stretch = Stretch(paragraph=box, start=skip, end=result[1])
    result[0].planned = Planned(box=box, number=number, lines=plan.lines)
    return result  # type: ignore[no-any-return]


def _plan_beside_initial(
    context: LayoutContext,
    box: boxes.LineBox,
    position_x: float,
    max_x: float,
    rest: tuple[Any, ...],
) -> tuple[Plan, int] | None:
    """Return the plan of a paragraph with an initial, and 0, the number of its first line.

    The line is laid out once before, so that the initial can be measured.
    """
    shapes = context.excluded_shapes.copy()
    waiting: list[boxes.Box] = []
    with _until(None):
        trial = (*rest[:3], [], [], [], waiting, [], *rest[8:])
        line = BOXES.original(context, box, position_x, max_x, *trial)[0]
    letter, found = find_initial(line), None
    if letter is not None and not waiting:
        width = max_x - position_x - letter.margin_width()
        found = _plan_lines(context, box, width, None, rest[2])
    context.excluded_shapes = shapes
    return found


def split_text_box(
    context: LayoutContext, box: boxes.TextBox, width: float, skip: int, is_line_start: bool = True
) -> tuple[Any, ...]:
    """Cut a text where its line shall end, or take it whole if the line does not end in it."""
    place = _ENDS[-1] if _ENDS else None
    if place is None or "\n" in box.text:
        return TEXTS.original(context, box, width, skip, is_line_start)  # type: ignore[no-any-return]
    if place.box is None or place.box is not box or skip >= place.byte:
        return TEXTS.original(context, box, None, skip, is_line_start)  # type: ignore[no-any-return]
    text = strip_end(box.text.encode()[skip : place.byte].decode())
    if not text:
        return None, place.byte, False
    if place.hyphen:
        text += box.style["hyphenate_character"]
    cut, _, _ = TEXTS.original(context, box.copy_with_text(text), None, 0, is_line_start)
    return cut, place.byte, False


def _plan_lines(
    context: LayoutContext,
    box: boxes.LineBox,
    width: float,
    skip: Mapping[int, Any] | None,
    block: boxes.Box,
) -> tuple[Plan, int] | None:
    """Return the plan of a line's paragraph and the line's number in it.

    None where the paragraph is not justified, or WeasyPrint must break it.
    """
    style = box.style
    if style["text_align_all"] != "justify":
        return None
    known: Plan | None = getattr(box, "plan", None)
    number = None if known is None else _number(known, box, width, skip)
    if known is not None and number is not None:
        return known, number
    try:
        paragraph = read_paragraph(context, box, skip, block)
    except UnknownError:
        return None
    column = Column(
        widths=tuple(_widths(context, box, width, block)),
        shortest=SHORTEST * style["font_size"],
    )
    habits = choose_habits(style)
    lines = _break(context, paragraph, column, habits)
    if lines is None:
        return None
    plan = Plan(paragraph=paragraph, column=column, lines=lines, context=context)
    by = 0 if box.element is None or paragraph.start else int(box.element.get(LINES, "0"))
    box.plan = plan = (change_count(plan, habits, by) if by else None) or plan
    return plan, 0


def change_count(plan: Plan, habits: Habits, by: int) -> Plan | None:
    """Return a paragraph with so many lines more, or None where it cannot have them."""
    stops = plan.paragraph.stops(plan.context, habits, hyphenate=True)
    lines = fit(stops, plan.column, replace(habits, looseness=by), tolerance=LOOSEST)
    if lines is None or len(lines) != len(plan.lines) + by or ends_short(lines, plan.column):
        return None
    return replace(plan, lines=lines)


def ends_short(lines: Sequence[Line], column: Column) -> bool:
    """Tell whether the last of several lines is shorter than an indent."""
    *_, before, last = (None, *lines)
    least = column.shortest * INDENT / SHORTEST
    return before is not None and last.stop.width - before.stop.next_width < least


def _number(
    plan: Plan, box: boxes.LineBox, width: float, skip: Mapping[int, Any] | None
) -> int | None:
    """Return the number of the line that begins here, or None.

    None, too, where the plan was made for another width than the line has now.
    """
    try:
        number = plan.find(plan.paragraph.position(box, skip))
    except UnknownError:
        return None
    return number if number is None or abs(plan.column.width(number) - width) < SAME else None


def _break(
    context: LayoutContext, paragraph: Paragraph, column: Column, habits: Habits
) -> tuple[Line, ...] | None:
    """Return the lines of a paragraph, hyphenated only where it would be loose otherwise."""
    plain = paragraph.stops(context, habits, hyphenate=False)
    lines = fit(plain, column, habits, tolerance=habits.tolerance)
    if lines is not None:
        return lines
    stops = paragraph.stops(context, habits, hyphenate=True)
    tries = (fit(stops, column, habits, tolerance=each) for each in (1.0, *LAST_RESORTS))
    return next((lines for lines in tries if lines is not None), None)


def _widths(
    context: LayoutContext, box: boxes.LineBox, first: float, block: boxes.Box
) -> Iterator[float]:
    """Yield the widths of a paragraph's lines in turn; the last holds for all lines that follow.

    Lines beside a float are narrower.
    """
    yield first
    if not context.excluded_shapes:
        full = first + box.text_indent
        if box.text_indent:
            yield full
        return
    height, _ = strut(box.style)
    foot = max(shape.position_y + shape.margin_height() for shape in context.excluded_shapes)
    count = ceil((foot - box.position_y) / height) if height else 0
    probe = box.copy()
    probe.width, probe.height = 0, height
    for number in range(1, min(max(count, 0), BESIDE) + 2):
        probe.position_y = box.position_y + number * height
        yield inline.avoid_collisions(context, probe, block, outer=False)[2]


def text_align(
    context: LayoutContext, line: boxes.LineBox, available_width: float, last: bool
) -> float:
    """Justify a planned line and return where it starts: below 0 if it hangs out on the left.

    First the letters are stretched by what they may, as in TeX, then the word spaces by the rest.
    """
    setting: Setting | None = getattr(line, "setting", None)
    if line.style["direction"] == RTL or (setting is None and is_mixed(line)):
        return align_mixed(context, line, available_width, last=last)
    if setting is None:
        if not last and line.style["text_align_all"] == "justify":
            spread_characters(context, line, available_width - line.width)
        return ALIGNED.original(context, line, available_width, last)  # type: ignore[no-any-return]
    hang = setting.line.hang
    target = setting.width + hang + setting.line.stop.hang
    if not setting.line.stop.forced or line.width > target:
        _stretch(context, line, target, setting.habits)
    return -hang


def _stretch(context: LayoutContext, line: boxes.LineBox, target: float, habits: Habits) -> None:
    texts = list(_texts(line))
    letters = sum(box.width for box in texts)
    spaces = sum(map(inline.count_expandable_spaces, texts))
    short = target - line.width
    scale = 1 + max(-habits.expansion, min(habits.expansion, short / letters)) if letters else 1.0
    rest = target - line.width - letters * (scale - 1)
    spacing = rest / scale / spaces if spaces else 0.0
    if abs(scale - 1) < FINE:
        scale = 1.0
    line.looseness = 1 + spacing / (SPACE * line.style["font_size"])
    _set(context, line, spacing, scale, 0.0)


def _texts(box: boxes.Box) -> Iterator[boxes.TextBox]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _set(
    context: LayoutContext, box: boxes.Box, spacing: float, scale: float, moved: float
) -> float:
    """Move a box, widen its spaces and letters, and return by how much the next box moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        box.scale = scale
        wider = box.width * (scale - 1)
        count = inline.count_expandable_spaces(box)
        if count and spacing:
            box.justification_spacing = spacing
            layout = inline.create_layout(box.text, box.style, context, None, spacing)
            layout.deactivate()
            box.pango_layout = layout
            wider += spacing * count * scale
        box.width += wider
        moved += wider
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += moved
        before = moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _set(context, child, spacing, scale, moved)
        box.width += moved - before
    else:
        box.translate(moved, 0)
    return moved
