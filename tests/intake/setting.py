"""A text into printed pages: lines, paragraphs split where a page is full, notes counted in."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake.markers import Marker, is_call, note_of
from intake.material import Section, Words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence


HEADINGS = ("levels", "flat", "numbered", "plain")
SENTENCE_ENDS = ".!?。！？"

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the book was set and how the converter writes it down."""

    form: str
    marker: Marker
    scope: str
    headings: str
    contents: bool
    heads: str
    width: int
    page: int
    feeds: bool
    hyphens: bool
    list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stands on a page as one block: its lines, and whether the next piece goes on with it."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What the printer gets: the text with its notes, and how to set it."""

    material: Words
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    habits: Habits


def set_pages(rng: random.Random, copy: Copy) -> tuple[tuple[Piece, ...], ...]:
    """Return the pages: pieces filled in until a page is full, paragraphs split where it is."""
    material, sections, habits, notes = copy.material, copy.sections, copy.habits, copy.notes
    pages: list[list[Piece]] = [[]]
    room = habits.page
    repeated = _repeated(sections) if habits.hyphens else frozenset()
    numbers = _numbers(rng, material, sections, habits)
    for section, number in zip(sections, numbers, strict=True):
        if room < habits.page // 4 or (section.level == 1 and rng.random() < 0.3):
            pages, room = _turned(pages, room, habits.page)
        heading = f"{number}{section.heading}"
        pages[-1].append(Piece(kind="heading", lines=(heading,), level=section.level))
        if section is sections[1] and habits.list:
            items = tuple(f"{n}. {item}" for n, item in enumerate(material.list, start=1))
            pages[-1].append(Piece(kind="list", lines=items))
        for paragraph in section.paragraphs:
            lines = _lines(rng, paragraph, habits, repeated)
            while lines:
                fitting = _fitting(lines, room, habits, notes)
                rest = lines[fitting:]
                taken = tuple(lines[:fitting])
                if taken:
                    pages[-1].append(Piece(kind="body", lines=taken, goes_on=bool(rest)))
                    room -= _size(taken, notes)
                if rest:
                    pages, room = _turned(pages, 0, habits.page)
                lines = rest
    return tuple(tuple(page) for page in pages if page)


def _turned(pages: list[list[Piece]], room: int, full: int) -> tuple[list[list[Piece]], int]:
    return ([*pages, []], full) if pages[-1] else (pages, max(room, full))


def _numbers(
    rng: random.Random, material: Words, sections: tuple[Section, ...], habits: Habits
) -> Iterator[str]:
    """What stands before each heading: numbers of one family, or nothing."""
    family = rng.choice(("arabic", "roman", "named")) if habits.headings == "numbered" else ""
    chapter = section = 0
    for part in sections:
        chapter, section = (chapter + 1, 0) if part.level == 1 else (chapter, section + 1)
        yield _number(family, material, chapter, section)


def _number(family: str, material: Words, chapter: int, section: int) -> str:
    if not family:
        return ""
    if material.language == "zh":
        figure = _CHINESE[(section or chapter) - 1]
        return f"（{figure}）" if section else f"第{figure}章 "
    if section:
        return f"{chapter}.{section} " if family == "arabic" else f"{section}. "
    if family == "arabic":
        return f"{chapter}. "
    return f"{_ROMAN[chapter - 1]}. " if family == "roman" else f"{material.chapter} {chapter}: "


def _repeated(sections: tuple[Section, ...]) -> frozenset[str]:
    """The words that the text holds at least twice: the only ones whose division can be undone."""
    text = " ".join(paragraph for section in sections for paragraph in section.paragraphs)
    found = [word.strip(".,;:()„“”«»") for word in text.lower().split()]
    return frozenset(word for word in found if found.count(word) > 1 and word.isalpha())


def _lines(
    rng: random.Random, paragraph: str, habits: Habits, repeated: frozenset[str]
) -> list[str]:
    """The paragraph's printed lines, the last one short, as it nearly always is."""
    for width in range(habits.width, habits.width - 12, -1):
        lines = wrapped(paragraph, width)
        if habits.form != "spaced" or _tells_its_end(lines, habits.width):
            break
    return _divided(rng, lines, repeated) if repeated else lines


def wrapped(paragraph: str, width: int) -> list[str]:
    """Return the paragraph in lines no longer than the width, give or take a mark."""
    if " " in paragraph:
        return textwrap.wrap(paragraph, width, break_on_hyphens=False)
    lines, line = [], ""
    for character in paragraph:
        # no line begins with a mark of punctuation, or with the call of a note
        if len(line) >= width and not is_call(character) and character.isalnum():
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def _tells_its_end(lines: list[str], width: int) -> bool:
    inner = [line for line in lines[:-1] if _ends_sentence(line)]
    return len(lines[-1]) < 0.7 * width and all(len(line) > 0.85 * width for line in inner)


def _ends_sentence(line: str) -> bool:
    bare = "".join(character for character in line if not is_call(character)).rstrip(")”»“ ）")
    return bare.endswith(tuple(SENTENCE_ENDS))


def _divided(rng: random.Random, lines: list[str], repeated: frozenset[str]) -> list[str]:
    """The lines with some words divided between one line and the next."""
    divided = list(lines)
    for index, _ in enumerate(lines[:-1]):
        first, space, rest = divided[index + 1].partition(" ")
        if space and len(first) > 6 and first in repeated and rng.random() < 0.8:
            cut = len(first) // 2
            divided[index] += f" {first[:cut]}-"
            divided[index + 1] = f"{first[cut:]} {rest}"
    return divided


def _fitting(lines: list[str], room: int, habits: Habits, notes: tuple[str, ...]) -> int:
    """How many lines go on this page; it never breaks after a sentence, which nobody could join."""
    if _size(lines, notes) <= room:
        return len(lines)
    fits = [n for n in range(1, len(lines)) if _size(lines[:n], notes) <= room]
    good = [n for n in fits if not _ends_sentence(lines[n - 1]) and not lines[n - 1].endswith("-")]
    if good:
        return good[-1]
    # a page with nothing on it takes the paragraph whole
    return len(lines) if room == habits.page else 0


def _size(lines: Sequence[str], notes: tuple[str, ...]) -> int:
    text = "".join(lines)
    return len(text) + sum(len(notes[note_of(c)]) for c in text if is_call(c))
