"""Spans of source that belong together → a passage: its atoms and the text a reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.intake.blocks.indents import read_indent, read_line
from makeready.intake.notes.inline import Sort, Token, find_formulas, read_tex, split_tokens
from makeready.intake.read.picture_marks import read_picture, show_picture
from makeready.intake.scripts import CALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SEAM = "\n"
OBJECT = "\ufdd0"  # a noncharacter, in no text: stands for a picture among the words
_RULED = re.compile(r"[-=_+|\s]+")  # what parts the rows of a typed table
_HTML_TAG = re.compile(r"<[^<>]{1,320}>")
_AROUND_TABLE = re.compile(r"</?(?:html|body)\b", re.IGNORECASE)  # what no book holds
_LIKE_BLOCK = re.compile(r"\n[ \t]{0,20}(?=(?:[-+*>#]|\d{1,9}[.)])(?:[ \t\n]))")
DEEPEST = 40  # pairs of markup open at once


class Role(StrEnum):
    """What a passage is in the manuscript."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    STRAY = "stray"  # a note that no call was found for: it stays visible
    FLOAT = "float"  # a caption or picture, which the text flows around
    ITEM = "item"
    QUOTE = "quote"
    VERSE = "verse"
    TABLE = "table"
    HTML = "html"  # a table written in HTML, which stays as it is written
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A passage before it is read: its role and the spans of source it is made of, in order.

    `key` is the note's name, `lead` what stands before its words and is no part of them, `tight`
    says that an item follows its neighbour without a blank line. `opening` is what is written in
    place of the lead, where that is more than the role tells. `joins` holds, for each span that
    a rule has joined to the ones before it, where it starts, why, and how surely. `seams` are what
    is written before each span and after the last, where that is more than a space.
    """

    role: Role
    spans: tuple[tuple[int, int], ...]
    level: int = 0
    key: str = ""
    lead: tuple[int, int] = (0, 0)
    rule: str = "E.keep"
    evidence: str = ""
    confidence: float = 1.0
    by: str = "rule"
    tight: bool = False
    opening: str = ""
    joins: tuple[tuple[int, str, float], ...] = ()
    seams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of source and what becomes of it.

    `value` is what a reader sees, `out` the markup written for it where that differs: None means
    that the value is written, escaped; `rule` names what changed it.
    """

    start: int
    end: int
    value: str
    out: str | None = None
    rule: str = ""
    linear: bool = False  # the value is the source itself, character for character


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A proposed change: visible text[start:end] of a passage becomes `text`."""

    start: int
    end: int
    text: str
    rule: str
    evidence: str
    confidence: float
    by: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage as read: its atoms, its visible text, and where in it each atom begins."""

    plan: Plan
    atoms: tuple[Atom, ...]
    text: str
    offsets: tuple[int, ...]
    lead_text: str = ""

    def source_of(self, place: int) -> int:
        """Return the offset in the source of a place in the visible text."""
        at = bisect_right(self.offsets, place) - 1
        atom = self.atoms[at]
        return atom.start + (place - self.offsets[at]) if atom.linear else atom.start

    def place_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of the source stands in the visible text; None where it does not.

        A stretch that holds markup stands nowhere.
        """
        for atom, offset in zip(self.atoms, self.offsets, strict=True):
            if atom.linear and atom.start <= start and end <= atom.end:
                return offset + start - atom.start, offset + end - atom.start
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is needed to read a passage: the source, how it is written, its note calls by place.

    `unread` is the TeX, on one line, of the formulas that pandoc cannot read.
    """

    source: str
    markdown: bool
    calls: Mapping[int, tuple[int, str]]  # start → end, name of the note
    starts: tuple[int, ...]  # of the calls, in order
    pictures: Mapping[str, str]  # address → name in the title's folder
    unread: AbstractSet[str] = frozenset()


def read_passage(plan: Plan, reading: Reading) -> Passage:
    """Return the passage of a plan."""
    atoms = tuple(_atoms(plan, reading))
    offsets = tuple(accumulate((len(atom.value) for atom in atoms), initial=0))[:-1]
    return Passage(
        plan=plan,
        atoms=atoms,
        text="".join(atom.value for atom in atoms),
        offsets=offsets,
        lead_text=reading.source[plan.lead[0] : plan.lead[1]],
    )


def _atoms(plan: Plan, reading: Reading) -> Iterator[Atom]:
    found: list[Token | Atom] = []
    if plan.role is Role.HTML:
        return _html_atoms(plan, reading)
    for number, (start, end) in enumerate(plan.spans):
        found += _before_span(plan, number, reading.source)
        found += (_show(item, reading) for item in _cut_out_calls(start, end, reading))
    if plan.seams and plan.role is Role.TABLE:
        found.append(Atom(plan.spans[-1][1], plan.spans[-1][1], "", plan.seams[-1], "B.cell"))
    return iter(_resolve_markup(found, heading=plan.role is Role.HEADING))


