"""The text of the pages is matched with the master: where each page begins, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, Overlong, PageBreak, PageMap
from makeready.editions.pages import strip_unseen
from makeready.editions.print.values import PICTURE, NoteRepair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.core.model import Note
    from makeready.editions.print.paginate.pages import Pagination
    from makeready.editions.print.values import LaidNote, LaidPage, Overflow, Unit

CODES = table(
    Code(
        code="P-001",
        severity=Severity.ERROR,
        title="A note is on no page, or outside its page",
        why="Its call stands in the text and readers would look for the note in vain.",
        remedy="Shorten the note or divide it, or move its call to another paragraph.",
    ),
    Code(
        code="P-002",
        severity=Severity.ERROR,
        title="The pages do not hold the master's words",
        why="The print edition would lack words, or show them altered or out of order.",
        remedy="Look at the named words; rules in style.css that hide or transform text do this.",
    ),
    Code(
        code="P-003",
        severity=Severity.HINT,
        title="A short page",
        why="A last page with a few lines looks like an accident.",
        remedy="Add or cut some words in the chapter, or let it be.",
    ),
    Code(
        code="P-004",
        severity=Severity.WARNING,
        title="Text stands beyond the edge of the text area",
        why="A long word, a wide table or a line of code runs into the margin.",
        remedy="Break the line, narrow the table, or set it smaller in style.css.",
    ),
    Code(
        code="P-020",
        severity=Severity.HINT,
        title="A loose line",
        why="Its spaces are more than twice as wide as usual, which tears a hole into the page.",
        remedy="Change a word of the paragraph, or say in book.toml where its long words may be "
        'broken: [print] hyphenation = ["long-word"].',
    ),
    Code(
        code="P-021",
        severity=Severity.HINT,
        title="A page ends within a word",
        why="Readers carry half a word over to the next page; no paragraph of the page could be a "
        "line longer or shorter without loose lines.",
        remedy="Add or cut a few words in a paragraph of this page, or let it be.",
    ),
    Code(
        code="P-022",
        severity=Severity.WARNING,
        title="A formula set smaller to fit its page",
        why="It is wider than the line; its signs are smaller than those of the text.",
        remedy="Divide it into lines: \\begin{aligned} … \\\\ … \\end{aligned}, with & before the "
        "sign that stands below the one above.",
    ),
    Code(
        code="P-015",
        severity=Severity.ERROR,
        title="Text stands beyond the edge of the page",
        why="It would be cut off with the paper, and readers of the print edition would lack it.",
        remedy="Break the line, divide or narrow the table, or set it smaller in style.css; rules "
        "there that move text do this, too.",
    ),
    Code(
        code="P-016",
        severity=Severity.WARNING,
        title="A picture stands beyond the edge of the page",
        why="What is beyond the edge is cut off with the paper.",
        remedy="Let the picture have its own size, or waive this where it is meant to bleed.",
    ),
    Code(
        code="P-010",
        severity=Severity.HINT,
        title="A paragraph kept on one page for its note",
        why="The layout lost the note where the paragraph was broken; the page may end early.",
        remedy="Look at the page; nothing needs to be done where it looks well.",
    ),
    Code(
        code="P-011",
        severity=Severity.HINT,
        title="A note carried over",
        why="It is longer than its page can hold, so that it runs on at the foot of the next.",
        remedy='Nothing needs to be done; [notes] overlong = "end" sets such notes at the end of '
        "their chapter.",
    ),
    Code(
        code="P-012",
        severity=Severity.WARNING,
        title="A note set at the end of its chapter",
        why="No page could hold it at its foot; readers find it, with its number, after the text.",
        remedy="Shorten the note or divide it, or move its call to another paragraph.",
    ),
    Code(
        code="P-014",
        severity=Severity.HINT,
        title="An overlong note set at the end of its chapter, as book.toml says",
        why="It is longer than its page can hold; readers find it, with its number, after the "
        "text.",
        remedy='Nothing needs to be done; [notes] overlong = "carry" lets such notes run on at the '
        "foot of the next page.",
    ),
    Code(
        code="P-017",
        severity=Severity.HINT,
        title="A table set smaller to fit its page",
        why="It is wider than the text area; where that was not enough, its words are broken.",
        remedy="Look at the table; fewer columns or shorter words would let it have its own size.",
    ),
    Code(
        code="P-005",
        severity=Severity.HINT,
        title="A note starts on the page after its call",
        why="It did not fit at the foot of its own page; readers turn the page for it.",
        remedy="Nothing needs to be done; a shorter note would stand with its call.",
    ),
)
HYPHENS = "\u2010-"
REPAIRS = {NoteRepair.KEPT: "P-010", NoteRepair.CARRIED: "P-011", NoteRepair.ENDED: "P-012"}
ASKED_FOR = REPAIRS | {NoteRepair.ENDED: "P-014"}
"""The codes where the book asks for notes at the chapter's end: a hint then, no warning."""

