"""Lines become paragraphs by their gaps, as these are within the paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.pdf.typed import Put, pdf_page
from makeready.intake.pdf.page.frames import Measure
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.text.paragraphs import _is_loose


@pytest.mark.parametrize(("gap", "is_loose"), [(22.0, False), (26.0, True)])
def test_a_wide_gap_parts_no_paragraph_that_is_set_as_wide(gap: float, *, is_loose: bool) -> None:
    (line,) = lines_of(0, pdf_page(0, [Put("The lamp was lit.")]).runs)
    held = [line, replace(line, gap=20.0)]
    assert _is_loose(Measure(size=10.0, leading=12.0), held, replace(line, gap=gap)) is is_loose
