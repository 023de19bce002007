"""Columns of running text that stand side by side are read one after the other."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.intake.columns import set_in_sequence
from makeready.intake.read.files import read_source

LEFT = """\
the keeper of the lock had
a book in which he wrote of
each boat that came up from
the sea, of its masters and
their dogs, and of what the
water did on that day until
he fell asleep over it. The
pages that he wrote in his""".splitlines()
RIGHT = """\
last winter are damp, and in
some of them the ink has run
into the margin, so that no
one can tell the boats from
the weather. Even so it was
read in the town from end to
end, and each reader found a
name that he knew in it.""".splitlines()
ROWS = [
    ("Herring", "swims in schools and is"),
    ("", "caught at night in nets"),
    ("Dory", "has a spot on each side"),
    ("", "and is seldom seen here"),
    ("Plaice", "lies on the ground, and"),
    ("", "turns as grey as that is"),
    ("Cod", "grows older than all the"),
    ("", "others and is eaten dried"),
]


def _beside(*columns: list[str], width: int = 34) -> str:
    rows = zip_longest(*columns, fillvalue="")
    return "\n".join("".join(cell.ljust(width) for cell in row).rstrip() for row in rows)


def test_two_columns_are_set_one_after_the_other() -> None:
    made = set_in_sequence(f"The Lock\n\n{_beside(LEFT, RIGHT)}\n\n{'12':>36}\n")
    assert made.text == "\n".join(("The Lock\n", *LEFT, *RIGHT, f"\n{'12':>36}\n"))
    assert made.places == ((3, 10),)


def test_three_columns_are_set_one_after_the_other() -> None:
    assert (
        set_in_sequence(_beside(LEFT, RIGHT, LEFT)).text.split()
        == " ".join((*LEFT, *RIGHT, *LEFT)).split()
    )


def test_a_column_goes_on_above_and_below_the_other() -> None:
    made = set_in_sequence(_beside(["", "", *LEFT], [*RIGHT, "and the", "rest of it."]))
    assert made.text.split() == " ".join((*LEFT, *RIGHT, "and the", "rest of it.")).split()


def test_columns_of_scripts_without_small_letters_are_told_by_full_lines() -> None:
    left = ["番人把從海上來的船名記下來", "冬天他寫冰也寫在冰上走的雁"] * 4
    right = ["本子是濕的有些地方字跡模糊", "可是鎮上的人還是把它讀完了"] * 4
    made = set_in_sequence(
        "\n".join(f"{a}\u3000\u3000{b}" for a, b in zip(left, right, strict=True))
    )
    assert made.text.split() == [*left, *right]


def test_tabs_above_and_below_columns_stay() -> None:
    text = f"The\tLock\n\n{_beside(LEFT, RIGHT)}\n\nThe\tend\n"
    made = set_in_sequence(text).text
    assert made.startswith("The\tLock\n")
    assert made.endswith("The\tend\n")


def test_lines_across_both_columns_part_them() -> None:
    across = "This line stands across both columns and is as wide as the page."
    text = f"{_beside(LEFT, RIGHT)}\n{across}\n{_beside(LEFT, RIGHT)}"
    assert set_in_sequence(text).text.count(f"{RIGHT[-1]}\n{across}\n{LEFT[0]}") == 1


@pytest.mark.parametrize(
    "text",
    [
        _beside(*map(list, zip(*ROWS * 2, strict=True))),
        _beside(LEFT, [f"{at},50" for at in range(8)]),
        "\n".join((*LEFT, *RIGHT)),
        f"```\n{_beside(LEFT, RIGHT)}\n```",
        _beside(LEFT[:3], RIGHT[:3]),
    ],
    ids=["rows", "figures", "prose", "code", "few"],
)
def test_what_is_no_columns_of_running_text_stays(text: str) -> None:
    made = set_in_sequence(text)
    assert (made.text, made.places) == (text, ())


def test_columns_set_in_sequence_are_told_and_the_file_is_kept_apart() -> None:
    data = _beside(LEFT, RIGHT).encode()
    source = read_source("lock.txt", data)
    assert source.raw.name == "lock.txt.columns.txt"
    assert source.raw.text == "\n".join((*LEFT, *RIGHT))
    assert [found.code for found in source.findings] == ["S-175"]


LINES = st.lists(
    st.lists(st.sampled_from("boats that came from over the river with geese".split()),
             min_size=5, max_size=6).map(" ".join),
    min_size=8, max_size=14,
)  # fmt: skip


@given(LINES, LINES, st.integers(min_value=2, max_value=9))
def test_the_words_of_a_column_stay_together_however_wide_the_gutter_is(
    left: list[str], right: list[str], gutter: int
) -> None:
    width = max(map(len, left)) + gutter
    made = set_in_sequence(_beside(left, right, width=width))
    assert made.text.split() == " ".join((*left, *right)).split()
