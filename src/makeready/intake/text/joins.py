"""Units of text → plans of passages: what belongs together joined over pages and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.indents import WIDEST
from makeready.intake.scripts import (
    CALL,
    OPENERS,
    breadth,
    ends_sentence,
    is_cjk,
    is_full,
    opens_lower,
)
from makeready.intake.text.passages import Plan, Role
from makeready.intake.text.units import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.blocks.split import Profile

CLOSE = 2  # blank lines at most between the lines of a caption
LONGEST_CAPTION = 200  # characters

LONG_ITEM = 100  # characters: longer items are paragraphs, and blank lines part them
LONGEST_PRINTED = WIDEST * 5 // 4  # characters: a longer line is a paragraph, not a printed line
LONG_LINE = 0.6  # of the width: an open line of this length is no line by itself
SHORT = 60  # characters: a shorter text may be a line by itself
LONGEST_LINE = 75  # characters of a running head or of a caption's rest
FAR = 12  # units, notes for the most part, between the halves of a sentence
OPEN = "no sentence ends before it"
_FLOWS_AROUND = frozenset({Role.FLOAT, Role.TABLE, Role.HTML, Role.STRAY, Role.NOTE})
# what no line by itself holds: the end of a sentence, or of a clause where words have no spaces
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?] |[。！？，；]")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»)]{0,3}\Z|[。！？][」』”’）]{0,2}\Z")
_NOTE_HEAD = re.compile(r"\d{1,3}[.)]?\s+[\"“‘„«(]?[^\W\d_]")
_LETTERED = re.compile(r"\(?[a-z][.)]\s")  # an item's letter is no word that goes on
# after these a sentence may go on: a shortened word, a question that is quoted
_GOES_ON_AFTER = re.compile(r"\b(?:[^\W\d_]|[A-ZÄÖÜÉ][^\W\d_]{1,3})\.\Z|[\"'”’»›“‘)\]]\Z")
# a line by itself that names who speaks, in capitals: ANNA (aside):
_SPEAKER = re.compile(
    r"([^\W\d_][^\W\d_ .'’-]{1,24}(?:[ -][^\W\d_]{1,24}){0,2})(?:\s?\([^()]{1,40}\))?[:.]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:)", re.IGNORECASE)
_ASIDE = re.compile(r"\d{1,4}\Z|\d{1,3}[.)]?\s+(?:https?://|www\.)|[*∗†‡§¶]")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_ADDRESS_PART = re.compile(r"(?=\S+$)(?:[\w.-]+?[/_]|\S*\.html?\.?$)")


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A passage while it grows."""

    unit: Unit
    spans: list[Span]
    words: list[str]
    joins: list[tuple[int, str, float]] = field(default_factory=list)

    def take(self, unit: Unit, why: str, sure: float) -> None:
        self.spans.extend(unit.spans)
        self.words.append(unit.words)
        self.joins.append((unit.spans[0][0], why, sure))


def plan_passages(
    units: Iterable[Unit], names: Mapping[int, str], how: Profile, answers: Mapping[int, str]
) -> tuple[Plan, ...]:
    """Return the passages in reading order.

    `names` are the notes' names by the place of their opening; an opening without a name is a
    note that nothing calls. `answers` says, by the start of a unit, join or split.
    """
    drafts: list[_Draft] = []
    text: _Draft | None = None  # the paragraph that may go on
    note: _Draft | None = None  # the note that may go on
    previous: Unit | None = None
    around = False  # the unit before this one stands inside a sentence and is no part of it
    listed = tuple(units)
    following = _list_following(listed)
    cut_up = _cuts_paragraphs(listed)
    widths = _widths(listed) if how.spaced else ()
    for number, unit in enumerate(listed):
        width = widths[number] if widths else how.width
        answer = answers.get(unit.spans[0][0], "")
        note_goes_on = (
            note
            and unit.role is Role.PARAGRAPH
            and _note_goes_on(note, text, unit, following[number])
        )
        if note and note_goes_on and answer != "split":
            note.take(unit, "the note goes on", 0.9)
            continue
        broken = unit.after_break or note is not None or around or previous is None or (
            previous.role in _FLOWS_AROUND)  # fmt: skip
        reason = _reason(text, unit, broken=broken, answer=answer, width=width if how.spaced else 0)
        if reason is not None and reason[0] == OPEN and not (cut_up or unit.turned):
            reason = None
        if unit.role is Role.PARAGRAPH and _is_caption_line(
            previous, unit, drafts, spaced=how.spaced
        ):
            drafts[-1].take(unit, "the caption goes on", 0.85)
            continue
        if text is not None and reason is not None:
            text.take(unit, *reason)
            previous, note, around = unit, None, False
            continue
        around = reason is None and answer != "split" and _stands_inside(text, listed, number)
        draft = _Draft(unit=unit, spans=list(unit.spans), words=[unit.words])
        drafts.append(draft)
        if unit.role is Role.NOTE:
            note = draft
        elif unit.role not in _FLOWS_AROUND and not around:
            text = draft if unit.role in (Role.PARAGRAPH, Role.ITEM) else None
            note = None
        previous = unit
    return tuple(_space_items(drafts, names))


