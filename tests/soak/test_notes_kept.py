"""Books of every shape: no note is lost, and none stands outside its page.

Each note begins and ends with a word that occurs nowhere else; both are looked for in the text of
the finished PDF, and where the note stands is asked of the layout.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makeready.core.findings import errors
from makeready.core.model import Look, Matter, Slug, Text, Title
from makeready.editions.print import edition
from makeready.editions.print.weasy.render import lay_out_unit
from makeready.files.book.config import read_book
from makeready.files.book.trim import parse_trim
from makeready.files.fonts import read_faces
from makeready.files.workspace import find_workspace, read_templates
from makeready.master import make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Master, Print
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources

PARTS, BOOKS, CHAPTERS = 4, 25, 20
TRIMS = ("6x9in", "a5", "a6", "100x90mm")
ROUNDING = 0.5
SENTENCE = "the brook ran under a low bridge and past the mill where nobody had worked for years"
WORDS = SENTENCE.split()
MOST = {"heading": 9, "term": 9, "caption": 30}
"""The most words of a block of this kind."""

SETTINGS = b"""
title = "A Book of Notes"
language = "en"
identifier = "urn:x-test:notes"
modified = 2026-11-22
people = [{name = "A Writer"}]
parts = [{file = "text/a.md"}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShape:
    """A note: how many words long, and in how many blocks, of which the last may be a list."""

    length: int
    blocks: int = 1
    has_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a chapter: of what kind, how many words long, and its notes.

    The notes are called `together`, at one place near the block's end, or spread over it.
    """

    kind: str
    length: int
    notes: tuple[NoteShape, ...]
    together: bool


KINDS = (
    *("paragraph",) * 4,
    *("list", "loose list", "nested list", "quotation", "table", "definition", "heading"),
    *("term", "caption"),
)
SHORT, LONG = st.integers(1, 30), st.integers(60, 160)
# most notes are short, and few are longer than a page
LENGTHS = st.one_of(*[SHORT] * 9, LONG, LONG, st.integers(300, 600))
NOTES = st.builds(
    NoteShape, length=LENGTHS, blocks=st.sampled_from((1, 1, 1, 2, 3)), has_list=st.booleans()
)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(KINDS),
    length=st.integers(3, 120),
    notes=st.lists(NOTES, max_size=4).map(tuple),
    together=st.booleans(),
)
BOOK_SHAPES = st.lists(
    st.lists(BLOCKS, min_size=1, max_size=8), min_size=CHAPTERS, max_size=CHAPTERS
)


class Writer:
    """Writes the blocks of a book, whose notes are counted through."""

    def __init__(self) -> None:
        self.count = 0

    def chapter(self, number: int, blocks: Sequence[Block]) -> str:
        """Return a chapter with its notes below it."""
        written = [self._block(block) for block in blocks]
        texts = (text for text, _ in written)
        notes = (note for _, found in written for note in found)
        return "\n\n".join([f"# Chapter {number}", *texts, *notes]) + "\n"

    def _block(self, block: Block) -> tuple[str, list[str]]:
        length = min(block.length, MOST.get(block.kind, block.length))
        words = [WORDS[at % len(WORDS)] for at in range(length)]
        notes: list[str] = []
        for place, shape in enumerate(block.notes, 1):
            at = length - 1 if block.together else place * (length - 1) // len(block.notes)
            words[at] += f"[^n{self.count}]"
            notes.append(f"[^n{self.count}]: {self._note(shape)}")
            self.count += 1
        return _shaped(block.kind, words), notes

    def _note(self, shape: NoteShape) -> str:
        words = [WORDS[at % len(WORDS)] for at in range(shape.length)]
        words = [begin(self.count), *words, end(self.count)]
        size = -(-len(words) // shape.blocks)
        blocks = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
        if shape.has_list and len(blocks) > 1:
            blocks[-1] = f"- {blocks[-1]}"
        return "\n\n    ".join(blocks)


def begin(number: int) -> str:
    """Return the word that a note begins with."""
    return f"B{number:04}B"


def end(number: int) -> str:
    """Return the word that a note ends with."""
    return f"E{number:04}E"


def _shaped(kind: str, words: list[str]) -> str:
    rows = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    text = " ".join(words)
    shaped = {
        "paragraph": text,
        "list": "\n".join(f"- {row}" for row in rows),
        "loose list": "\n\n".join(f"- {row}" for row in rows),
        "nested list": "\n".join(f"{'    ' * (n % 3)}- {row}" for n, row in enumerate(rows)),
        "quotation": f"> {text}",
        "table": _table(words),
        "definition": f"{words[0]}\n\n:   " + "\n\n    ".join(rows),
        "heading": f"## {text}\n\nA paragraph.",
        "term": f"{text}\n\n:   A definition.",
        "caption": f"{_table(WORDS)}\n\n: {text}",
    }
    # a term may not call the note that its definition calls once more
    return shaped[kind] if kind != "definition" else shaped[kind].replace(words[0], "Term", 1)


def _table(words: list[str]) -> str:
    rows = (words[at : at + 3] for at in range(0, min(len(words), 60), 3))
    lines = ["| " + " | ".join([*row, "", ""][:3]) + " |" for row in rows]
    rest = " ".join(words[60:])
    return "\n".join(["| A | B | C |", "|:--|:--|:--|", *lines]) + (f"\n\n{rest}" if rest else "")


def made(texts: Sequence[str], trim: str) -> Title:
    """Return a title of these chapters on pages of this size."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "text").mkdir()
        (Path(name) / "text/a.md").touch()
        book = read_book(SETTINGS, Slug("notes"), folder=Path(name))
    size = parse_trim(trim)
    assert size is not None
    files = (Text(file="text/a.md", matter=Matter.BODY, text=text) for text in texts)
    return Title(book=replace(book, trim=size), texts=tuple(files), assets=(), style="", fonts=())


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Look]:
    root = tmp_path_factory.mktemp("press")
    (root / "content").mkdir()
    found = find_workspace(root)
    templates = dict(read_templates(found))
    css = templates["css/print.css"] + "\n" + templates["themes/classic.css"]
    return templates, Look(css=css, faces=read_faces(found.fonts))


