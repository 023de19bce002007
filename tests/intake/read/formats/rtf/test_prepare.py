from __future__ import annotations

import pytest

from makeready.intake.model import Choices, Part
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.rtf.prepare import prepare


def read(body: str, choices: Choices | None = None) -> str:
    wants = Wants(choices=choices or Choices(), beside=lambda _: b"")
    return read_source("a.rtf", f"{{\\rtf1\\ansi {body}}}".encode(), wants).raw.text


def list_words(body: str, choices: Choices | None = None) -> list[tuple[Part, str]]:
    made = prepare("a.rtf", f"{{\\rtf1\\ansi {body}}}".encode(), choices or Choices())
    assert made.inventory is not None
    return [(each.part, each.text.strip()) for each in made.inventory.passages]


MIXED = (
    r"{\header Head words}One {\v secret }word {\deleted gone}{\revised new}"
    r"{\*\atnauthor Ann}{\*\annotation a remark} end{\xe Lamp:oil}."
    r"{\footnote {\super\chftn} Its note.}\par Two\sect three"
)


def test_the_words_are_told_apart_by_what_they_are() -> None:
    assert list_words(MIXED) == [
        (Part.HIDDEN, "secret"),
        (Part.DELETED, "gone"),
        (Part.COMMENT, "Ann: a remark"),
        (Part.NOTE, "Its note."),
        (Part.TEXT, "One word new end."),
        (Part.TEXT, "Two"),
        (Part.TEXT, "three"),
        (Part.HEADER, "Head words"),
    ]


def test_what_is_no_text_is_left_out_unless_the_editor_wants_it() -> None:
    assert read(MIXED) == (
        'One word new end[]{.index entry="Lamp!oil"}.[^1]\n\nTwo\n\nthree\n\n[^1]: Its note.\n'
    )
    chosen = Choices(changes="mark", comments="notes", hidden="keep", headers="keep")
    text = read(MIXED, chosen)
    assert "One secret word ~~gone~~[new]{.inserted}[^1] end" in text
    assert "[^1]: Ann: a remark" in text
    assert "Head words" in text
    assert "gone end" in read(MIXED, Choices(changes="reject")).replace("[^1]", "")


def test_a_heading_is_one_by_its_style_without_its_looks_and_number() -> None:
    sheet = r"{\stylesheet{\s0 Normal;}{\s3\b Heading 1;}}"
    body = rf"{sheet}\pard\s3\b\ls1\ilvl0 Of {{\i lamps}}\par\pard\plain\s0 Text"
    assert read(body) == "# Of *lamps*\n\nText\n"


def test_a_list_with_pages_of_another_book_is_left_out_and_told() -> None:
    body = r"{\field{\*\fldinst TOC \\o}{\fldrslt One 3\par Two 9}}\par Text"
    assert read(body) == "Text\n"
    assert list_words(body)[0] == (Part.LIST, "One 3 Two 9")


def test_pictures_are_counted_once_and_those_of_objects_are_shown() -> None:
    body = (
        r"{\*\shppict{\pict\pngblip 89}}{\nonshppict{\pict\wmetafile8 01}}"
        r"{\object\objemb{\*\objdata 05}{\result{\pict\pngblip 90}}}"
    )
    made = prepare("a.rtf", f"{{\\rtf1\\ansi {body}}}".encode(), Choices())
    assert made.inventory is not None
    assert made.inventory.counts["pictures"] == 2
    assert "wmetafile" not in str(made.data)
    assert b"\\objemb" not in bytes(made.data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        (r"{\mmath{\*\moMath{\msSup{\me{\mr x}}{\msup{\mr 2}}}{\mr +1}}}", "$x^{2} + 1$"),
        (r"{\*\moMath{\*\mf{\*\mnum{\*\mr a}}{\*\mden{\*\mr b}}}}", r"$\frac{a}{b}$"),
    ],
)
def test_a_formula_is_kept_as_tex(formula: str, tex: str) -> None:
    assert read(rf"Since {formula} holds\par") == f"Since {tex} holds\n"


def test_a_note_that_is_called_in_a_table_or_right_behind_it_leaves_the_table_whole() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl"
    first = (
        rf"{row} a{{\super\chftn{{\footnote {{\super\chftn}} It {{\i slants}}.\par More.}}}}\cell"
    )
    body = rf"{first} b\cell\row\pard Text{{\footnote Plain.}} end.\par {row} x{{\footnote Last.}}"
    text = read(rf"{body}\cell y\cell\row")
    assert [line.split() for line in text.splitlines() if "b" in line or "y" in line] == [
        ["a[^1]", "b"],
        ["x[^3]", "y"],
    ]
    assert "Text[^2] end.\n" in text
    notes = "[^1]: It *slants*.\n\n    More.\n\n[^2]: Plain.\n\n[^3]: Last.\n"
    assert text.endswith(notes)
