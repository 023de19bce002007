"""A PDF's pages → what each line of them is: text, note, furniture, figure, table, contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.account.answers import answer_joins
from makeready.intake.pdf.formulas.display import find_formulas
from makeready.intake.pdf.formulas.inline import join_parts
from makeready.intake.pdf.notes.said_calls import answer_calls, check_calls
from makeready.intake.pdf.page import areas
from makeready.intake.pdf.page.beside import lines_with_blocks, part_blocks
from makeready.intake.pdf.page.contents import contents_lines
from makeready.intake.pdf.page.footnotes import (
    Note,
    columns_in_order,
    note_lines,
    notes_of,
)
from makeready.intake.pdf.page.frames import Measure, frame_lines, in_order, type_size
from makeready.intake.pdf.page.furniture import Furnished, furniture, line_key
from makeready.intake.pdf.page.line_numbers import line_numbers
from makeready.intake.pdf.page.lines import Line
from makeready.intake.pdf.page.margins import MarginNote, anchor_margins, find_margins
from makeready.intake.pdf.page.small_pictures import find_small_pictures
from makeready.intake.pdf.read.faces import settle_faces
from makeready.intake.pdf.text.floats import Float, anchor_floats, find_floats, list_float_lines
from makeready.intake.pdf.text.interruptions import paragraphs_around
from makeready.intake.pdf.text.kinds import sorted_pieces
from makeready.intake.pdf.text.links import Call, Linked, calls_of, end_notes, link_notes
from makeready.intake.pdf.text.paragraphs import Habits, paragraph_habits
from makeready.intake.pdf.text.pieces import Piece, Sort, key
from makeready.intake.pdf.text.said import answer_furniture, answer_headings, table_answers
from makeready.intake.pdf.text.table_pages import join_tables
from makeready.intake.pdf.values import Face, Facts, PdfPage, Run, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.account.answers import Placed
    from makeready.intake.pdf.page.areas import Figure
    from makeready.intake.pdf.text.paragraphs import Paragraph

_BACK = frozenset("↩↵⤴↑")  # what web pages set after a note
_NOTE_TITLES = frozenset(
    "notes endnotes footnotes anmerkungen endnoten fußnoten notas notesdebasdepage noten note "
    "przypisy noter poznámky примечания сноски σημειώσεις".split()
)
_UNSEEN = 0.5  # of a page's text: with more hidden it is a scan with its words behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF as it was read; the runs' offsets count characters of `text`."""

    facts: Facts
    pdf_pages: tuple[PdfPage, ...]
    tags: Mapping[tuple[int, int], Tag]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the lines of a PDF are, and which call leads to which note."""

    measure: Measure
    pieces: tuple[Piece, ...]
    floats: tuple[Float, ...]
    margins: tuple[MarginNote, ...]
    notes: tuple[Note, ...]
    strays: tuple[Line, ...]
    calls: tuple[Call, ...]
    linked: Linked
    furniture: Mapping[int, Furnished]
    aside: tuple[tuple[Run, str, str], ...]  # runs that are no text, with rule and reason


def number_runs(
    facts: Facts, pdf_pages: Sequence[PdfPage], tags: Mapping[tuple[int, int], Tag]
) -> Printed:
    """Return the PDF with the offsets of its runs counted over all pages, its faces settled."""
    meant = settle_faces(
        (run.face, len(run.text)) for pdf_page in pdf_pages for run in pdf_page.runs
    )
    moved: list[PdfPage] = []
    at = 0
    for pdf_page in pdf_pages:
        runs = tuple(_move(run, at, meant[run.face]) for run in pdf_page.runs)
        links = tuple(
            replace(link, start=link.start + at, end=link.end + at) for link in pdf_page.links
        )
        moved.append(replace(pdf_page, runs=runs, links=links))
        at += len(pdf_page.text) + 1
    text = "\f".join(pdf_page.text for pdf_page in pdf_pages)
    return Printed(facts=facts, pdf_pages=tuple(moved), tags=tags, text=text)


def _move(run: Run, by: int, face: Face) -> Run:
    """Return a run in another face, its offsets moved on; `replace` would take three times as long.

    A book has a hundred thousand of them.
    """
    return Run(
        start=run.start + by,
        end=run.end + by,
        text=run.text,
        left=run.left,
        right=run.right,
        base=run.base,
        size=run.size,
        face=face,
        missing=tuple(place + by for place in run.missing) if run.missing else (),
        void=tuple(place + by for place in run.void) if run.void else (),
        raised=run.raised,
        tag=run.tag,
        artifact=run.artifact,
        hidden=run.hidden,
        turned=run.turned,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """The lines of the pages apart from what is no text, and what that is."""

    rest: tuple[tuple[Line, ...], ...]
    measure: Measure
    floats: tuple[Float, ...]
    margins: tuple[MarginNote, ...]
    furniture: Mapping[int, Furnished]
    aside: tuple[tuple[Run, str, str], ...]


def survey_pages(book: Printed, answers: Sequence[Placed] = ()) -> Survey:
    """Return what the lines of the pages are; the editor's answers go before all else."""
    pages = _pages(book, answers)
    noted = note_lines(book.pdf_pages, pages.rest, pages.measure)
    noted -= _find_uncalled(pages.rest, noted)
    text, _ = frame_lines(_without(pages.rest, noted), pages.measure.size)
    order = [line for page in text for line in in_order(page)]
    indents, parts, long = paragraph_habits(order, pages.measure)
    habits = Habits(
        measure=pages.measure,
        indents=indents,
        parts=parts,
        long=long,
        tags=book.tags,
        said=answer_joins(answers, book.text),
    )
    made = paragraphs_around(order, habits)
    notes, strays = notes_of(_feet(pages.rest, noted))
    calls = calls_of((*order, *list_float_lines(pages.floats)))
    added = answer_calls(text, answers)
    calls = (*calls, *added)
    made, notes, link = _with_end_notes(made, notes, calls, pages.measure.size)
    check_calls(added, link, answers)
    pieces = sorted_pieces(made, habits, book.facts.bookmarks)
    pieces, titles = _without_note_titles(pieces, notes)
    return Survey(
        measure=pages.measure,
        pieces=tuple(answer_headings(pieces, answers)),
        floats=tuple(anchor_floats(pages.floats, order)),
        margins=tuple(anchor_margins(pages.margins, order)),
        notes=notes,
        strays=strays,
        calls=calls,
        linked=link,
        furniture=pages.furniture,
        aside=(*pages.aside, *titles),
    )


