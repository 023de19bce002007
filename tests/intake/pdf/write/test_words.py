"""Runs become words with the marks of their looks, and the spaces between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake.pdf.typed import (
    BOLD,
    ITALIC,
    LEFT,
    ROMAN,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    text_of,
)
from makeready.intake.pdf.write.words import Setting, _run_words, atoms_of

if TYPE_CHECKING:
    from makeready.intake.pdf.values import Face


@pytest.mark.parametrize(
    ("size", "last", "written"),
    [(16.0, ROMAN, "*sails*"), (10.0, ROMAN, "**sails**"), (16.0, ITALIC, "**sails**")],
)
def test_bold_type_of_large_print_without_italic_type_is_emphasis(
    size: float, last: Face, written: str
) -> None:
    lines = [Put(line, LEFT, TOP - 20 * at, size) for at, line in enumerate(filled(6))]
    base = TOP - 20 * len(lines)
    words = [
        Put("they saw", LEFT, base, size),
        Put("sails", LEFT + 4.5 * size, base, size, face=BOLD),
        Put("there", LEFT + 7.5 * size, base, size, face=last),
    ]
    made = text_of(import_of([pdf_page(0, [*lines, *words])]))
    assert f"they saw {written}" in made


def test_a_space_that_no_gap_shows_is_left_out_by_itself() -> None:
    (run,) = pdf_page(0, [Put("la mp")]).runs
    words = _run_words(replace(run, void=(2,)), "", Setting(source="la mp", calls={}), (0, 0))
    assert [(word.kind, word.start, word.end) for word in words] == [
        ("text", 0, 2),
        ("space", 2, 3),
        ("text", 3, 5),
    ]


@pytest.mark.parametrize(
    ("at", "left", "written"),
    [(0, LEFT - 12, "![](a) the lamp was lit."), (8, LEFT + 46, "the lamp ![](a) was lit.")],
)
def test_a_small_picture_is_written_between_its_neighbours(
    at: int, left: float, written: str
) -> None:
    lamp, lit = pdf_page(0, [Put("the lamp"), Put("was lit.", LEFT + 60)]).runs
    setting = Setting(
        source="the lamp\nwas lit.", calls={}, pictures={at: [(left, left + 8, "![](a)")]}
    )
    atoms = atoms_of([[lamp, lit]], [(TOP, 10.0)], setting)
    assert "".join(atom.value if atom.out is None else atom.out for atom in atoms) == written