def printed(master: Master, look: Look) -> tuple[Print, dict[str, LaidUnit]]:
    """Return the print edition and the last sheet of each unit."""
    laid_units: dict[str, LaidUnit] = {}

    def run(resources: Resources, jobs: Sequence[LayoutJob]) -> list[LaidUnit]:
        made = [lay_out_unit(job, resources) for job in jobs]
        laid_units.update((job.unit.name, laid) for job, laid in zip(jobs, made, strict=True))
        return made

    printed, found = edition.make(master, look, run)
    assert printed is not None, errors(found)
    return printed, laid_units


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=BOOKS, deadline=None, suppress_health_check=list(HealthCheck))
@given(shapes=BOOK_SHAPES, trim=st.sampled_from(TRIMS))
def test_every_note_stands_on_a_page(
    press: tuple[dict[str, str], Look], part: int, shapes: list[list[Block]], trim: str
) -> None:
    assert part in range(PARTS)  # the parts differ in what Hypothesis draws
    templates, look = press
    writer = Writer()
    texts = [writer.chapter(number, blocks) for number, blocks in enumerate(shapes, 1)]
    master, found = make.make(made(texts, trim), templates)
    assert master is not None, errors(found)
    assert len(master.notes) == writer.count
    edition, laid_units = printed(master, look)
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(edition.data)
    )
    assert [n for n in range(writer.count) if text.count(begin(n)) != 1] == []
    assert [n for n in range(writer.count) if text.count(end(n)) != 1] == []
    notes = [note for laid in laid_units.values() for page in laid.pages for note in page.notes]
    assert {note.anchor for note in notes} >= {note.anchor for note in master.notes}
    assert [note.anchor for note in notes if note.below > ROUNDING] == []
