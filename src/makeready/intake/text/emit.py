"""Passages with their edits → pieces of Markdown that pandoc reads back as the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.model import Kind
from makeready.intake.text.passages import Atom, Edit, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What would be markup wherever it stands.
_MARKS = r"(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,40};)|&$|(?<!\w)@|!$"
_ESCAPED = re.compile(rf"[\\`*<\[^~|{{}}]|{_MARKS}")
_IN_TABLE = re.compile(rf"[\\`*<\[^~{{}}]|{_MARKS}")
_IN_HEADING = re.compile(_ESCAPED.pattern + "|#")
# Entities stay what they are in HTML.
_IN_HTML = re.compile(r"[\\`*\[^~{}|]|(?<![^\W_])_|_(?![^\W_])|(?<!\w)@|!$")
# A dollar that pandoc would take for the start of a formula, and a formula in words of the source.
_DOLLAR = r"|\$(?=\S)"
_FORMULA = re.compile(r"\$(?=[^\s$])[^$]*[^\s$]\$(?!\d)|\$\$[^$]+\$\$")
_WHOLE = ("M.kept", "M.tex", "M.formula")  # what an editor alone may change
_SEAMS = {Role.TABLE: "\n", Role.VERSE: "\n| "}  # between lines that stay lines
_SPECIAL = {Role.TABLE: _IN_TABLE, Role.HTML: _IN_HTML, Role.HEADING: _IN_HEADING}
# What would be markup at the start of a block: the backslash goes before the named group.
_AT_START = re.compile(
    r"(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?P<mark>[.)])(?=\s|$)"
    r"|(?P<round>\()(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+|\\?@[\w-]*)\)(?=\s|$)"
    r"|(?P<sign>[-+])(?=[\s+=-]|$)|(?P<any>[:>#%=])|(?i:table)(?P<colon>:)"
    r"|\[\^[^\]\s]+\](?P<after>:)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the manuscript and the stretch of source that it comes from."""

    kind: Kind
    start: int
    end: int
    text: str
    rule: str
    evidence: str = ""
    confidence: float = 1.0
    by: str = "rule"


