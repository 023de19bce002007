"""A log says each stage once, and now and then how far the work is."""

from __future__ import annotations

from makeready.cli.progress.plain import EVERY, Lines
from makeready.core.model import Slug
from makeready.press.build.outcomes import Step


def told(steps: list[tuple[float, Step]]) -> list[str]:
    """Return the lines that are said of steps taken at these times."""
    said: list[str] = []
    time = [0.0]
    lines = Lines(said.append, lambda: time[0])
    for time[0], step in steps:
        lines.advance(step)
    return said


def step(done: int, total: int, *, slug: str = "salt", stage: str = "print edition") -> Step:
    return Step(slug=Slug(slug), stage=stage, done=done, total=total, pages=5 * done)


def last(slug: str) -> Step:
    return Step(slug=Slug(slug), stage="done", done=1, total=1, is_last=True)


def test_a_short_build_has_a_line_a_stage() -> None:
    steps = [*(step(done, 3) for done in range(4)), step(0, 1, stage="e-book"), last("salt")]
    assert told([(0.1 * n, step) for n, step in enumerate(steps)]) == [
        "salt: print edition",
        "salt: e-book",
    ]


def test_a_long_stage_says_now_and_then_how_far_it_is() -> None:
    steps = [(2.0 * done, step(done, 20)) for done in range(12)]
    assert told(steps) == [
        "salt: print edition",
        "salt: print edition: 5 of 20, 25 pages, 0:30 left",
        "salt: print edition: 10 of 20, 50 pages, 0:20 left",
    ]


def test_many_titles_are_told_of_together() -> None:
    steps: list[tuple[float, Step]] = [(0.0, step(0, 300, slug="", stage="titles"))]
    for number in range(1, 13):
        slug = f"t{number}"
        steps += [
            (2.0 * number, step(0, 1, slug=slug, stage="both editions")),
            (2.0 * number, last(slug)),
            (2.0 * number, step(number, 300, slug="", stage="titles")),
        ]
    said = [line for line in told(steps) if line.startswith("all titles")]
    assert said == [
        "all titles: 5 of 300, 25 pages, 9:50 left",
        "all titles: 10 of 300, 50 pages, 9:40 left",
    ]


def test_all_titles_at_once_are_no_news() -> None:
    assert told([(0.0, step(0, 2, slug="")), (EVERY / 2, step(2, 2, slug=""))]) == []
