"""Labelled formulas are numbered, and references say their numbers."""

from __future__ import annotations

import pytest

from makeready.core.model import Numbering
from master.titles import inside, made, retold, told, words_of

SUM = "$$ a = b $$ {#eq-sum}"


@pytest.mark.parametrize(
    ("numbering", "number"), [(Numbering.CHAPTER, "2.1"), (Numbering.BOOK, "2"), (None, "2")]
)
def test_formulas_are_numbered_as_captions_are(numbering: Numbering | None, number: str) -> None:
    texts = f"# A\n\n{SUM.replace('sum', 'one')}\n", f"# B\n\n{SUM}\n\nSee @eq-sum.\n"
    found = words_of(made(*texts, book=retold(captions=numbering)))
    assert found.endswith(f"({number}) See Equation {number}.")


@pytest.mark.parametrize(
    "formula",
    [
        "$$\na = b\n$$ {#eq:x}",
        "$$a = b$${#eq:x}",
        "\\[ a_1 = b \\] {#eq:x}",
        "\\begin{equation}\na = b \\label{eq:x}\n\\end{equation}",
        "$$\n\\label{eq:x}\na = b\n$$",
        "$$\na = b\n  \\label{eq:x}\n$$",
        "\\begin{align}\na &= b\n\\label{eq:x}\n\\\\\nc &= d\n\\end{align}",
    ],
)
def test_every_spelling_of_a_label_is_known(formula: str) -> None:
    found = made(f"# A\n\nx\n\n{formula}\n\n(@eq:x) and [@eq:x]\n")
    assert words_of(found).endswith("(1) (Equation 1) and Equation 1")
    assert 'class="formula"' in inside(found)


def test_a_numbered_formula_may_stand_in_a_sentence() -> None:
    found = inside(made(f"# A\n\nSo {SUM} holds, as in @eq-sum.\n", book=retold(language="de")))
    assert '<span class="equation" id="eq-sum" data-name="Gleichung\xa01">(1)</span> holds' in found


def test_a_formula_without_a_label_has_no_number() -> None:
    assert "(" not in words_of(made("# A\n\n$$ a = b $$\n"))


def test_a_label_that_nothing_has_is_told_with_the_nearest() -> None:
    assert told(f"# A\n\n{SUM}\n\n@eq-some\n") == ["text/01.md:5: T-008 [@eq-some] leads nowhere"]


def test_a_label_behind_a_formula_in_a_line_is_told() -> None:
    assert told("# A\n\nx $a = b$ {#eq-x}\n")[0].startswith("text/01.md:3: T-025 the label")
