"""Accents that stand beside their letters become one character with them."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("L’acqua `e pi`u alta, e la citt`a tace.", "L’acqua è più alta, e la città tace."),
        ("Drogi sa˛ puste, a w˛ezeł mi˛edzy nimi.", "Drogi są puste, a węzeł między nimi."),
        ("F¨ur den Schl¨ussel der Schleuse.", "Für den Schlüssel der Schleuse."),
        ("La ma˜nana de S˜ao Jo˜ao.", "La mañana de São João."),
        ("Une fen^etre et l´eau d´autres rives.", "Une fen\\^etre et l´eau d´autres rives."),
        ("The boat`s rope is 3´ long, it´s old.", "The boat\\`s rope is 3´ long, it´s old."),
    ],
)
def test_accents_are_set_on_their_letters(source: str, made: str) -> None:
    assert manuscript(f"{source}\n").strip() == made


def test_a_letter_that_takes_no_such_accent_stays_as_it_is() -> None:
    assert (
        cleaned("Die Zahl ˛x ist 5 ¨ groß.\n").texts[0].text.strip() == "Die Zahl ˛x ist 5 ¨ groß."
    )
