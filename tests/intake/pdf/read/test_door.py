"""pdfium's characters become runs at their places, whatever the file calls sizes and angles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from intake.pdf.made import pdf_of, text_at
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.read.door import Unreadable, draw_box, read_facts, read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.intake.pdf.values import PdfPage


def read(tmp_path: Path, content: str) -> PdfPage:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of([content]))
    (pdf_page,) = read_pages(file, range(1))
    return pdf_page


def test_a_run_is_what_stands_on_one_base_line_in_one_look(tmp_path: Path) -> None:
    content = text_at(50, 500, "The lamp") + text_at(95, 500, "was lit", font="F2")
    pdf_page = read(tmp_path, content)
    assert [(run.text, round(run.left), run.base, run.size) for run in pdf_page.runs] == [
        ("The lamp", 50, 500, 10),
        ("was lit", 95, 500, 10),
    ]
    assert [run.face.italic for run in pdf_page.runs] == [False, True]
    assert all(pdf_page.text[run.start : run.end] == run.text for run in pdf_page.runs)


def test_the_size_is_that_on_the_page(tmp_path: Path) -> None:
    scaled = "q 12 0 0 12 50 500 cm BT /F1 1 Tf (scaled) Tj ET Q\n"
    (run,) = read(tmp_path, scaled).runs
    assert run.size == pytest.approx(12)


def test_letters_slanted_by_the_matrix_are_italic_and_upright(tmp_path: Path) -> None:
    slanted = "BT /F1 10 Tf 1 0 0.32 1 50 500 Tm (slanted) Tj ET\n"
    (run,) = read(tmp_path, slanted).runs
    assert (run.face.italic, run.turned) == (True, False)


def test_text_up_the_margin_is_turned(tmp_path: Path) -> None:
    stamp = "BT /F1 8 Tf 0 1 -1 0 20 100 Tm (Downloaded) Tj ET\n"
    runs = read(tmp_path, text_at(50, 500, "The lamp was lit early") + stamp).runs
    assert [run.turned for run in runs] == [False, True]


def test_a_page_set_sideways_is_read_as_it_reads(tmp_path: Path) -> None:
    page = "".join(
        f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * at} 50 Tm (line {at}) Tj ET\n" for at in range(3)
    )
    runs = read(tmp_path, page).runs
    assert [run.turned for run in runs] == [False] * 3
    assert [run.base for run in runs] == sorted((run.base for run in runs), reverse=True)


def test_a_gap_is_a_space_where_none_is_written(tmp_path: Path) -> None:
    (run,) = read(tmp_path, "BT /F1 10 Tf 50 500 Td [(was) -300 (lit)] TJ ET\n").runs
    assert run.text.replace(" ", "") == "waslit"
    assert run.missing or " " in run.text


def test_a_gap_that_a_small_figure_fills_parts_a_run(tmp_path: Path) -> None:
    line = "BT /F1 10 Tf 50 500 Td [(It rained) -500 (. Then not.)] TJ ET\n"
    pdf_page = read(tmp_path, line + text_at(87, 503.5, "1", size=6))
    assert [run.text.strip() for run in pdf_page.runs] == ["It rained", ". Then not.", "1"]
    (whole,) = lines_of(0, pdf_page.runs)
    assert whole.text == "It rained1. Then not."


def test_a_line_that_ends_in_a_hyphen_is_a_line(tmp_path: Path) -> None:
    pdf_page = read(tmp_path, text_at(50, 500, "the docu-") + text_at(50, 488, "ments lay"))
    assert pdf_page.text.split() == ["the", "docu-", "ments", "lay"]
    assert [run.text for run in pdf_page.runs] == ["the docu-", "ments lay"]


def test_hidden_words_and_rules_and_drawings_are_told_apart(tmp_path: Path) -> None:
    content = (
        text_at(50, 500, "seen")
        + "BT /F1 10 Tf 3 Tr 50 480 Td (unseen) Tj ET\n"
        + "50 400 m 200 400 l S\n10 10 60 40 re f\n"
        + "1 1 1 rg 200 200 80 80 re f\n"
    )
    pdf_page = read(tmp_path, content)
    assert [run.hidden for run in pdf_page.runs] == [False, True]
    assert (len(pdf_page.rules), len(pdf_page.drawings)) == (1, 1)


def test_facts_are_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of(["", ""], title="The Lamp"))
    facts = read_facts(file)
    assert (facts.pages, facts.title) == (2, "The Lamp")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(pdf_of([""], password="quay"), "password"), (b"%PDF-1.7\nnothing", "damaged")],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read_facts(file)
    assert caught.value.reason == reason


def test_a_file_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of([text_at(50, 500, "salt"), ""]).partition(b"\nxref")[0])
    facts = read_facts(file)
    assert facts.repaired
    assert next(read_pages(file, range(facts.pages))).text == "salt"


def test_a_box_is_drawn_as_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of(["10 10 60 40 re f\n"]))
    picture = draw_box(file, 0, (10, 10, 70, 50), scale=1.0)
    assert picture[:4] == b"\x89PNG"


def test_the_size_of_type_up_the_margin_is_that_on_the_page(tmp_path: Path) -> None:
    stamp = "BT /F1 4 Tf 0 2 -2 0 20 100 Tm (Downloaded) Tj ET\n"
    _, run = read(tmp_path, text_at(50, 500, "The lamp was lit early") + stamp).runs
    assert run.size == pytest.approx(8)


def test_type_of_less_than_a_point_is_read(tmp_path: Path) -> None:
    (run,) = read(tmp_path, text_at(50, 500, "The lamp", size=0.5)).runs
    assert run.text == "The lamp"
    assert 0 < run.size < 1


def test_a_bookmark_that_leads_nowhere_is_on_no_page(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of([""]))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        with document.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem("Salt", 0), pikepdf.OutlineItem("Tar")]
        document.save(file)
    marks = read_facts(file).bookmarks
    assert [(mark.title, mark.page) for mark in marks] == [("Salt", 0), ("Tar", -1)]
