"""Words become ids that are names, that are free, and that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.master.anchors import (
    CALLED,
    RESERVED,
    VALID,
    Register,
    is_automatic,
    pandoc_id,
    slug,
)


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ("The Old Mill", "the-old-mill"),
        ("Café Über Ærø", "cafe-uber-ærø"),
        ("The Miller's Tale, and the Miller’s Wife", "the-millers-tale-and-the-millers-wife"),
        ("1. Of Wheels", "of-wheels"),
        ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
        ("水车", "水车"),
    ],
)
def test_ids_are_the_first_words(said: str, anchor: str) -> None:
    assert slug(said) == anchor


@pytest.mark.parametrize("said", ["", "1984", "…!?", "—"])
def test_headings_without_letters_have_an_id_all_the_same(said: str) -> None:
    assert VALID.fullmatch(slug(said))


@given(st.text(max_size=40))
def test_every_id_is_an_xml_name_without_blanks(said: str) -> None:
    assert VALID.fullmatch(Register().take(slug(said)))


@given(st.lists(st.sampled_from(["a", "a-2", "b", "page-1", "contents", "x y", "1"]), max_size=12))
def test_no_id_is_given_twice_and_none_is_the_press_s_own(wanted: list[str]) -> None:
    register = Register()
    given_out = [register.take(each) for each in wanted]
    assert len(set(given_out)) == len(wanted)
    assert not RESERVED.intersection(given_out)
    assert not any(each.startswith("page-1") and each == "page-1" for each in given_out)


def test_a_taken_id_is_told_apart_by_context_not_by_a_count() -> None:
    first, second = Register(), Register()
    first.take("wheels")
    second.take("wheels")
    second.take("wheels", "another chapter")
    assert first.take("wheels", "the stones") == second.take("wheels", "the stones")


def test_an_id_that_several_want_is_told_apart_for_all_of_them() -> None:
    register = Register(common=frozenset({("wheels",)}))
    assert register.take("wheels", "one") != "wheels"


@pytest.mark.parametrize(
    "name", ["note-1", "call-1", "page-iv", "makeready-x", "river-title", "cover"]
)
def test_the_press_s_own_ids_are_never_free(name: str) -> None:
    assert Register().is_reserved(name)
    assert not Register().is_free(name)


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ("Heading identifiers in HTML", "heading-identifiers-in-html"),
        ("Maître d'hôtel", "maître-dhôtel"),
        ("3. Applications", "applications"),
        ("33", "section"),
    ],
)
def test_pandoc_s_own_ids_are_known(said: str, anchor: str) -> None:
    assert pandoc_id(said) == anchor
    assert is_automatic(f"{anchor}-1", said)
    assert not is_automatic(f"{anchor}-x", said)


def test_a_note_call_in_a_heading_is_no_word_of_its_id() -> None:
    assert is_automatic("the-harboura-lies", f"The harbour{CALLED} lies")
    assert not is_automatic("harbour", f"The harbour{CALLED} lies")
