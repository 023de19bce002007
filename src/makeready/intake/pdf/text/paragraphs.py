"""Lines in reading order → paragraphs, over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.core.numerals import roman
from makeready.intake.pdf.formulas.inline import is_stretched
from makeready.intake.pdf.page.frames import USUAL_LEADING, Measure
from makeready.intake.pdf.page.lines import Line, is_raised
from makeready.intake.pdf.values import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence


HYPHENS = ("-", "‐", "\xad")
_WHOLE = 0.7  # of a line's letters have a look: the line has it
_CAPITALS = 0.9
_LOOSE, _STRETCHED = 1.33, 2.2  # leadings: a wider gap parts paragraphs; the same with fractions
_WORD = 0.35  # of the type size: the space before a word
_SIZES = 0.055  # of the type size: lines of two sizes are of two paragraphs
_SHORT = 0.12  # of the column: a line that leaves so much free may end a paragraph
_VERY_SHORT = 0.35  # of the column: as much, where space parts the paragraphs
_INDENT = 0.6  # of the type size
_FIRST = 3.0  # of the type size: the first line of a paragraph is set in by less
_EVEN = 2.0  # times the left inset of a quotation: its right one is no wider
_FEW = 3  # paragraphs show how all are set
# lines of a paragraph: with more of them a sentence ends at a page's full last line by chance more
# often than a paragraph does, whose last line is full in one of ten
_LINES = 4
_CODE_GAP = 4.2  # of the type size: with blank lines between, code goes on
_END = frozenset(".!?:。！？”\"'’»)]…;")
ITEM = re.compile(
    r"(?P<bullet>[•▪●○■◦‣⁃►▶◆❖➔→➢❑□✓✔·*–—\uf000-\uf0ff-])(?!-)[ ]?(?=\S)"
    r"|(?P<number>\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])[.)])[ ](?=\S)"
)
"""What opens an item of a list: a bullet or a number."""
_ROMAN_ITEM = re.compile(r"\(?([ivxl]{1,7})[.)] ")
_ROMANS = {roman(number): number for number in range(1, 90)}
_LABEL = re.compile(r"\[[\w+.’' -]{1,16}\]\s?\S")  # of an entry in a list of literature
NUMBERED_HEAD = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+\S|[IVXL]+\.\s+\S"
    r"|(?:chapter|part|kapitel|chapitre|capitolo|teil|cap[ií]tulo|rozdział|hoofdstuk)\b)",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "P H H1 H2 H3 H4 H5 H6 Title Lbl LBody LI TD TH Caption Note FENote BlockQuote TOCI".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How most letters of a line look: type size in half points, bold, italic, in capitals."""

    size: float
    bold: bool
    italic: bool
    capitals: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that are one paragraph, how the first looks, and what made it begin."""

    lines: tuple[Line, ...]
    look: Look
    why: str

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its lines' words, as they stand."""
        return " ".join(line.text for line in self.lines)

    @property
    def mono(self) -> bool:
        """Whether all its lines are of one-width type."""
        return all(is_mono(line) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a document is set: its measure, whether paragraphs are indented, where tags lead.

    `parts` says that space stands between them: a line that ends early is then none's last; `long`
    that they have several lines: a page that ends with a full line ends none, as a rule.
    `said` are the editor's answers, join or split, by where a line begins.
    """

    measure: Measure
    indents: bool
    parts: bool
    tags: Mapping[tuple[int, int], Tag]
    long: bool = False
    said: Mapping[int, str] = field(default_factory=dict)


def look_of(line: Line) -> Look:
    """Return how most letters of a line look."""
    letters = [(run, sum(map(str.isalpha, run.text))) for run in line.runs]
    total = sum(count for _, count in letters) or 1
    small = sum(count for run, count in letters if run.face.small_caps)
    capitals = sum(sum(map(str.isupper, run.text)) for run in line.runs)
    return Look(
        size=round(line.size * 2) / 2,
        bold=sum(count for run, count in letters if run.face.bold) > _WHOLE * total,
        italic=sum(count for run, count in letters if run.face.italic) > _WHOLE * total,
        capitals=(capitals > _CAPITALS * total and total > 3) or small > _WHOLE * total,
    )


def is_mono(line: Line) -> bool:
    """Tell whether a line is of one-width type: code."""
    mono = sum(len(run.text) for run in line.runs if run.face.mono)
    return mono > 0.8 * sum(len(run.text) for run in line.runs)


def is_centred(line: Line) -> bool:
    """Tell whether a line stands in the middle of its column, with room on both sides."""
    middle = (line.near + line.far) / 2
    centred = abs((line.left + line.right) / 2 - middle) < 4
    return centred and line.indent > 12 and line.room > 12


def bare_end(line: Line) -> str:
    """Return a line's words without the note calls at its end."""
    runs = list(line.runs)
    while len(runs) > 1 and is_raised(runs[-1], line.base, line.size):
        runs.pop()
    return "".join(run.text for run in runs[-3:]).rstrip()


def ends_sentence(line: Line) -> bool:
    """Tell whether a line may end a sentence, by its last character before note calls."""
    return bare_end(line)[-1:] in _END


def has_room(above: Line, below: Line) -> bool:
    """Tell whether the first word of the line below would have found room on the one above.

    A line is then the last of its paragraph, in ragged text as in justified text.
    """
    end = above.text.rstrip()[-2:]
    if end[1:] in HYPHENS and not end[0].isspace():  # a dash after a space parts no word
        return False
    word = below.text.split(" ", 1)[0]
    share = len(word) / max(1, len(below.text))
    width = min((below.right - below.left) * share, 0.5 * above.width)
    return above.room > width + _WORD * below.size + 0.5


def paragraph_habits(lines: Sequence[Line], measure: Measure) -> tuple[bool, bool, bool]:
    """Return whether paragraphs are indented, parted by space, and of several lines."""
    indented = spaced = 0
    for above, below in pairwise(lines):
        if above.page != below.page or above.column != below.column:
            continue
        if below.gap > 1.3 * measure.leading:
            spaced += abs(below.size - measure.size) < 0.5 and abs(above.size - measure.size) < 0.5
        elif (
            0.7 * measure.size < below.indent < 4 * measure.size
            and abs(above.indent) < 3
            and has_room(above, below)
        ):
            indented += 1
    parts = spaced >= _FEW and spaced > 3 * indented
    usual = sum(abs(line.size - measure.size) < 0.5 for line in lines)
    return indented >= _FEW and indented * 2 >= spaced, parts, usual > _LINES * spaced


def has_room_within(held: Sequence[Line], line: Line) -> bool:
    """Tell whether the next word had room, in lines set in from both edges of their column.

    Their right edge is that of the widest of them, or stands in as far as their left edge does.
    """
    above = held[-1]
    lines = (*held, line)
    inset = min(each.indent for each in lines)
    free = min(each.room for each in lines)
    step = above.indent - line.indent
    opens = len(held) == 1 and 0 < step < _FIRST * above.size  # as a paragraph's first line does
    narrow = inset > _INDENT * above.size and (abs(step) < 2 or opens)
    if not narrow or free < _INDENT * inset or ITEM.match(held[0].text):
        return has_room(above, line)
    # lines that end far before the edge, measured by how far they are set in, are no quotation's
    edge = line.far - min(free, inset if len(held) == 1 else _EVEN * inset)
    return has_room(replace(above, far=edge), replace(line, far=edge))


def paragraphs(lines: Sequence[Line], habits: Habits) -> tuple[Paragraph, ...]:
    """Return the paragraphs of lines in reading order."""
    made: list[Paragraph] = []
    held: list[Line] = []
    why = "the first line"
    looks = [look_of(line) for line in lines]
    first = 0
    for place, line in enumerate(lines):
        if held:
            below = lines[place + 1] if place + 1 < len(lines) else None
            new = _break(habits, held, (looks[place - 1], looks[place]), line, below)
            if new:
                made.append(Paragraph(lines=tuple(held), look=looks[first], why=why))
                held, first, why = [], place, new
        held.append(line)
    if held:
        made.append(Paragraph(lines=tuple(held), look=looks[first], why=why))
    return tuple(made)


def tag_of(line: Line, tags: Mapping[tuple[int, int], Tag]) -> Tag | None:
    """Return where the longest tagged run of a line stands in the structure tree."""
    longest = max(line.runs, key=lambda run: (run.tag >= 0, len(run.text)))
    return tags.get((line.page, longest.tag))


def block_element(tag: Tag | None) -> tuple[int, bool]:
    """Return the number of the innermost element that is a block, and whether it is a paragraph.

    The number is 0 where there is none; items and cells may hold several paragraphs.
    """
    if tag is not None:
        for role, element in zip(reversed(tag.roles), reversed(tag.elements), strict=True):
            if role in _BLOCKS:
                return element, role[0] in "PH" or role == "Caption"
    return 0, False


def _break(
    habits: Habits, held: Sequence[Line], looks: tuple[Look, Look], line: Line, below: Line | None
) -> str:
    """Return why a paragraph begins with this line; empty where the one before goes on."""
    above = held[-1]
    if said := habits.said.get(line.runs[0].start):
        return "" if said == "join" else "the editor's answer"
    same = above.page == line.page and above.column == line.column
    one, other = (block_element(tag_of(each, habits.tags)) for each in (above, line))
    mono = is_mono(above), is_mono(line)
    if one[0] and other[0]:
        if one[0] != other[0] and not (not same and looks[0] == looks[1] and _is_cut(above, line)):
            return "the file's tags"
        if one[1]:
            return ""
    mono = all(map(is_mono, held)) if mono[0] else False, mono[1]
    if all(mono):
        return "" if not same or line.gap < _CODE_GAP * line.size else "a gap"
    set_in = line.indent > above.indent + 3
    apart = set_in or line.gap > 1.15 * habits.measure.leading or has_room(above, line)
    if mono[0] != mono[1] and apart and min(len(above.text), len(line.text)) > 3:
        return "type of one width"
    return _looks_apart(above, line, looks, same=same) or (_in_column if same else _over_edge)(
        habits, held, looks, line, below
    )


def _is_cut(above: Line, line: Line) -> bool:
    """Tell whether a page ends amid a sentence: some programs tag what follows as another."""
    ended = has_room(above, line) or ends_sentence(above)
    return not ended and ITEM.match(line.text) is None and not line.text[:1].isdigit()


def _looks_apart(above: Line, line: Line, looks: tuple[Look, Look], *, same: bool) -> str:
    one, other = looks
    long = min(len(above.text), len(line.text)) > 2
    if long and abs(above.size - line.size) > _SIZES * max(above.size, line.size):
        return "another type size"
    room = has_room(above, line)
    ended = room or ends_sentence(above)
    apart = not _runs_in(above, line) if one.bold else ended
    if one.bold != other.bold and len(above.text) < 100 and apart:
        return "bold type"
    if one.capitals != other.capitals and (room or not same):
        return "capitals"
    head = ended and line.room > _VERY_SHORT * line.width and line.text.rstrip()[-1:] not in _END
    return "italic type" if one.italic != other.italic and (room or head) else ""


def _runs_in(above: Line, line: Line) -> bool:
    """Tell whether words of another look open a paragraph that goes on from one line to the next.

    They do where the look ends inside of the line, and where it is indented as a paragraph is.
    """
    if has_room(above, line) or line.gap > 1.15 * USUAL_LEADING * line.size:
        return False
    last, first = above.runs[-1].face, line.runs[0].face
    alike = (last.bold, last.italic) == (first.bold, first.italic)
    indented = above.indent > _INDENT * above.size and line.indent < 2
    return alike or indented or above.text.rstrip()[-1:] in HYPHENS


def _in_column(
    habits: Habits, held: Sequence[Line], looks: tuple[Look, Look], line: Line, below: Line | None
) -> str:
    above = held[-1]
    large = looks[0] == looks[1] and above.size > 1.12 * habits.measure.size
    if large and line.gap < 1.55 * above.size and not NUMBERED_HEAD.match(line.text):
        return ""
    if _is_loose(habits.measure, held, line):
        return "a gap"
    if _is_item(held[0], above, line, room=(room := has_room_within(held, line))):
        return "an item"
    centred = is_centred(above) and is_centred(line)
    indent = _reason_for_indent(habits, held, looks, line, below)
    if indent is not None:
        return indent
    ended = ends_sentence(above)
    early = above.room > _SHORT * above.width or ended
    if habits.parts:
        early = above.room > _VERY_SHORT * above.width and ended
    alike = centred and looks[0] == looks[1]
    return "a short line before it" if room and early and not alike else ""


def _is_loose(measure: Measure, held: Sequence[Line], line: Line) -> bool:
    """Tell whether the gap before a line is wider than those inside the paragraph."""
    same = abs(line.size - measure.size) < 0.6
    leading = measure.leading if same else line.size * USUAL_LEADING
    if line.gap <= _LOOSE * leading or line.gap <= 1.15 * line.size + 2:
        return False
    gaps = [each.gap for each in held[1:] if not is_stretched(each)]
    if line.gap < _STRETCHED * leading and any(map(is_stretched, (held[-1], line))):
        return not _is_cut(held[-1], line)
    return line.gap > 1.2 * max(gaps, default=0)


def _reason_for_indent(
    habits: Habits, held: Sequence[Line], looks: tuple[Look, Look], line: Line, below: Line | None
) -> str | None:
    """Return why an indent parts a line from the one above, or not; None where there is none."""
    above, size = held[-1], line.size
    deeper = line.indent - above.indent
    room = has_room(above, line)
    centred = is_centred(above) and is_centred(line)
    if deeper > _INDENT * size and ITEM.match(held[0].text) is None:
        if len(held) == 1 and _LABEL.match(held[0].text):
            return ""
        alone = len(held) == 1 and below is not None and abs(below.left - line.left) < 1.5
        cut = not ends_sentence(above) and (alone or line.text[:1].islower())
        hanging = (alone and not habits.indents) or (len(held) == 1 and cut)
        hanging = hanging and not room and held[0].indent < 1
        head = looks[0] == looks[1] and (looks[0].bold or looks[0].capitals)
        return "" if hanging or (centred and (head or not room)) else "an indent"
    if -deeper > _INDENT * size and not centred:
        settled = len(held) >= 2 and abs(held[-2].left - above.left) < 2
        other = (looks[0].italic, looks[0].bold) != (looks[1].italic, looks[1].bold)
        settled = settled or (other and not _runs_in(above, line))
        free = has_room_within(held, line)
        if settled or (len(held) == 1 and free and not habits.indents):
            return "an indent ends"
    return None


def _is_item(first: Line, above: Line, line: Line, *, room: bool) -> bool:
    if ITEM.match(line.text) is None:
        return False
    listed = ITEM.match(first.text) is not None and abs(line.left - first.left) < 2
    return room or line.indent > above.indent + 2 or listed or _counts_on(first, line)


def _counts_on(first: Line, line: Line) -> bool:
    """Tell whether a line has the Roman number after that of an item: they end at one edge."""
    one, other = (_ROMAN_ITEM.match(each.text) for each in (first, line))
    if one is None or other is None or abs(first.left - line.left) > 1.5 * line.size:
        return False
    return _ROMANS.get(other[1], 0) == _ROMANS.get(one[1], 0) + 1


def _over_edge(
    habits: Habits, held: Sequence[Line], looks: tuple[Look, Look], line: Line, _: Line | None
) -> str:
    """Return why a paragraph begins at the head of a column or page."""
    above, size = held[-1], line.size
    room = has_room(above, line)
    deeper = line.indent > 0.7 * size and habits.indents and above.indent < line.indent - 2
    hyphened = above.text.rstrip()[-1:] in HYPHENS
    settled = len(held) > 1 and abs(held[-2].indent - above.indent) < 2
    less = above.indent - line.indent > _INDENT * size
    listed = ITEM.match(held[0].text) is not None and line.indent < held[0].indent - 3
    other = looks[0].size != looks[1].size and abs(above.size - size) > 0.5
    parted = not habits.indents and not (habits.long and habits.parts and not room)
    ended = parted and not line.text[:1].islower() and ends_sentence(above)
    for why, parted in (
        ("an item", room and ITEM.match(line.text) is not None),
        ("an indent", deeper),
        ("an indent ends", (settled and less) or listed),
        ("a short line before it", room and (ended or not habits.parts)),
        ("another type size", other and not hyphened),
        ("a sentence ends before it", ended and not hyphened),
    ):
        if parted:
            return why
    return ""
