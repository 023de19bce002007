"""Spaces are set as the language asks, and nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makeready.master.read.spaces import LANGUAGES, set_spaces_of_line
from master.titles import inside, made, retold, tree, words_of


def shown(line: str, language: str) -> str:
    """Return the line with signs for its spaces: ~ no-break, ' narrow."""
    return set_spaces_of_line(line, language).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("fr", "Quoi ? Non! Si; a : b", "Quoi^? Non^! Si^; a^: b"),
        ("fr", "«Oui», dit-il: « non »", "«^Oui^», dit-il^: «^non^»"),
        ("fr", "Quoi?! 10:30, http://a.fr/?b=c", "Quoi^?! 10:30, http://a.fr/?b=c"),
        ("fr", "10 000 pages, 50 %", "10~000 pages, 50~%"),
        ("fr-CA", "Quoi? a : b", "Quoi? a^: b"),
        ("fr", "Déjà\u00a0?", "Déjà~?"),
        ("pl", "a w domu i o nas – tak", "a~w~domu i~o~nas~– tak"),
        ("pl", "Ala ma kota", "Ala ma kota"),
        ("ru", "Он и я — в саду", "Он и~я~— в~саду"),
        ("de", "z. B. auf S. 12 – so", "z.~B. auf S.~12~– so"),
        ("en-GB", "J. R. Weir, Dr. Hale, p. 7 – so. I am", "J.~R.~Weir, Dr.~Hale, p.~7~– so. I am"),
        ("es", "— Hola – dijo", "—~Hola – dijo"),
        ("es", "Pesaba 12 % y medía 1 500 m de alto", "Pesaba 12~% y medía 1~500~m de alto"),
        ("it", "Il sig. G. B. Rossi – 3 km", "Il sig. G.~B.~Rossi~– 3~km"),
        ("pt", "J. A. Pires – 10 000 kg", "J.~A.~Pires~– 10~000~kg"),
        ("pl", "w 1920 r. na s. 12, XX w.", "w~1920~r. na s.~12, XX~w."),
        ("ru", "В 1920 г. в г. Приозерск, т. 2, с. 15", "В~1920~г. в~г.~Приозерск, т.~2, с.~15"),
        ("ru", "Это дом 5. Он стоит.", "Это дом 5. Он стоит."),
        ("en", "Is it? Yes: it is!", "Is it? Yes: it is!"),
    ],
)
def test_spaces_are_those_of_the_language(language: str, typed: str, expected: str) -> None:
    assert shown(typed, language) == expected


def test_marks_are_spaced_over_the_edges_of_words_that_are_marked() -> None:
    written = "Où *va* ? Où *va*! [What?]{lang=en} `a ?` Déjà[^n] !\n\n[^n]: Oui ?\n"
    master = made(written, book=FRENCH)
    assert "<em>va</em>\u202f?" in inside(master)
    assert "<em>va</em>\u202f!" in inside(master)
    assert "What?</span>" in inside(master)
    assert "<code>a ?</code>" in inside(master)
    assert "Oui\u202f?" in inside(master)


FRENCH = retold(language="fr", title="Où va l'eau ?")


def test_titles_and_contents_have_the_spaces_too() -> None:
    master = made("# Qui est là ?\n\nx\n", book=FRENCH)
    assert "Où va l’eau\u202f?" in str(tree(master).xpath("string(.)"))
    assert master.contents[0].label == "Qui est là\u202f?"


def test_spaces_may_stay_as_they_are_typed() -> None:
    book = retold(language="fr", spaces_as_typed=True)
    assert words_of(made("Quoi ? J. Weir\n", book=book)) == "Quoi ? J. Weir"
    assert "\u202f" not in inside(made("Quoi ? J. Weir\n", book=book))


LINES = st.text(alphabet="aiw Zé.?!:;«»–— 1\n\u00a0’", max_size=30)


@example("1:»", "fr")
@given(LINES, st.sampled_from(sorted(LANGUAGES)))
def test_nothing_that_is_seen_is_changed(line: str, language: str) -> None:
    changed = set_spaces_of_line(line, language)
    assert "".join(changed.split()) == "".join(line.split())
    assert set_spaces_of_line(changed, language) == changed
