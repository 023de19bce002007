"""Numbers by themselves head chapters where they count from one and interrupt no sentence."""

from __future__ import annotations

import pytest

from intake.cleaned import manuscript

TEXT = (
    "The glazier came up the hill with his panes on his back, and set them down at every gate.\n"
    "Nobody had broken a window that year, and he carried all of them home again by the river."
)


def _book(numbers: list[str], *, times: int = 3, torn: bool = False) -> str:
    text = "\n\n".join([TEXT] * times)
    parts = [f"{number}\n\n\n{'and so ' if torn else ''}{text}" for number in numbers]
    return "PANES\n\nby Ada Kerr\n\n\n\n" + "\n\n\n".join(parts) + "\n"


def _headings(source: str) -> list[str]:
    return [line for line in manuscript(source).splitlines() if line.startswith("#")]


@pytest.mark.parametrize(
    "numbers",
    [
        ["I", "II", "III"],
        ["I.", "II.", "III."],
        ["1", "2", "3", "4"],
        ["1.", "2.", "3."],
        ["一", "二", "三"],
        ["- I -", "- II -"],
        ["I", "II", "I", "II", "III"],
    ],
)
def test_numbers_that_count_from_one_head_chapters(numbers: list[str]) -> None:
    assert [line.lstrip("# ") for line in _headings(_book(numbers, times=8))] == numbers


@pytest.mark.parametrize(
    ("numbers", "times", "torn"),
    [
        (["41", "42", "43"], 8, False),
        (["1", "2", "3"], 8, True),
        (["1", "2", "3"], 1, False),
        (["I"], 8, False),
        (["1", "3", "5"], 8, False),
    ],
)
def test_other_numbers_are_no_headings(numbers: list[str], times: int, torn: bool) -> None:
    assert _headings(_book(numbers, times=times, torn=torn)) == []


def test_who_made_the_file_is_no_heading() -> None:
    assert _headings("Produced by Ada Kerr and others at http://a.example\n\n\n" + TEXT) == []
