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
