"""Letters with marks are read out of the PDF as they were written, each glyph with its letters."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from editions.print.books import POCKET, Chapter, here, look, master
from makeready.editions.print import edition

WORDS = "The m\u0304 q\u0303 o\u0328\u0304 stand, cafe\u0301 and naïve"
POINTED = "נָהָר רָחָב שָׁלוֹם יִשָּׂא"


def test_words_with_marks_are_copied_letter_by_letter() -> None:
    body = f"<p>{WORDS}</p><p>{POINTED}</p>"
    made, found = edition.make(
        master([Chapter(title="Marks", body=body)], trim=POCKET), look(), here
    )
    assert made is not None, found
    with pypdfium2.PdfDocument(io.BytesIO(made.data)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert WORDS in " ".join(text.split())
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        pdf.pages[-1].contents_coalesce()
        replaced = [
            str(each.operands[1].ActualText)
            for each in pikepdf.parse_content_stream(pdf.pages[-1])
            if str(each.operator) == "BDC" and "/ActualText" in each.operands[1]
        ]
        shown = [
            code
            for font in pdf.pages[-1].Resources.Font.values()
            for code in font.ToUnicode.read_bytes().split(b"beginbfchar")[1:]
        ]
    assert "cafe\u0301" in replaced
    assert any("\u05c1" in each for each in replaced)
    assert all(b"<>" not in code for code in shown)
