"""No page ends within a word where a paragraph of it can be a line longer or shorter."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import page

from editions.print.books import OCTAVO, POCKET, Chapter, here, look, master, prose
from editions.print.measured import measure
from editions.print.whole import page_texts
from makeready.editions.print import edition
from makeready.editions.print.lines.total_fit import Column
from makeready.editions.print.lines.values import Line, Stop
from makeready.editions.print.prove.page_map import CODES
from makeready.editions.print.weasy import justify, patches
from makeready.editions.print.weasy.paging import page_turns

BODY = "".join(f"<p>{prose(50 + 7 * n, n + 24)}</p>" for n in range(12))


def count_turns() -> int:
    """Return how many pages of a chapter end within a word."""
    book = master([Chapter(title="Reeds", body=BODY)], trim=OCTAVO)
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    return sum(each.code == CODES["P-021"].code for each in found)


def test_pages_that_would_end_within_words_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    after = count_turns()
    monkeypatch.setattr(page, "make_page", patches.make_page)
    assert count_turns() > after


def lowest_lines() -> list[float]:
    """Return how high the last line stands of each page of a chapter but the first and the last."""
    body = "".join(f"<p>{prose(12 + 7 * n % 23, n)}</p>" for n in range(10))
    made, found = edition.make(
        master([Chapter(title="Reeds", body=body)], trim=POCKET), look(), here
    )
    assert made is not None, found
    return [min(line.base for line in page) for page in measure(made.data)[5:-1]]


def test_pages_that_end_early_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    after = lowest_lines()
    monkeypatch.setattr(page_turns, "_find_fillers", lambda _: [])
    assert max(lowest_lines()) > max(after) == min(after)


def test_a_heading_with_one_line_below_it_goes_on_overleaf(monkeypatch: pytest.MonkeyPatch) -> None:
    short = "<p>Reeds</p>" * 15
    body = f"{short}<h2>The weir</h2><p>1854</p><p>{prose(60)}</p>"
    book = master(
        [Chapter(title="T", body=body)], trim=POCKET, style="h1 { margin: 0; padding: 0 }"
    )

    def heads() -> list[str]:
        made, found = edition.make(book, look(), here)
        assert made is not None, found
        return [text for text in page_texts(made.data) if "1854" in text]

    assert heads()[0].startswith("The weir")
    monkeypatch.setattr(page_turns, "find_lone_headings", lambda _: ())
    assert not heads()[0].startswith("The weir")


def lines(pattern: str) -> list[Line]:
    """Return lines of which those end with hyphens that the pattern gives as such."""
    stop = Stop(at=0, width=0, space=0, next_width=0, next_space=0)
    return [Line(stop=replace(stop, hyphen=sign == "-"), ratio=0, hang=0) for sign in pattern]


@pytest.mark.parametrize(
    ("pattern", "number", "well"),
    [
        ("......", 2, True),
        ("..-...", 2, False),
        ("-.....", 0, False),
        ("......", 5, True),
        ("...-..", 4, False),
        ("......", 4, True),
        ("......", 6, False),
    ],
)
def test_a_page_ends_well_with_two_lines_before_and_behind_its_end(
    pattern: str, number: int, *, well: bool
) -> None:
    assert page_turns._ends_well(lines(pattern), number) is well


@pytest.mark.parametrize(("width", "short"), [(220, True), (230, False)])
def test_no_paragraph_gets_a_last_line_that_is_too_short(width: float, *, short: bool) -> None:
    stop = Stop(at=9, width=190, space=0, next_width=200, next_space=0)
    two = [Line(stop=each, ratio=0, hang=0) for each in (stop, replace(stop, width=width))]
    column = Column(widths=(200,), shortest=50)
    assert justify.ends_short(two, column) is short
    assert not justify.ends_short(two[:1], column)


def test_a_page_without_notes_ends_at_its_foot() -> None:
    page = SimpleNamespace(children=(None,), height=100.0, content_box_y=lambda: 20.0)
    assert page_turns.find_text_foot(page) == 120.0


def test_a_line_without_height_ends_no_page() -> None:
    line = object.__new__(LineBox)
    line.height = 0
    assert page_turns.count_free(SimpleNamespace(children=[line])) == 0
