"""A LaTeX document keeps its notes, margins and references, and its words are counted."""

from __future__ import annotations

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.model import Choices, Imported
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.latex import _arguments_end, prepare
from makeready.intake.read.formats.tex.groups import find_group_end


def imported(body: str, **files: bytes) -> Imported:
    text = rf"\documentclass{{book}}\begin{{document}}{body}\end{{document}}"
    held = {f"{name}.tex": data for name, data in files.items()}
    wants = Wants(beside=lambda name: held.get(name, b""))
    return take_whole(read_source("a.tex", text.encode(), wants))


def test_a_note_apart_from_its_mark_is_a_note() -> None:
    made = imported(r"Oil\footnotemark{} helps.\footnotetext{Of whales.}")
    assert made.texts[0].text == "Oil[^1] helps.\n\n[^1]: Of whales.\n"


def test_notes_with_numbers_find_their_marks() -> None:
    marks = r"Oil\footnotemark[2] and tar\footnotemark[1]{} help."
    made = imported(marks + r"\footnotetext[1]{Of pine.}\footnotetext[2]{Of whales.}")
    notes = "[^1]: Of whales.\n\n[^2]: Of pine.\n"
    assert made.texts[0].text == f"Oil[^1] and tar[^2] help.\n\n{notes}"


def test_a_mark_whose_number_no_words_have_takes_the_words_that_wait() -> None:
    made = imported(r"Oil\footnotemark[3]{} helps.\footnotetext{Of whales.}")
    assert made.texts[0].text == "Oil[^1] helps.\n\n[^1]: Of whales.\n"


def test_a_note_without_words_is_left_out() -> None:
    assert imported(r"Oil\footnote{} helps.").texts[0].text == "Oil helps.\n"


def test_what_stands_behind_the_end_of_the_document_is_no_part_of_it() -> None:
    text = rb"\begin{document}Oil helps.\end{document} Ask Ann."
    made = take_whole(read_source("a.tex", text, Wants(beside=lambda _: b"")))
    assert made.texts[0].text == "Oil helps.\n"
    assert made.compared is not None
    assert made.compared[0] == made.compared[1]


def test_words_of_the_margin_are_a_box() -> None:
    made = imported("Oil\\marginpar{Keep dry.} helps.\n\nNext.")
    assert made.texts[0].text == "Oil helps.\n\n::: box\nKeep dry.\n:::\n\nNext.\n"


def test_a_reference_names_the_section_that_it_means() -> None:
    made = imported(r"\chapter{Oil}\label{o}See~\ref{o} on page~\pageref{o} and \eqref{x}.")
    assert "See [Oil](#o) on page [](#o){.page} and" in " ".join(made.texts[0].text.split())
    told = " ".join(found.message for found in made.findings)
    assert "pageref" in told
    assert "x" in told


def test_files_that_lie_beside_are_included() -> None:
    assert "Words of two." in imported(r"\include{two}", two=b"Words of two.").texts[0].text


def test_lost_words_are_named() -> None:
    made = imported("Words.\n\n\\unknownthing{lost along the way}\n\nMore.")
    if "lost along" not in made.texts[0].text:
        assert any("lost along the way" in found.message for found in made.findings)


def test_small_capitals_and_accents_come_through() -> None:
    made = imported(r"\textsc{Anno} caf\'e na\"ive \c{c}a \chapter{One} stra\ss e")
    assert "[Anno]{.smallcaps} café naïve ça" in made.texts[0].text
    assert made.compared is not None
    assert made.compared[0] == made.compared[1]


@pytest.mark.parametrize(("text", "end"), [("{a}", 3), (" {a{b}}c", 7), (r"{\}}", 4), ("{a", 0)])
def test_groups_end_where_they_close(text: str, end: int) -> None:
    assert find_group_end(text, 0) == end


def test_remarks_are_named() -> None:
    inventory = prepare("a.tex", rb"Words \todo{check it}.", Choices()).inventory
    assert inventory is not None
    assert [each.text for each in inventory.passages if each.part == "comments"] == ["check it"]


@pytest.mark.parametrize(
    ("head", "body", "lost"),
    [
        (r"\title{A study\thanks{Paid by nobody}}", "", "Paid by nobody"),
        (r"\title{A study}\date{May 1901}", "", "May 1901"),
        ("", r"\begin{lemma}[Of leaking gates]They do.\end{lemma}", "Of leaking gates"),
        ("", r"\begin{tcolorbox}[boxrule=1pt,title={A warning}]Do.\end{tcolorbox}", "A warning"),
    ],
)
def test_words_of_titles_and_brackets_are_counted(head: str, body: str, lost: str) -> None:
    text = rf"\documentclass{{book}}{head}\begin{{document}}Words. {body}\end{{document}}"
    made = take_whole(read_source("a.tex", text.encode(), Wants()))
    kept = "".join(each.text for each in made.texts)
    assert lost in kept or any(lost in found.message for found in made.findings)


@pytest.mark.parametrize("options", [r"[htbp]", "[colback=red!5]", ""])
def test_settings_in_brackets_are_no_words(options: str) -> None:
    made = imported(rf"Words.\begin{{figure}}{options}They stay.\end{{figure}}\date{{\today}}")
    assert made.compared is not None
    assert made.compared[0] == 3


def test_readings_of_characters_stay_with_them() -> None:
    text = r"Wide water \ruby[g]{水}{みず} and \ltjruby{北京}{ほく|きょう} here."
    made = imported(text)
    assert made.texts[0].text == (
        'Wide water [水]{ruby="みず"} and [北京]{ruby="ほく|きょう"} here.\n'
    )
    assert not [found for found in made.findings if found.code == "S-141"]


@pytest.mark.parametrize(
    ("text", "end", "words"), [("{red}{words}", 12, 5), ("{words} go", 7, 0), ("go", 0, 0)]
)
def test_the_last_argument_of_a_command_is_left_where_it_holds_words(
    text: str, end: int, words: int
) -> None:
    assert _arguments_end(text, 0, keeps_last=False) == end
    assert _arguments_end(text, 0, keeps_last=True) == words


def test_a_reference_to_a_formula_that_stays_code_is_no_reference() -> None:
    made = imported(
        r"\begin{equation}\label{eq:oil} \strangeness{x} \end{equation} By \eqref{eq:oil}, so."
    )
    assert "@eq" not in made.texts[0].text
    assert "\\strangeness" in made.texts[0].text
