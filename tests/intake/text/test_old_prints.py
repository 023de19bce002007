"""What old books do with letters and lines, and what symbol fonts do with signs."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.account.ledger import check
from makeready.intake.read.decoding import decode

LINE = "the weaver sat at the loom and sang of the sea while the others slept"


def test_verse_keeps_its_lines() -> None:
    stanza = (
        "    The heron waits beside the weir,\n      And will not turn her head;\n"
        "    The reeds have nothing left to hear,\n      For all the wind has said.\n"
    )
    prose = "\n".join(f"In those days {LINE}, and nobody\nthought of it." for _ in range(8))
    text = f"{prose}\n\n{stanza}\n{stanza}\n{prose}\n"
    assert manuscript(text).count("| The heron waits beside the weir,\n|   And will not") == 2
    assert check(cleaned(text).ledger, text) == ()


def test_letters_set_apart_close_up_and_a_large_first_letter_joins_its_word() -> None:
    text = f"C H A P T E R   T W O\n\nT\n\nhe weaver was old, and {LINE}.\n\nI t rained.\n"
    made = manuscript(text)
    assert "CHAPTER TWO" in made
    assert "The weaver was old" in made
    assert "It rained." in made


def test_a_word_of_one_letter_stays_a_word() -> None:
    text = f"A great wave came, and {LINE}.\n\nC major is the key in which {LINE}.\n"
    assert "A great" in manuscript(text)
    assert "C major" in manuscript(text)


def test_ligatures_are_written_out_and_a_torn_one_is_asked_about() -> None:
    made = cleaned("The ﬁrst oﬃce was small. She su ff ered no noise there, for the staff slept.\n")
    assert "The first office" in made.texts[0].text
    assert [each.raw for each in made.questions if each.section == "text"] == ["su ff ered"]


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "\uf0d8"])
def test_bullets_of_symbol_fonts_make_a_list(sign: str) -> None:
    made = manuscript(f"# Duties\n\n{sign} To wind the clock.\n\n{sign} To bar the gate.\n")
    assert "- To wind the clock." in made
    assert "- To bar the gate." in made


def test_an_unknown_sign_of_a_symbol_font_is_one_question() -> None:
    made = cleaned("It costs \uf12f 5 here and \uf12f 7 there.\n")
    assert "\ufffd 5" in made.texts[0].text
    (asked,) = (each for each in made.questions if each.section == "text")
    assert len(asked.also) == 1


def test_an_encoding_that_the_text_declares_is_believed() -> None:
    text = "Title: The Loom\n\nCharacter set encoding: ISO-8859-1\n\nThe Archæology of Zuñi.\n"
    assert decode("a.txt", text.encode("latin-1")).text == text


def test_the_frame_of_a_collection_is_set_aside_and_names_the_book() -> None:
    text = (
        "The Project Gutenberg EBook of The Loom, by Ida Reed\n\nTitle: The Loom\n\n"
        "Author: Ida Reed\n\nLanguage: English\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK THE LOOM ***\n\n\n\nCHAPTER I.\n\n"
        f"In those days {LINE}.\n\n\n\nEnd of the Project Gutenberg EBook of The Loom\n\nNo fee.\n"
    )
    made = cleaned(text)
    assert made.metadata.title == "The Loom"
    assert [each.name for each in made.metadata.people] == ["Ida Reed"]
    assert "Gutenberg" not in made.texts[0].text
    assert "# CHAPTER I." in made.texts[0].text


def test_the_name_of_a_chapter_above_a_torn_first_letter_is_a_heading() -> None:
    head = "C H A P T E R   O N E\n\nT H E   O L D   L O O M\n\nT\n\n"
    source = f"{head}he weaver was old, and {LINE}, and {LINE}.\n"
    assert "# THE OLD LOOM" in manuscript(source)


@pytest.mark.parametrize("sign", ["\uf0a7", "•"])
def test_a_bullet_on_a_line_of_its_own_begins_an_item(sign: str) -> None:
    source = f"The clerk must:\n\n{sign} \nCount the boats that come\nin.\n"
    source += f" \n{sign} \nLight the lamp.\n"
    assert "- Count the boats that come in.\n" in manuscript(source)
    assert "- Light the lamp.\n" in manuscript(source)


def test_double_hyphens_of_broken_type_divide_words_at_the_ends_of_lines() -> None:
    lines = (
        "Der Herr Verfaſſer hat dieſe Geſchichten mit groſſer Sorg⸗\n"
        "falt geſammelt, und ſie uͤberhaupt ſo lebendig erzaͤh⸗\n"
        "let, daß kein Leſer ſie unbewegt weg⸗\nlegen wird, welches von wenigen Buͤ=\n"
        "chern der Juni⸗\nMeſſe geſagt werden kann.\n"
    )
    made = manuscript(lines)
    assert "Sorgfalt" in made
    assert "erzaͤhlet" in made
    assert "weglegen" in made
    assert "Buͤchern der Juni⸗Meſſe" in made
