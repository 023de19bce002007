"""Words that lines divide are closed up where something shows that they are one."""

from __future__ import annotations

import pytest

from makeready.intake.pdf.text.hyphens import _sure
from makeready.intake.text.hyphens import count_words
from makeready.intake.text.passages import SEAM


@pytest.mark.parametrize(
    ("above", "below", "closed"),
    [
        ("nel corso del-", "l’anno", True),
        ("e poi tut-", "t’altro", True),
        ("va-", "t’en", False),
        ("well-", "loved", False),
    ],
)
def test_two_letters_alike_before_an_apostrophe_are_of_one_word(
    above: str, below: str, closed: bool
) -> None:
    """Otherwise the hyphens of this document are known to be the author's."""
    (edit,) = _sure(f"{above}{SEAM}{below}", count_words(""), apart=True)
    assert (edit.start < len(above)) is closed


@pytest.mark.parametrize(
    ("above", "below", "closed"),
    [
        ("at http://weir.example/a/t2_77.ht", "ml", True),
        ("at https://weir.example/low.pd", "f, and", True),
        ("at https://weir.example/low", ".pdf.", True),
        ("at https://weir.example/low", ".Then", False),
        ("at the low", ".pdf files", False),
        ("at https://weir.example/low.pdf", "for all", False),
        ("at https://weir.example/low.ht", "mlx", False),
    ],
)
def test_an_ending_of_an_address_that_a_line_cuts_in_two_is_one(
    above: str, below: str, closed: bool
) -> None:
    edits = list(_sure(f"{above}{SEAM}{below}", count_words(""), apart=True))
    assert [edit.rule for edit in edits] == ["J.url"] * closed


@pytest.mark.parametrize(("known", "closed"), [("harbour", True), ("a har bour", False)])
def test_a_word_of_an_address_that_stands_elsewhere_is_closed_up(
    known: str, *, closed: bool
) -> None:
    above = "at https://weir.example/the-har-"
    (edit,) = _sure(f"{above}{SEAM}bour-of-tolls/", count_words(known), apart=False)
    assert (edit.start < len(above)) is closed
