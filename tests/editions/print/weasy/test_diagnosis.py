"""A layout that breaks off names the rule or the picture that is the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import EditionError
from makeready.core.model import Asset, Digest, Overlong
from makeready.editions.print.values import LayoutJob, Resources, Unit, UnitKind
from makeready.editions.print.weasy import diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable

RED = "h1 { color: red }\n"


def picture(name: str) -> Asset:
    data = name.encode()
    return Asset(name=name, media_type="image/svg+xml", data=data, digest=Digest(name))


def resources(style: str = "") -> Resources:
    shown = (picture("images/a.svg"), picture("images/b.svg"))
    return Resources(
        css=f"p {{ color: black }}\n{style}",
        fonts=(),
        pictures=shown,
        digest=Digest("0"),
        style=style,
    )


def job() -> LayoutJob:
    unit = Unit(
        name="reeds",
        kind=UnitKind.CHAPTER,
        part_of="",
        markup="<html/>",
        running=(),
        notes=(),
        reads=(),
        shows=("images/a.svg", "images/b.svg"),
    )
    return LayoutJob(unit=unit, recto=True, labels=(), overlong=Overlong.CARRY)


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Resources], bool]], None]:
    """Let a layout break off where the resources are such."""

    def prepare(breaks: Callable[[Resources], bool]) -> None:
        def lay_out(_: object, given: Resources) -> None:
            if breaks(given):
                raise ZeroDivisionError("by zero")

        monkeypatch.setattr(diagnosis, "lay_out_unit", lay_out)

    return prepare


def test_the_rule_of_the_style_sheet_is_named(
    breaking: Callable[[Callable[[Resources], bool]], None],
) -> None:
    breaking(lambda given: "0.1px" in given.css)
    with pytest.raises(EditionError) as raised:
        diagnosis.lay_out_or_explain(job(), resources(RED + "p { x: 0.1px }\n" + RED))
    assert str(raised.value.where) == "style.css:2"
    assert "ZeroDivisionError: by zero" in raised.value.message
    assert "“reeds”" in raised.value.message


def test_the_style_sheet_is_named_where_several_rules_are_the_reason(
    breaking: Callable[[Callable[[Resources], bool]], None],
) -> None:
    breaking(lambda given: "red" in given.css)
    with pytest.raises(EditionError) as raised:
        diagnosis.lay_out_or_explain(job(), resources(RED + RED))
    assert str(raised.value.where) == "style.css"


def test_the_picture_is_named(breaking: Callable[[Callable[[Resources], bool]], None]) -> None:
    breaking(lambda given: any(each.data == b"images/b.svg" for each in given.pictures))
    with pytest.raises(EditionError) as raised:
        diagnosis.lay_out_or_explain(job(), resources(RED))
    assert str(raised.value.where) == "images/b.svg"


def test_what_is_our_own_fault_stays_so(
    breaking: Callable[[Callable[[Resources], bool]], None],
) -> None:
    breaking(lambda _: True)
    with pytest.raises(ZeroDivisionError):
        diagnosis.lay_out_or_explain(job(), resources(RED))


def test_the_picture_is_named_where_the_layout_refuses_it_without_a_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lay_out(_: object, given: Resources) -> None:
        if any(each.data == b"images/a.svg" for each in given.pictures):
            raise EditionError("a page's content was left open")

    monkeypatch.setattr(diagnosis, "lay_out_unit", lay_out)
    with pytest.raises(EditionError) as raised:
        diagnosis.lay_out_or_explain(job(), resources())
    assert str(raised.value.where) == "images/a.svg"
