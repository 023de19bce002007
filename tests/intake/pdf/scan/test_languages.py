"""Languages are named as tesseract names their data."""

from __future__ import annotations

import pytest

from makeready.intake.pdf.scan.languages import name_data


@pytest.mark.parametrize(
    ("languages", "data"),
    [
        ((), ("eng",)),
        (("en-GB",), ("eng",)),
        (("de-CH", "fr", "de"), ("deu", "fra")),
        (("grc", "la"), ("grc", "lat")),
        (("zh",), ("chi_sim",)),
        (("zh-TW",), ("chi_tra",)),
        (("sr-Latn",), ("srp_latn",)),
        (("nb",), ("nor",)),
        (("de-Latf",), ("frk",)),
        (("no language",), ("no language",)),
        (("deu_frak",), ("deu_frak",)),
    ],
)
def test_a_language_has_its_data(languages: tuple[str, ...], data: tuple[str, ...]) -> None:
    assert name_data(languages) == data
