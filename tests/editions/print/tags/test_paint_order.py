"""A page is painted in the order in which it is read, and looks as it did."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pydyf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.print.books import Chapter, here, look, master, noted, prose
from editions.print.tagged import structure_of
from editions.print.whole import page_texts
from makeready.core.errors import EditionError
from makeready.editions.print import edition
from makeready.editions.print.tags import tagging
from makeready.editions.print.tags.paint_order import arrange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from makeready.core.model import Master

COLOURS = (
    b"1 0 0 rg",
    b"0 0 1 rg",
    b"/Lab cs",
    b"0.5 0.1 0.2 scn",
    b"0 0 1 RG",
    b"/a0.5 gs",
    b"/a1 gs",
)
OTHERS = (b"2 w", b"/F1 9 Tf", b"1 0 0 1 5 5 cm")
KINDS = ("stretch", "stretch", "decoration", "setting", "clip", "save")
LATER = """
aside { background: #ddd; border-left: 2pt solid #888 }
code { background: #eee; border-bottom: 1pt solid #444 }
em { position: relative; top: -2pt }
ul li { background: #eee }
figure, .box { position: relative; background: #ccc; border: 1pt solid #000 }
.box span { position: absolute; top: 0; right: 0; background: #fff }
"""


def stretch(place: int, *settings: bytes) -> list[object]:
    opened = ["/Span", pydyf.Dictionary({"MCID": place}), b"BDC"]
    return [*opened, *settings, b"BT", b"[<01>] TJ", b"ET", b"EMC"]


def decoration() -> list[object]:
    return ["/Artifact", b"BMC", b"q", b"0 0 9 9 re", b"f", b"Q", b"EMC"]


@dataclass
class Content:
    """A page's content as it is drawn at random, and how many tagged stretches it has."""

    items: list[object]
    count: int


@st.composite
def contents(draw: st.DrawFn, depth: int = 3, count: int = 0) -> Content:
    """Draw stretches and decoration among settings, clips and saved states."""
    items: list[object] = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(KINDS))
        if kind == "stretch":
            items += stretch(count, *draw(st.lists(st.sampled_from(COLOURS), max_size=2)))
            count += 1
        elif kind == "decoration":
            items += decoration()
        elif kind == "setting":
            items.append(draw(st.sampled_from(COLOURS + OTHERS)))
        elif kind == "clip":
            items += [b"0 0 5 5 re", b"W", b"n"]
        elif depth:
            inner = draw(contents(depth=depth - 1, count=count))
            items += [b"q", *inner.items, b"Q"]
            count = inner.count
    return Content(items, count)


def painted(items: Sequence[object]) -> Iterator[tuple[object, tuple[object, ...]]]:
    """Yield all that is painted, a tagged stretch by its number, with the state it is painted in.

    The state is what a viewer would be told before it: the settings in force, the last of each.
    """
    saved: list[list[object]] = []
    state: list[object] = []
    place: object = "decoration"
    for item in items:
        operator = item.rsplit(None, 1)[-1] if isinstance(item, bytes) else b""
        if isinstance(item, dict):
            place = item["MCID"]
        if operator == b"q":
            saved.append(list(state))
        elif operator == b"Q":
            state = saved.pop()
        elif operator in (b"f", b"TJ"):
            yield place, tuple(in_force(state))
            place = "decoration"
        elif operator not in (b"BDC", b"BMC", b"EMC", b"BT", b"ET", b""):
            state.append(item)


def in_force(state: Sequence[object]) -> Iterator[object]:
    """Yield the settings that still hold: a colour ends with the next, a clip and a move stay."""
    kinds = {b"rg": "fill", b"scn": "fill", b"cs": "fill"}
    held: dict[object, list[object]] = {}
    for item in state:
        operator = item.rsplit(None, 1)[-1] if isinstance(item, bytes) else b""
        kind = kinds.get(operator, operator)
        before = held.pop(kind, [])
        kept = {b"scn": 1} | dict.fromkeys((b"cm", b"re", b"W", b"n", b"gs"), len(before))
        again = operator == b"gs" and item in before
        before = [each for each in before if each != item] if again else before
        held[kind] = [*before[: kept.get(operator, 0)], item]
    yield from sorted((str(kind), *map(str, items)) for kind, items in held.items())


@given(contents(), st.randoms(use_true_random=False))
def test_each_stretch_is_painted_once_in_the_state_that_it_had(
    content: Content, dice: Random
) -> None:
    order = list(range(content.count))
    dice.shuffle(order)
    before = list(painted(content.items))
    after = list(painted(arrange(content.items, order)))
    assert [place for place, _ in after if place != "decoration"] == order
    assert sorted(map(str, after)) == sorted(map(str, before))


@given(contents())
def test_content_in_order_stays_as_it_is(content: Content) -> None:
    assert arrange(content.items, range(content.count)) == [b"q", *content.items, b"Q"]


def test_a_moved_stretch_takes_its_background_along_and_leaves_others() -> None:
    box, other = decoration(), [*decoration()[:3], b"1 1 2 2 re", *decoration()[4:]]
    items = [*stretch(0), b"q", *other, *stretch(1), b"Q", b"q", *box, *stretch(2), b"Q"]
    content = arrange(items, [0, 2, 1])
    assert list(painted(content)) == list(
        painted([*stretch(0), b"q", *box, *stretch(2), b"Q", b"q", *other, *stretch(1), b"Q"])
    )
    assert content.index(b"0 0 9 9 re") < content.index(b"1 1 2 2 re")


def test_what_cannot_be_put_in_order_stops_the_edition() -> None:
    with pytest.raises(EditionError, match="group"):
        arrange(stretch(0), [0, 1])
    with pytest.raises(EditionError, match="version 70"):
        arrange([*stretch(0), b"/Name MP"], [0])
    for unfinished in ([b"q", *stretch(0)], [*stretch(0), b"0 0 m"], [*stretch(0), b"Q"]):
        with pytest.raises(EditionError, match="version 70"):
            arrange(unfinished, [0])


BUSY = (
    f"<p>{prose(9, 1)[:-1]}{{note}} and <em>{prose(3, 2)}</em> {prose(50, 2)} "
    f"<code>{prose(4, 3)}</code> again.</p>"
    f"<ul><li>{prose(9, 4)}</li><li><p>{prose(12, 5)[:-1]}{{note}}.</p></li></ul>"
    f'<div class="box">{prose(20, 6)[:-1]} and <code>{prose(2, 7)}</code> <span>here</span></div>'
    f"<p>{prose(200, 8)[:-1]}{{note}}.</p><ol><li>{prose(7, 9)}</li></ol><p>{prose(80, 1)}</p>"
)
BOOK = (
    Chapter(title="Busy", body=BUSY, notes=(prose(30, 1), prose(20, 2), prose(150, 3))),
    noted(4, 2, 40, title="Noted"),
)


def book() -> Master:
    return master(BOOK, style=LATER)


def made(title: Master) -> bytes:
    printed, found = edition.make(title, look(), here)
    assert printed is not None, found
    return printed.data


@cache
def in_order() -> bytes:
    """Return the book with its pages painted in the order of reading."""
    return made(book())


def test_pages_look_the_same_as_they_did_in_the_order_of_painting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ordered = in_order()
    monkeypatch.setattr(tagging, "arrange", lambda items, _: [b"q", *items, b"Q"])
    as_painted = made(book())
    assert page_texts(ordered) != page_texts(as_painted)
    assert list(pictures(ordered)) == list(pictures(as_painted))


def pictures(data: bytes) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        for page in pdf:
            yield bytes(page.render(scale=2).buffer)
            page.close()


def test_pages_are_painted_in_the_order_of_the_tags() -> None:
    assert structure_of(in_order()).faults == []


def test_words_that_a_style_moves_are_read_in_their_place() -> None:
    said = f"{prose(4, 1)} <em>{prose(3, 2)}</em> {prose(60, 3)}"
    text = page_texts(made(master((Chapter(title="Lifted", body=f"<p>{said}</p>"),), style=LATER)))
    words = re.sub("<[^>]+>", "", said).split()
    assert " ".join(words[:20]) in " ".join(text[-1].replace("\ufffe", "").split())
