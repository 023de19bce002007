"""Tables break over pages where no page can hold them, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from editions.print.books import OCTAVO, POCKET, Chapter, here, look, master, prose
from editions.print.tagged import structure_of
from editions.print.whole import page_texts
from makeready.checks.read.print import read_printed
from makeready.core.model import Trim
from makeready.editions.print import edition
from makeready.editions.print.weasy import render

if TYPE_CHECKING:
    from weasyprint.document import Document

    from makeready.core.model import Master

SOAK = pytest.mark.soak
HEAD = "<thead><tr><th>Stone</th><th>Grams</th></tr></thead>"
CAPTION = "<caption>Weights of stones</caption>"


def table(rows: int, caption: str = CAPTION) -> str:
    lines = "".join(f"<tr><td>row{n}</td><td>{n}</td></tr>" for n in range(rows))
    return f"<table>{caption}{HEAD}<tbody>{lines}</tbody></table>"


def book(body: str, notes: tuple[str, ...] = (), *, trim: Trim = OCTAVO, style: str = "") -> Master:
    return master((Chapter(title="T", body=body, notes=notes),), trim=trim, style=style)


def pages_of(made: Master, *words: str) -> list[int]:
    """Return the numbers of the pages on which each of these words stands first."""
    printed, found = edition.make(made, look(), here)
    assert printed is not None, found
    texts = page_texts(printed.data)
    return [
        next(n for n, text in enumerate(texts) if re.search(rf"\b{word}\b", text)) for word in words
    ]


@pytest.mark.parametrize(
    ("words", "caption"),
    [
        (60, ""),
        (180, CAPTION),
        (270, CAPTION),
        *(pytest.param(n, "", marks=SOAK) for n in (120, 180, 270)),
        *(pytest.param(n, CAPTION, marks=SOAK) for n in (60, 120)),
    ],
)
def test_a_table_that_no_page_holds_begins_where_it_stands(words: int, caption: str) -> None:
    body = f"<p>{prose(words)} Lastly.</p>{table(40, caption)}<p>Behind.</p>"
    before, stone, first, last, behind = pages_of(
        book(body), "Lastly", "Stone", "row0", "row39", "Behind"
    )
    assert stone == first == before
    assert last == behind > first


@pytest.mark.parametrize("rows", [33, 34, 35, *(pytest.param(n, marks=SOAK) for n in (32, 40, 80))])
def test_a_caption_stands_on_the_page_on_which_its_table_begins(rows: int) -> None:
    caption, first = pages_of(book(f"<p>{prose(60)}</p>{table(rows)}"), "Weights", "row0")
    assert caption == first


def test_a_caption_with_a_note_stands_with_a_table_that_calls_more() -> None:
    body = f"<p>{prose(90)}</p>" + table(30).replace("stones", "stones{note}").replace(
        "row4", "row4{note}"
    )
    caption, first = pages_of(book(body, (prose(30), prose(40)), trim=POCKET), "Weights", "row0")
    assert caption == first


def test_a_table_that_would_leave_much_of_a_page_empty_is_divided() -> None:
    body = f"<p>{prose(60)}</p>{table(25)}"
    pages = pages_of(book(body), "Weights", "row0", "row1", "row23", "row24")
    first = pages[0]
    assert pages == [first, first, first, first + 1, first + 1]


@pytest.mark.parametrize("words", [pytest.param(200, marks=SOAK), 330])
def test_a_table_that_a_page_holds_stays_whole(words: int) -> None:
    body = f"<p>{prose(words)}</p>{table(25)}"
    caption, first, last = pages_of(book(body), "Weights", "row0", "row24")
    assert caption == first == last


def test_a_row_that_no_page_holds_is_divided_and_read_cell_by_cell() -> None:
    cells = [" ".join(f"{name}{n}" for n in range(70)) for name in ("stone", "gram")]
    row = f"<tr><td>{cells[0]}{{note}}</td><td>{cells[1]}{{note}}</td></tr>"
    table = f"<table>{HEAD}<tbody>{row}</tbody></table>"
    trim = Trim(name="small", width=80, height=90)
    printed, found = edition.make(book(table, ("To stones.", "To grams."), trim=trim), look(), here)
    assert printed is not None, found
    assert structure_of(printed.data).faults == []
    read = read_printed(printed.data)
    texts = [(number, page.text) for number, page in read.read_in_order()]
    assert len({number for number, text in texts if "gram" in text}) > 1
    # the head stands on each page, as decoration on all but the first
    assert all("Stone" in page for page in page_texts(printed.data) if "gram" in page)
    assert sum(text.count("Stone") for _, text in texts) == 1
    text = "".join(text for _, text in texts)
    places = [text.index(each) for cell in cells for each in cell.split()]
    assert places == sorted(places)


def test_a_style_that_keeps_a_table_whole_all_the_same_is_let_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repaired: list[bool] = []
    repair = render._repair_tables

    def noted(document: Document) -> bool:
        repaired.append(repair(document))
        return repaired[-1]

    monkeypatch.setattr(render, "_repair_tables", noted)
    style = "table[data-long] { break-inside: avoid !important }"
    before, first = pages_of(
        book(f"<p>{prose(60)} Lastly.</p>{table(40)}", style=style), "Lastly", "row0"
    )
    assert first > before
    assert repaired.count(True) == 1


def test_the_foot_of_a_table_stands_once_behind_its_last_row() -> None:
    foot = "<tfoot><tr><td>Sum</td><td>780</td></tr></tfoot>"
    body = table(40).replace("</table>", f"{foot}</table>")
    printed, found = edition.make(book(body, trim=POCKET), look(), here)
    assert printed is not None, found
    pages = [text for text in page_texts(printed.data) if "Grams" in text]
    assert [text.count("Sum") for text in pages] == [0] * (len(pages) - 1) + [1]
    assert len(pages) > 1
