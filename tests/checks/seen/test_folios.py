"""A page shows its own number, and no page is empty or of another size that should not be."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from checks.corruptions.books import FACTS
from checks.differ.test_printed import printed
from makeready.checks.seen.folios import check_folios, find_other_numbers, find_strange
from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.check import read_files

if TYPE_CHECKING:
    from makeready.checks.report import Files

PAGES = [replace(printed(str(n), "words"), furniture=(str(n),)) for n in range(1, 6)]
EMPTY = replace(PAGES[0], text="", furniture=())


def test_a_page_with_its_own_number_is_right() -> None:
    assert [*find_other_numbers(PAGES[2])] == []
    assert [*find_other_numbers(replace(PAGES[2], furniture=("1914", "3")))] == []
    assert [*find_other_numbers(replace(PAGES[2], furniture=()))] == []


def test_another_number_is_told() -> None:
    assert [*find_other_numbers(replace(PAGES[2], furniture=("4",)))] == ["4"]
    assert [*find_other_numbers(replace(PAGES[2], furniture=("iv",)))] == ["iv"]


def test_an_empty_left_hand_page_is_right_and_others_are_told() -> None:
    assert [*find_strange([PAGES[0], EMPTY, PAGES[2]])] == []
    assert [*find_strange([PAGES[0], PAGES[1], EMPTY, PAGES[3]])] == [(2, "is empty")]
    assert [*find_strange([PAGES[0], EMPTY])] == [(1, "is empty")]


def test_a_page_of_another_size_is_told() -> None:
    large = replace(PAGES[1], size=(200, 300))
    assert [*find_strange([PAGES[0], large, PAGES[2]])] == [(1, "is of another size")]


POEM = """\
# The wheel {{#sec-{name}}}

::: {{.verse .numbered}}
| The wheel goes round, the water falls,
| the miller sleeps, the heron calls.
|
| The sluice is shut, the meal is ground,
| and still the wheel goes round and round,
| and nobody has heard a sound.
| And nobody has heard a sound.
:::
"""


@pytest.fixture(scope="module")
def poems(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The finished files of a book of two numbered poems."""
    folder = tmp_path_factory.mktemp("poems") / "content" / "poems"
    (folder / "text").mkdir(parents=True)
    facts = FACTS.format(title="Wheels", language="en", number=7)
    (folder / "book.toml").write_text(facts, "utf-8")
    for name in ("01", "02"):
        (folder / "text" / f"{name}.md").write_text(POEM.format(name=name), "utf-8")
    workspace = find_workspace(folder)
    pipeline.build_titles(workspace, (), lambda *_: None)
    return read_files(workspace, read_title(workspace, "poems"))


def without_line_numbers(data: bytes, *, last: bool) -> bytes:
    """Return a PDF in which the poems, or the last one, show no numbers beside their lines."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = []
        for page in pdf.pages:
            told = list(pikepdf.parse_content_stream(page))
            begun = [n for n, each in enumerate(told) if "/Layout" in str(each.operands)]
            found += [(page, told, at) for at in begun]
        for page, told, at in found[-1:] if last else found:
            end = next(n for n in range(at, len(told)) if str(told[n].operator) == "EMC")
            kept = [each for each in told[at:end] if str(each.operator) not in ("Tj", "TJ")]
            told[at:end] = kept
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(told))
        changed = io.BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def test_the_numbers_beside_lines_of_verse_are_right(poems: Files) -> None:
    assert check_folios(poems).findings == ()


@pytest.mark.parametrize("last", [True, False])
def test_a_line_of_verse_without_its_number_is_told(poems: Files, last: bool) -> None:
    spoiled = replace(poems, pdf=without_line_numbers(poems.pdf, last=last))
    (found,) = check_folios(spoiled).findings
    assert (found.code, "5" in found.message) == ("P-138", True)
