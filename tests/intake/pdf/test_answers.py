"""What the editor says of a PDF's pages holds, for one line or for all that look alike."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    BOLD,
    LEFT,
    NOTE,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.core.errors import ConfigError
from makeready.core.model import Digest
from makeready.intake.clean import clean
from makeready.intake.model import Answer, RawText, Recipe
from makeready.intake.pdf.values import Facts, PdfPage


def _recipe(**said: object) -> Recipe:
    return Recipe(digest=Digest("0" * 64), answers=(Answer(at=1, **said),))  # type: ignore[arg-type]  # of a test


def test_running_heads_are_dropped_wherever_they_stand() -> None:
    pages = [
        pdf_page(at, [Put(words, LEFT, 590), *set_lines(filled(5, 3 * at), TOP)])
        for at, words in enumerate(("Of Salt", "Of Bread and Water", "On Lamps"))
    ]
    said = _recipe(section="furniture", line=1, raw="Of Salt", do="drop", everywhere=True)
    text = text_of(import_of(pages, recipe=said))
    assert not any(words in text for words in ("Of Salt", "Of Bread", "On Lamps"))


def test_a_look_is_that_of_headings_wherever_it_stands() -> None:
    puts: list[Put] = []
    for at, words in enumerate(("Salt", "Bread")):
        base = TOP - 100 * at
        puts += [Put(words, LEFT, base, face=BOLD), *set_lines(filled(5, 3 * at), base - 12)]
    said = _recipe(section="heading", line=1, raw="Salt", level=2, everywhere=True)
    text = text_of(import_of([pdf_page(0, puts)], recipe=said))
    assert [line for line in text.splitlines() if line[:1] == "#"] == ["# Salt", "# Bread"]


def test_an_area_is_a_table_or_none() -> None:
    rows = [("Barge", "12"), ("Raft", "20")]
    puts = [*set_lines(filled(5), TOP)]
    for at, cells in enumerate(rows):
        puts += [Put(cell, LEFT + 100 * x, 480 - 12 * at) for x, cell in enumerate(cells)]
    puts += set_lines(filled(5, 4), 440)
    area = {"section": "table", "line": 6, "raw": "Barge"}
    text = text_of(import_of([pdf_page(0, puts)], recipe=_recipe(**area, last=9, do="table")))
    assert "| Barge | 12 |" in text
    assert "| Raft | 20 |" in text
    text = text_of(import_of([pdf_page(0, puts)], recipe=_recipe(**area, last=9, do="text")))
    assert "|" not in text


def test_an_area_without_columns_is_no_table() -> None:
    said = _recipe(section="table", line=1, raw="The", last=2, do="table")
    with pytest.raises(ConfigError, match="no white parts"):
        import_of([pdf_page(0, set_lines(filled(5), TOP))], recipe=said)


def test_text_shows_no_looks() -> None:
    raw = RawText(name="x.txt", digest=Digest("0" * 64), encoding="utf-8", text="Salt\n\nBread.\n")
    with pytest.raises(ConfigError, match="only the pages of a PDF"):
        clean(raw, _recipe(section="heading", line=1, raw="Salt", level=1, everywhere=True))


def test_what_file_and_pages_say_is_compared() -> None:
    puts = [Put("The Lamp", 120, 590, 16.0), *set_lines(filled(9), TOP)]
    made = import_of([pdf_page(0, puts)], facts=Facts(pages=1, title="Letter to the Bank"))
    told = next(found for found in made.findings if found.code == "S-162")
    assert "'Letter to the Bank'" in told.message


def _page_with_a_lone_note() -> list[PdfPage]:
    puts = page_of_text()
    puts.insert(4, Put("1", puts[3].left + len(puts[3].text) * 5, puts[3].base + 4, 6.0))
    puts += [Put("1", LEFT, 90, 5.0), Put("It was of oak.", LEFT + 6, 87, NOTE)]
    puts += [Put("2", LEFT, 78, 5.0), Put("It was of elm.", LEFT + 6, 75, NOTE)]
    return [pdf_page(0, puts)]


def test_a_note_that_nothing_calls_is_asked_about_with_its_page_and_neighbours() -> None:
    made = import_of(_page_with_a_lone_note())
    (asked,) = [question for question in made.questions if question.section == "note"]
    assert asked.why == "note 2 is called somewhere on page 1: 2 after the call of 1 in line 5"
    assert asked.proposal == (
        '[[note]]\nline = 5\nraw = "the words before the call"\ndo = "call"\nto = "2"'
    )


@pytest.mark.parametrize("words", ["whole line", "first word", "last letter but one"])
def test_the_editor_says_behind_which_words_a_note_is_called(words: str) -> None:
    pages = _page_with_a_lone_note()
    whole = pages[0].text.splitlines()[5]
    raw = {"whole line": whole, "first word": whole.split()[0]}.get(words, whole[:-1])
    said = _recipe(section="note", line=6, raw=raw, do="call", to="2")
    made = import_of(pages, recipe=said)
    text = text_of(made)
    assert f"{raw}[^2]{whole[len(raw) :]}" in text
    assert "[^2]: It was of elm." in text
    assert not [question for question in made.questions if question.section == "note"]


def test_a_call_of_a_note_that_is_nowhere_near_is_refused() -> None:
    pages = _page_with_a_lone_note()
    raw = pages[0].text.splitlines()[5]
    said = _recipe(section="note", line=6, raw=raw, do="call", to="9")
    with pytest.raises(ConfigError, match="no note 9 stands near it"):
        import_of(pages, recipe=said)
