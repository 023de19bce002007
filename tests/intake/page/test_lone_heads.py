"""Running heads that stand once, and the headings and lines that are none."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript

BODY = "The tide turns twice a day at the lower quay, and the carts wait for it in the lane."
OPEN = f"{BODY} Nobody hurries, for the road leads down to the old"
REST = "quay below the mill, where the ferry used to lie until noon."


def _pages(heading: str, head: str, rest: str = REST) -> str:
    """Return a book whose one heading stands below words that no full stop ends."""
    said = f"# The Lower Quay\n\n{BODY} So the toll book says\n\n{heading}\n\n{BODY}"
    return f"{said}\n\n{OPEN}\n\n{head}\n\n{rest}\n"


def _set_aside(source: str) -> list[str]:
    return [
        source[each.start : each.end]
        for each in cleaned(source).ledger.operations
        if each.evidence == "stands inside a sentence, like a heading"
    ]


@pytest.mark.parametrize(
    "head", ["The road to the mi1l", "9 THE ROAD TO THE MILC", "**The rood to the mill**"]
)
def test_a_misread_heading_inside_a_sentence_is_set_aside(head: str) -> None:
    text = manuscript(_pages("## The road to the mill", head))
    assert f"down to the old {REST}" in text
    assert "# The road to the mill" in text


@pytest.mark.parametrize("head", ["Notes", "N0tes", "3 NOTES"])
def test_a_label_inside_a_sentence_is_set_aside(head: str) -> None:
    text = manuscript(_pages("## Notes", head))
    assert f"down to the old {REST}" in text
    assert "# Notes" in text


def test_a_note_between_the_halves_of_a_sentence_is_passed_over() -> None:
    note = '<span id="page-1-0"></span><sup>1</sup> The toll book says so.'
    source = _pages("## Notes", f"{note}\n\nN0tes").replace("hurries,", "hurries,<sup>1</sup>", 1)
    assert f"down to the old {REST}" in manuscript(source)


def test_the_ledger_says_why() -> None:
    assert _set_aside(_pages("## The road to the mill", "The road to the mi1l")) == [
        "The road to the mi1l"
    ]


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("A picture of the weir", REST),  # like no heading
        ("The road to the mi1l", f"Below it, {REST}"),  # no lower case goes on
        ("the road to the mi1l", REST),  # a line of the sentence itself
        ("The road to the mi1l.", REST),  # a sentence
    ],
)
def test_other_lines_stay(head: str, rest: str) -> None:
    assert not _set_aside(_pages("## The road to the mill", head, rest))
