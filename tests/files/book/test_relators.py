"""The relator codes are those of MARC in form."""

from __future__ import annotations

import re

from makeready.files.book.relators import RELATORS


def test_a_code_has_three_small_letters_and_a_term_of_its_own() -> None:
    assert all(re.fullmatch("[a-z]{3}", code) for code in RELATORS)
    assert len(set(RELATORS.values())) == len(RELATORS)


def test_the_roles_that_books_name_most_are_there() -> None:
    terms = {RELATORS[code] for code in ("aut", "edt", "trl", "ill", "aui", "ann", "pbl")}
    assert {"author", "editor", "translator", "illustrator"} < terms
