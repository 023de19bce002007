"""A clean text into the form in which a converter takes it from printed pages, with the truth.

A seed decides everything: which sentences make which paragraphs, where notes are called, how the
pages are set, and which habits the converter has. `generate` is the way in.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from intake.markers import Marker, is_call, marked, note_of
from intake.material import CONTEXT, Words, compose, letters, words
from intake.setting import HEADINGS, Copy, Habits, Piece, set_pages, wrapped
from makeready.core.model import Digest
from makeready.intake.model import RawText

if TYPE_CHECKING:
    from collections.abc import Iterator


FORMS = ("flow", "flow", "flow", "lines", "spaced")
_MISREAD = {"l": "1", "o": "0", "e": "c", "i": "l", "a": "o", "n": "u", "水": "氷", "河": "何"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A note and the letters before its call."""

    before: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """Where one block ends and another begins, and whether they are one paragraph."""

    before: str
    after: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What an import should give back; `ranked` if the source shows its headings' levels."""

    title: str
    author: str
    headings: tuple[tuple[str, int], ...]
    ranked: bool
    links: tuple[Link, ...]
    boundaries: tuple[Boundary, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A generated document: the text as a converter left it, what it should become, its kind."""

    seed: int
    language: str
    habits: Habits
    text: str
    truth: Truth


def generate(seed: int, language: str, marker: Marker, form: str = "") -> Extracted:
    """Return the document that this seed gives in a language, with notes marked in this way."""
    rng = random.Random(f"{seed} {language} {marker.name}")
    material = words(language)
    habits = _habits(rng, material, marker, form)
    sections, notes = compose(rng, material)
    copy = Copy(material=material, sections=sections, notes=notes, habits=habits)
    pages = set_pages(rng, copy)
    return Extracted(
        seed=seed,
        language=language,
        habits=habits,
        text=_convert(rng, copy, pages),
        truth=_truth(copy, pages),
    )


def raw_text(document: Extracted) -> RawText:
    """Return the document as reading it from a file would."""
    data = document.text.encode()
    return RawText(
        name=f"{document.language}-{document.habits.marker.name}-{document.seed}.md",
        digest=Digest(hashlib.sha256(data).hexdigest()),
        encoding="utf-8",
        text=document.text,
    )


def _habits(rng: random.Random, material: Words, marker: Marker, form: str) -> Habits:
    chinese = material.language == "zh"
    headings = rng.choice(HEADINGS)
    return Habits(
        form=form or rng.choice(FORMS),
        marker=marker,
        scope=marker.scope or rng.choice(("document", "document", "chapter", "page")),
        headings=headings,
        contents=headings == "plain" or rng.random() < 0.6,
        heads=rng.choice(("bold", "plain", "capitals", "folio", "none")),
        width=rng.randint(26, 32) if chinese else rng.randint(56, 72),
        page=rng.randint(140, 220) if chinese else rng.randint(450, 900),
        feeds=rng.random() < 0.3,
        hyphens=not chinese and rng.random() < 0.6,
        list=rng.random() < 0.4,
    )


def _convert(rng: random.Random, copy: Copy, pages: tuple[tuple[Piece, ...], ...]) -> str:
    """The text as the converter writes it: every page's head, body, notes and folio in a row."""
    material, habits = copy.material, copy.habits
    blocks = list(_title_page(material, habits))
    if habits.contents:
        blocks += _contents(rng, material, pages, habits)
    count = 0
    running = material.title
    written: list[str] = ["\n\n".join(blocks)]
    for folio, page in enumerate(pages, start=1):
        opening = [piece for piece in page if piece.kind == "heading" and piece.level == 1]
        if habits.scope == "page" or (habits.scope == "chapter" and page[0] in opening):
            count = 0
        head = list(_head(rng, running if folio % 2 else material.title, folio, habits))
        body, count = _body(rng, page, copy, count)
        foot = [str(folio)] if habits.heads == "folio" and rng.random() < 0.8 else []
        written.append("\n\n".join([*head, *body, *foot]))
        running = opening[-1].lines[0] if opening else running
    return ("\n\f" if habits.feeds else "\n\n").join(written) + "\n"


def _title_page(material: Words, habits: Habits) -> tuple[str, ...]:
    title = f"# {material.title}" if habits.headings in {"levels", "flat"} else material.title
    return (title, material.subtitle, material.author, f"{material.publisher}, {material.place}")


def _contents(
    rng: random.Random,
    material: Words,
    pages: tuple[tuple[Piece, ...], ...],
    habits: Habits,
) -> list[str]:
    entries = [
        (piece.lines[0], folio)
        for folio, page in enumerate(pages, start=1)
        for piece in page
        if piece.kind == "heading"
    ]
    heading = f"## {material.contents}" if habits.headings == "levels" else material.contents
    kind = rng.choice(("dots", "spaces", "table"))
    if kind == "table":
        rows = [f"| {label} | {folio} |" for label, folio in entries]
        return [heading, "\n".join([rows[0], "|---|---|", *rows[1:]])]
    leader = " ........ " if kind == "dots" else "   "
    return [heading, "\n".join(f"{label}{leader}{folio}" for label, folio in entries)]


def _head(rng: random.Random, running: str, folio: int, habits: Habits) -> Iterator[str]:
    """The running head, which converters drop now and then and sometimes misread."""
    if habits.heads == "none" or folio == 1 or rng.random() < 0.25:
        return
    text = _misread(rng, running) if rng.random() < 0.15 else running
    match habits.heads:
        case "bold":
            yield f"**{text}**"
        case "capitals":
            yield f"{folio} {text.upper()}" if folio % 2 else f"{text.upper()} {folio}"
        case "folio" | _:
            yield text


def _misread(rng: random.Random, text: str) -> str:
    places = [index for index, character in enumerate(text) if character in _MISREAD]
    if not places:
        return text
    place = rng.choice(places)
    return f"{text[:place]}{_MISREAD[text[place]]}{text[place + 1 :]}"


def _body(
    rng: random.Random,
    page: tuple[Piece, ...],
    copy: Copy,
    count: int,
) -> tuple[list[str], int]:
    """The blocks of a page with its notes below, numbered on from `count`."""
    habits, notes = copy.habits, copy.notes
    calls = [c for piece in page for line in piece.lines for c in line if is_call(c)]
    numbers = {call: count + place for place, call in enumerate(calls, start=1)}
    blocks = [_block(rng, piece, habits, numbers) for piece in page]
    entries = [
        habits.marker.opened(rng, numbers[call], _torn(rng, notes[note_of(call)], habits))
        for call in calls
    ]
    return [*blocks, *_together(rng, entries, habits)], count + len(calls)


def _block(rng: random.Random, piece: Piece, habits: Habits, numbers: dict[str, int]) -> str:
    if piece.kind == "heading":
        return _heading(rng, piece, habits)
    if piece.kind == "list":
        return "\n".join(piece.lines)
    lines = [marked(rng, line, habits.marker, numbers) for line in piece.lines]
    if habits.form == "flow":
        return _flowing(lines)
    return ("\n\n" if habits.form == "spaced" else "\n").join(lines)


def _flowing(lines: list[str]) -> str:
    """The lines run on, as converters that know layout write them; divided words keep a space."""
    chinese = any("\u4e00" <= character <= "\u9fff" for character in lines[0])
    return ("" if chinese else " ").join(lines)


def _heading(rng: random.Random, piece: Piece, habits: Habits) -> str:
    text = piece.lines[0]
    if habits.headings in {"numbered", "plain"}:
        return text
    bold = f"**{text}**" if rng.random() < 0.5 else text
    return f"{'#' * (piece.level + 1)} {bold}" if habits.headings == "levels" else f"#### {bold}"


def _torn(rng: random.Random, note: str, habits: Habits) -> str:
    """The note, now and then broken over two blocks, as converters do at a line's end."""
    cut = note.find(" ", len(note) // 2)
    if cut < 0 or rng.random() > 0.06 or not note[cut + 1 : cut + 2].islower():
        return "\n".join(wrapped(note, habits.width)) if habits.form == "lines" else note
    return f"{note[:cut]}\n\n{note[cut + 1 :]}"


def _together(rng: random.Random, entries: list[str], habits: Habits) -> list[str]:
    """The notes as blocks, two of them in one block now and then where the marks allow it."""
    blocks: list[str] = []
    for entry in entries:
        if blocks and habits.marker.distinct and rng.random() < 0.08:
            blocks[-1] += f" {entry}"
        else:
            blocks.append(entry)
    return blocks


def _truth(copy: Copy, pages: tuple[tuple[Piece, ...], ...]) -> Truth:
    paragraphs = [paragraph for section in copy.sections for paragraph in section.paragraphs]
    headings = [piece for page in pages for piece in page if piece.kind == "heading"]
    return Truth(
        title=copy.material.title,
        author=copy.material.author,
        headings=tuple((piece.lines[0], piece.level) for piece in headings),
        ranked=copy.habits.headings in {"levels", "numbered"},
        links=tuple(
            Link(before=letters(paragraph[:place])[-CONTEXT:], note=letters(copy.notes[note_of(c)]))
            for paragraph in paragraphs
            for place, c in enumerate(paragraph)
            if is_call(c)
        ),
        boundaries=tuple(_boundaries(pages, copy.habits)),
        paragraphs=tuple(letters(paragraph) for paragraph in paragraphs),
    )


def _boundaries(pages: tuple[tuple[Piece, ...], ...], habits: Habits) -> Iterator[Boundary]:
    """Where body blocks meet; in the spaced form every printed line is a block."""
    pieces = [piece for page in pages for piece in page if piece.kind == "body"]
    blocks = [block for piece in pieces for block in _split(piece, habits)]
    for left, right in pairwise(blocks):
        yield Boundary(
            before=letters("".join(left.lines))[-CONTEXT:],
            after=letters("".join(right.lines))[:CONTEXT],
            joined=left.goes_on,
        )


def _split(piece: Piece, habits: Habits) -> Iterator[Piece]:
    if habits.form != "spaced":
        yield piece
        return
    last = len(piece.lines) - 1
    for index, line in enumerate(piece.lines):
        goes_on = piece.goes_on if index == last else True
        yield dataclasses.replace(piece, lines=(line,), goes_on=goes_on)
