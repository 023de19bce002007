from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source
from makeready.intake.read.formats.rtf.tables import settle_tables
from makeready.intake.read.formats.rtf.tokens import Kind, read_tokens

HEAD = r"\trowd\cellx500\cellx900"


def read(body: str) -> str:
    text = read_source("a.rtf", f"{{\\rtf1\\ansi {body}}}".encode()).raw.text
    return " ".join(text.replace("+", " ").replace("|", " ").replace("-", " ").split())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            rf"x\par {HEAD}\pard\intbl\plain{{a \cell }}{{\b b\cell }}{{{HEAD}\row}}\pard y",
            "x a **b** y",
        ),
        (rf"{HEAD}\pard\intbl a\par b\cell\pard\intbl c\cell\row\pard y", "a c b y"),
        (rf"{HEAD}\pard\intbl {{a}}\cell {{\b b\cell c}}\cell\row\pard y", "a **b** **c** y"),
        (
            (
                r"\pard\intbl\itap2 a\nestcell{\*\nesttableprops\trowd\nestrow}"
                r"{\nonesttables z\par}\pard\intbl c\cell\row\pard y"
            ),
            "a c y",
        ),
        (
            rf"{HEAD}\pard\intbl {{\b {{\i a\cell b}} c}} d\cell\row\pard y",
            "***a*** ***b* c** d y",
        ),
        (r"\pard\intbl a\par\pard y", "a y"),
        (r"\pard\intbl a\cell b", "a b"),
    ],
)
def test_no_word_of_a_table_is_lost_however_it_is_written(body: str, words: str) -> None:
    assert read(body) == words


def test_looks_that_are_set_again_and_again_are_written_once_at_each_cell() -> None:
    cells = r"\b\intbl a\cell " * 50
    settled = settle_tables(read_tokens(rf"{{\rtf1 {{{cells}\row}}}}".encode()))
    assert sum(each.name == "b" for each in settled) <= 101


def test_groups_within_groups_are_opened_as_one_behind_each_cell() -> None:
    groups, cells = r"{\b " * 60, r"a\cell " * 60
    row = rf"{{\rtf1\trowd\intbl {groups}{cells}{'}' * 60}\row}}"
    settled = settle_tables(read_tokens(row.encode()))
    opened = [each.kind for each in settled].count(Kind.OPEN)
    assert opened == [each.kind for each in settled].count(Kind.CLOSE)
    assert opened <= 1 + 3 * 60


def test_of_two_looks_the_one_set_last_counts_behind_a_cell() -> None:
    row = r"{\rtf1\trowd\intbl {\super a\sub b\super c\cell d\cell }\row}"
    names = [each.name for each in settle_tables(read_tokens(row.encode()))]
    assert names[names.index("cell") + 1 : names.index("d")] == ["", "sub", "super"]