def _before_span(plan: Plan, number: int, source: str) -> Iterator[Atom]:
    """Yield what stands before a span: the break after the last one, and how it is written."""
    start = plan.spans[number][0]
    seam = _seam(plan.spans[number - 1][1], start, source) if number else None
    if plan.seams and plan.role is Role.TABLE:
        before = seam.start if seam else start
        ruled = before <= start and not _RULED.sub("", source[before:start])
        yield Atom(before, start if ruled else before, SEAM, plan.seams[number], "B.cell")
    elif plan.role is Role.VERSE:
        least = min(read_indent(read_line(source, span[0])) for span in plan.spans)
        blanks = " " * min(DEEPEST, read_indent(read_line(source, start)) - least)
        if seam:
            yield replace(seam, out=f"\n| {blanks}", rule="B.seam")
        elif blanks:
            yield Atom(start, start, "", blanks, "B.seam")
    elif seam:
        yield seam


def _html_atoms(plan: Plan, reading: Reading) -> Iterator[Atom]:
    """Yield the tags of a table in HTML, kept, and the text between them."""
    source = reading.source
    for number, (start, end) in enumerate(plan.spans):
        if number:
            yield _seam(plan.spans[number - 1][1], start, source)
        at = start
        for tag in _HTML_TAG.finditer(source, start, end):
            yield from _html_words(at, tag.start(), reading)
            written = "" if _AROUND_TABLE.match(tag.group()) else tag.group()
            yield Atom(tag.start(), tag.end(), "", written, "M.tag")
            at = tag.end()
        yield from _html_words(at, end, reading)


def _html_words(start: int, end: int, reading: Reading) -> Iterator[Atom]:
    """Yield the words between two tags, and the formulas among them."""
    at = start
    for token in find_formulas(reading.source, start, end):
        if at < token.start:
            yield Atom(at, token.start, reading.source[at : token.start], linear=True)
        shown = _show(token, reading)
        yield shown if isinstance(shown, Atom) else _plain_atom(shown)
        at = token.end
    if at < end:
        yield Atom(at, end, reading.source[at:end], linear=True)


def _seam(before: int, after: int, source: str) -> Atom:
    """Return the break between two spans; it takes in the white space between neighbours."""
    near = before <= after and not source[before:after].strip()
    return Atom(before, after, SEAM, rule="B.seam") if near else Atom(before, before, SEAM)


def _cut_out_calls(start: int, end: int, reading: Reading) -> Iterator[Token | Atom]:
    """Yield the tokens of a span, the note calls inside it cut out first."""
    low = bisect_left(reading.starts, start)
    at = start
    for place in reading.starts[low : bisect_left(reading.starts, end)]:
        stop, name = reading.calls[place]
        if place < at or stop > end:
            continue
        yield from split_tokens(reading.source, at, place, markdown=reading.markdown)
        yield _call(place, stop, name)
        at = stop
    yield from split_tokens(reading.source, at, end, markdown=reading.markdown)


def _show(item: Token | Atom, reading: Reading) -> Token | Atom:
    """Return a picture of the title's folder as the manuscript names it, else the item.

    A formula that pandoc cannot read becomes code.
    """
    if isinstance(item, Atom):
        return item
    if item.sort is Sort.PICTURE and reading.pictures:
        shown = show_picture(item.value, reading.pictures)
        return Atom(item.start, item.end, OBJECT, shown, "M.image") if shown else item
    if item.sort is Sort.FORMULA and (tex := read_tex(item.value)) in reading.unread:
        ticks = "`" * (max(map(len, re.findall("`+", tex)), default=0) + 1)
        inner = f" {tex} " if len(ticks) > 1 else tex
        return Atom(item.start, item.end, tex, f"{ticks}{inner}{ticks}{{.tex}}", "M.tex")
    return item


def _call(start: int, end: int, name: str) -> Atom:
    return Atom(start, end, CALL, f"[^{name}]", "N.call")


_SHOWN = {"sup": "^{}^", "link": "{}"}
_SAFE_TARGET = re.compile(r"(?:https?://|mailto:)(?:[^\s()<>\"]|\([^\s()<>\"]*\))+$")


def _resolve_markup(found: Sequence[Token | Atom], *, heading: bool) -> list[Atom]:
    """Return the atoms of the tokens: markup paired, or set aside, or taken as text."""
    out: list[Atom] = [item if isinstance(item, Atom) else _plain_atom(item) for item in found]
    for opening, closing, paired in _pairs(found):
        mark = "" if heading and paired in ("*", "**", "***", "[") else paired
        for place, written in ((opening, mark), (closing, _close_mark(mark, found[closing]))):
            rule = "M.emphasis" if written else "M.tag"
            out[place] = replace(out[place], value="", out=written, rule=rule, linear=False)
    return _merge_emphasis(out)


