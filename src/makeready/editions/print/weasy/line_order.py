"""The texts of a line are put in the order in which Unicode's algorithm sets them (UAX #9).

WeasyPrint 70 orders each text of a line by itself, and the texts and elements of a line by the
direction of its paragraph, so that a title in italics and the words behind it change places where
both run the other way. Here the whole line is one text: Pango divides it into runs, a text of
several runs is cut at their edges, and the pieces stand as the runs do. An element that states its
direction is isolated from what is around it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, mirrored

from fontTools.ttLib import TTFont
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import create_layout, line_size

from makeready.core.languages import RTL, direction_of_character
from makeready.editions.print.weasy.patches import ALIGNED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weasyprint.layout import LayoutContext
    from weasyprint.pdf.fonts import Font

ATOM = "\N{OBJECT REPLACEMENT CHARACTER}"
MARKS = {
    "L": "\N{LEFT-TO-RIGHT MARK}",
    "R": "\N{RIGHT-TO-LEFT MARK}",
    "AL": "\N{ARABIC LETTER MARK}",
}
ISOLATES = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", RTL: "\N{RIGHT-TO-LEFT ISOLATE}"}
END = "\N{POP DIRECTIONAL ISOLATE}"
_BREAKS = str.maketrans(dict.fromkeys("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
FIRST_LEFTWARD = "\u0590"
"""No character before this one runs from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text of a line, or what counts as one character in it, and the elements that it is in."""

    box: boxes.Box | None
    around: tuple[boxes.InlineBox, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a leaf in one run: its first byte, the byte behind it, and the run's level."""

    leaf: int
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What of a paragraph a line has: its line box, and skip stacks of WeasyPrint's to both ends.

    A skip stack leads to a child by its number, at last to a byte of a text; None is at an edge.
    """

    paragraph: boxes.LineBox
    start: Mapping[int, Any] | None
    end: Mapping[int, Any] | None

    def find_marks(self) -> tuple[str, str]:
        """Return marks that have the effect of the letters before and behind the line."""
        text = _read_text(self.paragraph)
        before = _read_before(self.paragraph, self.start)
        behind = "" if self.end is None else text[len(_read_before(self.paragraph, self.end)) :]
        return _first_mark(reversed(before)), _first_mark(behind)


def _read_text(box: boxes.Box) -> str:
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    inside = getattr(box, "children", ()) if box.is_in_normal_flow() else ()
    return "".join(map(_read_text, inside))


def _read_before(box: boxes.Box, skip: Mapping[int, Any] | None) -> str:
    if skip is None:
        return ""
    ((place, inner),) = skip.items()
    if isinstance(box, boxes.TextBox):
        return str(box.text.encode()[:place].decode(errors="ignore"))
    before = "".join(map(_read_text, box.children[:place]))
    return before + (_read_before(box.children[place], inner) if inner else "")


def is_mixed(line: boxes.LineBox) -> bool:
    """Tell whether a line runs from right to left, or has letters that do."""
    if line.style["direction"] == RTL:
        return True
    texts = (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
    return any(max(text, default="") >= FIRST_LEFTWARD and _has_leftward(text) for text in texts)


def _has_leftward(text: str) -> bool:
    return any(direction_of_character(character) == RTL for character in set(text))


def align_mixed(
    context: LayoutContext, line: boxes.LineBox, available_width: float, *, last: bool
) -> float:
    """Justify and order a line with text from right to left, and return where it starts.

    A line from right to left starts at the right-hand edge. WeasyPrint 70 leaves out its indent,
    and moves the whole of it when it removes the space at its end.
    """
    if line.style["direction"] != RTL:
        aligned: float = ALIGNED.original(context, line, available_width, last)
        _order(context, line, line.position_x + line.text_indent)
        return aligned
    room = available_width - line.text_indent
    short = room - _measure(line)
    align = _read_alignment(line, last=last)
    # a line that was planned may be wider by as much as its spaces can shrink, the last one, too
    is_planned = getattr(line, "setting", None) is not None
    if (short > 0 and align == "justify") or (short < 0 and is_planned):
        _widen_spaces(context, line, short)
    _order(context, line, line.position_x)
    share = {"center": 0.5, "end": 1.0}.get(align, 0.0)
    return float(line.text_indent + share * max(0.0, room - line.width))


def _read_alignment(line: boxes.LineBox, *, last: bool) -> str:
    """Return how a line from right to left is aligned: `start` is at the right."""
    asked = line.style["text_align_all"]
    if last and line.style["text_align_last"] != "auto":
        asked = line.style["text_align_last"]
    elif last and asked == "justify":
        asked = "start"
    if asked == "justify" and line.style["white_space"] not in ("normal", "nowrap", "pre-line"):
        asked = "start"
    return {"left": "end", "right": "start"}.get(str(asked), str(asked))


def _measure(line: boxes.LineBox) -> float:
    leaves = [leaf for leaf in _read_leaves(line, ()) if leaf.box is not None]
    around = {id(each): each for leaf in leaves for each in leaf.around}
    edges = (_edge(each, side) for each in around.values() for side in ("left", "right"))
    return sum(map(_width, leaves)) + sum(edges)


def _width(leaf: Leaf) -> float:
    box: Any = leaf.box
    return float(box.width if isinstance(box, boxes.TextBox) else box.margin_width())


def _widen_spaces(context: LayoutContext, line: boxes.LineBox, by: float) -> None:
    texts = [leaf.box for leaf in _read_leaves(line, ()) if isinstance(leaf.box, boxes.TextBox)]
    spaces = sum(map(inline.count_expandable_spaces, texts))
    for box in texts if spaces else ():
        box.justification_spacing = by / spaces
        layout = create_layout(box.text, box.style, context, None, by / spaces)
        layout.deactivate()
        box.pango_layout = layout
        box.width += by / spaces * inline.count_expandable_spaces(box)


def _order(context: LayoutContext, line: boxes.LineBox, left: float) -> None:
    """Put the texts of a line in their order, in place, from the left edge on."""
    leaves = tuple(_read_leaves(line, ()))
    stretch: Stretch | None = getattr(line, "stretch", None)
    marks = ("", "") if stretch is None else stretch.find_marks()
    pieces = _merge(_divide(context, line, leaves, marks))
    made: dict[int, list[tuple[int, boxes.Box]]] = {
        number: [] for number, leaf in enumerate(leaves) if leaf.box is not None
    }
    row: list[tuple[boxes.Box, tuple[boxes.InlineBox, ...]]] = []
    for piece in pieces:
        box = _make_piece(context, leaves[piece.leaf], piece)
        made[piece.leaf].append((piece.start, box))
        row.append((box, leaves[piece.leaf].around))
    line.width = _set_row(row, left) - line.position_x
    parts = {
        id(leaves[number].box): tuple(box for _, box in sorted(cut, key=lambda each: each[0]))
        for number, cut in made.items()
    }
    _replace_children(line, parts)


def _read_leaves(box: boxes.Box, around: tuple[boxes.InlineBox, ...]) -> Iterator[Leaf]:
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            yield Leaf(box=child, around=around, text=child.text.translate(_BREAKS))
        elif isinstance(child, boxes.InlineBox) and not child.is_leader:
            isolate = _find_isolate(child)
            inside = (*around, child)
            if isolate:
                yield Leaf(box=None, around=inside, text=isolate)
            yield from _read_leaves(child, inside)
            if isolate:
                yield Leaf(box=None, around=inside, text=END)
        else:
            yield Leaf(box=child, around=around, text=ATOM)


def _find_isolate(box: boxes.InlineBox) -> str:
    """Return the mark that opens an element which stands apart, or nothing."""
    element = box.element
    if element is None or box.element_tag != element.tag:
        return ""
    apart = element.get("dir") or element.tag == "bdi"
    return ISOLATES[box.style["direction"]] if apart else ""


def _first_mark(text: Iterable[str]) -> str:
    """Return the invisible mark that has the effect of the first letter of a text."""
    return next((MARKS[kind] for each in text if (kind := bidirectional(each)) in MARKS), "")


def _divide(
    context: LayoutContext,
    line: boxes.LineBox,
    leaves: Sequence[Leaf],
    marks: tuple[str, str],
) -> Iterator[Piece]:
    """Yield the pieces of the leaves from left to right, as the runs of the line's text stand."""
    text = marks[0] + "".join(leaf.text for leaf in leaves) + marks[1]
    sizes = (len(leaf.text.encode()) for leaf in leaves)
    starts = tuple(accumulate(sizes, initial=len(marks[0].encode())))
    for start, end, level in _read_runs(context, text, line.style):
        within = [
            Piece(leaf=n, start=max(start - at, 0), end=min(end, starts[n + 1]) - at, level=level)
            for n, at in enumerate(starts[:-1])
            if at < end and starts[n + 1] > start and leaves[n].box is not None
        ]
        yield from reversed(within) if level % 2 else within


