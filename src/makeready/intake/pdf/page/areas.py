"""A page's drawings, pictures and lines → its figures, before all else."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import around, box_of, is_near, union
from makeready.intake.pdf.page.tiles import list_tiled
from makeready.intake.pdf.values import Box, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import PdfPage, Tag

_NEAR = 7.0  # points between the pieces of one drawing
SMALL = 24.0
"""Points: what is smaller is a sign in the text."""
_DRAWN = 3  # pieces at least around words: one or two are a frame or a coloured ground
_WIDE, _STROKE = 0.9, 5.0  # of the width of a coloured ground; points of a stroke beside it
_RUNNING = 0.55  # of its width: a line of text
_PAGE = 0.7  # of the page's width and height: a ground or a scan
_JOINED = 0.8  # of the ends of a table's standing rules lie on others
_FRAME = 0.8  # of the page's width: a rule so long
_TEXT_LINES, _RUNNING_TEXT = 3, 40  # lines of so many characters are text on a ground
_LABEL = 30  # characters of a word in a drawing at most
_PICTURE = 2  # the kind of a piece: after rules and drawings
_LABEL_NEAR = 10.0
_LABEL_SIZE, _TINY = 0.93, 0.78  # of the text's type size
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|tab\.|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|tabela|rys\.)\s*"
    r"[\dIVX]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture or drawing on a page: where it stands, and the runs of the words inside.

    `alt` is the alternative text that the file has for it, or the signs of a `formula`. `share` is
    its width in shares of the text's, 0 where that is not known. A picture `within` a line has the
    offset that it stands at, and as its `share` its height in type sizes; all others have -1.
    """

    page: int
    box: Box
    words: frozenset[int]
    alt: str = ""
    formula: bool = False
    share: float = 0.0
    within: int = -1


def figures(
    pdf_page: PdfPage, lines: Sequence[Line], size: float, tags: Mapping[tuple[int, int], Tag]
) -> tuple[Figure, ...]:
    """Return the pictures and drawings of a page, each with the words that stand in it.

    What the file's tags call one figure is one, and so are all words that they put into it.
    """
    found: list[Figure] = []
    for box, pictures, drawings in _areas(pdf_page, lines, size):
        if min(box[2] - box[0], box[3] - box[1]) < SMALL:
            continue
        grown, words = _with_labels(box, lines, size)
        ground = len(drawings) < _DRAWN or _is_ground(box, drawings, lines, size)
        if not pictures and ground and words:
            continue
        found.append(Figure(page=pdf_page.number, box=grown, words=words))
    for element in _find_tagged(pdf_page, tags):
        found = _one(found, *element)
    return tuple(found)


def _is_ground(box: Box, drawings: Sequence[Box], lines: Sequence[Line], size: float) -> bool:
    """Tell whether drawings are the coloured ground and the frame of text, or of a table's rows.

    Each is as wide as all of them or a stroke, and a line of text runs over most of their width.
    """
    width = box[2] - box[0]
    across = all(
        each[2] - each[0] > _WIDE * width or min(each[2] - each[0], each[3] - each[1]) < _STROKE
        for each in drawings
    )
    return across and any(
        box[0] < line.left < line.right < box[2]
        and box[1] < line.base < box[3]
        and line.size > _TINY * size
        and line.right - line.left > _RUNNING * width
        and len(line.text) >= _LABEL
        for line in lines
    )


def _find_tagged(
    pdf_page: PdfPage, tags: Mapping[tuple[int, int], Tag]
) -> Iterator[tuple[Box, frozenset[int], str]]:
    """Yield the words that the tags put into one figure each: their box, names and its alt."""
    grouped: dict[int, list[tuple[Run, Tag]]] = defaultdict(list)
    for run in pdf_page.runs:
        tag = tags.get((pdf_page.number, run.tag))
        if tag is not None and "Figure" in tag.roles and "Caption" not in tag.roles:
            grouped[tag.elements[tag.roles.index("Figure")]].append((run, tag))
    for runs in grouped.values():
        whole = around([box_of(run) for run, _ in runs])
        yield whole, frozenset(run.start for run, _ in runs), runs[0][1].alt


def _one(found: Sequence[Figure], box: Box, words: frozenset[int], alt: str) -> list[Figure]:
    """Return the figures, those that a tagged one meets made one with it."""
    meets = [each for each in found if each.words & words or is_near(each.box, box, 2.0)]
    if not meets:
        return list(found)
    for each in meets:
        box, words = union(box, each.box), words | each.words
    whole = Figure(page=meets[0].page, box=box, words=words, alt=alt)
    return [*(each for each in found if each not in meets), whole]


def _areas(
    pdf_page: PdfPage, lines: Sequence[Line], size: float
) -> Iterator[tuple[Box, int, Sequence[Box]]]:
    """Yield boxes of pieces that stand close together, with the pictures and drawings in each.

    Of the pictures that is how many there are. Around running text and the cells of a table they
    are its ground, and only the pictures on it are kept, each by itself.
    """
    for box, kinds in cluster_shapes(pdf_page):
        drawings = [each for each, kind in kinds if kind == 1]
        pictures = [each for each, kind in kinds if kind == _PICTURE]
        rules = [each for each, kind in kinds if kind == 0]
        if _holds_text(box, lines, size) or _is_grid(rules, drawings, lines):
            yield from ((each, 1, ()) for each in pictures if not _holds_text(each, lines, size))
        else:
            yield box, len(pictures), drawings


