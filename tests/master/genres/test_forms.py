"""Divisions with the name of a genre get its form and keep their words."""

from __future__ import annotations

import pytest

from master.titles import X, anyway, inside, made, sections, tree, words, words_of


def classes(written: str) -> list[tuple[str, str]]:
    """Return the class and the words of each paragraph and each division of lines."""
    (section,) = sections(made(written))
    found = section.iter(f"{X}p", f"{X}div")
    return [(each.get("class", ""), words(each)) for each in found if each.get("class")]


def test_lines_of_verse_stay_as_they_are_written() -> None:
    master = made("::: poem\nThe ink was wet,\nthe form *was* locked.\n\nOne letter\nstood.\n:::\n")
    lines = (
        '<div class="line-block">The ink was wet,<br/>\nthe form <em>was</em> locked.<br/>\n<br/>'
    )
    assert '<div class="verse poem">' in inside(master)
    assert lines in inside(master)


def test_who_wrote_a_verse_is_no_line_of_it() -> None:
    found = classes("::: verse\na\nb\n\n[*Anon.*]{.attribution}\n:::\n")
    assert [name for name, _ in found] == ["verse", "line-block", "attribution"]


@pytest.mark.parametrize(
    "speech",
    [
        "**Anna.** Where?",
        "[Anna.]{.smallcaps} Where?",
        "[Anna.]{.speaker} Where?",
        "ANNA. Where?",
        "Anna.\n:   Where?",
    ],
)
def test_a_speech_has_a_speaker(speech: str) -> None:
    master = made(f"::: drama\n{speech}\n\nMore.\n\n*She goes.*\n\nAlone.\n:::\n")
    name = "ANNA." if speech.startswith("ANNA") else "Anna."
    said = f'<div class="speech"><p><span class="speaker">{name}</span> Where?</p>'
    assert said in inside(master).replace("\n</p>", "</p>")
    assert '<p class="stage"><em>She goes.</em></p>' in inside(master)
    assert words_of(master) == f"{name} Where? More. She goes. Alone."


def test_a_speech_that_begins_in_italics_is_no_direction() -> None:
    found = classes("::: drama\n**Anna.** Where?\n\n*Softly* she goes.\n:::\n")
    assert "stage" not in [name for name, _ in found]


@pytest.mark.parametrize("name", ["**Anna.**", "ANNA."])
def test_a_speaker_stands_behind_marks_without_words(name: str) -> None:
    found = classes(f'::: drama\n[]{{.old-page n="4"}}{name} Where?\n:::\n')
    assert ("speech", f"{name.strip('*')} Where?") in found


def test_verse_belongs_to_the_speaker_above_it() -> None:
    master = made("::: play\n**Anna.**\n\n| A line\n| and another\n\n(Silence.)\n:::\n")
    (speech,) = [each for each in tree(master).iter(f"{X}div") if each.get("class") == "speech"]
    assert words(speech) == "Anna. A line and another"


def test_a_definition_without_paragraphs_keeps_its_words() -> None:
    terms = "<dl><dt>Anna</dt><dd>Then <em>ring</em>.<p>Late.</p></dd><dd>Or not.</dd></dl>"
    master = anyway(f"::: drama\n{terms}\n:::\n")
    assert words_of(master) == "Anna Then ring. Late. Or not."


def test_the_paragraphs_of_a_letter_are_known_by_what_they_say() -> None:
    found = classes(
        "::: letter\nFalmouth, 3 May 1871\n\nMy dear Weir,\n\nthe ferry is late.\n\nWrite.\n\n"
        "Yours ever,\n\nAda Ferrier\n\nP.S. It came.\n:::\n"
    )
    assert [name for name, _ in found[1:]] == [
        *("dateline", "salutation", "closing", "signature", "postscript")
    ]


def test_a_short_paragraph_that_ends_in_a_full_stop_is_no_salutation() -> None:
    found = classes("::: letter\nThe ferry is late.\n\nWrite soon.\n\nAda\n:::\n")
    assert [name for name, _ in found[1:]] == ["signature"]


def test_an_author_may_name_the_paragraphs_of_a_letter() -> None:
    found = classes("::: letter\n[Dear,]{.salutation}\n\nWords of 1871\n\nMore words\n:::\n")
    assert [name for name, _ in found] == ["letter", "salutation"]


def test_a_box_has_the_title_that_it_is_given() -> None:
    master = made('::: {.box title="On \\"oars\\""}\nWords.\n:::\n')
    assert '<p class="box-title">On “oars”</p>' in inside(master)


def test_an_epigraph_says_what_it_is() -> None:
    master = made("# One\n\n::: epigraph\n> Said.\n\n[Who]{.attribution}\n:::\n\nText.\n")
    assert 'epub:type="epigraph" role="doc-epigraph"' in inside(master)
    assert '<p class="attribution">Who</p>' in inside(master)
