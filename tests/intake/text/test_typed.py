"""Paragraphs, verse and tables that only the blanks and ends of printed lines show."""

from __future__ import annotations

import textwrap

import pytest

from intake.cleaned import cleaned, manuscript

SAYS = tuple(
    """\
The keeper of the lock wrote what the river did, and it did as it liked all winter. Then ice came.
In spring the men of the town walked out to see what was left. They found the upper gate in the mud.
He asked for a new gate. The office wrote that there was no money for gates this year.
""".splitlines()
)
PROSE = "\n".join(textwrap.wrap(SAYS[0], 60))
VERSE = "The water rose, the water fell,\n  And none was there to see;\nThe bell it rang."
LINES = "| The water rose, the water fell,\n|   And none was there to see;\n| The bell it rang."


def wrap(first: str = "", other: str = "") -> str:
    parts = (textwrap.wrap(p, 60, initial_indent=first, subsequent_indent=other) for p in SAYS)
    return "\n".join("\n".join(lines) for lines in parts)


@pytest.mark.parametrize(
    "source",
    [
        *(wrap(blanks) for blanks in ("  ", "     ", "\t", "\u3000", "\u3000\u3000")),
        wrap(other="    "),
        f"{wrap('   ')}\n\n{wrap('   ')}",
        "\n".join(SAYS),
    ],
)
def test_paragraphs_without_blank_lines_are_told_by_indents(source: str) -> None:
    assert [each for each in SAYS if each in manuscript(source).split("\n\n")[0:3]][:2] == [
        *SAYS[:2]
    ]


def test_single_lines_of_a_dialogue_are_paragraphs() -> None:
    made = manuscript(wrap("   ") + '\n   "Where is it?" he asked.\n   "Gone."\n' + wrap("   "))
    assert '\n\n"Where is it?" he asked.\n\n"Gone."\n\nThe keeper' in made


def test_chapters_of_a_text_whose_lines_are_paragraphs_are_headings() -> None:
    lines = "　　水閘的守門人寫下河流所做的一切，整個冬天河流隨心所欲，他便如此寫下。\n" * 2
    assert "\n# 第二章　閘門\n" in manuscript(f"{lines}第二章　閘門\n{lines}")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_indented_verse_keeps_its_lines_and_their_steps(gap: str) -> None:
    made = manuscript(PROSE + gap + textwrap.indent(VERSE, "      ") + gap + PROSE)
    assert f"\n\n{LINES}\n\n" in made


def test_a_signature_keeps_its_lines() -> None:
    assert "| Yours truly,\n|     A. Ferrow." in manuscript(
        f"{PROSE}\n\n          Yours truly,\n              A. Ferrow.\n"
    )


def test_columns_that_blanks_part_are_a_table() -> None:
    typed = "Lock        Depth\n----------  -----\nUpper gate    4.2\nLower gate   12.0"
    table = "| Lock | Depth |\n|---|---|\n| Upper gate | 4.2 |\n| Lower gate | 12.0 |"
    assert f"\n\n{table}\n\n" in manuscript(f"{PROSE}\n\n{typed}\n\n{PROSE}")


def test_a_cell_over_two_lines_is_one_and_a_table_may_have_no_head() -> None:
    typed = "Upper    stone, with\n         two gates\nLower    brick\nOld      oak | ash"
    table = (
        "|  |  |\n|---|---|\n| Upper | stone, with two gates |\n| Lower | brick |"
        "\n| Old | oak \\| ash |"
    )
    assert table in manuscript(f"{PROSE}\n\n{typed}\n\n{PROSE}")


def test_columns_that_tabs_part_are_a_table() -> None:
    assert "| Lower gate of all | 12.0 |" in manuscript(
        f"{PROSE}\n\nUpper\t4.2\nLower gate of all\t12.0\nOld\t3.0\n"
    )


def test_columns_that_cannot_be_told_stay_as_they_stand_and_are_told() -> None:
    typed = "Upper   4     5\nLower lock of the north    7\nOld    2   8     9"
    made = cleaned(f"{PROSE}\n\n{typed}\n")
    assert f"```\n{typed}\n```" in made.texts[0].text
    assert "S-172" in [each.code for each in made.findings]


def test_blanks_that_justify_lines_make_no_table() -> None:
    spread = "The keeper  of the lock  wrote down what  the river did, and\nthe river  did as it  "
    spread += "liked all winter long  until the cold\nice came  and there  was nothing  to write."
    assert "|" not in manuscript(spread)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Table 1. Depths\nLock      Depth  Year\nUpper       4.2  1880\nLower      12.0  1891",
         "Table 1. Depths\n\n| Lock | Depth | Year |\n|---|---|---|\n| Upper | 4.2 | 1880 |"),
        ("Lock      Depth  Year\nUpper       4.2  1880",
         "| Lock | Depth | Year |\n|---|---|---|\n| Upper | 4.2 | 1880 |"),
        ("    Mr. Weir,\n    12 High Street,\n    Leeds.",
         "| Mr. Weir,\n| 12 High Street,\n| Leeds."),
        ("To bring:\n  - a rope\n  - two lamps", "To bring:\n\n- a rope\n- two lamps"),
        ("Rope ......... 4.20\nLamps ....... 12.00", "| Rope … 4.20\n| Lamps … 12.00"),
    ],
)  # fmt: skip
def test_small_lists_and_tables_keep_their_lines(typed: str, made: str) -> None:
    assert f"\n\n{made}" in manuscript(f"{PROSE}\n\n{typed}\n\n{PROSE}\n")


def test_numbered_paragraphs_with_hanging_lines_are_no_table() -> None:
    typed = "1.  The upper gate is to be mended and paid\n    for by the town.\n"
    assert "|" not in manuscript(
        f"{PROSE}\n\n{typed}2.  The lower gate is to be left as\n    it is."
    )


def test_entries_in_small_letters_hang() -> None:
    entry = "{}. A thing of oak or of iron, which keeps the water\n      back in winter.\n"
    made = manuscript("".join(entry.format(name) for name in ("gate", "lock", "weir")))
    assert made.count("\n\n") == 2


def test_a_short_paragraph_right_above_deeper_verse_is_prose() -> None:
    said = (
        "  The keeper of the lock wrote down each boat that came up with the tide,\n"
        "and went on for so long that he had to stop and begin again on the morrow.\n"
    )
    verse = "      Now let the water go,\n      And let the geese go, too;\n"
    lines = manuscript(f"{said * 6}  Then he closed the book. He said:\n{verse * 2}{said * 6}")
    assert "\nThen he closed the book. He said:\n\n| Now let the water go,\n" in lines
