"""Laid-out pages and the print form become a page map, and the proof that nothing was lost."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, PageBreak, PageMap
from makeready.editions.pages import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Master, Note
    from makeready.editions.print.form import PrintForm
    from makeready.editions.print.layout import LaidPage

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
        why="A long word, a wide table or a line of code runs into the margin or off the page.",
        remedy="Break the line, narrow the table, or set it smaller in style.css.",
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
SHORT = 5
"""A chapter's last page with fewer lines than this is a short page."""


class _Lost(Exception):
    """The pages and the master part ways at a character of the book."""

    def __init__(self, at: int, page: int) -> None:
        super().__init__(at, page)
        self.at = at
        self.page = page


def page_map(form: PrintForm, pages: Sequence[LaidPage]) -> tuple[PageMap, tuple[Finding, ...]]:
    """Return where each page begins in the master's text, and where pages and master part ways.

    Every character of the running text that is not white space is consumed once and in order;
    hyphens that the layout put at line ends are the only ones passed over.
    """
    labels = page_labels(form, pages)
    expected = "".join(text for _, text in form.running)
    try:
        starts = _consume(expected, pages)
    except _Lost as lost:
        here = expected[max(0, lost.at - 30) : lost.at + 30]
        message = f"page {labels[lost.page - 1]}: the text departs from the master at “{here}”"
        return PageMap(labels=labels, breaks=()), (finding(CODES["P-002"], message),)
    return PageMap(labels=labels, breaks=tuple(_breaks(form, labels, starts))), ()


def page_labels(form: PrintForm, pages: Sequence[LaidPage]) -> tuple[str, ...]:
    """Return each page's printed label: roman before the body, then arabic from 1."""
    first = next(
        (page.number for page in pages if form.first_body and form.first_body in page.anchors),
        len(pages) + 1,
    )
    return tuple(label(page.number, first) for page in pages)


def _consume(expected: str, pages: Sequence[LaidPage]) -> list[int | None]:
    """Return, for each page, how many characters come before it, or None where it has no text."""
    at = 0
    starts: list[int | None] = []
    for page in pages:
        start = at
        for run in page.running:
            at = _consume_run(expected, at, run, page.number)
        starts.append(start if at > start else None)
    if at != len(expected):
        raise _Lost(at, pages[-1].number)
    return starts


def _consume_run(expected: str, at: int, run: str, page: int) -> int:
    text = "".join(run.replace("\u200b", "").replace("\u00ad", "").split())
    if expected.startswith(text, at):
        return at + len(text)
    if text and text[-1] in HYPHENS and expected.startswith(text[:-1], at):
        return at + len(text) - 1
    raise _Lost(at, page)


def _breaks(
    form: PrintForm, labels: Sequence[str], starts: Sequence[int | None]
) -> Iterator[PageBreak]:
    ends = list(accumulate(len(text) for _, text in form.running))
    for name, start in zip(labels, starts, strict=True):
        if start is None:
            continue
        section = next(n for n, end in enumerate(ends) if start < end)
        before = ends[section - 1] if section else 0
        yield PageBreak(label=name, section=Anchor(form.running[section][0]), offset=start - before)


def lost_notes(form: PrintForm, pages: Sequence[LaidPage]) -> frozenset[str]:
    """Return the ids of notes that stand on no page, or not wholly inside their page."""
    whole = {note.anchor for page in pages for note in page.notes if note.below <= 1}
    return frozenset(anchor for anchor, _ in form.notes if anchor not in whole)


def note_findings(
    form: PrintForm, master: Master, pages: Sequence[LaidPage]
) -> tuple[Finding, ...]:
    """Return what is wrong with the notes: lost, outside, altered, doubled, or far from the call."""
    notes = {note.anchor: note for note in master.notes}
    found = [_lost(notes[Anchor(anchor)]) for anchor in sorted(lost_notes(form, pages))]
    laid = [(note, page) for page in pages for note in page.notes]
    expected = dict(form.notes)
    for laid_note, page in laid:
        note = notes[Anchor(laid_note.anchor)]
        if not _same(expected[laid_note.anchor], laid_note.text):
            found.append(
                finding(CODES["P-002"], f"note {note.number} is altered: “{note.text[:60]}”")
            )
        found += _distance(note, page, pages)
    seen = [note.anchor for note, _ in laid]
    twice = sorted({anchor for anchor in seen if seen.count(anchor) > 1})
    found += [
        finding(CODES["P-002"], f"note {notes[Anchor(a)].number} is laid out twice") for a in twice
    ]
    return tuple(found)


def _lost(note: Note) -> Finding:
    return finding(CODES["P-001"], f"note {note.number} fits on no page: “{note.text[:80]}”")


def _same(expected: str, laid: str) -> bool:
    """Tell whether a laid-out note has the master's characters, line-end hyphens apart."""
    text = "".join(laid.replace("\u200b", "").split())
    if text == expected:
        return True
    at = 0
    for character in text:
        if at < len(expected) and expected[at] == character:
            at += 1
        elif character not in HYPHENS:
            return False
    return at == len(expected)


def _distance(note: Note, page: LaidPage, pages: Sequence[LaidPage]) -> Iterator[Finding]:
    call = next((each.number for each in pages if note.call in each.anchors), None)
    if call is not None and call < page.number:
        yield finding(
            CODES["P-005"], f"note {note.number} starts {page.number - call} page(s) late"
        )


def page_findings(
    form: PrintForm, pages: Sequence[LaidPage], labels: Sequence[str]
) -> tuple[Finding, ...]:
    """Return what a typographer would look at again: short pages, and text beyond its area."""
    firsts = {
        page.number for page in pages for section, _ in form.running if section in page.anchors
    }
    found: list[Finding] = []
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        name = labels[page.number - 1]
        last = after is None or after.number in firsts or not after.running
        body = page.running and page.number not in firsts
        if body and last and page.lines < SHORT:
            found.append(finding(CODES["P-003"], f"page {name} has {page.lines} line(s)"))
        if page.outside:
            found.append(finding(CODES["P-004"], f"page {name}: “{' '.join(page.outside)[:60]}”"))
    return tuple(found)
