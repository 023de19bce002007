"""The fonts of both editions are those of the press and the title, or fonts that it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.checks.compare.typefaces import check_typefaces

if TYPE_CHECKING:
    from makeready.checks.report import Files


def strangers(files: Files) -> set[str]:
    """Return the names of the fonts that the check takes for nobody's."""
    found = check_typefaces(files).findings
    return {finding.message.removesuffix(" is not the title's") for finding in found}


def test_fonts_of_the_press_are_at_home_in_both_editions(good: Files) -> None:
    report = check_typefaces(good)
    assert report.findings == ()
    assert all(count > 0 for _, count in report.figures)


@pytest.mark.parametrize("spelled", ["{}", "{} ", "{}-"])
def test_a_font_that_the_title_asks_for_by_its_family_is_its_own(good: Files, spelled: str) -> None:
    nobody = replace(good, typefaces=frozenset())
    names = strangers(nobody)
    assert names
    families = {name.split("-")[0] for name in names}
    asked = tuple(spelled.format(family.casefold()) for family in families)
    assert strangers(replace(nobody, fallback=asked)) == set()


def test_a_font_whose_name_only_ends_alike_is_nobodys(good: Files) -> None:
    nobody = replace(good, typefaces=frozenset())
    tails = tuple(name[1:] for name in strangers(nobody))
    assert strangers(replace(nobody, fallback=tails)) == strangers(nobody)


def test_each_edition_is_told_of_by_its_file(good: Files) -> None:
    found = check_typefaces(replace(good, typefaces=frozenset())).findings
    files = {finding.place.file for finding in found if finding.place is not None}
    assert f"{good.slug}.pdf" in files
    assert any(file.endswith((".otf", ".ttf")) for file in files)


def test_a_subset_of_a_file_that_nobody_knows_is_nobodys(good: Files) -> None:
    names = frozenset(each for each in good.typefaces if len(each) != len("0" * 64))
    found = check_typefaces(replace(good, typefaces=names)).findings
    assert found
    assert all(finding.message.startswith("Makeready") for finding in found)
