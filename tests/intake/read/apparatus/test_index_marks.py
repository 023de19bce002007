"""Index entries of LaTeX, DocBook, JATS and Word become marks of the manuscript."""

from __future__ import annotations

import pytest

from intake.read.apparatus.word import field, story, words
from makeready.intake.account.whole import take_whole
from makeready.intake.read.apparatus.index_marks import IndexMark, read_field, read_latex
from makeready.intake.read.files import read_source


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("boat", IndexMark(path=("boat",))),
        ("boat!ferry|textbf", IndexMark(path=("boat", "ferry"), is_main=True)),
        (r"rope@\emph{Rope}|(", IndexMark(path=("Rope",), sort="rope", span="start")),
        ("rope|)", IndexMark(path=("rope",), span="end")),
        ("cable|see{rope, hemp}", IndexMark(path=("cable",), see="rope!hemp")),
        ("cable|seealso{rope}", IndexMark(path=("cable",), see_also="rope")),
        ('odd"!mark', IndexMark(path=("odd!mark",))),
    ],
)
def test_latex_says_levels_order_and_kind(said: str, mark: IndexMark) -> None:
    assert read_latex(said) == mark


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        (' XE "boat:ferry" \\b ', IndexMark(path=("boat", "ferry"), is_main=True)),
        (' xe "cable" \\t "See boat:ferry" ', IndexMark(path=("cable",), see="boat!ferry")),
        (' XE "cable" \\t "See also rope"', IndexMark(path=("cable",), see_also="rope")),
        (" PAGE ", None),
    ],
)
def test_word_says_levels_and_kind(said: str, mark: IndexMark | None) -> None:
    assert read_field(said) == mark


LATEX = r"\begin{document}A boat\index{boat!ferry|textbf} here.\printindex\end{document}"
DOCBOOK = (
    '<book xmlns="http://docbook.org/ns/docbook" version="5.0"><chapter><indexterm xml:id="i" '
    'class="startofrange"><primary>gates</primary></indexterm><title>G</title><para>Open'
    "<indexterm><primary>gate</primary><secondary>of wood</secondary></indexterm> it."
    '<indexterm class="endofrange" startref="i"/></para></chapter></book>'
)
JATS = (
    "<article><body><sec><title>G</title><p>Open<index-term><term>gate</term><index-term><term>of "
    "wood</term></index-term></index-term> it.</p></sec></body></article>"
)


def text_of(name: str, data: str | bytes) -> str:
    made = take_whole(read_source(name, data if isinstance(data, bytes) else data.encode()))
    assert not [each for each in made.findings if each.code in ("S-141", "S-144")]
    return "\n".join(each.text for each in made.texts)


def test_marks_stand_where_the_document_has_them() -> None:
    assert 'boat[]{.index entry="boat!ferry" main="true"} here.' in text_of("a.tex", LATEX)
    found = text_of("a.docbook", DOCBOOK)
    assert '[]{.index entry="gates" range="start"}Open' in found
    assert 'Open[]{.index entry="gate!of wood"} it.[]{.index entry="gates" range="end"}' in found
    assert 'Open[]{.index entry="gate!of wood"} it.' in text_of("a.jats", JATS)


def test_a_field_of_word_in_pieces_is_one_mark() -> None:
    pieces = f"{words('A boat')}{field(' XE &quot;bo', 'at&quot; ')}{words(' here.')}"
    assert text_of("a.docx", story(pieces)) == 'A boat[]{.index entry="boat"} here.\n'


def test_a_range_of_word_is_marked_at_both_ends_of_its_bookmark() -> None:
    begun = f'<w:bookmarkStart w:id="4" w:name="Sluice"/>{words("Here")}'
    entry = field(" XE &quot;sluice&quot; \\r Sluice ")
    found = text_of("a.docx", story(begun, f'{words("there.")}<w:bookmarkEnd w:id="4"/>{entry}'))
    assert found == (
        '[]{.index entry="sluice" range="start"}Here\n\n'
        'there.[]{.index entry="sluice" range="end"}\n'
    )
    lost = text_of("a.docx", story(f"{words('Here')}{entry}"))
    assert lost == 'Here[]{.index entry="sluice"}\n'


def test_the_page_of_a_place_is_that_of_the_book() -> None:
    placed = f'<w:bookmarkStart w:id="0" w:name="_R1"/>{words("Here.")}<w:bookmarkEnd w:id="0"/>'
    page = field(" PAGEREF _R1 \\h ", result="7")
    said = f"{words('See page ')}{page}{words('.')}"
    found = text_of("a.docx", story(placed, said))
    assert found == "[]{#s-_R1}Here.\n\nSee page [](#s-_R1){.page}.\n"
    lost = text_of("a.docx", story(said))
    assert "page 7." in lost