def _holds_text(box: Box, lines: Sequence[Line], size: float) -> bool:
    """Tell whether running text stands in a box: lines of its type size, too long for labels."""
    inside = [
        line
        for line in lines
        if box[0] - 1 < line.left
        and line.right < box[2] + 1
        and box[1] < line.base < box[3]
        and line.size > _LABEL_SIZE * size
        and len(line.text) > _RUNNING_TEXT
    ]
    return len(inside) >= _TEXT_LINES


def _is_grid(rules: Sequence[Box], drawings: Sequence[Box], lines: Sequence[Line]) -> bool:
    """Tell whether rules are the grid of a table, and drawings the coloured ground of its cells.

    Its standing rules end at lying ones; those of a chart's axes and arrows do not, or no words
    stand on its drawings.
    """
    if _are_cells(drawings, lines):
        return True
    standing = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    lying = [rule for rule in rules if rule[3] - rule[1] <= rule[2] - rule[0]]
    if len({round(rule[0]) for rule in standing}) < 2 or len({round(r[1]) for r in lying}) < 3:
        return False
    ends = [(rule[0], y) for rule in standing for y in (rule[1], rule[3])]
    met = sum(any(_meets(x, y, rule) for rule in lying) for x, y in ends)
    solid = [box for box in drawings if min(box[2] - box[0], box[3] - box[1]) > _STROKE]
    return met >= _JOINED * len(ends) and 2 * _count_told(solid, lines) >= len(solid)


def _count_told(drawings: Sequence[Box], lines: Sequence[Line]) -> int:
    """Return on how many drawings words stand."""
    middles = [
        ((run.left + run.right) / 2, run.base + 0.25 * run.size)
        for line in lines
        for run in line.runs
    ]
    return sum(any(b[0] < x < b[2] and b[1] < y < b[3] for x, y in middles) for b in drawings)


def _are_cells(drawings: Sequence[Box], lines: Sequence[Line]) -> bool:
    """Tell whether most drawings are the cells of a table, with words in most of them."""
    cells = [box for table in list_tiled(tuple(drawings)) for box in table]
    return (
        bool(cells)
        and 2 * len(cells) > len(drawings)
        and 2 * _count_told(cells, lines) > len(cells)
    )


def _meets(x: float, y: float, rule: Box) -> bool:
    return rule[0] - 2 < x < rule[2] + 2 and rule[1] - 2 < y < rule[3] + 2


def cluster_shapes(pdf_page: PdfPage) -> Iterator[tuple[Box, Sequence[tuple[Box, int]]]]:
    """Yield boxes of what is drawn close together, with the pieces in each.

    The pieces have their kind: 1 is a drawing, 2 a picture. Frames of the page are left out.
    """
    most = pdf_page.width * _PAGE, pdf_page.height * _PAGE
    pieces = [
        (box, kind)
        for kind, boxes in enumerate((pdf_page.rules, pdf_page.drawings, pdf_page.pictures))
        for box in boxes
        if (box[2] - box[0] < most[0] or box[3] - box[1] < most[1])
        and (kind or not _is_frame(box, pdf_page))
    ]
    groups: list[tuple[Box, list[tuple[Box, int]]]] = []
    for box, kind in sorted(pieces, key=lambda piece: (-piece[1], piece[0])):
        joined, kinds = box, [(box, kind)]
        rest = []
        for other, its in groups:
            if is_near(joined, other, _NEAR):
                joined, kinds = union(joined, other), kinds + its
            else:
                rest.append((other, its))
        if kind or len(rest) < len(groups):
            groups = [*rest, (joined, kinds)]
    yield from sorted(groups)


def _is_frame(rule: Box, pdf_page: PdfPage) -> bool:
    """Tell whether a rule is a side of a frame around the page."""
    high = rule[3] - rule[1] > _PAGE * pdf_page.height
    return high or rule[2] - rule[0] > _FRAME * pdf_page.width


def _with_labels(box: Box, lines: Sequence[Line], size: float) -> tuple[Box, frozenset[int]]:
    """Return a figure's box with the words in it, and short small words right beside it."""
    words: set[int] = set()
    grown = box
    for line in lines:
        label = _is_label(line, size)
        near = _LABEL_NEAR if line.size > _TINY * size else 1.5 * _LABEL_NEAR
        for run in line.runs:
            middle = (run.left + run.right) / 2, run.base + 0.25 * run.size
            inside = box[0] < middle[0] < box[2] and box[1] < middle[1] < box[3]
            if inside or (label and is_near(box, box_of(run), near)):
                words.add(run.start)
                grown = union(grown, box_of(run))
    return grown, frozenset(words)


def _is_label(line: Line, size: float) -> bool:
    """Tell whether a line may be words of a drawing: short and small, and no caption."""
    short = len(line.text) < _LABEL or (
        line.size < _TINY * size and all(len(run.text) < _LABEL for run in line.runs)
    )
    return short and line.size < _LABEL_SIZE * size and not _CAPTION.match(line.text)


def is_caption(text: str) -> bool:
    """Tell whether words open like the caption of a figure or table."""
    return _CAPTION.match(text) is not None
