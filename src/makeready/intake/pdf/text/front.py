"""The pages before the text, and what the file says of itself → the book's metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.blocks.dates import date_of
from makeready.intake.languages import language_of
from makeready.intake.model import Metadata
from makeready.intake.page.people import (
    is_corporate,
    is_name,
    is_placeholder,
    read_by_line,
    read_people,
)
from makeready.intake.pdf.text.opening import opens_with_title
from makeready.intake.pdf.text.paragraphs import is_centred
from makeready.intake.pdf.text.pieces import LARGER, Sort, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Person
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.pieces import Piece
    from makeready.intake.pdf.values import Facts

_HEAD = 12  # pieces at the head of the text, where authors are named
_AUTHORS = 9  # names, each on a line of its own, under a title
_AXIS = 2.0  # points
_PAGES = 12  # before the text, at most
_FULL = 700  # characters: a page with more is text
_SPARSE = 400  # characters of a title page, at most
_LONGEST = 200  # characters of a title
_RIGHTS = re.compile(
    r"\s*(?:copyright\b|©|\(c\)\s*\d{4}|all rights reserved|alle rechte vorbehalten|tous droits|"
    r"todos los derechos|this \w+ may be)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:first )?(?:published|erschienen|veröffentlicht|publié|publicado)\D{0,12}", re.IGNORECASE
)
_DATE = re.compile(r"(?:(?:\d{1,2}\.? )?[^\W\d_]{3,10}\.?(?: \d{1,2},)? )?(?:1[5-9]|20)\d\d")
_SOFTWARE = re.compile(
    r"\.(?:docx?|indd|tex|qxd|pdf|odt|rtf)$|^microsoft word|untitled", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front pages say: the pieces that are no text, by their place, with a key or none."""

    keys: Mapping[int, str]
    metadata: Metadata


def front_of(pieces: Sequence[Piece], facts: Facts, source: str, size: float) -> Front:
    """Return what is known of the book, and the pieces of the title page that say it.

    The file's own title is believed where the first pages show it; without a title page a title is
    set larger than the text, whose type has this `size`.
    """
    start = _text_begins(pieces, size)
    before = [place for place in range(start) if pieces[place].sort is not Sort.FIGURE]
    title_at = _title_at(pieces, before or _first_page(pieces, size), facts, size)
    if title_at is None and not before and opens_with_title(pieces):
        title_at = 0
    keys: dict[int, str] = dict.fromkeys(before, "")
    title, subtitle = _read_info(facts)
    if title_at is not None:
        keys[title_at] = "title"
        shown = pieces[title_at].paragraph.text.strip()
        if not (title and key(title) == key(shown)):
            title, subtitle = (
                (shown, subtitle)
                if key(shown) not in key(title)
                else (
                    title,
                    subtitle,
                )
            )
    named = _people(pieces, before, title_at, facts)
    dated = _find_date(pieces, title_at, named[1])
    for place in sorted({*before, *named[1], *dated}):
        text = pieces[place].paragraph.text.strip()
        if subtitle and key(text) == key(subtitle):
            keys[place] = "subtitle"
        elif place in named[1]:
            keys[place] = "people"
        elif place in dated:
            keys[place] = "published" if date_of(text) else ""
        elif _RIGHTS.match(text) and "rights" not in keys.values():
            keys[place] = "rights"
    rights = next((place for place, name in keys.items() if name == "rights"), None)
    return Front(
        keys=keys,
        metadata=Metadata(
            title=title,
            subtitle=subtitle,
            people=named[0],
            published=_date(pieces, [*before, *dated]),
            rights="" if rights is None else pieces[rights].paragraph.text.strip(),
            language=facts.language or language_of(source),
        ),
    )


def _read_info(facts: Facts) -> tuple[str, str]:
    """Return the title and subtitle that the file's Info names, unless it is a file's name."""
    odd = _SOFTWARE.search(facts.title) or "_" in facts.title or len(facts.title) > _LONGEST
    if odd or not facts.title:
        return "", ""
    title, colon, rest = facts.title.partition(": ")
    return (title, rest) if colon else (facts.title, "")