def _without_note_titles(
    pieces: Sequence[Piece], notes: Sequence[Note]
) -> tuple[tuple[Piece, ...], list[tuple[Run, str, str]]]:
    """Return the pieces without headings over notes that have gone to their calls, and these."""
    kept: list[Piece] = []
    aside: list[tuple[Run, str, str]] = []
    for place, piece in enumerate(pieces):
        below = pieces[place + 1] if place + 1 < len(pieces) else None
        empty = below is None or (below.sort is Sort.HEADING and below.level <= max(piece.level, 1))
        named = notes and key(piece.paragraph.text) in _NOTE_TITLES
        if named and (empty or key(below.paragraph.text) in _NOTE_TITLES if below else empty):
            runs = (run for line in piece.paragraph.lines for run in line.runs)
            aside += [(run, "N.title", "heads the notes") for run in runs]
        else:
            kept.append(piece)
    return tuple(kept), aside


def _pages(book: Printed, answers: Sequence[Placed]) -> _Pages:
    """Return the pages' lines without figures, furniture, contents lists, tables and captions."""
    seen, aside = _separate_unseen(book.pdf_pages)
    margins = find_margins(book.pdf_pages, seen)
    beside = margins.runs
    seen = [[run for run in page if run.start not in beside] for page in seen]
    raw = tuple(map(lines_with_blocks, book.pdf_pages, seen))
    size = type_size([line for page in raw for line in page])
    drawn = tuple(
        areas.figures(pdf_page, page, size, book.tags)
        for pdf_page, page in zip(book.pdf_pages, raw, strict=True)
    )
    raw, inside = _without_figures(raw, drawn)
    raw, blocks = zip(*map(part_blocks, raw, drawn), strict=True) if raw else ((), ())
    built = tuple(
        find_formulas(pdf_page, page, size, book.tags)
        for pdf_page, page in zip(book.pdf_pages, raw, strict=True)
    )
    raw, signs = _without_figures(raw, built)
    raw = tuple(map(join_parts, raw))
    drawn = tuple((*one, *other) for one, other in zip(drawn, built, strict=True))
    drawn = tuple(
        (*its, *find_small_pictures(pdf_page, page, its))
        for pdf_page, page, its in zip(book.pdf_pages, raw, drawn, strict=True)
    )
    furnished = answer_furniture(furniture(book.pdf_pages, raw, size), raw, answers)
    listed = contents_lines(_without(raw, furnished.keys()))
    rest, measure = frame_lines(_without(raw, furnished.keys() | listed), size)
    tables = replace(table_answers(answers), tags=book.tags)
    floats, used = find_floats(book.pdf_pages, rest, drawn, measure, tables)
    rest, _ = frame_lines(_without(rest, used), size)
    floats, repeated = join_tables(floats)
    contents = Furnished(rule="C.list", evidence="the printed contents", confidence=0.95)
    gone = {**dict.fromkeys(listed, contents), **furnished}
    aside += (*inside, *signs, *repeated)
    aside += (
        (run, "P.head", "stands in the margin of several pages")
        for note in margins.heads
        for line in note.lines
        for run in line.runs
    )
    aside += [
        (run, gone[line_key(line)].rule, gone[line_key(line)].evidence)
        for page in raw
        for line in page
        if line_key(line) in gone
        for run in line.runs
    ]
    return _Pages(
        rest=rest,
        measure=measure,
        floats=tuple(floats),
        margins=(*margins.notes, *(note for its in blocks for note in its)),
        furniture=furnished,
        aside=tuple(aside),
    )


