"""The time that is left follows from what was done so far, stage by stage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.cli.progress.pace import Pace, clock
from makeready.core.model import Slug
from makeready.press.build.outcomes import Step


class Watch:
    """Tells the time that was set."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def step(done: int, total: int, *, stage: str = "print edition", slug: str = "salt") -> Step:
    return Step(slug=Slug(slug), stage=stage, done=done, total=total)


@given(total=st.integers(2, 300), each=st.integers(1, 9), done=st.integers(1, 299))
def test_at_an_even_pace_the_time_left_is_right(total: int, each: int, done: int) -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.estimate(step(0, total))
    done = min(done, total)
    watch.time = float(each * done)
    assert pace.estimate(step(done, total)) == pytest.approx(each * (total - done))


def test_what_was_done_before_does_not_hasten() -> None:
    watch = Watch()
    pace = Pace(watch)
    assert pace.estimate(step(290, 300, slug="")) is None
    watch.time = 5.0
    assert pace.estimate(step(291, 300, slug="")) == pytest.approx(45.0)


def test_a_stage_that_begins_says_nothing_yet() -> None:
    watch = Watch()
    pace = Pace(watch)
    for begun in (step(0, 6), step(0, 3, stage="e-book"), step(0, 2), step(0, 2, slug="road")):
        watch.time += 10
        assert pace.estimate(begun) is None
    watch.time += 4
    assert pace.estimate(step(1, 2)) == pytest.approx(14.0)


def test_a_title_that_is_done_is_forgotten() -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.estimate(step(0, 3))
    pace.estimate(Step(slug=Slug("salt"), stage="done", done=1, total=1, is_last=True))
    watch.time = 8.0
    assert pace.estimate(step(1, 3)) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.0, "0:00 left"),
        (59.7, "1:00 left"),
        (754.0, "12:34 left"),
        (3725.0, "1:02:05 left"),
    ],
)
def test_time_is_said_as_clocks_do(seconds: float | None, said: str) -> None:
    assert clock(seconds) == said
