"""Families that a drawing names become the book's own, by their names or by their roles."""

from __future__ import annotations

import pytest

from editions.print.books import look
from makeready.editions.print.plan.families import gather_families

SERIF, SANS, MONO = "Linux Libertine O", "Linux Biolinum O", "JetBrains Mono"
FAMILIES = gather_families(look().faces, ("Symbola",))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("Linux Libertine", SERIF),
        ("linux libertine o", SERIF),
        ("Linux Biolinum", SANS),
        ("JetBrains Mono", MONO),
        ("Symbola", "Symbola"),
    ],
)
def test_a_family_of_the_book_is_taken_by_its_name_and_not_told(asked: str, given: str) -> None:
    setting = FAMILIES.setting((asked, "Arial"))
    assert (setting.names[0], setting.asked) == (given, "")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("serif", SERIF),
        ("sans-serif", SANS),
        ("monospace", MONO),
        ("Arial", SANS),
        ("Arial-BoldMT", SANS),
        ("ArialMT", SANS),
        ("Helvetica Neue", SANS),
        ("TimesNewRomanPSMT", SERIF),
        ("Times-Roman", SERIF),
        ("TimesNewRomanPS-ItalicMT", SERIF),
        ("DejaVu Sans Mono", MONO),
        ("CourierNewPSMT", MONO),
    ],
)
def test_common_families_stand_for_a_role_and_are_told(asked: str, given: str) -> None:
    setting = FAMILIES.setting((asked,))
    assert (setting.names[0], setting.asked, setting.is_known) == (given, asked, True)


def test_the_first_name_that_is_known_decides() -> None:
    setting = FAMILIES.setting(("Frobnicate", "monospace", "serif"))
    assert (setting.names[0], setting.asked, setting.is_known) == (MONO, "Frobnicate", True)


def test_a_name_that_nobody_knows_is_set_as_text_and_told() -> None:
    setting = FAMILIES.setting(("Frobnicate",))
    assert (setting.names[0], setting.asked, setting.is_known) == (SERIF, "Frobnicate", False)


def test_no_name_at_all_is_set_as_text() -> None:
    setting = FAMILIES.setting(())
    assert (setting.names[0], setting.asked, setting.is_known) == (SERIF, "", True)


def test_every_list_ends_in_the_text_face_and_the_fallbacks() -> None:
    assert FAMILIES.setting(("monospace",)).names == (MONO, SERIF, "Symbola")