SHORT = 5
"""A last page of a chapter with fewer lines looks like an accident."""


class _DepartedError(Exception):
    """The text of the pages differs from the master at a character."""

    def __init__(self, at: int, page: int) -> None:
        self.at = at
        self.page = page


def make_page_map(
    units: Sequence[Unit], pagination: Pagination
) -> tuple[PageMap, tuple[Finding, ...]]:
    """Return where each page begins in the master's text, and a finding where the two differ.

    Every character of the running text but white space must come once and in order; only hyphens
    that the layout added at line ends are passed over. Pictures are counted with the characters,
    but one that a style hides or moves is no difference.
    """
    labels = pagination.labels
    running = [section for unit in units for section in unit.running]
    expected = "".join(text for _, text in running)
    try:
        starts = _consume(expected, pagination.pages)
    except _DepartedError as lost:
        here = expected[max(0, lost.at - 30) : lost.at + 30]
        message = f"page {labels[lost.page - 1]}: the text departs from the master at “{here}”"
        found = finding(CODES["P-002"], message, words=(here, expected[lost.at : lost.at + 30]))
        return PageMap(labels=labels, breaks=()), (found,)
    return PageMap(labels=labels, breaks=tuple(_breaks(running, labels, starts))), ()


def _consume(expected: str, pages: Sequence[LaidPage]) -> list[int | None]:
    """Return, for each page, how many characters come before it, or None where it is empty."""
    at = 0
    starts: dict[int, int] = {}
    for page, run in _read_in_order(pages):
        starts.setdefault(page, at)
        at = _consume_run(expected, at, run, page)
    if expected[at:].strip(PICTURE):
        raise _DepartedError(at, pages[-1].number)
    return [starts.get(page.number) for page in pages]


def _read_in_order(pages: Sequence[LaidPage]) -> list[tuple[int, str]]:
    """Return each stretch of text with the number of its page, rows of tables cell by cell."""
    standing = [
        (page.number, run, move)
        for page in pages
        for run, move in zip(page.running, page.moved or (0,) * len(page.running), strict=True)
    ]
    places = sorted(range(len(standing)), key=lambda place: place + standing[place][2])
    return [standing[place][:2] for place in places]


def _consume_run(expected: str, at: int, run: str, page: int) -> int:
    text = strip_unseen(run)
    if expected.startswith(text, at):
        return at + len(text)
    if text == PICTURE:
        return at
    while expected.startswith(PICTURE, at):
        at += 1
    if expected.startswith(text, at):
        return at + len(text)
    if text and text[-1] in HYPHENS and expected.startswith(text[:-1], at):
        return at + len(text) - 1
    raise _DepartedError(at, page)


def _breaks(
    running: Sequence[tuple[str, str]], labels: Sequence[str], starts: Sequence[int | None]
) -> Iterator[PageBreak]:
    ends = list(accumulate(len(text) for _, text in running))
    for page, start in enumerate(starts):
        if start is None:
            continue
        section = next((n for n, end in enumerate(ends) if start < end), len(ends) - 1)
        before = ends[section - 1] if section else 0
        yield PageBreak(
            label=labels[page], section=Anchor(running[section][0]), offset=start - before
        )


def check_notes(
    units: Sequence[Unit], notes: Mapping[Anchor, Note], pagination: Pagination
) -> tuple[Finding, ...]:
    """Return what is wrong with the notes: lost, outside, altered, or far from the call."""
    calls = _first_pages(pagination)
    laid: defaultdict[str, list[tuple[LaidNote, LaidPage]]] = defaultdict(list)
    for page in pagination.pages:
        for piece in page.notes:
            laid[piece.anchor].append((piece, page))
    found: list[Finding] = []
    for anchor, expected in (pair for unit in units for pair in unit.notes):
        note, pieces = notes[Anchor(anchor)], laid[anchor]
        if not pieces or any(piece.below > 1 for piece, _ in pieces):
            found.append(_report_lost(note, pagination, calls))
        elif not _same(expected, "".join(piece.text for piece, _ in pieces)):
            message = f"note {note.number} is altered: “{note.text[:60]}”"
            found.append(finding(CODES["P-002"], message, words=_beginnings(note)))
        elif note.call in calls and calls[note.call] < pieces[0][1].number:
            called, starts = (
                pagination.labels[number - 1] for number in (calls[note.call], pieces[0][1].number)
            )
            message = f"page {called}: note {note.number} starts on page {starts}"
            found.append(finding(CODES["P-005"], message, words=_beginnings(note)))
    return tuple(found)


