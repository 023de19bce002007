"""Corruptions that change little: a rule, a tenth of a point, a corner of a drawing, a head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from checks.corruptions.later import _bookmark, _elements, _link, _tag
from checks.corruptions.strange import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Spoil = Callable[[pikepdf.Pdf], None]

TABLE = 10
"""The page of kites, from 0, that has a table, and notes below it."""

LINE = 7
"""A line within a paragraph of the page of text that is changed, from 1."""


def _rewrite(page: int, change: Callable[[list[Any]], Iterable[Any]]) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        there = pdf.pages[page]
        told = list(pikepdf.parse_content_stream(there))
        there.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*change(told)]))

    return spoil


def _drop(number: int) -> Spoil:
    """Return a change that draws one of the table page's lines no more, counted from 0."""

    def change(told: list[Any]) -> Iterable[Any]:
        strokes = [each for each in told if str(each.operator) == "S"]
        unseen = ContentStreamInstruction([], Operator("n"))
        return [unseen if each is strokes[number] else each for each in told]

    return _rewrite(TABLE, change)


def _move(number: int, right: float, down: float) -> Spoil:
    """Return a change that moves a stretch of type by so much, in three quarters of a point."""

    def change(told: list[Any]) -> Iterable[Any]:
        places = [each for each in told if str(each.operator) == "Tm"]
        for each in told:
            if each is places[number]:
                *turned, x, y = map(float, each.operands)
                yield ContentStreamInstruction([*turned, x + right, y + down], Operator("Tm"))
            else:
                yield each

    return _rewrite(PAGE, change)


def _raise_word(told: list[Any]) -> Iterable[Any]:
    """Raise the second half of a stretch of type."""
    number = 0
    for each in told:
        number += str(each.operator) == "TJ"
        if str(each.operator) != "TJ" or number != LINE:
            yield each
            continue
        parts = list(each.operands[0])
        half = len(parts) // 2
        for rise, own in ((0, parts[:half]), (0.3, parts[half:])):
            yield ContentStreamInstruction([rise], Operator("Ts"))
            yield ContentStreamInstruction([Array(own)], Operator("TJ"))
        yield ContentStreamInstruction([0], Operator("Ts"))


def _set_line(name: str, value: float, usual: float) -> Callable[[list[Any]], Iterable[Any]]:
    """Return a change that sets a line of a paragraph with one value, and others with another."""

    def change(told: list[Any]) -> Iterable[Any]:
        number = 0
        for each in told:
            number += str(each.operator) == "TJ"
            if str(each.operator) == "TJ" and number == LINE:
                yield ContentStreamInstruction([value], Operator(name))
                yield each
                yield ContentStreamInstruction([usual], Operator(name))
            else:
                yield each

    return change


_press = _set_line("Tz", 90, 100)
_part = _set_line("Tc", 0.4, 0)


def _show(**said: Any) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in said.items():
            pdf.Root[f"/{key}"] = value

    return change


def _bend(told: list[Any]) -> Iterable[Any]:
    """Move a corner of a drawing by a thirtieth of its height."""
    for each in told:
        if str(each.operator) == "l" and [*map(float, each.operands)] == [3, 9]:
            yield ContentStreamInstruction([3, 8.6], Operator("l"))
        else:
            yield each


def _say_of_cell(role: str, number: int, **said: Any) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        cell = _elements(pdf, role)[number]
        attributes = cell.get("/A", Dictionary(O=Name.Table))
        for key, value in said.items():
            attributes[f"/{key}"] = value
        cell.A = attributes

    return change


def _exchange_heads(pdf: pikepdf.Pdf) -> None:
    one, two = (_elements(pdf, "TD")[number].A for number in (0, 1))
    one.Headers, two.Headers = two.Headers, one.Headers


def _thin_photograph(pdf: pikepdf.Pdf) -> None:
    """Print the first photograph with an eighth of its dots along each edge."""
    image = next(
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    )
    shown = pikepdf.PdfImage(image).as_pil_image().convert("L")
    fewer = shown.resize((shown.width // 8, shown.height // 8))
    image.write(fewer.tobytes())
    image.Width, image.Height = fewer.size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8


PHOTOGRAPHS: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "a photograph with an eighth of its dots": (_thin_photograph, ("P-120",)),
}
"""Changes of a book that has a photograph."""

DOCUMENT: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "a rule below a head of a table that is gone": (_drop(0), ("P-136",)),
    "a piece of the rule above a table that is gone": (_drop(4), ("P-136",)),
    "a piece of the rule below a table that is gone": (_drop(7), ("P-136",)),
    "the rule above the notes that is gone": (_drop(-1), ("P-136",)),
    "a line a quarter of a point lower": (_move(4, 0, 0.33), ("P-137",)),
    "a line a quarter of a point aside": (_move(4, 0.33, 0), ("P-137",)),
    "half a line a third of a point higher": (_rewrite(PAGE, _raise_word), ("P-137",)),
    "a corner of a drawing that was moved": (_rewrite(13, _bend), ("P-120",)),
    "a head of a column that heads a row to listeners": (
        _say_of_cell("TH", 0, Scope=Name.Row),
        ("P-125",),
    ),
    "a cell of two columns to listeners": (_say_of_cell("TD", 0, ColSpan=2), ("P-125",)),
    "a cell of three rows to listeners": (_say_of_cell("TD", 1, RowSpan=3), ("P-125",)),
    "cells under each other's heads to listeners": (_exchange_heads, ("P-125",)),
    "a summary of a table that nobody wrote": (
        _say_of_cell("TD", 0, Summary=String("All boats are late.")),
        ("P-126",),
    ),
    "a paragraph with a title": (_tag("P", T=String("Buy!")), ("P-126",)),
    "a link with other words to listeners": (_link(Contents=String("Buy!")), ("P-126",)),
    "a line pressed to nine tenths": (_rewrite(PAGE, _press), ("P-123",)),
    "a line of letters apart": (_rewrite(PAGE, _part), ("P-137",)),
    "pages that are shown one by one": (_show(PageLayout=Name.SinglePage), ("P-106",)),
    "a window without the book's title": (
        _show(ViewerPreferences=Dictionary(DisplayDocTitle=False)),
        ("P-106",),
    ),
    "a bookmark in other words": (_bookmark(Title=String("Buy!")), ("C-101",)),
}
