"""Paragraphs → what each is: heading, item, quotation, verse, code, term, text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.signs import is_formula
from makeready.intake.pdf.text.levels import COUNTER, claimed_depths, marks_by_page, set_levels
from makeready.intake.pdf.text.paragraphs import (
    ITEM,
    NUMBERED_HEAD,
    Habits,
    Paragraph,
    has_room_within,
    is_centred,
    tag_of,
)
from makeready.intake.pdf.text.pieces import LARGER, SET_IN, Piece, Sort, key
from makeready.intake.pdf.text.plain_heads import with_plain_heads, with_tight_heads
from makeready.intake.pdf.text.verse import verses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from makeready.intake.pdf.values import Bookmark

LONGEST = 220  # characters of a heading that only its look shows
_LONGEST_TAGGED = 300
_SHORT_NUMBER = 20  # characters of a chapter's number on a line of its own
_AIR = 1.2  # leadings above a heading of the text's size
_CODE = 1.7  # times the type size from line to line of one program
_TITLE_GAP = 4.5  # times the larger type: from a chapter's number to its title
_COUNTED = re.compile(
    rf"{COUNTER}\s+(?:\d{{1,3}}|[a-z]|[ivxlc]{{1,7}}|[\w-]{{2,14}})\.?", re.IGNORECASE
)
_STARS = re.compile(r"[*∗⁂⁎❦❧☙•·✻✽※#~\s]{1,11}")
_ENDS = re.compile(r"[.,;]$")


def sorted_pieces(
    made: Sequence[Paragraph], habits: Habits, bookmarks: Sequence[Bookmark]
) -> tuple[Piece, ...]:
    """Return what each paragraph is."""
    marks = marks_by_page(bookmarks)
    made = tuple(_with_numbers(made, marks))
    depths = claimed_depths(made, marks)
    pieces = [_piece(each, habits, depth) for each, depth in zip(made, depths, strict=True)]
    pieces = list(_with_tagged_items(pieces, habits))
    pieces = list(_joined_code(pieces))
    pieces = list(_with_quotations(pieces, habits))
    if not bookmarks:
        pieces = list(with_plain_heads(pieces, habits))
        pieces = list(with_tight_heads(pieces, habits))
    pieces = list(_with_terms(pieces, habits))
    pieces = list(_joined_heads(pieces))
    pieces = set_levels(pieces, habits, len(bookmarks))
    return tuple(verses(pieces, habits))


def _with_numbers(
    made: Sequence[Paragraph], marks: Mapping[int, Sequence[tuple[int, str]]]
) -> Iterator[Paragraph]:
    """Yield the paragraphs, a number joined to the title below it where a bookmark has both."""
    held: Paragraph | None = None
    for paragraph in made:
        if held is not None:
            if _is_number(held) and _is_title_below(held, paragraph):
                yield replace(held, lines=(*held.lines, *paragraph.lines), look=paragraph.look)
                held = None
                continue
            both = replace(held, lines=(*held.lines, *paragraph.lines))
            titles = {title for _, title in marks.get(held.page, ())}
            near = held.page == paragraph.page and len(held.text) < _SHORT_NUMBER
            if near and key(both.text) in titles and key(paragraph.text) not in titles:
                yield replace(both, look=paragraph.look)
                held = None
                continue
            yield held
        held = paragraph
    if held is not None:
        yield held


def _is_number(paragraph: Paragraph) -> bool:
    """Tell whether a line is the number of a chapter or part, and nothing more."""
    return len(paragraph.lines) == 1 and _COUNTED.fullmatch(paragraph.text.strip()) is not None


def _is_title_below(number: Paragraph, title: Paragraph) -> bool:
    """Tell whether a title stands under a chapter's number: in type that is no smaller."""
    above, below = number.lines[0], title.lines[0]
    near = above.page == below.page and 0 < below.gap < _TITLE_GAP * max(above.size, below.size)
    short = len(title.lines) < 4 and len(title.text) < LONGEST and not _ENDS.search(title.text)
    alike = title.look == number.look or title.look.bold or title.look.capitals
    large = below.size > above.size + 0.3 or (below.size == above.size and alike)
    return near and short and large


def _piece(paragraph: Paragraph, habits: Habits, depth: int | None) -> Piece:
    sort, level, why, sure = _read_kind(paragraph, habits, depth) or _guess_kind(paragraph, habits)
    return Piece(paragraph=paragraph, sort=sort, level=level, why=why, sure=sure)


