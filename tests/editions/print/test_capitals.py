"""Text in small capitals is read back as it was written: some stand for capitals, some do not."""

from __future__ import annotations

import pytest

from editions.print.books import Chapter, here, look, master
from editions.print.whole import page_texts
from makeready.editions.print import edition

NUMBERED = '<p><span class="number">{}</span></p>'
STYLE = ".number { font-variant-caps: all-small-caps }"


def texts(*chapters: str, style: str = STYLE) -> str:
    """Return the text of a book whose chapters have these bodies."""
    book = master([Chapter(title="Reeds", body=body) for body in chapters], style=style)
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    return "\n".join(page_texts(printed.data))


def test_capitals_set_small_leave_small_letters_elsewhere_as_they_are() -> None:
    text = texts('<p><span class="smallcaps">Fishing in Ice</span></p>' + NUMBERED.format("III."))
    assert "Fishing in Ice" in text
    assert "III." in text


def test_chapters_that_set_them_differently_do_not_mix_them() -> None:
    text = texts('<p><span class="smallcaps">Fishing in Ice</span></p>', NUMBERED.format("III."))
    assert "Fishing in Ice" in text
    assert "III." in text


def test_one_small_capital_may_stand_for_both() -> None:
    text = texts(NUMBERED.format("Appendix I"), NUMBERED.format("Part AXE"))
    assert "Appendix I" in text
    assert "Part AXE" in text


@pytest.mark.parametrize("feature", ['"smcp"', '"smcp", "c2sc"'])
def test_features_that_are_named_one_by_one_count_too(feature: str) -> None:
    style = f"{STYLE} em {{ font-style: normal; font-feature-settings: {feature} }}"
    text = texts("<p><em>Fishing in Ice</em></p>" + NUMBERED.format("III."), style=style)
    assert "Fishing in Ice" in text
    assert "III." in text