def _feet(pages: Sequence[Sequence[Line]], noted: AbstractSet[int]) -> list[Line]:
    """Return the lines of notes in reading order."""
    return [
        line
        for page in pages
        for line in columns_in_order([line for line in page if line_key(line) in noted])
    ]


def _find_uncalled(pages: Sequence[Sequence[Line]], noted: AbstractSet[int]) -> frozenset[int]:
    """Return the small lines that are no notes: their plain numbers are called nowhere near.

    Numbered steps, programs and lists of literature stand in small type, too.
    """
    feet = _feet(pages, noted)
    notes, _ = notes_of(feet)
    calls = calls_of(line for page in pages for line in page if line_key(line) not in noted)
    free = set(link_notes(calls, notes).notes)
    opened = [(note, place in free) for place, note in enumerate(notes)]
    called = {(note.page, note.lines[0].column) for note, lone in opened if not lone}
    raised = {(note.page, note.lines[0].column) for note, _ in opened if note.mark.raised}
    alone = {(note.page, note.lines[0].column) for note, _ in opened} - called - raised
    return frozenset(line_key(line) for line in feet if (line.page, line.column) in alone)


def _separate_unseen(
    pdf_pages: Iterable[PdfPage],
) -> tuple[list[list[Run]], list[tuple[Run, str, str]]]:
    """Return the runs of each page that are read, and those that are not, with the reason."""
    pages: list[list[Run]] = []
    aside: list[tuple[Run, str, str]] = []
    for pdf_page in pdf_pages:
        total = sum(len(run.text) for run in pdf_page.runs)
        hidden = sum(len(run.text) for run in pdf_page.runs if run.hidden)
        scan = hidden > _UNSEEN * total
        kept: list[Run] = []
        counted = line_numbers(pdf_page.runs)
        for run in pdf_page.runs:
            if run.start in counted:
                aside.append((run, "P.line", "counts the lines in the margin"))
            elif run.text.strip("\ufe0e \n") in _BACK:
                aside.append((run, "N.back", "leads back from a note to its call"))
            elif run.turned:
                aside.append((run, "P.stamp", "runs in another direction than the page"))
            elif run.hidden and not scan:
                aside.append((run, "P.hidden", "the page does not show it"))
            elif run.hidden:  # whoever read the letters off a picture knows nothing of their face
                kept.append(replace(run, face=Face(name=run.face.name)))
            else:
                kept.append(run)
        pages.append(kept)
    return pages, aside


def _without(
    pages: Iterable[Sequence[Line]], taken: AbstractSet[int]
) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(line for line in page if line_key(line) not in taken) for page in pages)


def _without_figures(
    pages: Sequence[Sequence[Line]], drawn: Sequence[Sequence[Figure]]
) -> tuple[tuple[tuple[Line, ...], ...], list[tuple[Run, str, str]]]:
    """Return the lines without the words inside of figures, and those words."""
    kept: list[tuple[Line, ...]] = []
    aside: list[tuple[Run, str, str]] = []
    for page, its in zip(pages, drawn, strict=True):
        words = frozenset[int]().union(*(figure.words for figure in its))
        lines = []
        for line in page:
            inside = sum(len(run.text) for run in line.runs if run.start in words)
            if inside * 2 > len(line.text):
                aside += [(run, "P.figure", "stands in the picture") for run in line.runs]
            else:
                lines.append(line)
        kept.append(tuple(lines))
    return tuple(kept), aside


def _with_end_notes(
    made: Sequence[Paragraph], notes: Sequence[Note], calls: Sequence[Call], size: float
) -> tuple[tuple[Paragraph, ...], tuple[Note, ...], Linked]:
    """Return the paragraphs, notes and links, with the notes at the end of chapters or the book."""
    link = link_notes(calls, notes)
    open_calls = [call for call in calls if call.mark.start not in link.pairs]
    runs, pairs = end_notes(made, open_calls, size, link.pairs)
    if not runs:
        return tuple(made), tuple(notes), link
    places = {
        place: (number, at) for number, run in enumerate(runs) for at, (place, _) in enumerate(run)
    }
    numbers: dict[tuple[int, int], int] = {}
    more = list(notes)
    kept: list[Paragraph] = []
    last: tuple[int, int] | None = None
    for place, paragraph in enumerate(made):
        if place in places:
            last = places[place]
            mark = runs[last[0]][last[1]][1]
            numbers[last] = len(more)
            more.append(Note(mark=mark, lines=paragraph.lines))
        elif last is not None and place < runs[last[0]][-1][0] and not paragraph.look.bold:
            more[-1] = replace(more[-1], lines=(*more[-1].lines, *paragraph.lines))
        else:
            kept.append(paragraph)
    joined = dict(link.pairs) | {start: numbers[at] for start, at in pairs.items()}
    paired = set(joined.values())
    return (
        tuple(kept),
        tuple(more),
        Linked(
            pairs=joined,
            notes=tuple(place for place in range(len(more)) if place not in paired),
            calls=tuple(call for call in link.calls if call.mark.start not in joined),
        ),
    )