def _read_kind(
    paragraph: Paragraph, habits: Habits, depth: int | None
) -> tuple[Sort, int, str, float] | None:
    """Return what the file says a paragraph is: a heading, by its bookmark or tag."""
    if depth is not None:
        return Sort.HEADING, depth + 1, "bookmark", 0.98
    tag = tag_of(paragraph.lines[0], habits.tags)
    roles = reversed(tag.roles) if tag else ()
    head = next((role for role in roles if re.fullmatch(r"H[1-6]?|Title", role)), "")
    if head and len(paragraph.text) < _LONGEST_TAGGED:
        return Sort.HEADING, int(head[1:]) if head[1:].isdecimal() else 1, "tag", 0.95
    return None


def _guess_kind(paragraph: Paragraph, habits: Habits) -> tuple[Sort, int, str, float]:
    """Return what a paragraph looks like."""
    text = paragraph.text.strip()
    size = habits.measure.size
    item = ITEM.match(text) is not None and len(paragraph.lines) < 30 and not _is_dash(text)
    item = item and not _runs_back(paragraph, size)
    small = not paragraph.look.bold and paragraph.lines[0].size <= size * LARGER
    formula = all(map(is_formula, paragraph.lines))
    head = not formula and _looks_head(paragraph, habits)
    counted = _is_counted_head(paragraph, habits, head=head)
    for sort, why, sure, shown in (
        (Sort.BREAK, "stars in the middle", 0.95, _is_break(paragraph)),
        (Sort.CODE, "type of one width", 0.9, paragraph.mono and len(text) > 2),
        (Sort.TEXT, "a formula", 0.9, formula),
        (Sort.HEADING, "look", 0.8, counted),
        (Sort.ITEM, "a bullet or number opens it", 0.9, item and small),
        (Sort.HEADING, "look", 0.8, head),
        (Sort.VERSE, "its lines end early", 0.9, _is_broken(paragraph)),
        (Sort.QUOTE, "set in", 0.8, _is_set_in(paragraph, size)),
    ):
        if shown:
            return sort, 0, why, sure
    return Sort.TEXT, 0, "", 0.9


def _is_break(paragraph: Paragraph) -> bool:
    """Tell whether a line of stars parts two scenes."""
    lines = paragraph.lines
    return len(lines) == 1 and is_centred(lines[0]) and bool(_STARS.fullmatch(lines[0].text))


def _runs_back(paragraph: Paragraph, size: float) -> bool:
    """Tell whether a numbered first line is indented like a paragraph's, and no mark hangs."""
    first, *rest = paragraph.lines
    found = ITEM.match(paragraph.text.strip())
    counted = found is not None and found["number"] is not None
    return counted and len(rest) > 1 and all(first.left - line.left > size for line in rest)


def _is_counted_head(paragraph: Paragraph, habits: Habits, *, head: bool) -> bool:
    """Tell whether a number or letter opens a heading: in capitals, or in the line's middle."""
    text, first = paragraph.text.strip(), paragraph.lines[0]
    found = ITEM.match(text) or NUMBERED_HEAD.match(text)
    if found is None or found.groupdict().get("bullet") or len(paragraph.lines) > 3:
        return False
    if paragraph.look.capitals:
        return head
    apart = first.gap >= _AIR * habits.measure.leading or first.gap == 0
    ends = _ENDS.search(text) is not None
    return head or (apart and not ends and all(is_centred(line) for line in paragraph.lines))


def _is_dash(text: str) -> bool:
    """Tell whether a dash opens speech, or names who is quoted, rather than an item."""
    return text[0] == "—" or (text[0] in "–-·" and text[1:2].isalpha())


def _looks_head(paragraph: Paragraph, habits: Habits) -> bool:
    text, look, first = paragraph.text.strip(), paragraph.look, paragraph.lines[0]
    if len(text) >= LONGEST or len(paragraph.lines) > 4 or not re.search(r"[^\W\d_]{2}", text):
        return False
    ends = bool(_ENDS.search(text)) and not NUMBERED_HEAD.match(text)
    if first.size > habits.measure.size * LARGER:
        return not (ends and len(text) > 80)
    level = is_centred(first) or first.indent < 3
    solid = look.bold or look.capitals or (look.italic and level)
    short = len(paragraph.lines) > 1 or all(line.room > 5 for line in paragraph.lines)
    if not solid or not short or ends or first.size < habits.measure.size * 0.93:
        return False
    return first.gap >= _AIR * habits.measure.leading or (first.gap == 0 and len(text) < 90)


def _is_broken(paragraph: Paragraph) -> bool:
    """Tell whether lines that the file calls one paragraph all end where the next had room."""
    lines = paragraph.lines
    return len(lines) > 1 and all(
        has_room_within(lines[: place + 1], below) for place, below in enumerate(lines[1:])
    )