def _title_pages(pieces: Sequence[Piece], size: float) -> int:
    """Return how many pieces stand on title pages: all is centred, and one line of it is large."""
    pages: dict[int, list[Piece]] = {}
    for piece in pieces:
        pages.setdefault(piece.paragraph.page, []).append(piece)
    count = 0
    for its in list(pages.values())[: min(3, len(pages) - 1)]:
        lines = [line for piece in its for line in piece.paragraph.lines]
        large = any(line.size > LARGER * size for line in lines)
        told = sum(len(line.text) for line in lines)
        named = any(piece.why == "bookmark" for piece in its)
        if named or not large or told > _SPARSE or not all(map(is_centred, lines)):
            break
        count += len(its)
    return count


def _text_begins(pieces: Sequence[Piece], size: float) -> int:
    """Return the place of the first piece of the text: the first heading, or a full page."""
    if titles := _title_pages(pieces, size):
        return titles + _text_begins(pieces[titles:], size)
    sizes: dict[int, int] = {}
    for piece in pieces:
        page = piece.paragraph.page
        sizes[page] = sizes.get(page, 0) + len(piece.paragraph.text)
    heads = [
        place for place, piece in enumerate(pieces) if piece.sort is Sort.HEADING and piece.level
    ]
    heads = [place for place in heads if pieces[place].why == "bookmark"] or heads
    full = (at for at, piece in enumerate(pieces) if sizes[piece.paragraph.page] >= _FULL)
    start = min((*heads[:1], *list(full)[:1]), default=0)
    return start if pieces and pieces[start].paragraph.page < _PAGES else 0


def _first_page(pieces: Sequence[Piece], size: float) -> list[int]:
    first = pieces[0].paragraph.page if pieces else 0
    return [
        place
        for place, piece in enumerate(pieces[:8])
        if piece.paragraph.page == first
        and (piece.paragraph.look.size > LARGER * size or (not place and _is_alone(piece)))
    ]


def _is_alone(piece: Piece) -> bool:
    """Tell whether a piece is a heading in the middle of its page, such as an article's title."""
    centred = all(is_centred(line) for line in piece.paragraph.lines)
    return centred and piece.sort is Sort.HEADING and piece.why != "bookmark"


def _title_at(
    pieces: Sequence[Piece], places: Sequence[int], facts: Facts, size: float
) -> int | None:
    """Return the piece that is the title: what the file calls it, else the largest at the head."""
    said = key(facts.title)
    whole = key(_read_info(facts)[0])
    shown = [
        place for place in places if whole and key(pieces[place].paragraph.text) in (said, whole)
    ]
    if shown:
        return max(shown, key=lambda place: (pieces[place].paragraph.look.size, -place))
    large = [
        place
        for place in places
        if len(pieces[place].paragraph.text) <= _LONGEST
        and pieces[place].why != "bookmark"
        and pieces[place].sure < 1.0  # unless the editor has said what it is
        and re.search(r"[^\W\d_]{2}", pieces[place].paragraph.text)
    ]
    if not large:
        return None
    best = max(large, key=lambda place: (pieces[place].paragraph.look.size, -place))
    rest = [pieces[place].paragraph.look.size for place in large if place != best]
    lone = all(size < pieces[best].paragraph.look.size - 0.4 for size in rest)
    heads = [piece for piece in pieces if piece.sort is Sort.HEADING]
    own = best < _title_pages(pieces, size) or pieces[best].paragraph.look.size > max(
        (head.paragraph.look.size for head in heads if head is not pieces[best]), default=0
    )
    return best if lone and own else None


