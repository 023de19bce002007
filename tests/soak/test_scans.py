"""Scans are read by the real programs: words, notes and calls come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_scans import Damage, build, count_asked, import_scan, manuscript, scan, score

from makeready.files.programs import ocr

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.soak
@pytest.mark.skipif(
    not (ocr.program() and ocr.read_tesseract_version()),
    reason="OCRmyPDF and tesseract-ocr are not installed; they are asked for by --ocr alone",
)
def test_a_worn_scan_comes_back_with_its_notes(tmp_path: Path) -> None:
    text = manuscript(2, seed=3)
    pdf = build(tmp_path, text)
    scan(pdf, tmp_path / "scanned.pdf", Damage())
    read, recipe = import_scan(tmp_path, tmp_path / "scanned.pdf", "--language", "en")
    got = score(text, read)
    assert got.words >= 0.96
    assert got.notes >= 0.98
    assert got.linked + count_asked(recipe) >= 0.95 * got.calls
    assert got.wrong == 0
