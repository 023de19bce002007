"""Turns that pages take, and what import makes of them."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.model import Answer

BODY = "The tide turns twice a day at the lower quay, and the carts wait for it in the lane."


def test_a_note_torn_after_a_figure_goes_on() -> None:
    text = manuscript(f"{BODY}<sup>1</sup>\n\n<sup>1</sup> The quay burnt in 1902\n\nand again.\n")
    assert "[^1]: The quay burnt in 1902 and again." in text


def test_a_torn_note_leaves_the_rest_of_the_text_to_the_text() -> None:
    text = manuscript(
        "The carts wait for the tide<sup>1</sup> in the lane that leads down to the old\n\n"
        "<sup>1</sup> They were at most 30\n\nor so, says the toll book.\n\nquay below the mill.\n"
    )
    assert "[^1]: They were at most 30 or so, says the toll book." in text
    assert "down to the old quay below the mill." in text


def test_a_note_may_open_inside_a_further_line() -> None:
    text = manuscript(
        f"{BODY}<sup>1</sup> Nobody hurries.<sup>2</sup>\n\n"
        "<sup>1</sup> As the toll book of the quay has it,\nleaf 3. <sup>2</sup> Ask the carters.\n"
    )
    assert "leaf 3.\n" in text
    assert "[^2]: Ask the carters." in text


def test_a_call_after_the_name_of_a_thing_is_a_call() -> None:
    pages = "".join(
        f"{BODY} It was told on a {word}.{number}\n\n{number} Told to the carters of {word}.\n\n"
        for number, word in enumerate(("Monday", "page", "note", "chapter", "line"), start=1)
    )
    assert [link.key for link in cleaned(pages).links] == ["1", "2", "3", "4", "5"]


def test_lines_may_end_in_two_characters() -> None:
    source = f"| Tides | 1 |\n|---|---|\n| Carts | 2 |\n\nTides\n\n{BODY}\n\nCarts\n\n{BODY}\n"
    assert manuscript(source) == manuscript(source.replace("\n", "\r\n"))


def test_a_web_address_may_hold_brackets() -> None:
    assert "[tide](http://a.example/t_(sea))" in manuscript(
        f"## Tides\n\n{BODY} See [tide](http://a.example/t_(sea)) there.\n"
    )


def test_an_answer_on_a_hyphen_may_name_both_halves_of_the_word() -> None:
    answer = Answer(section="hyphen", at=1, line=1, raw="tow- path", do="keep")
    assert "by the tow-path of" in manuscript("It runs by the tow- path of the canal.\n", answer)


def test_rules_between_notes_and_running_heads_are_pages_that_turn() -> None:
    pages = [
        "# A **title**\n\nIt was in the year of the flood that the old ferry[1]",
        *(
            f"[{2 * n + 1}] A note.\n\n-----\n\n_A title_ **{n + 2}**\n\n"
            f"came to its last crossing of the river, and that the other one[{2 * n + 3}]"
            for n in range(4)
        ),
        "[9] A note.\n",
    ]
    made = manuscript("\n\n".join(pages))
    assert "* * *" not in made
    assert "the other one[^2] came to its last crossing" in made


def test_raised_links_to_notes_are_their_calls() -> None:
    text = manuscript(
        f"{BODY}<sup>[1](#page-1-0)</sup>\n\n"
        '<span id="page-1-0"></span><sup>1</sup> The quay burnt in 1902.\n'
    )
    assert f"{BODY}[^1]\n" in text


@pytest.mark.parametrize("ornament", ["*  *  *\n *  *\n*  *  *", "   *\n*     *", "*  *  *  *"])
def test_an_ornament_of_stars_is_one_break_however_many_lines_it_has(ornament: str) -> None:
    text = manuscript(f"# A **title**\n\n{BODY}\n\n{ornament}\n\n{BODY}\n")
    assert f"{BODY}\n\n* * *\n\n{BODY}\n" in text