def _close_mark(mark: str, token: Token | Atom) -> str:
    target = token.value
    return f"]({target})" if mark == "[" else mark


def _plain_atom(token: Token) -> Atom:  # noqa: PLR0911 -- one a kind of token
    """Return a token's atom where it is not half of a pair."""
    start, end, value = token.start, token.end, token.value
    if token.sort is Sort.TEXT:
        return Atom(start, end, value, linear=True)
    if token.sort is Sort.CHARACTER:
        return Atom(start, end, value, rule="S.escape")
    if token.sort is Sort.EMPHASIS:
        tag = value.startswith("<")
        return Atom(
            start, end, "" if tag else value, "" if tag else None, "M.tag" if tag else "", not tag
        )
    if token.sort in (Sort.CODE, Sort.AUTOLINK, Sort.FORMULA):
        return _kept_atom(token)
    if token.sort is Sort.MARK:
        written = _SHOWN.get(token.name)
        if written is None:
            return Atom(start, end, value, linear=True)
        return Atom(start, end, token.label, written.format(token.label), "M.raised")
    if token.sort is Sort.PICTURE:
        return Atom(start, end, read_picture(value)[0], rule="M.picture")
    if token.sort is Sort.LINK:
        return Atom(start, end, "", "", "M.link")
    if token.sort is Sort.TAG and value == " ":
        return Atom(start, end, " ", rule="M.tag")
    return Atom(start, end, "", "", "M.link" if token.sort is Sort.LINK_END else "M.tag")


def _kept_atom(token: Token) -> Atom:
    """Return the atom of what stays as it is written: code, an address, a formula."""
    start, end, value = token.start, token.end, token.value
    if token.sort is not Sort.FORMULA:
        return Atom(start, end, value.strip("<>`"), value, "M.kept")
    # pandoc would take such a line of a formula for an item, a heading or a quotation
    joined = _LIKE_BLOCK.sub(" ", value)
    return Atom(start, end, value, joined, "M.kept" if joined == value else "M.formula")


def _pairs(found: Sequence[Token | Atom]) -> Iterator[tuple[int, int, str]]:
    """Yield the places and the mark of each pair that nests properly."""
    stack: list[tuple[str, int]] = []
    for place, token in enumerate(found):
        if isinstance(token, Atom) or token.sort not in (
            Sort.EMPHASIS, Sort.RAISED, Sort.LINK, Sort.LINK_END,
        ):  # fmt: skip
            continue
        mark = _mark(token)
        held = next((at for at in range(len(stack) - 1, -1, -1) if stack[at][0] == mark), -1)
        if held >= 0 and _may_close(found, place, token):
            opening = stack[held][1]
            del stack[held:]
            if pair := _pair(found, opening, place, mark):
                yield pair
        elif token.label != "/" and token.sort is not Sort.LINK_END and _may_open(found, place):
            del stack[:-DEEPEST]
            stack.append((mark, place))


def _mark(token: Token) -> str:
    if token.sort in (Sort.LINK, Sort.LINK_END):
        return "["
    if token.sort is Sort.EMPHASIS and not token.label:
        return token.value
    return ("<" if token.label else "") + token.name


def _pair(
    found: Sequence[Token | Atom], opening: int, closing: int, mark: str
) -> tuple[int, int, str] | None:
    inner = "".join(item.value for item in found[opening + 1 : closing])
    last = found[closing]
    bare = mark.strip("<").replace("_", "*")
    if not inner.strip() or inner != inner.strip():
        return (opening, closing, "") if mark.startswith("<") else None
    if bare in ("^", "~") and re.search(r"\s", inner):
        return opening, closing, ""
    if mark == "[" and not _SAFE_TARGET.match(last.value if isinstance(last, Token) else ""):
        return opening, closing, ""
    return opening, closing, bare


def _may_open(found: Sequence[Token | Atom], place: int) -> bool:
    after = next((item.value for item in found[place + 1 : place + 4] if item.value), "")
    return bool(after) and not after[0].isspace()


def _may_close(found: Sequence[Token | Atom], place: int, token: Token) -> bool:
    if token.label == "+" or token.sort is Sort.LINK:
        return False
    if token.sort is not Sort.EMPHASIS or token.label:
        return True
    before = next(
        (item.value for item in reversed(found[max(0, place - 3) : place]) if item.value), ""
    )
    return bool(before) and not before[-1].isspace()


def _merge_emphasis(atoms: Iterable[Atom]) -> list[Atom]:
    """Return the atoms, emphasis that only a seam interrupts carried over it."""
    out = list(atoms)
    for place in range(1, len(out) - 1):
        left, seam, right = out[place - 1 : place + 2]
        if seam.value == SEAM and left.out and left.out == right.out and set(left.out) == {"*"}:
            out[place - 1] = replace(left, out="", rule="M.emphasis")
            out[place + 1] = replace(right, out="", rule="M.emphasis")
    return out
