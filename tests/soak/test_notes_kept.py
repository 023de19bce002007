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
from makeready.editions.print import engine
from makeready.editions.print.layout import lay_out_unit
from makeready.files.config import read_book
from makeready.files.fonts import read_faces
from makeready.files.trim import parse_trim
from makeready.files.workspace import find_workspace, read_templates
from makeready.master import apparatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Master, Print
    from makeready.editions.print.sheets import Job, Sheet, Supplies

PARTS, BOOKS, CHAPTERS = 4, 25, 20
TRIMS = ("6x9in", "a5", "a6", "100x90mm")
ROUNDING = 0.5
SENTENCE = "the brook ran under a low bridge and past the mill where nobody had worked for years"
WORDS = SENTENCE.split()
SETTINGS = b"""
title = "A Book of Notes"
language = "en"
identifier = "urn:x-test:notes"
modified = 2026-11-22
people = [{name = "A Writer"}]
parts = [{file = "text/a.md"}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a chapter: of what kind, how many words long, and the lengths of its notes."""

    kind: str
    length: int
    notes: tuple[int, ...]


SHORT, LONG = st.integers(1, 30), st.integers(60, 160)
# most notes are short, and few are longer than a page
LENGTHS = st.one_of(*[SHORT] * 9, LONG, LONG, st.integers(300, 600))
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(("paragraph", "paragraph", "paragraph", "list", "quotation", "table")),
    length=st.integers(3, 120),
    notes=st.lists(LENGTHS, max_size=4).map(tuple),
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
        words = [WORDS[at % len(WORDS)] for at in range(block.length)]
        notes: list[str] = []
        for place, length in enumerate(block.notes, 1):
            label = f"n{self.count}"
            at = place * (block.length - 1) // len(block.notes)
            words[at] += f"[^{label}]"
            inner = " ".join(WORDS[at % len(WORDS)] for at in range(length))
            notes.append(f"[^{label}]: {begin(self.count)} {inner} {end(self.count)}")
            self.count += 1
        return _shaped(block.kind, words), notes


def begin(number: int) -> str:
    """Return the word that a note begins with."""
    return f"B{number:04}B"


def end(number: int) -> str:
    """Return the word that a note ends with."""
    return f"E{number:04}E"


def _shaped(kind: str, words: list[str]) -> str:
    if kind == "list":
        return "\n".join("- " + " ".join(words[at : at + 12]) for at in range(0, len(words), 12))
    if kind == "quotation":
        return "> " + " ".join(words)
    if kind == "table":
        rows = (words[at : at + 3] for at in range(0, min(len(words), 60), 3))
        lines = ["| " + " | ".join([*row, "", ""][:3]) + " |" for row in rows]
        rest = " ".join(words[60:])
        return "\n".join(["| A | B | C |", "|:--|:--|:--|", *lines]) + (
            f"\n\n{rest}" if rest else ""
        )
    return " ".join(words)


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


def printed(master: Master, look: Look) -> tuple[Print, dict[str, Sheet]]:
    """Return the print edition and the last sheet of each unit."""
    sheets: dict[str, Sheet] = {}

    def run(supplies: Supplies, jobs: Sequence[Job]) -> list[Sheet]:
        made = [lay_out_unit(job, supplies) for job in jobs]
        sheets.update((job.unit.name, sheet) for job, sheet in zip(jobs, made, strict=True))
        return made

    edition, found = engine.make(master, look, run)
    assert edition is not None, errors(found)
    return edition, sheets


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
    master, found = apparatus.make(made(texts, trim), templates)
    assert master is not None, errors(found)
    assert len(master.notes) == writer.count
    edition, sheets = printed(master, look)
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(edition.data)
    )
    assert [n for n in range(writer.count) if text.count(begin(n)) != 1] == []
    assert [n for n in range(writer.count) if text.count(end(n)) != 1] == []
    notes = [note for sheet in sheets.values() for page in sheet.pages for note in page.notes]
    assert {note.anchor for note in notes} >= {note.anchor for note in master.notes}
    assert [note.anchor for note in notes if note.below > ROUNDING] == []
