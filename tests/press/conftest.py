"""One small book, built once, for the many things that must be true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from makeready.files.workspace import Workspace, read_title
from makeready.press.build.context import (
    open_context,
    open_title_context,
    open_workers,
    read_materials,
)
from makeready.press.build.editions import Editions  # noqa: TC001 -- a NamedTuple reads its fields at run time
from makeready.press.build.outcomes import BuildOptions, Built
from makeready.press.build.pipeline import build_titles, make_editions
from press.titles import epub_files, workspace, write_title

if TYPE_CHECKING:
    from makeready.core.model import Slug

WHEEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<circle cx="5" cy="5" r="4"/></svg>'
)
SENTENCES = (
    "The river came down from the hills and was led into a race of oak.",
    "Nobody ground on Sundays, though the wheel was never quite still.",
    "Rye was dearer in wet years, and the miller's scales were then looked at twice.",
    "A boy who asked \"why\" was told to fetch a sack, and one who asked 'how' was shown.",
    "Stones were dressed by lamplight, furrow by furrow, before the harvest.",
)


def paragraphs(count: int, notes: str = "") -> str:
    """Return running text long enough for pages; `notes` are labels called along the way."""
    labels = list(notes)
    made = []
    for number in range(count):
        said = [SENTENCES[(number * 3 + turn) % len(SENTENCES)] for turn in range(4)]
        call = f"[^{labels.pop(0)}]" if labels else ""
        made.append(f"{said[0]} {said[1]}{call} {said[2]} {said[3]}")
    return "\n\n".join(made)


FILES = {
    "text/00-preface.md": (
        "# Preface {.preface}\n\n" + paragraphs(12, "p") + "\n\n[^p]: Of 1818.\n"
    ),
    "text/01-river.md": (
        "# The River\n\n"
        + paragraphs(9, "abc")
        + "\n\n## The Race {#sec-race}\n\n"
        + paragraphs(8)
        + "\n\n| Year | Rye |\n|:-----|----:|\n| 1816 | 12 |\n| 1817 | 31 |\n\n"
        + "[^a]: An old word.\n\n"
        + "[^b]: See [@sec-race], and https://mills.example/weirs/1817 too.\n\n"
        + "[^c]: First.\n\n    Second paragraph of *one* note.\n"
    ),
    "text/02-wheel.md": (
        "# The Wheel\n\n![A wheel](../images/wheel.svg){alt='A wheel with eight paddles.'}\n\n"
        + paragraphs(16, "a")
        + "\n\n[So war es]{lang=de}, and no water, but ærø is.\n"
        + "\n[^a]: Of elm.\n"
    ),
    "text/90-words.md": "# Words\n\nRace\n:   where the water runs\n\nDress\n:   to sharpen\n",
    "images/wheel.svg": WHEEL,
    "style.css": "td { padding-right: 1em }\n",
}
MATTER = {"text/00-preface.md": "front", "text/90-words.md": "back"}


class Book(NamedTuple):
    """A book that was built: its values, and the files that were written."""

    editions: Editions
    outcome: Built
    files: dict[str, bytes]
    epub: dict[str, bytes]

    def page(self, name: str) -> etree._Element:
        return etree.fromstring(self.epub[f"EPUB/{name}"])


def make_again(place: Workspace, slug: Slug) -> Editions:
    """Return the editions of a title as values, made of what is remembered."""
    context = open_context(place, lambda *_: None, BuildOptions())
    title = read_title(place, slug)
    with open_workers(context) as workers:
        of_title = open_title_context(context, title, workers)
        return make_editions(title, read_materials(place), of_title)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("press")
    write_title(root / "content", FILES, matter=MATTER, title="The Miller's Mills")
    place = workspace(root)
    (outcome,) = build_titles(place, (), lambda *_: None)
    assert isinstance(outcome, Built), outcome
    folder = root / "output" / "mills"
    return Book(
        editions=make_again(place, outcome.slug),
        outcome=outcome,
        files={path.name: path.read_bytes() for path in sorted(folder.iterdir())},
        epub=epub_files(folder / "mills.epub"),
    )
