"""pandoc reads the files, once, each for itself; what it doubts is told with its line."""

from __future__ import annotations

import pytest

from makeready.core.errors import MasterError
from makeready.core.model import Matter, Text
from makeready.files.programs.run import Ran
from makeready.master.read import manuscript
from master.titles import anyway, inside, made, sections, told, words


def test_the_same_label_in_two_files_means_two_notes() -> None:
    master = made("# A\n\nx[^1]\n\n[^1]: First.\n", "# B\n\ny[^1]\n\n[^1]: Second.\n")
    assert [note.text for note in master.notes] == ["First.", "Second."]


def test_what_pandoc_would_hide_or_drop_stays_text() -> None:
    shown = inside(anyway("---\n\ntitle: seen\n\n---\n\n\\emph{x} and `z`{=html} [@doe99]\n"))
    for piece in ("title: seen", "\\emph{x}", "{=html}", "[@doe99]"):
        assert piece in shown


def test_a_note_without_a_call_is_an_error() -> None:
    assert told("Words.\n\n[^lost]: A note.\n") == [
        "text/01.md:3: N-001 the note [^lost] is never called"
    ]


def test_what_pandoc_guesses_is_told_with_our_file_names() -> None:
    (found,) = told("Fine.\n", "a <div>\n\nb\n")
    assert found.startswith("text/02.md:")
    assert " T-001 " in found
    assert "/tmp" not in found


@pytest.mark.parametrize("character", ["\0", "\x01", "\x0c", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_control_characters_are_refused_at_their_line(character: str) -> None:
    assert told(f"One.\n\nTwo{character}.\n") == [
        f"text/01.md:3: T-014 the control character U+{ord(character):04X}"
    ]


@pytest.mark.parametrize("reference", ["&#1;", "&#x1;", "&#x0001;"])
def test_references_to_control_characters_are_refused_too(reference: str) -> None:
    assert told(f"One.\n\nTwo {reference}.\n") == [
        "text/01.md:3: T-014 a reference to the control character U+0001"
    ]
    (found,) = told(f'One.\n\n<span title="{reference}">x</span>\n')
    assert found.startswith("text/01.md:3: T-014 ")


def test_tabs_and_characters_beyond_the_first_plane_are_text() -> None:
    assert "𝔐\U0001f33e" in inside(made("\t𝔐\U0001f33e"))


def test_web_addresses_become_links_and_no_others() -> None:
    shown = inside(made("See https://a.example/b_c, ftp://b.example, tel:1 and javascript:x().\n"))
    assert '<a href="https://a.example/b_c" class="uri">https://a.example/b_c</a>,' in shown
    assert shown.count("<a ") == 1
    assert "ftp://b.example, tel:1 and javascript:x()." in shown


def test_an_escaped_underscore_in_an_address_is_an_underscore() -> None:
    shown = inside(made("See https://salt.example/a\\_b/c\\_1.htm.\n"))
    address = "https://salt.example/a_b/c_1.htm"
    assert f'<a href="{address}" class="uri">{address}</a>.' in shown


def test_an_address_that_is_marked_as_a_link_is_judged_as_one() -> None:
    (found,) = told("One.\n\nSee <javascript:x()>.\n")
    assert found.startswith("text/01.md:3: T-004 ")


def test_addresses_in_code_and_in_links_stay_as_they_are() -> None:
    shown = inside(made("`https://a.example` [https://b.example](https://c.example)"))
    assert "<code>https://a.example</code>" in shown
    assert shown.count("<a ") == 1


def answers(monkeypatch: pytest.MonkeyPatch, *, status: int, output: str, complaint: str) -> None:
    ran = Ran(status=status, output=output.encode(), complaint=complaint.encode())
    monkeypatch.setattr(manuscript, "run_pandoc", lambda *_, **__: ran)


def test_a_pandoc_that_fails_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, status=2, output="", complaint="\nno memory\n")
    with pytest.raises(MasterError, match="pandoc could not read the manuscript: no memory"):
        told("x")


def test_a_pandoc_that_fails_in_silence_is_told_by_its_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, status=-9, output="", complaint="")
    with pytest.raises(MasterError, match="it left with status -9"):
        told("x")


def test_a_pandoc_that_answers_nonsense_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, status=0, output="<p>x</p>", complaint="")
    with pytest.raises(MasterError, match="pandoc returned 0 files for 1"):
        told("x")


def test_words_on_many_lines_are_words() -> None:
    (section,) = sections(made("One\ntwo  \nthree\\\nfour\n"))
    assert words(section) == "One two three four"


def test_a_file_that_pandoc_takes_too_long_for_is_named() -> None:
    texts = [Text(file=f"text/0{n}.md", matter=Matter.BODY, text="# A\n") for n in (1, 2)]
    with pytest.raises(MasterError, match=r"text/01.md: pandoc took longer than 0.0001 seconds"):
        manuscript.read(texts[:1], 0.0001)
    # read one by one, for longer, none of them is at fault
    with pytest.raises(MasterError, match=r"it read also text/02.md"):
        manuscript.read(texts, 0.0001)
