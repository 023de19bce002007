"""A paragraph is broken so that its lines together are the best that can be had."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.editions.print.lines.total_fit import RIGID as STIFF
from makeready.editions.print.lines.total_fit import Column, fit
from makeready.editions.print.lines.values import Habits, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGID = Habits(expansion=0, protrusion=0)
SPACE = 3.0
ANY = 1e6


def stops(words: Sequence[float]) -> tuple[Stop, ...]:
    """Return the stops of words of these widths, a line may end behind each."""
    made = []
    width = 0.0
    for number, word in enumerate(words, 1):
        end = width + word
        made.append(
            Stop(
                at=number,
                width=end,
                space=(number - 1) * SPACE,
                next_width=end + SPACE,
                next_space=number * SPACE,
                forced=number == len(words),
            )
        )
        width = end + SPACE
    return tuple(made)


def hyphenated(places: Sequence[Stop], at: set[int], cost: float = 50) -> tuple[Stop, ...]:
    """Return the stops with hyphens at some, as if the words went on there."""
    return tuple(
        Stop(
            at=stop.at, width=stop.width, space=stop.space, next_width=stop.next_width,
            next_space=stop.next_space, forced=stop.forced, hyphen=stop.at in at,
            cost=cost if stop.at in at else 0,
        )
        for stop in places
    )  # fmt: skip


def badness(words: Sequence[float], ends: Sequence[int], width: float) -> float | None:
    """Return the demerits of these line ends as the paper defines them, or None if one is full."""
    total, before, looks = 0.0, 0, 1
    for end in ends:
        line = words[before:end]
        spaces = (len(line) - 1) * SPACE
        short = width - sum(line) - spaces
        give = spaces * (RIGID.stretch if short > 0 else RIGID.shrink)
        if end == len(words) and short > 0:
            ratio = 0.0
        else:
            ratio = short / give if give else (STIFF if short > 0 else -STIFF) if short else 0.0
        if ratio < -1:
            return None
        now = sum(ratio > border for border in (-0.5, 0.5, 1.0))
        total += (10 + 100 * abs(ratio) ** 3) ** 2 + (RIGID.uneven if abs(now - looks) > 1 else 0)
        before, looks = end, now
    return total


words = st.lists(st.integers(4, 30).map(float), min_size=3, max_size=11)


@given(words)
def test_no_other_way_to_break_has_fewer_demerits(widths: list[float]) -> None:
    measure = 60.0
    found = fit(stops(widths), Column(widths=(measure,)), RIGID, tolerance=ANY)
    inner = range(1, len(widths))
    ways = [
        price
        for count in range(len(widths))
        for chosen in combinations(inner, count)
        if (price := badness(widths, (*chosen, len(widths)), measure)) is not None
    ]
    assert (found is None) is (not ways)
    if found is not None:
        ours = badness(widths, [line.stop.at for line in found], measure)
        assert ours == pytest.approx(min(ways))


@given(words, st.floats(40, 90))
def test_lines_follow_each_other_and_none_is_too_tight(widths: list[float], measure: float) -> None:
    found = fit(stops(widths), Column(widths=(measure,)), Habits(), tolerance=ANY)
    if found is not None:
        ends = [line.stop.at for line in found]
        assert ends[-1] == len(widths)
        assert all(a < b for a, b in pairwise((0, *ends)))
        assert all(line.ratio >= -1 for line in found)


def test_a_line_is_tightened_where_that_spares_the_next_one() -> None:
    # Greedy breaking would leave the last word but one on a line of its own.
    widths = [20.0, 20.0, 13.0, 30.0, 22.0, 20.0]
    found = fit(stops(widths), Column(widths=(58.0,)), RIGID, tolerance=ANY)
    assert found is not None
    assert [line.stop.at for line in found] == [3, 5, 6]
    assert found[0].ratio < 0


def test_a_word_that_is_wider_than_its_line_has_no_lines() -> None:
    assert fit(stops([10, 90, 10]), Column(widths=(60.0,)), RIGID, tolerance=ANY) is None


def test_a_tolerance_that_cannot_be_kept_has_no_lines() -> None:
    places = stops([20.0, 35.0, 35.0, 35.0])
    assert fit(places, Column(widths=(60.0,)), RIGID, tolerance=1) is None
    assert fit(places, Column(widths=(60.0,)), RIGID, tolerance=ANY) is not None


def test_each_line_is_as_wide_as_it_is_asked_for() -> None:
    widths = [9.0] * 12
    found = fit(stops(widths), Column(widths=(33.0, 21.0, 57.0)), RIGID, tolerance=ANY)
    assert found is not None
    assert [line.stop.at for line in found] == [3, 5, 10, 12]


def test_three_lines_in_a_row_never_end_in_hyphens() -> None:
    places = hyphenated(stops([18.0, 18.0, 18.0] * 4 + [10.0]), {3, 6, 9, 12})
    column = Column(widths=(60.0,))
    assert fit(places, column, Habits(stretch=0.5), tolerance=1) is None
    found = fit(places, column, Habits(stretch=3), tolerance=3.9)
    assert found is not None
    assert "111" not in "".join(str(int(line.stop.hyphen)) for line in found)


@pytest.mark.parametrize("looseness", [-1, 1])
def test_looseness_changes_the_count_of_lines(looseness: int) -> None:
    places = stops([8.0] * 42)
    column = Column(widths=(100.0,))
    usual = fit(places, column, Habits(), tolerance=ANY)
    other = fit(places, column, Habits(looseness=looseness, shrink=0.8), tolerance=ANY)
    assert usual is not None
    assert other is not None
    assert len(other) == len(usual) + looseness


def test_a_forced_stop_ends_a_line_that_need_not_be_full() -> None:
    first, *rest = stops([20.0, 25.0, 25.0])
    broken = Stop(
        at=1, width=first.width, space=0, next_width=first.next_width, next_space=SPACE, forced=True
    )
    found = fit([broken, *rest], Column(widths=(60.0,)), RIGID, tolerance=1)
    assert found is not None
    assert [(line.stop.at, line.ratio) for line in found] == [(1, 0.0), (3, 0.0)]