def _first_pages(pagination: Pagination) -> Mapping[str, int]:
    """Return the first page of each id; the id of a chapter stands on all of its pages."""
    pages: dict[str, int] = {}
    for page in pagination.pages:
        for name in page.names:
            pages.setdefault(name, page.number)
    return pages


def _report_lost(note: Note, pagination: Pagination, calls: Mapping[str, int]) -> Finding:
    page = calls.get(note.call)
    where = f"page {pagination.labels[page - 1]}: " if page else ""
    message = f"{where}note {note.number} fits on no page: “{note.text[:80]}”"
    return finding(CODES["P-001"], message, words=_beginnings(note))


def _beginnings(note: Note) -> tuple[str, ...]:
    """Return beginnings of a note to search the manuscript for, the longest first.

    A short one is less likely to be interrupted by markup.
    """
    words = note.text.split()
    return tuple(" ".join(words[:count]) for count in (24, 12, 6))


def report_repairs(
    notes: Mapping[Anchor, Note], pagination: Pagination, overlong: Overlong
) -> tuple[Finding, ...]:
    """Return what was done so that no note was lost, in the order of the book."""
    codes = ASKED_FOR if overlong is Overlong.END else REPAIRS
    return tuple(
        finding(
            CODES[codes[repair]],
            f"note {notes[Anchor(anchor)].number}: “{notes[Anchor(anchor)].text[:60]}”",
            words=_beginnings(notes[Anchor(anchor)]),
        )
        for laid in pagination.laid_units
        for anchor, repair in laid.repaired
    )


def _same(expected: str, laid: str) -> bool:
    """Tell whether a laid-out note has the master's characters, line-end hyphens apart."""
    text = strip_unseen(laid)
    if text == expected:
        return True
    at = 0
    for character in text:
        if at < len(expected) and expected[at] == character:
            at += 1
        elif character not in HYPHENS:
            return False
    return at == len(expected)


def check_pages(units: Sequence[Unit], pagination: Pagination) -> tuple[Finding, ...]:
    """Return findings of short last pages, and of text and pictures beyond their area."""
    sections = {name for unit in units for name, _ in unit.running}
    pages = pagination.pages
    began = _first_pages(pagination)
    firsts = {began[name] for name in sections if name in began}
    found: list[Finding] = []
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        name = pagination.labels[page.number - 1]
        last = after is None or after.number in firsts or not after.running
        body = page.running and PICTURE not in page.running and page.number not in firsts
        if body and last and page.lines < SHORT:
            lines = "1 line" if page.lines == 1 else f"{page.lines} lines"
            message = f"page {name} has {lines}, and ends its chapter"
            found.append(finding(CODES["P-003"], message, words=_stretches(page.running)))
        found += _beyond(f"page {name}", page.overflow)
        found += _report_lines(f"page {name}", page)
        found += (
            finding(CODES["P-022"], f"page {name}: {tex[:60]}", words=(tex, tex[:30]))
            for tex in page.shrunk
        )
    return tuple(found)


def _report_lines(where: str, page: LaidPage) -> Iterator[Finding]:
    """Yield what is wrong with single lines of a page."""
    told = [("P-020", words) for words in page.loose] + [("P-021", page.turn)] * bool(page.turn)
    for code, words in told:
        text = words.rstrip(HYPHENS)
        yield finding(CODES[code], f"{where}: “{words}”", words=(text, text[:30]))


def check_tables(pagination: Pagination) -> tuple[Finding, ...]:
    """Return which tables were set smaller to fit their pages."""
    return tuple(
        finding(CODES["P-017"], f"the table that begins “{row[:60]}”", words=(row, row[:30]))
        for laid in pagination.laid_units
        for row in laid.narrowed
    )


def _beyond(where: str, overflow: Overflow) -> Iterator[Finding]:
    told = (("P-004", overflow.outside), ("P-015", overflow.cut), ("P-016", overflow.pictures))
    for code, each in told:
        if each:
            words = _stretches(each)
            yield finding(CODES[code], f"{where}: “{words[0]}”", words=words)


def _stretches(runs: Sequence[str]) -> tuple[str, ...]:
    """Return the beginning of some text, and its longest run that no note call interrupts."""
    said = [run for run in runs if run != PICTURE] or [""]
    return " ".join(said)[:60], max(said, key=len)