def _space_items(drafts: Iterable[_Draft], names: Mapping[int, str]) -> Iterator[Plan]:
    """Yield the plans of the drafts; no item is tight in a list whose items are paragraphs.

    Entries of a bibliography are, and instructions: longer, by the median, than a printed line.
    """
    for listed, run in groupby(drafts, key=lambda draft: draft.unit.role is Role.ITEM):
        group = list(run)
        sizes = sorted(breadth(" ".join(draft.words)) for draft in group)
        loose = listed and sizes[len(sizes) // 2] > LONG_ITEM
        for draft in group:
            plan = _plan(draft, names)
            yield replace(plan, tight=False) if loose else plan


def _cuts_paragraphs(units: Sequence[Unit]) -> bool:
    """Tell whether the converter is seen to cut paragraphs: small letters follow the cuts, too.

    Of the cuts that pages make, most come before a small letter; where few do, what follows an
    open sentence with a capital letter is a quotation, a label or a line by itself. Scripts without
    small letters show nothing, and are not judged by it.
    """
    texts = [unit for unit in units if unit.role is Role.PARAGRAPH and unit.words]
    torn = capital = 0
    for before, after in pairwise(texts):
        if not ends_sentence(before.words) and breadth(before.words) >= SHORT:
            torn += opens_lower(after.words) and _LETTERED.match(after.words) is None
            capital += after.words.lstrip(OPENERS)[:1].isupper()
    return torn * 2 >= capital


def _widths(units: Sequence[Unit]) -> tuple[int, ...]:
    """Return the width of the printed lines about each unit, in characters."""
    sizes = [
        len(unit.words.replace(CALL, "")) if unit.role is Role.PARAGRAPH else 0 for unit in units
    ]
    return tuple(max(sizes[max(0, at - 4) : at + 4]) for at in range(len(sizes)))


def _is_caption_line(
    previous: Unit | None, unit: Unit, drafts: list[_Draft], *, spaced: bool
) -> bool:
    """Tell whether a caption that is broken into lines goes on."""
    last = drafts[-1].words[-1] if drafts else ""
    lower = opens_lower(unit.words)
    done = ends_sentence(last) or (last.isupper() and not unit.words.isupper())
    return (
        previous is not None
        and (lower or not done)
        and previous.role is Role.FLOAT
        and bool(previous.words)
        and drafts[-1].unit is previous
        and unit.gap <= CLOSE
        and len(unit.spans) == 1
        and (lower or len(previous.spans) > 1 or spaced)
        and len(unit.words) < SHORT
        and drafts[-1].spans[0] == drafts[-1].unit.spans[0]
        and len(" ".join(drafts[-1].words)) < LONGEST_CAPTION
    )


def _reason(  # noqa: PLR0911 -- one a rule
    text: _Draft | None, unit: Unit, *, broken: bool, answer: str, width: int
) -> tuple[str, float] | None:
    """Return why a unit goes on with the paragraph before it; None where it starts anew.

    `width` is that of the printed lines where every line is a unit by itself, else 0.
    """
    if text is None or unit.role is not Role.PARAGRAPH or answer == "split":
        return None
    if answer == "join":
        return "the editor's answer", 1.0
    left, right = text.words[-1], unit.words
    if not left or not right:
        return None
    if _stands_apart(unit, left, right) or _is_speaker(right):
        return None
    lower = opens_lower(right)
    if width and len(left) <= LONGEST_PRINTED and text.unit.role is Role.PARAGRAPH:
        return _reason_for_line(left, right, width, broken=broken)
    if ends_sentence(left):
        goes_on = broken and lower and _GOES_ON_AFTER.search(left.rstrip(CALL)) is not None
        return ("lower case follows over a page's edge", 0.8) if goes_on else None
    if lower:
        return None if _is_line(text) else ("the sentence goes on in lower case", 0.98)
    ends_open = broken or _SENTENCE.search(left) is not None
    least = SHORT * 2 // 3 if ends_open else SHORT
    if text.unit.role is Role.ITEM or breadth(" ".join(text.words)) < least:
        return None
    if breadth(right) < SHORT and not (ends_open and _SENTENCE_END.search(right)):
        return None
    return OPEN, 0.95 if broken else 0.9


def _is_speaker(words: str) -> bool:
    """Tell whether a line by itself names who speaks in a play."""
    match = _SPEAKER.fullmatch(words)
    return match is not None and match[1].isupper()


def _is_line(text: _Draft) -> bool:
    """Tell whether a text so far is one short line that begins and ends like one by itself.

    A running head or a name does: its last word is a number or begins with a capital letter.
    """
    line = text.words[0]
    torn = len(line) == 1 and line.isascii() and line.isupper()  # a large first letter
    if len(text.words) > 1 or torn or not 0 < breadth(line.strip()) < LONGEST_LINE:
        return False
    first, last = line.lstrip(OPENERS)[:1], line.split()[-1].lstrip(OPENERS)[:1]
    named = last.isupper() or not last.isalpha() or line.endswith(")")
    lower = first.islower() and "]" not in line.split()[0]  # a label: [graphic]
    return named and not lower and not line.endswith((",", ";", "-"))


def _stands_apart(unit: Unit, left: str, right: str) -> bool:
    """Tell whether a formula stands between two units, or the second is a note or a quotation."""
    note = _NOTE_HEAD.match(right) is not None
    quoted = left.endswith((",", "，")) and right[:1] in '"“„«「『'
    sign = right[:1] in "{$=<|•*∗†‡§¶" and not left.endswith("-")
    lettered = _LETTERED.match(right) is not None
    return unit.apart or note or quoted or sign or lettered


def _reason_for_line(
    left: str, right: str, width: int, *, broken: bool
) -> tuple[str, float] | None:
    """Return why a printed line goes on with the one above it."""
    full = is_full(left.replace(CALL, ""), right, width)
    if not ends_sentence(left):
        goes_on = opens_lower(right) or full or broken or len(left) > LONG_LINE * width
        return ("the sentence goes on", 0.95) if goes_on else None
    if opens_lower(right) and not left.endswith((":", "：")):
        return "lower case follows", 0.8
    return ("the line above is full", 0.8) if full and not broken else None


def _stands_inside(text: _Draft | None, units: Sequence[Unit], place: int) -> bool:
    """Tell whether a unit like a note or a page's number stands inside a sentence.

    The sentence is open before it, and goes on in lower case after it and those like it.
    """
    if text is None or ends_sentence(text.words[-1]) or _is_line(text):
        return False
    after = place
    while after < min(len(units), place + FAR) and (
        units[after].role is Role.NOTE or _is_aside(units[after])
    ):
        after += 1
    rest = units[after] if place < after < len(units) else None
    return rest is not None and rest.role is Role.PARAGRAPH and opens_lower(rest.words)


def _is_aside(unit: Unit) -> bool:
    """Tell whether a paragraph looks like a note or holds a page's number and nothing else."""
    words = unit.words
    if unit.role is not Role.PARAGRAPH:
        return False
    return _ASIDE.match(words) is not None or (
        _NOTE_HEAD.match(words) is not None and ends_sentence(words)
    )


def _list_following(units: Sequence[Unit]) -> tuple[str, ...]:
    """Return the words of the paragraph after each unit, notes between them set aside."""
    following, words = [], ""
    for unit in reversed(units):
        following.append(words)
        if unit.role is not Role.NOTE:
            words = unit.words if unit.role is Role.PARAGRAPH else ""
    return tuple(reversed(following))


def _note_goes_on(  # noqa: PLR0911 -- one a rule
    note: _Draft, text: _Draft | None, unit: Unit, follows: str
) -> bool:
    """Tell whether a paragraph after a note is more of the note.

    `follows` is the paragraph after it: where it goes on with the text, this one cannot.
    """
    left = note.words[-1]
    if not left:
        return True
    if _ADDRESS_END.search(left):
        whole = unit.words and " " not in unit.words.strip()
        return bool(whole) and not left.endswith(".") and bool(_ADDRESS_PART.match(unit.words))
    if _ADDRESS.match(unit.words) and not ends_sentence(left):
        return True
    open_text = text is not None and not ends_sentence(text.words[-1])
    if left[-1:].isdigit() or left.endswith(":"):
        return opens_lower(unit.words) and (not open_text or opens_lower(follows))
    if ends_sentence(left):
        return False
    if is_cjk(left[-1:]):
        return not open_text
    return opens_lower(unit.words)


def _plan(draft: _Draft, names: Mapping[int, str]) -> Plan:
    unit = draft.unit
    name = names.get(unit.note, "") if unit.role is Role.NOTE else ""
    role = Role.STRAY if unit.role is Role.NOTE and not name else unit.role
    heading = unit.heading
    return Plan(
        role=role,
        spans=tuple(draft.spans),
        level=unit.level,
        key=name or unit.label,
        lead=unit.lead,
        rule=heading.rule if heading else "E.keep",
        evidence=heading.evidence if heading else "",
        confidence=heading.confidence if heading else 1.0,
        by=heading.by if heading else "rule",
        tight=role is Role.ITEM and not unit.gap,
        joins=tuple(draft.joins),
        seams=unit.seams,
    )
