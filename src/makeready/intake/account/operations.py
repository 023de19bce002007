"""Passages with their edits → operations on the source, laid out over the manuscript's files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import close_letters, is_spaced
from makeready.intake.model import Kind, Operation
from makeready.intake.text.emit import Piece, write_pieces
from makeready.intake.text.passages import Edit, Passage, Plan, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_NAME = 40  # characters of a heading in a file's name
_KEPT_BULLET = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A passage and the edits that were accepted for it."""

    passage: Passage
    edits: tuple[Edit, ...]

    @property
    def role(self) -> Role:
        """What the passage is in the manuscript."""
        return self.passage.plan.role


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    name: str
    parts: tuple[tuple[Edited, tuple[Piece, ...]], ...]


def make_operations(edited: Sequence[Edited], source: str) -> tuple[Operation, ...]:
    """Return what becomes of every passage; the operations of one file are numbered in order."""
    notes = {each.passage.plan.key: each for each in edited if each.role is Role.NOTE}
    body = [each for each in edited if each.role is not Role.NOTE]
    made = [(each, write_pieces(each.passage, each.edits, source)) for each in body]
    files = tuple(_files(made))
    laid = [list(_file(file, notes, source)) for file in files]
    dropped = [
        _operation(piece, "", 0)
        for each, parts in made
        if not _has_text(parts)
        for piece in (*_lead_dropped(each), *parts)
    ]
    return (*chain.from_iterable(laid), *dropped)


def find_called_notes(passage: Passage) -> Iterator[str]:
    """Yield the names of the notes that a passage calls."""
    for atom in passage.atoms:
        if atom.rule == "N.call" and atom.out:
            yield atom.out[2:-1]


def _has_text(parts: Iterable[Piece]) -> bool:
    return any(piece.text for piece in parts)


def _files(made: Iterable[tuple[Edited, tuple[Piece, ...]]]) -> Iterator[_File]:
    """Yield the manuscript's files: one a chapter, and one for what stands before the first."""
    held: list[tuple[Edited, tuple[Piece, ...]]] = []
    count = 0
    for each, parts in made:
        if not _has_text(parts):
            continue
        if held and each.role is Role.HEADING and each.passage.plan.level == 1:
            count += 1
            yield _File(name=_name(count, held[0][0]), parts=tuple(held))
            held = []
        held.append((each, parts))
    if held:
        yield _File(name=_name(count + 1, held[0][0]), parts=tuple(held))


def _name(number: int, first: Edited) -> str:
    heading = first.role is Role.HEADING
    told = first.passage.text
    told = close_letters(told) if is_spaced(told) else told
    words = _slug(told) if heading else "opening" if number == 1 else "text"
    return f"text/{number:02}-{words or 'chapter'}.md"


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded)[:LONGEST_NAME].strip("-")


def _file(file: _File, notes: dict[str, Edited], source: str) -> Iterator[Operation]:
    """Yield the operations of one file, the notes it calls at its end."""
    order = 0
    before: Edited | None = None
    end = 0
    for each, parts in chain(file.parts, _definitions(file, notes, source)):
        for piece in _frame_passage(each, parts, before):
            target = file.name if piece.text else ""
            yield _operation(piece, target, order, moved=each.role is Role.NOTE)
            order += 1
            end = piece.end
        before = each
    yield _operation(
        Piece(kind=Kind.INSERT, start=end, end=end, text="\n", rule="E.end"), file.name, order
    )


def _definitions(
    file: _File, notes: dict[str, Edited], source: str
) -> Iterator[tuple[Edited, tuple[Piece, ...]]]:
    names = sorted(
        {name for each, _ in file.parts for name in find_called_notes(each.passage)}, key=int
    )
    for name in names:
        if name in notes:
            note = notes[name]
            yield note, write_pieces(note.passage, note.edits, source)