def _is_set_in(paragraph: Paragraph, size: float) -> bool:
    lines = paragraph.lines
    inset = min(line.indent for line in lines)
    if inset <= SET_IN * size or len(lines) < 2 or all(map(is_centred, lines)):
        return False
    small = lines[0].size < size * 0.97
    narrow = all(line.room > 0.5 * size for line in lines[:-1])
    return small or narrow or inset > 1.2 * size


def _with_tagged_items(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, those items that the file tags so whose bullet is drawn, and no letter."""
    last = 0
    for piece in pieces:
        tag = tag_of(piece.paragraph.lines[0], habits.tags)
        element = tag.elements[tag.roles.index("LI")] if tag and "LI" in tag.roles else 0
        marked = ITEM.match(piece.paragraph.text.strip()) is not None
        plain = piece.sort in (Sort.TEXT, Sort.QUOTE, Sort.VERSE) and not marked
        term = tag is not None and "Lbl" in tag.roles  # of a list of definitions
        if element and element != last and plain and not term:
            yield replace(piece, sort=Sort.ITEM, why="the file's tags")
        else:
            yield piece
        last = element


def _joined_code(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, code whose lines the file tags one by one made one."""
    return _join(pieces, _is_code_below)


def _is_code_below(held: Piece, piece: Piece) -> bool:
    first = piece.paragraph.lines[0]
    under = held.paragraph.lines[-1].page == first.page
    close = under and 0 < first.gap < _CODE * first.size
    return held.sort is piece.sort is Sort.CODE and close


def _join(pieces: Sequence[Piece], goes_on: Callable[[Piece, Piece], bool]) -> Iterator[Piece]:
    """Yield the pieces, each made one with those that go on with it."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and goes_on(held, piece):
            lines = (*held.paragraph.lines, *piece.paragraph.lines)
            held = replace(held, paragraph=replace(held.paragraph, lines=lines))
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _with_quotations(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, a line set in as far as the quotation above it made one, too."""
    above: Piece | None = None
    for piece in pieces:
        first = piece.paragraph.lines[0]
        if (
            above is not None
            and above.sort is Sort.QUOTE
            and piece.sort is Sort.TEXT
            and len(piece.paragraph.lines) == 1
            and abs(first.indent - above.paragraph.lines[-1].indent) < 2
            and first.page == above.paragraph.lines[-1].page
            and first.gap < 2.2 * habits.measure.leading
        ):
            piece = replace(piece, sort=Sort.QUOTE, why=above.why)  # noqa: PLW2901 -- it is one
        yield piece
        above = piece


def _with_terms(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, those that are terms with their meanings set in below told apart."""
    size = habits.measure.size
    term: Piece | None = None
    for place, piece in enumerate(pieces):
        below = pieces[place + 1] if place + 1 < len(pieces) else None
        first = piece.paragraph.lines[0]
        if below is not None and _is_term(piece, below, habits):
            term = piece
            yield replace(piece, sort=Sort.TERM, level=0, why="set in below it")
        elif (
            term is not None
            and piece.sort is not Sort.HEADING
            and first.indent > term.paragraph.lines[0].indent + _INSET * size
        ):
            sort = piece.sort if piece.sort in (Sort.CODE, Sort.ITEM) else Sort.MEANING
            yield replace(piece, sort=sort, level=0)
        else:
            term = None
            yield piece


_INSET = 0.6


def _is_term(piece: Piece, below: Piece, habits: Habits) -> bool:
    above, under = piece.paragraph, below.paragraph
    first, next_ = above.lines[0], under.lines[0]
    size, leading = habits.measure.size, habits.measure.leading
    if piece.why == "bookmark" or piece.sort is Sort.ITEM or len(above.lines) > 1:
        return False
    if piece.sort is below.sort is Sort.CODE or is_centred(first):
        return False
    if not (above.look.italic or above.look.bold or above.mono) or len(above.text) > 90:
        return False
    inset = next_.indent - first.indent
    together = next_.page == first.page + 1 or 0 < next_.gap < 1.25 * leading
    return (
        together
        and first.size < size * LARGER
        and _INSET * size < inset < 4 * size
        and (all(line.indent - first.indent > _INSET * size for line in under.lines))
    )


def _joined_heads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, headings of one look right under each other made one."""
    return _join(pieces, _goes_on)


def _goes_on(held: Piece, piece: Piece) -> bool:
    above, here = held.paragraph, piece.paragraph
    return (
        held.sort is piece.sort is Sort.HEADING
        and held.why == piece.why == "look"
        and above.look == here.look
        and above.page == here.page
        and here.lines[0].gap < 1.6 * here.lines[0].size
        and not NUMBERED_HEAD.match(here.text)
        and len(above.lines) < 4
    )
