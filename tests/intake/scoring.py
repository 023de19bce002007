"""An imported manuscript and the truth of its source into figures."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from intake.material import CONTEXT, letters
from makeready.files.programs.pandoc import run_pandoc

if TYPE_CHECKING:
    from intake.extraction import Truth
    from makeready.core.model import Text
    from makeready.intake.read.pandoc_json import Json

T = TypeVar("T")
_READING = (
    "markdown-raw_tex-citations-tex_math_dollars-yaml_metadata_block-pandoc_title_block"
    "-raw_attribute-smart"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of a kind were found rightly, found wrongly and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one import, or of many added up.

    `links` counts notes with the words before their call, `notes` the notes' words alone,
    `levels` the headings found with their level where the source shows it, `paragraphs` those
    that are whole to the letter.
    """

    links: Tally = Tally()
    notes: Tally = Tally()
    joins: Tally = Tally()
    headings: Tally = Tally()
    levels: Tally = Tally()
    paragraphs: Tally = Tally()

    def __add__(self, other: Score) -> Score:
        return Score(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What a manuscript says once pandoc has read it, letters only."""

    headings: tuple[tuple[str, int], ...]
    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def score(texts: Sequence[Text], truth: Truth) -> Score:
    """Return the figures of a manuscript against the truth."""
    found = manuscript(texts)
    apart = {letters(truth.title)}
    headings = [(bare(text), level) for text, level in truth.headings]
    read = [(bare(text), level) for text, level in found.headings if letters(text) not in apart]
    links = [(link.before, link.note) for link in truth.links]
    return Score(
        links=_tally(links, found.links),
        notes=_tally((note for _, note in links), (note for _, note in found.links)),
        joins=_joins(found, truth),
        headings=_tally((text for text, _ in headings), (text for text, _ in read)),
        levels=_tally(headings, read) if truth.ranked else Tally(),
        paragraphs=Tally(
            right=len(set(truth.paragraphs) & set(found.paragraphs)),
            missed=len(set(truth.paragraphs) - set(found.paragraphs)),
        ),
    )


def bare(heading: str) -> str:
    """Return a heading's letters without a number or a chapter's name before them."""
    head, mark, rest = heading.partition(": ")
    text = rest if mark and any(c.isdigit() for c in head) else heading
    first, space, rest = text.partition(" ")
    numbered = space and (first.endswith((".", "章")) or first[0].isdigit())
    text = rest if numbered else text
    return letters(text.partition("）")[2] if text.startswith("（") else text)


def manuscript(texts: Sequence[Text]) -> Manuscript:
    """Return what the manuscript's files say, read by pandoc as the press reads them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{place:04}.md") for place, _ in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text.text, "utf-8")
        options = ("--from", _READING, "--to", "json", "--file-scope", "--sandbox")
        read = run_pandoc((*options, *map(str, paths)))
    assert read.status == 0, read.complaint
    blocks = list(_blocks(json.loads(read.output)["blocks"]))
    return Manuscript(
        headings=tuple(
            (_plain(content[2]), cast("int", content[0]))
            for tag, content in blocks
            if tag == "Header"
        ),
        paragraphs=tuple(letters(_plain(c)) for tag, c in blocks if tag in {"Para", "Plain"}),
        links=tuple(link for tag, c in blocks if tag != "CodeBlock" for link in _links(tag, c)),
    )


def _blocks(node: Json) -> Iterator[tuple[str, Sequence[Json]]]:
    """The blocks that hold words, in order, whatever they stand in; notes are words of a block."""
    if isinstance(node, Mapping):
        tag = node.get("t")
        if tag in {"Para", "Plain", "Header", "CodeBlock"}:
            yield str(tag), cast("Sequence[Json]", node["c"])
        else:
            yield from _blocks(node.get("c"))
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for item in node:
            yield from _blocks(item)


def _links(tag: str, content: Sequence[Json]) -> Iterator[tuple[str, str]]:
    before = ""
    for item in _inlines(content[2] if tag == "Header" else content):
        if item.get("t") == "Note":
            yield before[-CONTEXT:], letters(_plain(item["c"]))
        else:
            before += letters(_plain(item))


def _inlines(node: Json) -> Iterator[Mapping[str, Json]]:
    """The words and notes of a block, one by one, out of emphasis and links."""
    if isinstance(node, Mapping) and node.get("t") in {"Str", "Note", "Code", "Math", "Space"}:
        yield node
    elif isinstance(node, Mapping):
        yield from _inlines(node.get("c"))
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for item in node:
            yield from _inlines(item)


def _plain(node: Json) -> str:
    """The words of a piece, notes left out."""
    if isinstance(node, Mapping):
        return _word(node)
    if isinstance(node, Sequence) and not isinstance(node, str):
        return "".join(_plain(item) for item in node)
    return ""


def _word(element: Mapping[str, Json]) -> str:
    match element.get("t"):
        case "Str":
            return str(element["c"])
        case "Code" | "Math":
            return str(cast("Sequence[Json]", element["c"])[1])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note":
            return ""
        case _:
            return _plain(element.get("c"))


def _tally(there: Iterable[T], found: Iterable[T]) -> Tally:
    wanted, got = Counter(there), Counter(found)
    right = (wanted & got).total()
    return Tally(right=right, wrong=got.total() - right, missed=wanted.total() - right)


def _joins(found: Manuscript, truth: Truth) -> Tally:
    """Boundaries of blocks: joined where the letters on both sides stand in one paragraph."""
    together = "\n".join(found.paragraphs)
    right = wrong = missed = 0
    for boundary in truth.boundaries:
        joined = boundary.before + boundary.after in together
        right += joined and boundary.joined
        wrong += joined and not boundary.joined
        missed += boundary.joined and not joined
    return Tally(right=right, wrong=wrong, missed=missed)
