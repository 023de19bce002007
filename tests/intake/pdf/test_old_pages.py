"""The pages of the PDF are listed with their labels and their places in the manuscript."""

from __future__ import annotations

import csv

from intake.pdf.typed import Put, filled, import_of, page_of_text, pdf_page


def test_each_page_has_its_printed_label_and_its_first_words() -> None:
    folios = ("iv", "", "7", "8", "9")
    pages = [
        pdf_page(number, [*page_of_text(number * 4), *([Put(folio, 200, 20)] if folio else [])])
        for number, folio in enumerate(folios)
    ]
    (table,) = import_of(pages).beside
    rows = list(csv.DictReader(table.data.decode().splitlines()))
    assert [row["label"] for row in rows] == list(folios)
    assert [row["page"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert {row["file"] for row in rows} == {"text/01-opening.md"}
    assert rows[2]["words"].startswith(filled(4, 8)[0][:20])
