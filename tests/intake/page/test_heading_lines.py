"""Headings and contents lists that stand in one block with the text are told from it."""

from __future__ import annotations

from intake.cleaned import cleaned, manuscript

LINE = "The ferryman counted the ropes on the landing and found that none of them was missing.\n"


def test_capitals_that_a_number_counts_are_headings_inside_a_block() -> None:
    made = manuscript(
        f"{LINE * 9}I. ROPES\n{LINE * 9}II. THE FERRY AND ITS\nTWO LANDINGS\n{LINE * 9}"
    )
    assert "\n\n# I. ROPES\n\n" in made
    assert "# II. THE FERRY AND ITS TWO LANDINGS\n" in made


def test_one_line_in_capitals_alone_is_text() -> None:
    assert "#" not in manuscript(f"{LINE * 9}I. ROPES\n{LINE * 9}")


def test_usual_headings_stand_by_themselves() -> None:
    made = manuscript(f"INTRODUCTION\n{LINE * 9}CONCLUSION\n{LINE * 9}")
    assert "# INTRODUCTION\n" in made
    assert "# CONCLUSION\n" in made


def test_a_contents_list_in_the_first_block_names_title_author_and_headings() -> None:
    listed = f"Ropes and Ferries ........ 2\nThe Landing ......... {'3'}\nWinter Trade ...... 9\n"
    text = "".join(
        f"{head}\n{LINE * 9}" for head in ("Ropes and Ferries", "The Landing", "Winter Trade")
    )
    made = cleaned(f"RIVER TRADE\nAda Quill\nCONTENTS\n{listed}{text}")
    assert made.metadata.title == "RIVER TRADE"
    assert [person.name for person in made.metadata.people] == ["Ada Quill"]
    assert "# The Landing\n" in "\n".join(each.text for each in made.texts)


def test_a_line_of_speech_is_no_heading() -> None:
    speech = '»Nobody saw the ferry."\n\n"Not one of them."\n\n'
    assert "#" not in manuscript(f"{LINE}\n{speech}{LINE}\n{speech}{LINE}")


def test_an_author_with_a_sign_of_a_symbol_font_stands_above_the_first_heading() -> None:
    text = f"INTRODUCTION\n{LINE * 9}CONCLUSION\n{LINE * 9}"
    made = cleaned(f"RIVER TRADE\nADA QUILL\uf02a\n{text}")
    assert made.metadata.title == "RIVER TRADE"
    assert [person.name for person in made.metadata.people] == ["ADA QUILL"]


def test_a_short_word_in_chinese_is_no_author() -> None:
    assert not cleaned("化学笔记\n\n反应式\n\n目录\n\n第一章 水……1\n").metadata.people
