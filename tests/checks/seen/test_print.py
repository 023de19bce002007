"""What was changed in a PDF is found by looking at it, whatever the inventory says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import corrupt_pdf, spoil
from makeready.checks.compare.facts import check_facts
from makeready.checks.seen.print import check_glyphs, check_ink

if TYPE_CHECKING:
    from makeready.checks.report import Files


@pytest.mark.parametrize("name", corrupt_pdf.INK)
def test_type_without_ink_is_found(good: Files, name: str) -> None:
    pdf = spoil.change_page(good.pdf, corrupt_pdf.PAGE, corrupt_pdf.INK[name])
    (found,) = check_ink(replace(good, pdf=pdf)).findings
    assert found.code == "P-108"
    assert "leaves no ink" in found.message


@pytest.mark.parametrize("name", corrupt_pdf.GLYPHS)
def test_a_letter_that_lies_is_found(good: Files, name: str) -> None:
    pdf = corrupt_pdf.change(good.pdf, corrupt_pdf.GLYPHS[name])
    found = check_glyphs(replace(good, pdf=pdf)).findings
    assert {each.code for each in found} == {"P-109"}


@pytest.mark.parametrize("name", corrupt_pdf.FACTS)
def test_other_facts_and_deeds_are_found(good: Files, name: str) -> None:
    spoiling, code = corrupt_pdf.FACTS[name]
    found = check_facts(replace(good, pdf=corrupt_pdf.change(good.pdf, spoiling))).findings
    assert {each.code for each in found} == {code}


def test_the_pair_as_it_was_made_has_ink_and_true_letters(good: Files) -> None:
    assert check_ink(good).findings == ()
    assert check_glyphs(good).findings == ()