def _read_runs(
    context: LayoutContext, text: str, style: Mapping[str, Any]
) -> tuple[tuple[int, int, int], ...]:
    """Return the runs of a text in one line from left to right: first byte, end, and level."""
    layout = create_layout(text, style, context, None, 0)
    found = []
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item = run.data.item
        found.append((item.offset, item.offset + item.length, item.analysis.level))
        run = run.next
    layout.deactivate()
    return tuple(found)


def _merge(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those of one leaf and level that stand side by side as one.

    Pango divides runs at changes of the font, too.
    """
    for _, alike in groupby(pieces, key=lambda piece: (piece.leaf, piece.level)):
        some = tuple(alike)
        start, end = min(each.start for each in some), max(each.end for each in some)
        if end - start == sum(each.end - each.start for each in some):
            yield replace(some[0], start=start, end=end)
        else:
            yield from some


def _make_piece(context: LayoutContext, leaf: Leaf, piece: Piece) -> boxes.Box:
    """Return the box of a piece, laid out in the direction of its run."""
    box = leaf.box
    if not isinstance(box, boxes.TextBox):
        return box
    direction = RTL if piece.level % 2 else "ltr"
    text = box.text.encode()[piece.start : piece.end].decode()
    # where WeasyPrint takes away the space at the end of a line, it keeps the layout of before
    same = text == box.text == box.pango_layout.text
    if same and direction == box.style["direction"]:
        return box
    made = box.copy_with_text(text)
    made.style = box.style.copy()
    made.style["direction"] = direction
    spacing = box.justification_spacing
    layout = create_layout(text, made.style, context, None, spacing)
    made.width = line_size(layout.get_first_line()[0], made.style)[0]
    made.width += spacing * inline.count_expandable_spaces(made)
    layout.deactivate()
    made.pango_layout = layout
    return made


def _set_row(row: Sequence[tuple[boxes.Box, tuple[boxes.InlineBox, ...]]], x: float) -> float:
    """Set boxes side by side, and the elements around them; return where they end."""
    last = {id(each): place for place, (_, around) in enumerate(row) for each in around}
    begun: dict[int, float] = {}
    for place, (box, around) in enumerate(row):
        for each in around:
            if id(each) not in begun:
                begun[id(each)] = x
                x += _edge(each, "left")
        box.translate(dx=x - box.position_x, ignore_floats=True)
        x += box.width if isinstance(box, boxes.TextBox) else box.margin_width()
        for each in reversed(around):
            if last[id(each)] == place:
                each.position_x = begun[id(each)]
                each.width = x - begun[id(each)] - _edge(each, "left")
                x += _edge(each, "right")
    return x


def _edge(box: boxes.InlineBox, side: str) -> float:
    names = (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
    lengths = (getattr(box, name) for name in names)
    return sum(float(length) for length in lengths if not isinstance(length, str))


def _replace_children(box: boxes.Box, parts: Mapping[int, tuple[boxes.Box, ...]]) -> None:
    """Put the pieces of each text in its place, in the order of the document."""
    children: list[boxes.Box] = []
    for child in box.children:
        if isinstance(child, boxes.InlineBox) and id(child) not in parts:
            _replace_children(child, parts)
        children += parts.get(id(child), (child,))
    box.children = tuple(children)


def correct_mirrored(fonts: Iterable[Font]) -> None:
    """Let glyphs of brackets stand for the bracket that they show, in place.

    In text from right to left an opening bracket is drawn as the closing one. Readers of a PDF know
    this, and turn it back; WeasyPrint 70 writes down the character of the text.
    """
    known = tuple(fonts)
    if any(
        max(text, default="") >= FIRST_LEFTWARD for f in known for text in f.to_unicode.values()
    ):
        for font in known:
            font.to_unicode.update(_find_mirrored(font))


def _find_mirrored(font: Font) -> Mapping[int, str]:
    said = {
        glyph: text for glyph, text in font.to_unicode.items() if len(text) == 1 and mirrored(text)
    }
    if not said:
        return {}
    face = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)
    glyphs = {chr(code): face.getGlyphID(name) for code, name in (face.getBestCmap() or {}).items()}
    shown = {glyphs[each]: each for each in glyphs if mirrored(each)}
    return {
        glyph: shown[glyph]
        for glyph, text in said.items()
        if glyphs.get(text) != glyph and glyph in shown
    }
