"""The one thing of a title without which a layout succeeds is found by leaving things out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.core.model import Asset, Digest, Overlong
from makeready.editions.print.plan.reasons import find_block, find_file
from makeready.editions.print.values import LayoutJob, Resources, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.editions.print.plan.reasons import Trial

    Trials = tuple[list[object], Callable[[str], Trial]]

UNIT = Unit(
    name="one",
    kind=UnitKind.CHAPTER,
    part_of="",
    markup="",
    running=(),
    notes=(),
    reads=(),
    shows=(),
)


def job(words: list[str], shows: tuple[str, ...] = ()) -> LayoutJob:
    blocks = "".join(f"<p>{each}</p>" for each in words)
    markup = f'<html><body><section id="one">{blocks}</section></body></html>'
    unit = replace(UNIT, markup=markup, shows=shows)
    return LayoutJob(unit=unit, recto=True, labels=(), overlong=Overlong.CARRY)


def resources(style: str = "", pictures: tuple[str, ...] = ()) -> Resources:
    held = tuple(
        Asset(name=name, media_type="image/svg+xml", data=name.encode(), digest=Digest(name))
        for name in pictures
    )
    css = f"p {{ margin: 0 }}\n{style}"
    return Resources(css=css, fonts=(), pictures=held, digest=Digest("0"), style=style)


@pytest.fixture
def trial() -> Trials:
    tried: list[object] = []

    def without(bad: str) -> Trial:
        def succeeds(job: LayoutJob, given: Resources) -> bool:
            tried.append(job)
            held = b"".join(each.data for each in given.pictures).decode()
            return bad not in job.unit.markup + given.css + held

        return succeeds

    return tried, without


@pytest.mark.parametrize("at", [0, 3, 6])
def test_the_rule_at_fault_is_named_by_its_line(at: int, trial: Trials) -> None:
    _, without = trial
    rules = [f"h{number} {{ color: red }}" for number in range(1, 8)]
    rules[at] = "p { width: 77px }"
    found = find_file(job(["a"]), resources("\n".join(rules)), without("77px"))
    assert found is not None
    assert str(found.place) == f"style.css:{at + 1}"


def test_two_rules_at_fault_are_named_by_their_file(trial: Trials) -> None:
    style = "p { width: 77px }\nb { color: red }\nh1 { width: 77px }"
    found = find_file(job(["a"]), resources(style), trial[1]("77px"))
    assert str(found and found.place) == "style.css"


def test_the_picture_at_fault_is_named(trial: Trials) -> None:
    names = tuple(f"images/{letter}.svg" for letter in "abcde")
    found = find_file(job(["a"], names), resources(pictures=names), trial[1]("images/d.svg"))
    assert str(found and found.place) == "images/d.svg"


def test_the_paragraph_at_fault_is_found_by_few_trials(trial: Trials) -> None:
    tried, without = trial
    words = [f"harmless words {number}" for number in range(200)]
    words[137] = "a word without   end"
    found = find_block(job(words), resources(), without("without"))
    assert found is not None
    assert found.words == "a word without end"
    assert len(tried) <= 10


def test_nothing_is_named_where_all_is_at_fault(trial: Trials) -> None:
    fails = trial[1]("section")
    assert find_block(job(["a", "b"]), resources(), fails) is None
    assert find_file(job(["a"], ("x.svg",)), resources(pictures=("x.svg",)), fails) is None
