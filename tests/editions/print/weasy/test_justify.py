"""Paragraphs are broken as a whole inside the layout, and nothing of their text changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editions.print.books import OCTAVO, POCKET, Chapter, here, look, master, prose
from editions.print.measured import HANG, POINT, measure
from editions.print.whole import page_texts
from makeready.editions.print import edition
from makeready.editions.print.plan.units import _write_hyphenation
from makeready.editions.print.prove.page_map import CODES
from makeready.editions.print.weasy import paragraphs

if TYPE_CHECKING:
    from makeready.core.model import Trim

LONG = prose(60, 3)


def lines(body: str, style: str = "", trim: Trim = POCKET) -> list[str]:
    """Return the lines of the pages of a chapter, and see that its text is the master's."""
    made, found = edition.make(
        master([Chapter(title="Reeds", body=body)], trim=trim, style=style), look(), here
    )
    assert made is not None, found
    assert not [each for each in found if each.code == CODES["P-002"].code]
    return [line.text for page in measure(made.data) for line in page]


def test_a_first_letter_that_floats_is_text_like_other_text() -> None:
    style = ".chapter p::first-letter { float: left; font-size: 30pt; line-height: 28pt }"
    assert any(line.startswith("V") for line in lines(f"<p>{LONG}</p>", style))


@pytest.mark.parametrize("opening", ["The boats", "<em>The boats</em>", "<em>T</em>he boats"])
def test_lines_beside_an_initial_fill_the_measure(opening: str) -> None:
    style = ".chapter p::first-letter { float: left; font-size: 30pt; line-height: 28pt }"
    body = f"<p>{opening} {prose(40, 3)}</p>"
    made, found = edition.make(
        master([Chapter(title="Reeds", body=body)], trim=POCKET, style=style), look(), here
    )
    assert made is not None, found
    *column, _ = [line for line in measure(made.data)[-1] if len(line.text) > len("Thimble")]
    ends = [line.right for line in column[1:]]
    assert len(ends) > 3
    assert max(ends) - min(ends) < HANG + POINT


def test_the_call_behind_a_full_stop_stays_on_its_line_beside_an_initial() -> None:
    style = ".chapter p::first-letter { float: left; font-size: 30pt; line-height: 28pt }"
    words = [*prose(9, 3)[:-1].split(), *prose(30, 5).split()]
    body = "".join(
        f"<p>{' '.join(words[:count])}.{{note}} {' '.join(words)}</p>" for count in range(4, 9)
    )
    chapter = Chapter(title="Reeds", body=body, notes=("Seven.",) * 5)
    made, found = edition.make(master([chapter], trim=POCKET, style=style), look(), here)
    assert made is not None, found
    said = [line.text for page in measure(made.data) for line in page]
    assert not [line for line in said if line[0].isdigit() and "." not in line[:3] and line[1:]]


@pytest.mark.parametrize(
    ("text", "alone"),
    [("see metaphysics. Then", True), ("see metaphysics.org", False), ("metaphysics-like", False)],
)
def test_a_word_at_the_end_of_a_sentence_may_be_broken(text: str, *, alone: bool) -> None:
    start = text.index("metaphysics")
    assert paragraphs._stands_alone(text, start, start + len("metaphysics")) is alone


def test_an_initial_is_not_parted_from_its_name() -> None:
    words = " ".join(f"{LONG.split()[n]} J. Alfred" for n in range(50))
    assert not [line for line in lines(f"<p>{words}</p>", trim=OCTAVO) if line.endswith("J.")]


def test_a_title_says_where_words_may_be_broken() -> None:
    words = f"<p>{' '.join(['makeready'] * 40)}</p>"
    broken = f"{_write_hyphenation(['maker-eady'])} :root {{ --line-expansion: 0 }}"
    ends = [line for line in lines(words, broken) if line.endswith(("-", "\u2010", "\ufffe"))]
    assert all(line.rstrip("-\u2010\ufffe").endswith("maker") for line in ends)


def test_text_of_any_kind_in_a_paragraph_is_kept() -> None:
    body = (
        f"<p>{LONG} <em>{prose(9)} </em><code>a/b-c</code>—<strong>{prose(5)}</strong><br/>"
        f"{prose(7)} <sup>2</sup> <q>{prose(20)}</q></p>"
    )
    assert lines(body)


def test_a_book_of_few_words_has_all_of_them() -> None:
    made, _ = edition.make(
        master([Chapter(title="Reeds", body=f"<p>{LONG}</p>")], trim=POCKET), look(), here
    )
    assert made is not None
    text = "".join("".join(page_texts(made.data)).split())
    assert "".join(LONG.split()[:6]) in text


def test_lines_may_begin_with_marks_that_hold_no_text() -> None:
    def read(between: str) -> list[str]:
        marked = f" {between}".join(prose(60).split())
        made, found = edition.make(
            master([Chapter(title="Reeds", body=f"<p>{marked}</p>")], trim=POCKET), look(), here
        )
        assert made is not None, found
        return page_texts(made.data)[4:]

    assert read('<span class="old-page"></span> ') == read("")


def test_lines_that_end_before_code_with_a_mark_at_its_beginning_fill_the_measure() -> None:
    body = f"<p>{', '.join(f'<code>.{word}</code>' for word in LONG.split()[:30])}.</p>"
    made, found = edition.make(
        master([Chapter(title="Reeds", body=body)], trim=POCKET), look(), here
    )
    assert made is not None, found
    *column, _ = [line for line in measure(made.data)[-1] if line.text.startswith(".")]
    ends = [line.right for line in column]
    assert len(ends) > 3
    assert max(ends) - min(ends) < HANG + POINT
