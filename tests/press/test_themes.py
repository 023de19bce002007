"""Every theme sets the same words on pages of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from editions.print.books import Chapter, here, look, master, prose
from editions.print.whole import page_texts
from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.core.model import ChapterStart
from makeready.editions.print import edition
from makeready.press.build import editions

TEMPLATES = Path(__file__).parents[2] / "templates"
THEMES = sorted(path.stem for path in (TEMPLATES / "themes").glob("*.css"))
FILES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
    for path in TEMPLATES.rglob("*.css")
}
STARTS = {
    "classic": ChapterStart.RECTO,
    "report": ChapterStart.RUN_ON,
    "large-print": ChapterStart.NEXT,
}


def pages(theme: str, style: str = "") -> list[str]:
    chapters = [Chapter(title=f"Part {n}", body=f"<p>{prose(60, n)}</p>") for n in (1, 2, 3)]
    made = master(chapters, style=style)
    book = replace(made, book=replace(made.book, theme=theme, chapters=STARTS[theme]))
    css = editions.read_print_css(FILES, theme)
    printed, found = edition.make(book, replace(look(), css=css), here)
    assert printed is not None, found
    return page_texts(printed.data)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_sets_all_words(theme: str) -> None:
    text = "".join("".join(pages(theme)).split())
    assert all(f"Part{n}" in text for n in (1, 2, 3))
    assert prose(60, 2).split()[0] in text


def test_chapters_of_a_report_run_on() -> None:
    assert any(all(f"Part {n}" in text for n in (1, 2, 3)) for text in pages("report")[2:])


def test_chapters_run_on_where_the_style_sheet_says_so() -> None:
    found = pages("classic", ".chapter { break-before: auto } h1 { padding-top: 0 }")
    assert any(all(f"Part {n}" in text for n in (1, 2, 3)) for text in found[2:])


def test_pages_are_counted_in_one_where_no_chapter_waits_for_a_recto() -> None:
    numbers = [re.findall(r"\b\d+\b", text) for text in pages("large-print")]
    assert str(len(numbers)) in numbers[-1]


def test_a_theme_that_is_built_on_another_has_all_of_it() -> None:
    css = editions.read_print_css(FILES, "report")
    assert "@import" not in css
    assert css.index(FILES["themes/classic.css"]) < css.index("--head: 10%")


def test_a_theme_that_there_is_not_is_named_with_its_line() -> None:
    with pytest.raises(ConfigError, match="there is no theme") as raised:
        editions.read_print_css(FILES, "clasic", 7)
    assert (raised.value.where, raised.value.hint) == (
        Place("book.toml", 7),
        'did you mean "classic"?',
    )
