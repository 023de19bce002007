"""A small book, built once, whose finished files the tests look at and spoil."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import resvg_py

from makeready.checks.compare import facts
from makeready.checks.read import evidence, likeness
from makeready.checks.read.likeness import measure_drawn
from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.build.outcomes import Built
from makeready.press.check import read_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makeready.checks.report import Files
    from makeready.files.workspace import Workspace

BOOK = """\
title = "Kites over Harbour Street"
language = "en-GB"
identifier = "urn:uuid:5f5be4a1-6b0c-4c5e-9a55-2f2f8d4d1a10"
modified = 2026-01-15
published = 2026-01-15
publisher = "Lantern Yard"
rights = "Free to copy."
description = "How three neighbours built a kite."

[print]
trim = "a6"

[[people]]
name = "Ada Quill"
sort-as = "Quill, Ada"
role = "aut"

[[parts]]
file = "text/01-paper.md"

[[parts]]
file = "text/02-wind.md"
"""
PAPER = """\
# Paper and string {#sec-paper}

The kite began with a sheet of brown paper that nobody wanted.[^sheet] Marta cut it slowly, and her
brother held the corners down with four spoons from the kitchen drawer.

1. fold the sheet along its longer side;
2. glue the spars crosswise;
3. tie the bridle where both spars meet.

## What the neighbours said {#sec-neighbours}

They said that it would never fly.[^never] See [the second part](#sec-wind) on
page [](#sec-wind){.page} for what came of it.
Who knows the height $h$ knows $$\\ell = \\frac{h}{2}$$ for the tail.

{filler}

[^sheet]: It had wrapped a parcel of books from the *harbour office*, and still smelt of tar.
[^never]: Mr Oduya said so twice, and went home to fetch his own string.
"""
WIND = """\
# Wind[^gust] and weather {#sec-wind}

On the third morning the wind came round to the south-west.[^south] The street stood at its windows.

| Day     | Wind       | Height   |
|---------|------------|----------|
| Monday  | none       | nothing  |
| Tuesday | south-west | the roof |

{filler}

![](images/kite.svg){alt="A kite over a street, as high as the page."}

![](images/kite.svg){alt="The same kite, from behind."}

![](images/kite.svg){alt="The same kite, come down."}

It flew until the lamps were lit.

[^gust]: What the *old* people of the street called a gust was more than that.
[^south]: The almanac had promised north; almanacs are printed in the year before.
"""
KITE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="1200" viewBox="0 0 6 12">'
    '<path d="M3 1 5 4 3 9 1 4z"/></svg>'
)
"""A drawing that no page holds beside text."""

FILLER = (
    "The street ran downhill to the water, and who lived at its upper end saw the masts first. "
    "Nobody hurried there. Barrels were rolled by day and fiddles played by night, and between "
    "the two a person could think about paper, string and the weight of a tail made of ribbons.\n\n"
)


@pytest.fixture(scope="session", autouse=True)
def two_at_once() -> Iterator[None]:
    """Keep what was read of two books: most tests look at the good one and at one spoiled."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_printed", "_set_margins_apart", "_packed", "_alignment", "_lines"):
            read = getattr(evidence, name).__wrapped__
            patch.setattr(evidence, name, lru_cache(maxsize=2)(read))
        # most changes leave the cover and the drawings alone, which take long to draw
        drawn = lru_cache(maxsize=8)(resvg_py.svg_to_bytes)
        patch.setattr(likeness, "resvg_py", SimpleNamespace(svg_to_bytes=drawn))
        patch.setattr(facts, "measure_drawn", lru_cache(maxsize=2)(measure_drawn))
        yield


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose one title has been built."""
    return build_kites(tmp_path_factory.mktemp("press"))


def build_kites(root: Path) -> Workspace:
    """Build the book of kites in a folder, and return the workspace."""
    folder = root / "content" / "kites"
    (folder / "text").mkdir(parents=True)
    (folder / "book.toml").write_text(BOOK, "utf-8")
    (folder / "images").mkdir()
    (folder / "images" / "kite.svg").write_text(KITE, "utf-8")
    for name, text in (("01-paper.md", PAPER), ("02-wind.md", WIND)):
        written = text.replace("{filler}", FILLER * (6 if text is WIND else 3))
        (folder / "text" / name).write_text(written, "utf-8")
    found = find_workspace(root)
    (built,) = pipeline.build_titles(found, (), lambda *_: None)
    assert isinstance(built, Built), built
    return found


@pytest.fixture(scope="session")
def good(workspace: Workspace) -> Files:
    """The finished files of the title, as a build made them."""
    return read_files(workspace, read_title(workspace, "kites"))


@pytest.fixture
def output(workspace: Workspace) -> Path:
    """The folder of the finished files."""
    return workspace.output / "kites"
