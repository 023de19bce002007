"""Terms are sorted as the dictionaries of their language sort them."""

from __future__ import annotations

import pytest

from makeready.master.index.collation import read_initial, sort_key


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", "1 lock|2 locks|10 locks|dam|Dam, old|élan|eland|lock gate|lockgates|zeal"),
        ("de", "Ähre|Art|Öl|Otter|Straße|Strasser|Zahn"),
        ("sv", "arm|zon|ål|ärta|öken"),
        ("da", "arm|zone|æble|øl|ål"),
        ("es", "nube|nuez|ñame|oca"),
        ("cs", "cena|čas|hora|chata|idea|rok|řeka"),
        ("tr", "ılıca|ilk|son|şal"),
        ("pl", "las|lód|łan|mur"),
        ("fr", "cote|côte|coté|côtes"),
        ("ru", "ёлка|ель|жук"),
        ("ru", "маис|майка|март"),
        ("uk", "галка|ґава|дім|ель|єна|жук|икс|іній|їжак|йод|куб"),
        ("sr", "вир|дан|ђак|еж|јез|кап|љиљан|мир|тон|ћуп|чеп|џеп|шал"),
        ("fa", "آب|باد|پل|تاک|جو|چاه|زر|ژاله|قلم|کتاب|گل|لب|مه|نان|ورق|هوا|یخ"),
        ("ur", "آب|باد|پل|تار|ٹاٹ|ثمر|چاہ|دن|ڈال|رات|سر|قلم|کام|گل|ناک|وقت|ہوا|یاد"),
        ("he", "מים|מלאך|מלאכה|נהר"),
    ],
)
def test_terms_stand_in_the_order_of_their_language(language: str, terms: str) -> None:
    listed = terms.split("|")
    shuffled = sorted(listed, key=lambda term: term[::-1])
    if language == "fr":
        # accents count only between words that are otherwise alike
        assert max(shuffled, key=lambda term: sort_key(term, language)) == "côtes"
    else:
        assert sorted(shuffled, key=lambda term: sort_key(term, language)) == listed


@pytest.mark.parametrize(
    ("term", "language", "initial"),
    [("Élan", "fr", "e"), ("42nd", "en", ""), ("“Quay”", "en", "q"), ("dam", "en", "d")],
)
def test_a_term_stands_under_its_letter(term: str, language: str, initial: str) -> None:
    assert read_initial(term, language) == initial


def test_a_letter_of_its_own_is_another_initial() -> None:
    assert read_initial("ñame", "es") != read_initial("nube", "es")
    assert read_initial("ñame", "en") == read_initial("nube", "en")
