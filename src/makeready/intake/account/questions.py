"""What import could not decide → questions for the editor, and findings for the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.intake.blocks.indents import WIDEST
from makeready.intake.model import Question
from makeready.intake.page.people import is_placeholder
from makeready.intake.scripts import PRIVATE, SUSPENDING
from makeready.intake.text.passages import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from makeready.intake.account.operations import Edited
    from makeready.intake.model import Metadata
    from makeready.intake.notes.apparatus import Apparatus
    from makeready.intake.text.hyphens import Vocabulary

SHORTEST_HALF = 5  # letters after a lost hyphen
LARGEST_GAP = 3  # numbers: a longer gap is another sequence

ASKED = 0.7  # a change less sure than this is a question
AROUND = 50  # characters of context on either side
LINES_TO_LONG = 50  # printed lines to one that is too long to be printed
MOST_SUSPECTS = 5
CODES = table(
    Code(
        code="S-131",
        severity=Severity.WARNING,
        title="A note call without its note",
        why="The converter may have lost the note; the number stands in the text as it came.",
        remedy="Look the page up in the original, and add the note or take the number out.",
    ),
    Code(
        code="S-132",
        severity=Severity.WARNING,
        title="A note that nothing calls",
        why="The converter may have lost the call; the note stands in the text where it was found.",
        remedy="Look the page up in the original, and put the call where it belongs.",
    ),
    Code(
        code="S-133",
        severity=Severity.WARNING,
        title="Two sentences run together",
        why="In a text with notes this is where a converter loses a call and its note.",
        remedy="Look the page up in the original.",
    ),
    Code(
        code="S-134",
        severity=Severity.WARNING,
        title="A gap in the notes' numbers",
        why="A number between two others is nowhere: a note and its call may both be lost.",
        remedy="Look the page up in the original.",
    ),
    Code(
        code="S-135",
        severity=Severity.HINT,
        title="A picture is not there",
        why="The converter wrote where a picture stood; text carries none.",
        remedy="Put the picture into images/ and name it in the manuscript.",
    ),
    Code(
        code="S-136",
        severity=Severity.HINT,
        title="The source does not show the book's title",
        why="A book needs one; a running head, a first heading or the file's name stands for it.",
        remedy="Write title into book.toml.",
    ),
    Code(
        code="S-137",
        severity=Severity.HINT,
        title="The source does not show who wrote the book",
        why="A book that nobody is named for has no author on its title page and in citations.",
        remedy="Write the name into book.toml, under [[people]].",
    ),
    Code(
        code="S-138",
        severity=Severity.WARNING,
        title="A formula is not there",
        why="The converter wrote where a formula stood, and not the formula.",
        remedy="Look the page up in the original, and type the formula.",
    ),
)
# English words that make compounds with a hyphen, and what they make closed ones with.
_FIRSTS = frozenset(["low", "high", "short", "large", "half", "self", "well"])
_CLOSED = ("light", "land", "coming", "stand", "being", "right", "point", "where", "sense", "ness")
_JOINED = re.compile(r"(?<![^\W\d_])[^\W\d_]{6,40}(?![^\W\d_])")
_LEFT_OUT = re.compile(r"<!--\s{0,3}[a-z-]{5,40}\s{0,3}-->|\*{0,2}==>")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TORN = re.compile(r"(?<![^\W_])[^\W\d_]{1,12} (?:ff|fi|fl|ffi|ffl) [^\W\d_]{1,12}(?![^\W_])")
_FORMULA = re.compile(r"<!--\s{0,3}formula")
_SUSPENDED = re.compile(r"[^\W\d_]{1,60}-[ \xa0]{1,9}(?=[^\W\d_])")


class Lines:
    """Offsets → line numbers from one, as an editor shows them."""

    __slots__ = ("_starts",)

    def __init__(self, source: str) -> None:
        sizes = (len(line) for line in source.splitlines(keepends=True))
        self._starts = list(accumulate(sizes, initial=0))

    def at(self, offset: int) -> int:
        """Return the number of the line that holds this offset."""
        return bisect_right(self._starts, offset)


def ask_questions(
    source: str,
    notes: Apparatus,
    edited: Sequence[Edited],
    *,
    words: Vocabulary,
    metadata: Metadata,
) -> tuple[Question, ...]:
    """Return the open questions in the order of the source."""
    lines = Lines(source)
    asked = [
        *_ask_for_lost_notes(source, lines, notes),
        *_strays(source, lines, edited),
        *_unsure(source, lines, edited, metadata.language),
        *_suspects(source, lines, words),
        *_unknown_signs(source, lines),
        *_torn_ligatures(source, lines),
        *ask_for_metadata(source, metadata, ("language",)),
    ]
    return tuple(sorted(asked, key=lambda question: (question.start, question.section)))


def _question(  # noqa: PLR0913, PLR0917 -- the fields of a question
    source: str,
    lines: Lines,
    span: tuple[int, int],
    section: str,
    why: str,
    answer: str,
    kind: str = "",
) -> Question:
    start, end = span
    line, raw = lines.at(start), source[start:end]
    return Question(
        section=section,
        line=line,
        start=start,
        end=end,
        raw=raw,
        context=" ".join(source[max(0, start - AROUND) : end + AROUND].split()),
        why=why,
        proposal=f"[[{section}]]\nline = {line}\nraw = {_toml(raw)}\n{answer}",
        confidence=0.5,
        kind=kind,
    )


def ask_once(source: str, asked: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions with those of one kind made one, which names all their places."""
    lines = Lines(source)
    kinds: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for number, question in enumerate(asked):
        kinds[question.section, question.kind or str(number)].append(question)
    return tuple(_merge_questions(lines, group) for group in kinds.values())


