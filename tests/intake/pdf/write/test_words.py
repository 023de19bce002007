"""Runs become words and the spaces between them."""

from __future__ import annotations

from dataclasses import replace

from intake.pdf.typed import Put, pdf_page
from makeready.intake.pdf.write.words import Setting, _run_words


def test_a_space_that_no_gap_shows_is_left_out_by_itself() -> None:
    (run,) = pdf_page(0, [Put("la mp")]).runs
    words = _run_words(replace(run, void=(2,)), "", Setting(source="la mp", calls={}), (0, 0))
    assert [(word.kind, word.start, word.end) for word in words] == [
        ("text", 0, 2),
        ("space", 2, 3),
        ("text", 3, 5),
    ]