def accept_edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that do not overlap an earlier one, in the order of the text."""
    starts: list[int] = []
    taken: list[Edit] = []
    for edit in edits:
        at = bisect_left(starts, edit.start)
        after = taken[at] if at < len(taken) else None
        before = taken[at - 1] if at else None
        if (after is None or _are_apart(edit, after)) and (
            before is None or _are_apart(before, edit)
        ):
            starts.insert(at, edit.start)
            taken.insert(at, edit)
    return tuple(taken)


def _are_apart(first: Edit, second: Edit) -> bool:
    if first.start == second.start:
        return False
    return first.end <= second.start


def write_pieces(passage: Passage, edits: Sequence[Edit], source: str) -> tuple[Piece, ...]:
    """Return the Markdown of a passage, without what separates it from its neighbours.

    Nothing but dropped pieces where no word of it is left.
    """
    plan = passage.plan
    if plan.role is Role.CODE:
        return tuple(_write_code(passage, source))
    special = _ESCAPED if plan.seams else _SPECIAL.get(plan.role, _ESCAPED)
    if _FORMULA.search("".join(atom.value if atom.linear else " x" for atom in passage.atoms)):
        special = re.compile(special.pattern + _DOLLAR)
    made = list(_walk(passage, edits, source, special))
    if not "".join(piece.text for piece in made).strip():
        return tuple(_drop_pieces(made))
    if plan.role not in _SPECIAL:
        made = _guard(made)
    return tuple(_merge_kept(piece for piece in made))


def _write_code(passage: Passage, source: str) -> Iterator[Piece]:
    """Yield lines as they stand, with the fence that the source does not have."""
    start, end = passage.plan.spans[0][0], passage.plan.spans[-1][1]
    fence = passage.plan.seams
    if fence:
        yield Piece(kind=Kind.INSERT, start=start, end=start, text=fence[0], rule="E.fence")
    yield Piece(kind=Kind.KEEP, start=start, end=end, text=source[start:end], rule="E.keep")
    if fence:
        yield Piece(kind=Kind.INSERT, start=end, end=end, text=fence[1], rule="E.fence")


def _drop_pieces(made: Iterable[Piece]) -> Iterator[Piece]:
    for piece in made:
        if piece.start < piece.end:
            yield replace(piece, kind=Kind.DROP, text="", rule=_blank_rule(piece))


def _blank_rule(piece: Piece) -> str:
    return piece.rule if piece.kind in (Kind.DROP, Kind.REPLACE) else "B.blank"


def _walk(
    passage: Passage, edits: Sequence[Edit], source: str, special: re.Pattern[str]
) -> Iterator[Piece]:
    done: set[int] = set()  # edits whose text is written
    seam = _SEAMS.get(passage.plan.role, "")
    at = 0
    for atom, offset in zip(passage.atoms, passage.offsets, strict=True):
        stop = offset + len(atom.value)
        while at < len(edits) and edits[at].end < offset:
            at += 1
        near = at
        here = []
        while near < len(edits) and edits[near].start < max(stop, offset + 1):
            if _touches(edits[near], offset, stop):
                here.append((near, edits[near]))
            near += 1
        if not here:
            yield from _keep_atom(atom, source, special, seam=seam)
        elif atom.linear:
            yield from _edit_atom(atom, offset, here, done, special)
        elif atom.rule in ("M.kept", "M.tex", "M.formula") and all(
            edit.by == "rule" for _, edit in here
        ):
            # code and addresses are taken as they stand; no rule tidies them
            yield from _keep_atom(atom, source, special)
        else:
            yield from _replace_atom(atom, offset, here, done, source)
    yield from _insert_trailing(passage, edits, done)


def _touches(edit: Edit, offset: int, stop: int) -> bool:
    if edit.start == edit.end:
        return offset <= edit.start < stop
    return edit.start < stop and edit.end > offset


def _insert_trailing(passage: Passage, edits: Sequence[Edit], done: set[int]) -> Iterator[Piece]:
    """Yield what is inserted at the very end of a passage."""
    end = passage.atoms[-1].end if passage.atoms else 0
    for number, edit in enumerate(edits):
        if number not in done and edit.start >= len(passage.text) and edit.text:
            yield _piece(Kind.INSERT, end, end, edit.text, edit)


def _piece(kind: Kind, start: int, end: int, text: str, edit: Edit) -> Piece:
    return Piece(
        kind=kind,
        start=start,
        end=end,
        text=text,
        rule=edit.rule,
        evidence=edit.evidence,
        confidence=edit.confidence,
        by=edit.by,
    )


def _keep_atom(
    atom: Atom, source: str, special: re.Pattern[str], *, seam: str = ""
) -> Iterator[Piece]:
    """Yield an atom that no edit touches."""
    if atom.linear:
        yield from _text(atom.start, atom.value, special)
        return
    was = source[atom.start : atom.end]
    if atom.out is not None:
        written = atom.out
    elif seam and atom.rule == "B.seam":
        written = seam
    else:
        written = special.sub(lambda match: "\\" + match.group(), atom.value)
    if written == was:
        if was:
            yield Piece(kind=Kind.KEEP, start=atom.start, end=atom.end, text=was, rule="E.keep")
        return
    kind = Kind.DROP if not written else Kind.REPLACE if was else Kind.INSERT
    yield Piece(
        kind=kind, start=atom.start, end=atom.end, text=written, rule=atom.rule or "S.escape"
    )


def _text(start: int, text: str, special: re.Pattern[str]) -> Iterator[Piece]:
    """Yield kept text, a backslash before each character that would be markup."""
    at = 0
    for match in special.finditer(text):
        place = match.start()
        if at < place:
            yield _keep(start + at, text[at:place])
        yield _escape(start + place)
        at = place
    if at < len(text):
        yield _keep(start + at, text[at:])


def _keep(start: int, text: str) -> Piece:
    return Piece(kind=Kind.KEEP, start=start, end=start + len(text), text=text, rule="E.keep")


def _escape(at: int) -> Piece:
    return Piece(kind=Kind.INSERT, start=at, end=at, text="\\", rule="E.escape")


def _edit_atom(
    atom: Atom,
    offset: int,
    edits: Sequence[tuple[int, Edit]],
    done: set[int],
    special: re.Pattern[str],
) -> Iterator[Piece]:
    """Yield a stretch of text with the edits inside it applied."""
    at = 0
    size = len(atom.value)
    for number, edit in edits:
        low, high = max(0, edit.start - offset), min(size, edit.end - offset)
        if at < low:
            yield from _text(atom.start + at, atom.value[at:low], special)
        text = "" if number in done else _safe(edit, special)
        done.add(number)
        start, end = atom.start + low, atom.start + high
        if start < end:
            yield _piece(Kind.REPLACE if text else Kind.DROP, start, end, text, edit)
        elif text:
            yield _piece(Kind.INSERT, start, start, text, edit)
        at = high
    if at < size:
        yield from _text(atom.start + at, atom.value[at:], special)


def _safe(edit: Edit, special: re.Pattern[str]) -> str:
    return special.sub(lambda match: "\\" + match.group(), edit.text)


def _replace_atom(
    atom: Atom, offset: int, edits: Sequence[tuple[int, Edit]], done: set[int], source: str
) -> Iterator[Piece]:
    """Yield an atom that edits replace or take away whole; half of one is not to be had."""
    number, edit = edits[0]
    text = "" if number in done else edit.text
    whole = edit.start <= offset and offset + len(atom.value) <= edit.end
    if edit.start == edit.end or not whole:
        if edit.start == edit.end and text:
            done.add(number)
            yield _piece(Kind.INSERT, atom.start, atom.start, text, edit)
        yield from _keep_atom(atom, source, _ESCAPED)
        return
    done.add(number)
    if atom.rule.startswith("M."):
        edit = replace(edit, rule=atom.rule)
    if atom.start < atom.end:
        yield _piece(Kind.REPLACE if text else Kind.DROP, atom.start, atom.end, text, edit)
    elif text:
        yield _piece(Kind.INSERT, atom.start, atom.start, text, edit)


def _guard(made: list[Piece]) -> list[Piece]:
    """Return the pieces with a backslash before what would be markup at a block's start."""
    head = "".join(piece.text for piece in made[:40])[:200]
    match = _AT_START.match(head)
    if match is None or match.lastgroup is None:
        return made
    place = match.start(match.lastgroup)
    at = 0
    for number, piece in enumerate(made):
        if place < at + len(piece.text):
            if piece.kind is Kind.INSERT and piece.rule == "P.margin":
                return made  # it is meant as markup
            return [*made[:number], *_escape_inside(piece, place - at), *made[number + 1 :]]
        at += len(piece.text)
    return made


def _escape_inside(piece: Piece, at: int) -> Iterator[Piece]:
    """Yield a piece with a backslash inside it."""
    if piece.kind not in (Kind.KEEP, Kind.MOVE):
        yield replace(piece, text=f"{piece.text[:at]}\\{piece.text[at:]}")
        return
    middle = piece.start + at
    if at:
        yield replace(piece, end=middle, text=piece.text[:at])
    yield _escape(middle)
    yield replace(piece, start=middle, text=piece.text[at:])


def _merge_kept(made: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbours that are both kept made one."""
    held: Piece | None = None
    for piece in made:
        if held and held.kind is piece.kind is Kind.KEEP and held.end == piece.start:
            held = replace(held, end=piece.end, text=held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
