"""Markdown files into what they hold in words: headings, sentences, notes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from makeready.files.programs.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from makeready.intake.read.pandoc_json import Json

_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
# Sentences of a page of prose: no scraps, none that is a paragraph by itself.
_SIZES = range(40, 260)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The words of a book, apart by what they are for."""

    chapters: tuple[str, ...]
    sections: tuple[str, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


def prose(paths: Sequence[Path]) -> Prose:
    """Return the words of the files; what stands in lists, tables and code is left out."""
    options = ("--from", "markdown-smart", "--to", "json", "--file-scope", "--sandbox")
    read = run_pandoc((*options, *map(str, paths)))
    assert read.status == 0, read.complaint
    blocks = cast("Sequence[Mapping[str, Json]]", json.loads(read.output)["blocks"])
    headings = [cast("Sequence[Json]", b["c"]) for b in blocks if b["t"] == "Header"]
    paragraphs = [b["c"] for b in blocks if b["t"] == "Para"]
    sentences = (s for text in paragraphs for s in _SENTENCE.split(_words(text)))
    notes = (_words(note) for text in paragraphs for note in _notes(text))
    return Prose(
        chapters=tuple(_words(c[2]) for c in headings if c[0] == 1),
        sections=tuple(dict.fromkeys(_words(c[2]) for c in headings if c[0] == 2)),
        sentences=tuple(dict.fromkeys(s for s in sentences if _fit(s))),
        notes=tuple(dict.fromkeys(note for note in notes if len(note) in _SIZES)),
    )


def _fit(sentence: str) -> bool:
    """Whether it is a whole sentence that ends as sentences do, and not a list's announcement."""
    return len(sentence) in _SIZES and sentence[0].isupper() and sentence.endswith((".", "?", "!"))


def _notes(node: Json) -> Iterator[Json]:
    """The notes called in a piece that are one paragraph."""
    for item in cast("Sequence[Mapping[str, Json]]", node):
        if item["t"] == "Note":
            blocks = cast("Sequence[Mapping[str, Json]]", item["c"])
            if len(blocks) == 1 and blocks[0]["t"] == "Para":
                yield blocks[0]["c"]


def _words(node: Json) -> str:
    """The words of a piece, notes left out."""
    if isinstance(node, dict):
        match node.get("t"):
            case "Str":
                return str(node["c"])
            case "Code" | "Math":
                return str(node["c"][1])
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Note" | "Image":
                return ""
            case _:
                return _words(node.get("c"))
    return "".join(map(_words, node)) if isinstance(node, list) else ""
