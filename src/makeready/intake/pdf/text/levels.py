"""The headings of a document, as bookmarks, tags and looks show them → their levels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from statistics import mode
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from makeready.intake.pdf.text.pieces import LARGER, Piece, Sort, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.intake.pdf.text.paragraphs import Habits, Look, Paragraph
    from makeready.intake.pdf.values import Bookmark

COUNTER = (
    r"(?:chapter|part|book|section|appendix|kapitel|teil|buch|abschnitt|anhang|chapitre|partie|"
    r"livre|annexe|capitolo|parte|libro|appendice|cap[ií]tulo|ap[eé]ndice|anexo|rozdział|część|"
    r"kapitola|část|hoofdstuk|deel|bijlage|глава|часть|приложение|κεφάλαιο|μέρος)"
)
_NUMBER = re.compile(rf"^{COUNTER}?[\divxlc]+(?=\D)", re.IGNORECASE)
_ONLY_NUMBER = re.compile(rf"^{COUNTER}[\divxlc]+(?=\D)|^\d+(?=\D)", re.IGNORECASE)
_LONGEST_NUMBER = 14  # letters: a chapter's word and number, which the bookmark may lack
_TITLE_ALIKE = 92
_LISTED = 10  # bookmarks: a document with so many lists its headings
_MANNERS = (
    ("Roman", re.compile(r"[IVX]{1,9}\.\s")),
    ("letter", re.compile(r"[A-Z]\.\s")),
    ("figure", re.compile(r"\d{1,2}\.?\s")),
    ("two figures", re.compile(r"\d{1,2}\.\d{1,2}\.?\s")),
    ("three figures", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s")),
)


def marks_by_page(bookmarks: Sequence[Bookmark]) -> Mapping[int, list[tuple[int, str]]]:
    """Return depth and key of the bookmarks by the page that each leads to."""
    marks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for mark in bookmarks:
        if mark.page >= 0 and key(mark.title):
            marks[mark.page].append((mark.depth, key(mark.title)))
    return marks


def claimed_depths(
    made: Sequence[Paragraph], marks: Mapping[int, Sequence[tuple[int, str]]]
) -> list[int | None]:
    """Return the depth of the bookmark that each paragraph is the heading of, if any.

    Where several have the words of one bookmark, such as an item of a list or a running head,
    the heading is the one in the largest type.
    """
    found = [_find_bookmark(paragraph, marks) for paragraph in made]
    best: dict[tuple[int, str], int] = {}
    for place, mark in enumerate(found):
        if mark is None:
            continue
        held = best.get(mark[1:])
        if held is None or _prominence(made[place], mark[1]) > _prominence(made[held], mark[1]):
            best[mark[1:]] = place
    return [
        mark[0] if mark is not None and best[mark[1:]] == place else None
        for place, mark in enumerate(found)
    ]


def _prominence(paragraph: Paragraph, page: int) -> tuple[float, bool, bool, bool]:
    look = paragraph.look
    return look.size, look.bold, look.capitals, paragraph.page == page


def _find_bookmark(
    paragraph: Paragraph, marks: Mapping[int, Sequence[tuple[int, str]]]
) -> tuple[int, int, str] | None:
    """Return the bookmark that has a paragraph's words, on its page or a neighbour.

    That is its depth, its page, and the key of its title.
    """
    if len(paragraph.lines) > 6:
        return None
    words = key(paragraph.text)
    bare = _NUMBER.sub("", words)
    for page in (paragraph.page, paragraph.page - 1, paragraph.page + 1):
        for depth, title in marks.get(page, ()):
            near = len(title) > 4 and abs(len(title) - len(words)) < _LONGEST_NUMBER
            alike = near and fuzz.ratio(bare, _NUMBER.sub("", title)) > _TITLE_ALIKE
            if title in (words, _ONLY_NUMBER.sub("", words)) or alike:
                return depth, page, title
    return None


def set_levels(pieces: Sequence[Piece], habits: Habits, bookmarks: int) -> list[Piece]:
    """Return the pieces with the headings' levels: from the file, else by the rank of the look."""
    heads = [piece for piece in pieces if piece.sort is Sort.HEADING]
    told: dict[Look, list[int]] = defaultdict(list)
    for head in heads:
        if head.level:
            told[head.paragraph.look].append(head.level)
    if told:
        known = {look: mode(levels) for look, levels in told.items()}
        return [_known_level(piece, habits, known, bookmarks) for piece in pieces]
    counts = Counter(head.paragraph.look for head in heads)
    ranks = sorted(
        counts, key=lambda look: (-look.size, not look.capitals, not look.bold, look.italic)
    )
    levels = _by_number({id(head): ranks.index(head.paragraph.look) + 1 for head in heads}, heads)
    return [
        replace(piece, level=min(6, levels[id(piece)])) if piece.sort is Sort.HEADING else piece
        for piece in pieces
    ]


def _by_number(ranks: Mapping[int, int], heads: Sequence[Piece]) -> Mapping[int, int]:
    """Return the levels, headings numbered in one manner brought to one and the same."""
    manners: dict[str, list[Piece]] = defaultdict(list)
    for head in heads:
        text = head.paragraph.text.strip()
        manner = next((name for name, opens in _MANNERS if opens.match(text)), "")
        if manner:
            manners[manner].append(head)
    same: dict[int, float] = {}
    used_by: Counter[int] = Counter()
    for alike in manners.values():  # in the order in which they are first met
        rank = mode(ranks[id(each)] for each in alike)
        # one look for two manners: what comes later is deeper
        same |= dict.fromkeys(map(id, alike), rank + used_by[rank] / len(_MANNERS))
        used_by[rank] += 1
    levels = {**ranks, **same}
    used = sorted(set(levels.values()))
    return {head: used.index(level) + 1 for head, level in levels.items()}


def _is_chapter(piece: Piece, known: Mapping[Look, int], size: float) -> bool:
    """Tell whether a heading that no bookmark names is larger than all that have one."""
    paragraph = piece.paragraph
    larger = all(paragraph.look.size > look.size + 0.4 for look in known)
    opens = paragraph.lines[0].gap == 0  # at the head of its page
    return larger and opens and paragraph.page > 0 and paragraph.look.size > LARGER * size


def _known_level(piece: Piece, habits: Habits, known: Mapping[Look, int], bookmarks: int) -> Piece:
    """Return a heading that only its look shows with a level, or as text where none fits."""
    if piece.sort is not Sort.HEADING or piece.level:
        return piece
    look = piece.paragraph.look
    if look in known:
        return replace(piece, level=known[look])
    if bookmarks and _is_chapter(piece, known, habits.measure.size):
        return replace(piece, level=max(1, min(known.values()) - 1))
    small = piece.paragraph.lines[0].size <= habits.measure.size * LARGER
    larger = [level for other, level in known.items() if other.size > look.size + 0.4]
    alone = look.capitals or piece.paragraph.lines[0].runs[0].face.small_caps
    if not larger or (small and bookmarks >= _LISTED and not look.bold and not alone):
        return replace(piece, sort=Sort.TEXT, level=0, why="")
    return replace(piece, level=min(6, max(larger) + 1))
