"""The material of one language into a new text: sections, paragraphs and notes."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from intake.markers import CALL
from intake.prose import prose

if TYPE_CHECKING:
    import random

LANGUAGES = ("en", "de", "fr", "es", "zh")
# Five languages in texts written for the purpose, and the handbook's own text.
MATERIALS = (*LANGUAGES, "handbook")
CONTEXT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The material of one language."""

    language: str
    title: str
    subtitle: str
    author: str
    publisher: str
    place: str
    contents: str
    chapter: str
    list: tuple[str, ...]
    headings: tuple[str, ...]
    sections: tuple[str, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the paragraphs below it; notes are called by private-use characters."""

    heading: str
    level: int
    paragraphs: tuple[str, ...]


def letters(text: str) -> str:
    """Return the letters and figures of a text: what neither spacing nor markup changes."""
    return "".join(c for c in text.replace("²", "2") if c.isalnum())


@cache
def words(material: str) -> Words:
    """Return the material of a language, or that of the handbook."""
    if material == "handbook":
        return _handbook()
    path = Path(__file__).with_name("texts").joinpath(f"{material}.toml")
    return msgspec.convert({**tomllib.loads(path.read_text("utf-8")), "language": material}, Words)


def _handbook() -> Words:
    """The handbook's prose, headings and notes between the front and back of the English text."""
    book = prose(sorted(Path(__file__).parents[2].glob("content/handbook/text/*.md")))
    return dataclasses.replace(
        words("en"),
        language="handbook",
        headings=book.chapters,
        sections=book.sections,
        sentences=book.sentences,
        notes=book.notes,
    )


def compose(rng: random.Random, material: Words) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the chapters and sections of a new text, and its notes in the order of their calls."""
    sentences = list(material.sentences)
    rng.shuffle(sentences)
    headings = iter(rng.sample(material.headings, k=6))
    subheadings = iter(rng.sample(material.sections, k=8))
    notes = list(material.notes)
    rng.shuffle(notes)
    sections: list[Section] = []
    called = 0
    while len(sentences) > 8:
        chapter = not sections or rng.random() < 0.4
        heading = next(headings if chapter else subheadings, "")
        if not heading:
            break
        paragraphs = []
        for _ in range(rng.randint(1, 4)):
            taken = [sentences.pop() for _ in range(min(len(sentences), rng.randint(2, 4)))]
            paragraph, called = _with_calls(rng, taken, called, len(notes))
            if paragraph:
                paragraphs.append(paragraph)
        sections.append(
            Section(heading=heading, level=1 if chapter else 2, paragraphs=tuple(paragraphs))
        )
    return tuple(section for section in sections if section.paragraphs), tuple(notes[:called])


def _with_calls(
    rng: random.Random, sentences: list[str], called: int, limit: int
) -> tuple[str, int]:
    """The sentences as a paragraph, a third of them calling a note at their end or at a comma."""
    parts = []
    for sentence in sentences:
        if called < limit and rng.random() < 0.36:
            parts.append(_calling(rng, sentence, chr(CALL + called)))
            called += 1
        else:
            parts.append(sentence)
    chinese = any(sentence.endswith("。") for sentence in sentences)
    return ("" if chinese else " ").join(parts), called


def _calling(rng: random.Random, sentence: str, call: str) -> str:
    comma = sentence.find("，" if "，" in sentence else ", ", 12)
    if comma > 0 and rng.random() < 0.25:
        return f"{sentence[: comma + 1]}{call}{sentence[comma + 1 :]}"
    if sentence.endswith("。") and rng.random() < 0.5:
        return f"{sentence[:-1]}{call}。"
    return sentence + call
