"""Drawings inside forms stand where the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium
import pytest

from intake.pdf.made import pdf_of
from makeready.intake.pdf.read.shapes import read_shapes

if TYPE_CHECKING:
    from pathlib import Path


def page_with(tmp_path: Path, content: str, inner: str) -> pdfium.PdfPage:
    """Return a page that shows a form of 100 by 100 points in which these paths are drawn."""
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of([content]))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        form = document.make_stream(
            inner.encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, 100, 100]),
        )
        document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X1=form)
        document.save(file)
    return pdfium.PdfDocument(file)[0]


def test_a_drawing_in_a_form_is_moved_and_scaled_as_the_form_is(tmp_path: Path) -> None:
    page = page_with(tmp_path, "q 2 0 0 2 150 300 cm /X1 Do Q", "10 10 40 30 re f")
    _, drawings, _ = read_shapes(page, 0)
    assert drawings[0] == pytest.approx((170, 320, 250, 380), abs=1.5)


def test_what_a_form_does_not_show_of_a_drawing_is_none_of_it(tmp_path: Path) -> None:
    page = page_with(tmp_path, "q 1 0 0 1 150 300 cm /X1 Do Q", "10 -5000 40 9000 re f")
    _, drawings, _ = read_shapes(page, 0)
    assert drawings[0] == pytest.approx((160, 300, 200, 400), abs=1.5)


def test_a_drawing_beside_the_paper_is_none(tmp_path: Path) -> None:
    page = page_with(tmp_path, "q 1 0 0 1 900 300 cm /X1 Do Q", "10 10 40 30 re f")
    assert read_shapes(page, 0) == ((), (), ())