def _frame_passage(each: Edited, parts: Sequence[Piece], before: Edited | None) -> Iterator[Piece]:
    """Yield a passage's pieces with what separates it from the last and what marks its role."""
    plan = each.passage.plan
    start = plan.lead[0] if plan.lead[1] > plan.lead[0] else plan.spans[0][0]
    if before is not None:
        tight = plan.tight and (before.role is plan.role or bool(plan.opening))
        yield _insert(start, "\n" if tight else "\n\n", "E.separator")
    if plan.role is Role.HEADING:
        yield replace(
            _insert(start, f"{'#' * plan.level} ", "E.heading"),
            evidence=f"{plan.rule}: {plan.evidence}",
            confidence=plan.confidence,
            by=plan.by,
        )
    elif (mark := _find_mark(plan)) is not None:
        yield _insert(start, *mark)
    if plan.opening:
        yield _open(each)
    elif plan.role is Role.ITEM:
        yield from _bullet(each)
    elif plan.role is Role.STRAY and plan.lead[1] > plan.lead[0]:
        yield _stray(each)
    else:
        yield from _lead_dropped(each)
    if plan.role is Role.RULE:
        yield _rule(plan.spans)
    else:
        yield from parts


def _find_mark(plan: Plan) -> tuple[str, str] | None:
    """Return what marks a passage's role before its words, and the rule; None where nothing does.

    An item that stands in other items is set in by four blanks for each; a quotation in others
    has a sign more for each.
    """
    match plan.role:
        case Role.NOTE:
            return f"[^{plan.key}]: ", "E.note"
        case Role.VERSE:
            return "| ", "E.verse"
        case Role.QUOTE:
            return "> " * (plan.level + 1), "E.quote"
        case Role.ITEM if plan.level:
            return " " * 4 * plan.level, "E.nested"
    return None


def _insert(at: int, text: str, rule: str) -> Piece:
    return Piece(kind=Kind.INSERT, start=at, end=at, text=text, rule=rule)


def _lead_dropped(each: Edited) -> Iterator[Piece]:
    start, end = each.passage.plan.lead
    if start < end:
        rule = "N.marker" if each.role in (Role.NOTE, Role.STRAY) else "M.mark"
        yield Piece(kind=Kind.DROP, start=start, end=end, text="", rule=rule)


def _open(each: Edited) -> Piece:
    """Return what opens a passage: its lead as the manuscript writes it."""
    plan = each.passage.plan
    start, end = plan.lead if plan.lead[0] < plan.lead[1] else (plan.spans[0][0],) * 2
    kind = Kind.REPLACE if start < end else Kind.INSERT
    if start < end and each.passage.lead_text == plan.opening:
        kind = Kind.KEEP
    # the letter o is a bullet of word processors
    lettered = plan.opening.strip() == "-" and each.passage.lead_text.strip() == "o"
    rule = "L.bullet" if lettered else "E.opening"
    return Piece(kind=kind, start=start, end=end, text=plan.opening, rule=rule)


def _bullet(each: Edited) -> Iterator[Piece]:
    start, end = each.passage.plan.lead
    text = each.passage.lead_text
    if _KEPT_BULLET.match(text):
        yield Piece(kind=Kind.KEEP, start=start, end=end, text=text, rule="E.keep")
    elif start < end:
        yield Piece(kind=Kind.REPLACE, start=start, end=end, text="- ", rule="L.bullet")


def _stray(each: Edited) -> Piece:
    start, end = each.passage.plan.lead
    return Piece(
        kind=Kind.REPLACE,
        start=start,
        end=end,
        text=f"^{each.passage.plan.key}^ " if each.passage.plan.key else "",
        rule="N.stray",
        evidence="a note that nothing calls",
        confidence=0.7,
    )


def _rule(spans: Sequence[tuple[int, int]]) -> Piece:
    start, end = spans[0][0], spans[-1][1]
    return Piece(kind=Kind.REPLACE, start=start, end=end, text="* * *", rule="L.rule")


def _operation(piece: Piece, target: str, order: int, *, moved: bool = False) -> Operation:
    kind = Kind.MOVE if moved and piece.kind is Kind.KEEP else piece.kind
    return Operation(
        kind=kind,
        start=piece.start,
        end=piece.end,
        text=piece.text,
        target=target,
        order=order,
        rule=piece.rule,
        evidence=piece.evidence,
        confidence=piece.confidence,
        by=piece.by,
    )
