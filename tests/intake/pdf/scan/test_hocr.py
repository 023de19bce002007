"""What tesseract writes of a page becomes its words, lines, pictures and rules."""

from __future__ import annotations

import pytest

from intake.pdf.scan.drawn import Set, hocr_of, reading_of
from makeready.intake.pdf.scan.hocr import BadReading, read_hocr

PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><body>
<div class='ocr_page' title='image "x"; bbox 0 0 900 1200; ppageno 0; scan_res 200 200'>
 <div class='ocr_photo' title="bbox 10 20 300 400"></div>
 <div class='ocr_separator' title="bbox 100 900 400 904"></div>
 <div class='ocr_separator' title="bbox 0 0 30 1200"></div>
 <span class='ocr_header' title="bbox 100 50 300 90; baseline -0.01 -8; x_size 40; x_descenders 9">
  <span class='ocrx_word' title='bbox 100 50 180 90; x_wconf 91'>Ferry</span>
  <span class='ocrx_word' title='bbox 190 50 300 90; x_wconf 12'> </span>
 </span>
</div></body></html>"""


def test_words_have_their_places_and_certainty() -> None:
    page = read_hocr(PAGE.encode(), 4)
    assert (page.number, page.width, page.height, page.dots) == (4, 900, 1200, 200.0)
    assert page.pictures == ((10, 20, 300, 400),)
    assert page.rules == ((100, 900, 400, 904),), "a dark edge is no rule"
    (line,) = page.lines
    assert [(word.text, word.confidence) for word in line.words] == [("Ferry", 91)]
    assert line.base_at(100) == 82
    assert line.base_at(300) == 80
    assert line.height == 40


def test_letters_are_read_where_the_file_has_them() -> None:
    page = reading_of([Set("an oar", base=90)])
    assert read_hocr(hocr_of(page).encode(), 0) == page


@pytest.mark.parametrize(
    "written",
    ["", "<html><body/></html>", "<div class='ocr_page' title='no box'/>", "<div class='ocr_page'"],
)
def test_what_is_no_page_is_refused(written: str) -> None:
    with pytest.raises(BadReading):
        read_hocr(written.encode(), 0)
