"""Every note is called once, defined once and numbered once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makeready.core.model import Numbering
from master.titles import (
    OPS_TYPE,
    X,
    anyway,
    asset,
    findings,
    made,
    retold,
    sections,
    told,
    tree,
    words,
)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=4), st.sampled_from(Numbering))
def test_notes_are_called_once_defined_once_and_numbered_in_order(
    counts: list[int], numbering: Numbering
) -> None:
    manuscript = ""
    for chapter, count in enumerate(counts):
        manuscript += f"# Chapter the {'great ' * chapter}\n\n"
        for which in range(count):
            manuscript += f"Words^[Note {chapter} {which}.] more.\n\n"
    master = made(manuscript, book=retold(numbering=numbering))
    root = tree(master)
    calls = [each for each in root.iter(f"{X}a") if each.get("class") == "noteref"]
    asides = list(root.iter(f"{X}aside"))
    assert len(calls) == len(asides) == len(master.notes) == sum(counts)
    for call, aside, note in zip(calls, asides, master.notes, strict=True):
        assert call.get("href") == f"#{note.anchor}" == f"#{aside.get('id')}"
        assert call.get("id") == note.call
        assert call.text == str(note.number)
        back = aside.find(f".//{X}a[@class='backlink']")
        assert back is not None
        assert back.get("href") == f"#{note.call}"
        assert back.text == str(note.number)
        assert words(aside) == f"{note.number} {note.text}"
    expected = (
        [n for count in counts for n in range(1, count + 1)]
        if numbering is Numbering.CHAPTER
        else list(range(1, sum(counts) + 1))
    )
    assert [note.number for note in master.notes] == expected


def test_notes_stand_at_the_end_of_their_chapter() -> None:
    one, two = sections(made("# A\n\nx^[First.]\n\n# B\n\ny^[Second.]\n"))
    assert one[-1].get(OPS_TYPE) == "footnotes"
    assert words(one[-1]) == "1 First."
    assert words(two[-1]) == "1 Second."


def test_notes_have_their_roles() -> None:
    shown = made("x^[N.]").xhtml.decode()
    for piece in (
        'class="noteref" epub:type="noteref" role="doc-noteref"',
        'class="note" epub:type="footnote" role="doc-footnote"',
        'class="backlink" role="doc-backlink"',
    ):
        assert piece in shown


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[^1]: One.\n\n    Two.\n", "One. Two."),
        ("[^1]: > Quoted.\n", "Quoted."),
        ("[^1]:\n    - a\n    - b\n", "a b"),
        ("[^1]: `code` first.\n", "code first."),
        ("[^1]: <b>raw</b>\n", "raw"),
        ("[^1]:     code block\n", "code block"),
    ],
)
def test_notes_of_any_shape_keep_their_words(body: str, said: str) -> None:
    master = made(f"x[^1]\n\n{body}")
    assert master.notes[0].text == said
    (section,) = sections(master)
    assert words(section[-1]) == f"1 {said}"


def test_a_call_without_a_note_is_told() -> None:
    manuscript = "One.\n\nTwo[^lost] and `[^code]`.\n"
    assert told(manuscript) == ["text/01.md:3: N-002 [^lost] calls no note"]
    assert anyway(manuscript).notes == ()


def test_a_backslash_makes_plain_text_of_a_call() -> None:
    assert told("A \\[\\^a], [\\^b] and \\[^c\\], but x[^c].\n\n[^c]: Note.\n") == []
    assert "text/01.md:1: N-002 [^a] calls no note" in told("A \\[^a], but x[^a].\n")


def test_a_note_without_words_is_refused_at_its_call() -> None:
    (found,) = findings("One.\n\nThe old mill wheel[^1].\n\n[^1]: <!-- nothing -->\n")
    assert str(found) == "text/01.md:3: N-003 note 1 is empty"


def test_a_note_that_is_a_picture_is_no_empty_note() -> None:
    pictures = (asset("images/x.png"),)
    master = made("x[^1]\n\n[^1]: ![](images/x.png){alt='a wheel'}\n", assets=pictures)
    assert len(master.notes) == 1


def test_ids_of_notes_do_not_depend_on_notes_nearby() -> None:
    before = made("A mill^[Of stone.] ground^[Slowly.] flour.\n").notes
    after = made("A^[New.] mill^[Of stone.] ground^[Slowly.] flour.\n").notes
    assert [note.anchor for note in after][1:] == [note.anchor for note in before]
    above = made("New^[N.].\n\nA mill^[Of stone.] ground^[Slowly.] flour.\n").notes
    assert [note.anchor for note in above][1:] == [note.anchor for note in before]


def test_equal_notes_after_equal_words_have_ids_of_their_own() -> None:
    master = made("x^[Ibid.]\n\nx^[Ibid.]\n\nx^[Ibid.]\n")
    assert len({note.anchor for note in master.notes}) == 3
    assert len({note.call for note in master.notes}) == 3


def test_the_id_of_a_repeated_note_does_not_depend_on_other_repeated_notes() -> None:
    alone = made("x^[Idem.]\n\nx^[Idem.]\n").notes
    after = made("x^[Ibid.]\n\nx^[Ibid.]\n\nx^[Idem.]\n\nx^[Idem.]\n").notes
    assert [note.anchor for note in after[2:]] == [note.anchor for note in alone]


def test_the_address_of_a_repeated_note_stays_from_release_to_release() -> None:
    """Readers' bookmarks and links of other sites lead to it."""
    master = made("One[^a] one[^b].\n\n[^a]: Ibid.\n\n[^b]: Ibid.\n")
    assert master.notes[0].anchor == "note-340bf596"
    assert [note.anchor for note in master.notes] == ["note-340bf596", "note-9f3f10f9"]
