"""Boxes of other dialects become boxes with their titles, and lose no word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from master.titles import BOOK, anyway, inside, made, sections, tree, words, words_of

BOXED = {
    ":::note\nWords.\n:::": "Note Words.",
    "::: tip\nWords.\n:::": "Tip Words.",
    ":::{note}\nWords.\n:::": "Note Words.",
    ":::{warning} Mind this\nWords.\n:::": "Mind this Words.",
    "::: danger Mind the step\nWords.\n:::": "Mind the step Words.",
    ":::info[Mind the step]\nWords.\n:::": "Mind the step Words.",
    '::: {.callout-note title="So \\"it\\" is"}\nWords.\n:::': "So “it” is Words.",
    "::: {.callout-tip}\n## Mind the step\n\nWords.\n:::": "Mind the step Words.",
    ":::: {.note}\nWords.\n\n::: {.letter}\nMore.\n:::\n::::": "Note Words. More.",
    "```{note}\nWords.\n```": "Note Words.",
    "> [!NOTE]\n> Words.": "Note Words.",
    "> [!NOTE]\n> Words *and* more.": "Note Words and more.",
    "> [!WARNING]\n>\n> Words.\n>\n> More.": "Warning Words. More.",
    "> [!tip] Mind the step\n> Words.": "Mind the step Words.",
    "> [!faq]- Mind *the* step": "Mind the step",
}


@pytest.mark.parametrize(("written", "said"), BOXED.items())
def test_a_box_of_another_dialect_is_a_box(written: str, said: str) -> None:
    master = made(f"Before.\n\n{written}\n\nAfter.\n")
    (box,) = [each for each in tree(master).iter() if each.get("class") == "box"]
    assert words(box) == said
    assert box[0].get("class") == "box-title"
    assert words_of(master) == f"Before. {said} After."


def test_a_box_keeps_its_id_and_can_be_referred_to() -> None:
    master = made("::: {.note #gate}\nWords.\n:::\n\nSee [there](#gate).\n")
    assert '<div class="box" id="gate">' in inside(master)


def test_a_box_is_called_so_in_the_language_of_the_book() -> None:
    book = replace(BOOK, language="de-AT")
    assert words_of(made(":::warning\nWorte.\n:::\n", book=book)) == "Warnung Worte."


@pytest.mark.parametrize("own", ["letter", "verse", "example", "box"])
def test_an_authors_own_class_stays(own: str) -> None:
    assert f'<div class="{own}">' in inside(made(f"::: {own}\nWords.\n:::\n"))


@pytest.mark.parametrize(
    "plain",
    ["Words\n:::note\nmore\n:::", "- a\n\n    Words\n    :::note\n    more", "Words [!NOTE] here."],
)
def test_what_is_no_box_is_what_it_was(plain: str) -> None:
    said = words_of(anyway(f"{plain}\n"))
    assert "makeready" not in said
    assert ("[!NOTE]" if "[!" in plain else ":::note") in said


def test_boxes_in_code_are_code() -> None:
    code = "```\n:::note\n> [!NOTE]\n$a$\n- [ ] x\n```"
    (pre,) = sections(made(f"Words.\n\n{code}\n"))[0].iter("{*}pre")
    assert "".join(pre.itertext()) == ":::note\n> [!NOTE]\n$a$\n- [ ] x"


def test_marks_in_a_block_of_html_are_what_they_were() -> None:
    (pre,) = sections(made("<pre>\n:::note\n> [!NOTE]\n</pre>\n"))[0].iter("{*}pre")
    assert "".join(pre.itertext()).strip() == ":::note\n> [!NOTE]"