def _people(
    pieces: Sequence[Piece], before: Sequence[int], title_at: int | None, facts: Facts
) -> tuple[tuple[Person, ...], frozenset[int]]:
    """Return who made the book, and the pieces that say so."""
    said = key(facts.author)
    for place in before or range(0):
        text = pieces[place].paragraph.text.strip()
        if found := read_by_line(text):
            return found, frozenset({place})
        if said and key(text) == said:
            return read_people(text), frozenset({place})
    if title_at is not None:
        title = pieces[title_at]
        for place in range(title_at + 1, min(title_at + 4, len(pieces))):
            text = pieces[place].paragraph.text.strip()
            there = place in before or _is_under_title(pieces[place], title)
            each = [line.text.strip() for line in pieces[place].paragraph.lines]
            if there and len(each) > 1 and all(map(is_name, each)):
                own = [one for one in each if not is_corporate(one)] or each
                return tuple(man for one in own for man in read_people(one)), frozenset({place})
            if there and (found := read_by_line(text)):
                return found, frozenset({place})
            if (there and is_name(text)) or (said and key(text) == said):
                places = _names_from(pieces, place, title)
                texts = [pieces[at].paragraph.text.strip() for at in sorted(places)]
                texts = [text.title() if text.isupper() else text for text in texts]
                return tuple(man for each in texts for man in read_people(each)), places
    # many programs put the name of a user or of themselves there
    head = key(" ".join(piece.paragraph.text for piece in pieces[:_HEAD]))
    named = is_name(facts.author) and " " in facts.author.strip()
    named = named and not is_placeholder(facts.author)
    shown = bool(said) and said in head
    return (read_people(facts.author) if named or shown else ()), frozenset()


def _names_from(pieces: Sequence[Piece], place: int, title: Piece) -> frozenset[int]:
    """Return the place of a name under the title, and those of further names right below it."""
    last = place + 1
    while last < min(place + _AUTHORS, len(pieces)):
        text = pieces[last].paragraph.text.strip()
        same = pieces[last].paragraph.look == pieces[place].paragraph.look
        if is_corporate(text) or not (
            same and is_name(text) and _is_under_title(pieces[last], title)
        ):
            break
        last += 1
    return frozenset(range(place, last))


def _find_date(
    pieces: Sequence[Piece], title_at: int | None, named: frozenset[int]
) -> frozenset[int]:
    """Return the line under title and author that is a date and nothing else."""
    if title_at is None:
        return frozenset()
    last = max((title_at, *named))
    for place in range(last + 1, min(last + 3, len(pieces))):
        text = pieces[place].paragraph.text.strip()
        lines = pieces[place].paragraph.lines
        even = is_centred(lines[0]) or not is_centred(pieces[title_at].paragraph.lines[0])
        if len(lines) == 1 and even and _DATE.fullmatch(text):
            return frozenset({place})
    return frozenset()


def _is_under_title(piece: Piece, title: Piece) -> bool:
    """Tell whether a line stands alone under a title: an author's name may be there."""
    lines = piece.paragraph.lines
    text = piece.paragraph.text.strip()
    several = len(lines) > 1 and all(is_name(line.text.strip()) for line in lines)
    plain = title.paragraph.look.size <= piece.paragraph.look.size + 0.5
    even = is_centred(lines[0]) or (plain and not is_centred(title.paragraph.lines[0]))
    even = even or _shares_axis(lines[0], title.paragraph.lines[-1])
    alone = (len(lines) == 1 or several) and (even or piece.sort is Sort.HEADING)
    alone = alone and (text[-1:] in "*∗†‡" or not text.isupper())
    return alone and piece.paragraph.page == title.paragraph.page and piece.why != "bookmark"


def _shares_axis(line: Line, title: Line) -> bool:
    """Tell whether a line stands in the middle under a title that is set in.

    Where the text has a ragged edge the column is not known to its full width.
    """
    apart = (line.left + line.right) / 2 - (title.left + title.right) / 2
    return abs(apart) < _AXIS and min(line.indent, title.indent) > title.size


def _date(pieces: Sequence[Piece], before: Sequence[int]) -> str:
    for place in before:
        text = pieces[place].paragraph.text.strip()
        if date := date_of(_PUBLISHED.sub("", text)):
            return date
    return ""
