from __future__ import annotations

import pytest

from makeready.core.model import NotePlace, Numbering
from master.titles import OPS_TYPE, X, ids, made, retold, sections, words

TEXT = "# A\n\nx^[First.]\n\n## Below\n\ny^[Second.]\n\n# B\n\nz^[Third.]\n"


def test_notes_follow_the_text_of_their_chapter() -> None:
    book = retold(note_place=NotePlace.CHAPTER)
    one, two = sections(made(TEXT, book=book))
    assert words(one[-1]) == "Notes 1 First. 2 Second."
    assert words(two[-1]) == "Notes 1 Third."
    assert one[-1].get(OPS_TYPE) == "endnotes"
    assert "Notes" not in str(made(TEXT, book=book).contents)


def test_notes_of_the_book_stand_below_the_titles_of_their_chapters() -> None:
    book = retold(note_place=NotePlace.BOOK, numbering=Numbering.BOOK, numbered_levels=1)
    master = made(TEXT, "# Glossary\n\nw\n", book=book)
    assert [words(each[0]) for each in sections(master)] == ["1 A", "2 B", "Notes", "Glossary"]
    notes = sections(master)[2]
    assert words(notes) == "Notes 1 A 1 First. 2 Second. 2 B 3 Third."
    assert [entry.label for entry in master.contents] == ["1 A", "2 B", "Notes", "Glossary"]
    assert not master.contents[2].children


@pytest.mark.parametrize("place", NotePlace)
def test_each_note_is_linked_both_ways_wherever_it_stands(place: NotePlace) -> None:
    master = made(TEXT, book=retold(note_place=place))
    named = ids(master)
    assert len(named) == len(set(named))
    for note in master.notes:
        for section in sections(master):
            assert not section.xpath(".//*[@class='notes']") or place is NotePlace.PAGE
        links = [each for section in sections(master) for each in section.iter(f"{X}a")]
        assert [each.get("id") for each in links if each.get("href") == f"#{note.anchor}"] == [
            note.call
        ]
        backs = [each for each in links if each.get("href") == f"#{note.call}"]
        assert [each.text for each in backs] == [str(note.number)]


def test_the_chapter_that_is_there_for_notes_takes_them() -> None:
    text = f"{TEXT}\n# Remarks {{.endnotes}}\n\nOf the editor.\n"
    *_, last = sections(made(text, book=retold(note_place=NotePlace.BOOK)))
    assert words(last[0]) == "Remarks"
    assert words(last[-1]) == "B 1 Third."


def test_a_book_without_notes_gets_no_place_for_them() -> None:
    assert len(sections(made("# A\n\nx\n", book=retold(note_place=NotePlace.BOOK)))) == 1


def test_an_opening_without_a_heading_has_notes_without_one() -> None:
    (opening,) = sections(made("x^[First.]\n", book=retold(note_place=NotePlace.CHAPTER)))
    assert words(opening[-1]) == "1 First."