def _merge_questions(lines: Lines, group: Sequence[Question]) -> Question:
    first, *others = group
    if not others:
        return first
    also = tuple((other.start, other.end) for other in others)
    places = "".join(f"[{lines.at(other.start)}, {_toml(other.raw)}],\n" for other in others)
    return replace(
        first,
        why=f"{first.why}; {len(others)} more like it",
        proposal=f"{first.proposal}\nalso = [\n{places}]",
        also=also,
    )


def _toml(text: str) -> str:
    """Return a TOML string; what TOML does not admit is written by its number."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    odd = "[\x00-\x1f\x7f-\x9f\u2028\u2029]"
    return '"' + re.sub(odd, lambda match: f"\\u{ord(match.group()):04x}", plain) + '"'


def _ask_for_lost_notes(source: str, lines: Lines, notes: Apparatus) -> Iterator[Question]:
    for place in notes.missing:
        call = notes.calls[place]
        why = f"the note {call.label} is called here and was not found"
        yield _question(source, lines, (call.start, call.end), "note", why, 'do = "lost"', "lost")


def ask_about_lines(
    source: str, clusters: Iterable[Sequence[tuple[int, int]]]
) -> Iterator[Question]:
    """Yield the lines that repeat at the edges of pages and stay, a kind each cluster."""
    lines = Lines(source)
    why = "this line repeats at the edges of pages and was kept: a running head, or text?"
    for number, cluster in enumerate(clusters):
        for span in cluster:
            yield _question(source, lines, span, "furniture", why, 'do = "drop"', f"line {number}")


def _strays(source: str, lines: Lines, edited: Iterable[Edited]) -> Iterator[Question]:
    for each in edited:
        start, end = each.passage.plan.lead
        if each.role is Role.STRAY and start < end:
            why = f"the note {each.passage.plan.key} was found, and nothing calls it"
            yield _question(source, lines, (start, end), "note", why, 'do = "text"', "stray")


def _unsure(
    source: str, lines: Lines, edited: Iterable[Edited], language: str
) -> Iterator[Question]:
    """Yield the hyphens that were kept for want of evidence, and those that were let be."""
    for each in edited:
        passage = each.passage
        for edit in each.edits:
            if edit.confidence < ASKED and edit.rule in ("J.hyphen", "S.hyphen"):
                end = passage.source_of(edit.start) + 1
                start = _word_start(source, end - 1)
                why = f"the hyphen was kept: {edit.evidence}"
                yield _question(source, lines, (start, end), "hyphen", why, 'do = "close"', "kept")
        touched = {edit.start for edit in each.edits if edit.rule in ("S.hyphen", "R.said")}
        for match in () if language in SUSPENDING else _SUSPENDED.finditer(passage.text):
            hyphen = passage.text.index("-", match.start())
            if touched & {hyphen, hyphen + 1}:
                continue
            start = passage.source_of(match.start())
            why = "a suspended hyphen, or a space too many: it was left"
            span = (start, start + hyphen + 1 - match.start())
            if source[span[0] : span[1]] == passage.text[match.start() : hyphen + 1]:
                yield _question(source, lines, span, "hyphen", why, 'do = "leave"', "left")


def _unknown_signs(source: str, lines: Lines) -> Iterator[Question]:
    """Yield the signs of symbol fonts that no table knows: each sign is one kind."""
    for match in _PRIVATE.finditer(source):
        if match.group() not in PRIVATE:
            number = f"U+{ord(match.group()):04X}"
            why = f"the sign {number} belongs to a symbol font: what does it look like?"
            yield _question(source, lines, match.span(), "text", why, 'to = "?"', number)


def _torn_ligatures(source: str, lines: Lines) -> Iterator[Question]:
    """Yield words that a ligature has torn: su ff ered."""
    for match in islice(_TORN.finditer(source), MOST_SUSPECTS):
        whole = match.group().replace(" ", "")
        why = "a ligature may have torn one word"
        yield _question(source, lines, match.span(), "text", why, f'to = "{whole}"')


def _word_start(source: str, at: int) -> int:
    while at and source[at - 1].isalpha():
        at -= 1
    return at


def _suspects(source: str, lines: Lines, words: Vocabulary) -> Iterator[Question]:
    """Yield words that may have lost their hyphen: two words of the text run together, once.

    Only where the first of them makes words with a hyphen, in this text or in general. Where the
    printed lines are kept, so are the hyphens at their ends.
    """
    if _keeps_lines(source):
        return
    firsts = {word.partition("-")[0] for word in words.counts if "-" in word}
    found = 0
    for match in _JOINED.finditer(source):
        word = match.group()
        if found >= MOST_SUSPECTS or words.counts.get(word.casefold(), 0) != 1:
            continue
        cut = next((at for at in range(3, len(word) - 3) if _splits(word, at, words, firsts)), 0)
        if cut:
            found += 1
            why = "two words run together: a hyphen may be lost"
            to = f'to = "{word[:cut]}-{word[cut:]}"'
            yield _question(source, lines, match.span(), "text", why, to)


def _keeps_lines(source: str) -> bool:
    """Tell whether the source is written in printed lines, and not in whole paragraphs."""
    sizes = [len(line) for line in source.splitlines() if line.strip()]
    return sum(size > WIDEST for size in sizes) * LINES_TO_LONG <= len(sizes)


def _splits(word: str, at: int, words: Vocabulary, firsts: set[str]) -> bool:
    left, right = word[:at].casefold(), word[at:].casefold()
    if left in _FIRSTS and len(right) >= SHORTEST_HALF and not right.startswith(_CLOSED):
        return True
    return left in firsts and words.counts.get(left, 0) > 0 and words.counts.get(right, 0) > 1


def ask_for_metadata(
    source: str, metadata: Metadata, needed: Collection[str] = ("title", "author", "language")
) -> Iterator[Question]:
    """Yield what book.toml needs and the source does not say, of these keys."""
    missing = [
        (name, text)
        for name, there, text in (
            ("title", metadata.title, "the source does not show its title"),
            ("author", _people(metadata), "the source does not show who wrote it"),
            ("language", metadata.language, "the source does not show its language"),
        )
        if not there and name in needed
    ]
    for number, (name, why) in enumerate(missing):
        example = {"title": "…", "author": "First Last", "language": "en"}[name]
        table_head = "[meta]\n" if number == 0 else ""
        yield Question(
            section="metadata",
            line=1,
            start=0,
            end=0,
            raw="",
            context=" ".join(source[:AROUND].split()),
            why=why,
            proposal=f'{table_head}{name} = "{example}"',
            confidence=0.5,
        )


def _people(metadata: Metadata) -> list[str]:
    return [each.name for each in metadata.people if not is_placeholder(each.name)]


def report_findings(
    source: str, name: str, notes: Apparatus, edited: Sequence[Edited], metadata: Metadata
) -> tuple[Finding, ...]:
    """Return what the source seems to have lost."""
    lines = Lines(source)
    called = f": “{metadata.name}” stands for it" if metadata.name else ""
    found = [
        *(
            (notes.calls[place].start, "S-131", f"the note {notes.calls[place].label} is missing")
            for place in notes.missing
        ),
        *(
            (each.passage.plan.lead[0], "S-132", f"nothing calls the note {each.passage.plan.key}")
            for each in edited
            if each.role is Role.STRAY
        ),
        *((0, "S-136", f"no title was found{called}") for _ in range(not metadata.title)),
        *((0, "S-137", "no author was found") for _ in range(not _people(metadata))),
        *_run_together(notes, edited),
        *_gaps(notes),
        *_losses(source, edited),
    ]
    return tuple(
        finding(CODES[code], message, Place(f"source/{name}", lines.at(start)))
        for start, code, message in sorted(found)
    )


def _run_together(notes: Apparatus, edited: Iterable[Edited]) -> Iterator[tuple[int, str, str]]:
    if not notes.pairs:
        return
    for each in edited:
        for edit in each.edits:
            if edit.rule == "S.glued":
                around = each.passage.text[max(0, edit.start - 20) : edit.start + 20]
                yield each.passage.source_of(edit.start), "S-133", f"… {' '.join(around.split())} …"


def _gaps(notes: Apparatus) -> Iterator[tuple[int, str, str]]:
    """Yield the numbers that neither a call nor a note bears, between two that do."""
    bearers = sorted(
        [(notes.calls[pair.call].start, notes.calls[pair.call].label) for pair in notes.pairs]
        + [(notes.calls[place].start, notes.calls[place].label) for place in notes.missing]
    )
    labels = {opening.label for opening in notes.openings}
    numbers = [(start, int(label)) for start, label in bearers if label.isdecimal()]
    for (_, before), (start, after) in pairwise(numbers):
        lost = [number for number in range(before + 1, after) if str(number) not in labels]
        if 0 < len(lost) <= LARGEST_GAP:
            yield start, "S-134", f"between {before} and {after}"


def _losses(source: str, edited: Iterable[Edited]) -> Iterator[tuple[int, str, str]]:
    """Yield the pictures and formulas of which the converter left a mark only."""
    for each in edited:
        start, end = each.passage.plan.spans[0][0], each.passage.plan.spans[-1][1]
        if each.role is Role.FLOAT and _LEFT_OUT.match(source, start, end):
            formula = _FORMULA.match(source, start, end) is not None
            told = "a formula stood here" if formula else "a picture stood here"
            yield start, "S-138" if formula else "S-135", told
        for atom in each.passage.atoms:
            if atom.rule == "M.picture":
                yield atom.start, "S-135", "a picture stood here"
