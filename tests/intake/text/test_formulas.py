"""Formulas in TeX stay as the converter wrote them; prices and note calls are none."""

from __future__ import annotations

import pytest

from intake.cleaned import manuscript, raw
from makeready.intake.clean import clean
from makeready.intake.text.unread import find_unread

LINE = "The weaver measured the warp twice, and wrote down what he had found of it:"


@pytest.mark.parametrize(
    "formula",
    [
        "$$E = mc^2$$",
        "$$\nw_1 = w_2^{3}\n$$",
        r"$$\begin{array}{l} a_1^2 \\ b \end{array} \tag{1}$$",
        r"Then \(x_1 + y\) is less than \[ z^2 \] of it.",
        "\\[\nw_1 = w_2\n\\]",
        "\\begin{align} a_1 &= b \\\\ c &= d \\end{align}",
        "Is $k > 1$ for $1/N$ of $(x)$ and of $x < 10$?",
        r"Let $x^2 + y_1$ be $\alpha = \{1, 2\}$ for each $n$.",
    ],
)
def test_formulas_stay_letter_for_letter(formula: str) -> None:
    assert formula in manuscript(f"# Warp\n\n{LINE}\n\n{formula}\n\n{LINE}\n")


def test_a_price_is_no_formula() -> None:
    made = manuscript("# Warp\n\nIt cost $5 and then $6 more, by * and _ alone.\n")
    assert made.endswith("It cost $5 and then $6 more, by \\* and \\_ alone.\n")


def test_dollars_that_would_make_a_formula_of_words_are_escaped() -> None:
    made = manuscript("# Warp\n\nHe paid in Zloty$ and said so, and got cloth$back for it.\n")
    assert "Zloty$ and" in made
    made = manuscript("# Warp\n\nAt a$bay the looms stood, and of cloth$ there was enough.\n")
    assert "At a\\$bay the looms stood, and of cloth$ there" in made


def test_a_note_call_in_dollars_is_a_call() -> None:
    made = manuscript("# Warp\n\nHe wove $x_1$ ells.$^{3}$ So he said.\n\n$^{3}$ In May.\n")
    assert "$x_1$ ells.[^1] So" in made


def test_a_picture_that_pymupdf_left_out_leaves_no_words() -> None:
    mark = "**==> picture [120 x 80] intentionally omitted <==**"
    assert "omitted" not in manuscript(f"# Warp\n\n{LINE}\n\n{mark}\n\n{LINE}\n")


def test_prose_between_dollars_is_no_formula() -> None:
    made = manuscript("# Warp\n\nIt cost $5, *or* 6$ at the fair, $7 a piece and 8$ here.\n")
    assert made.endswith("It cost \\$5, *or* 6$ at the fair, \\$7 a piece and 8$ here.\n")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("$$\n\\heddle{x} = 1\n$$", "`\\heddle{x} = 1`{.tex}"),
        ("Take $\\heddle_1$ and $x_1$.", "Take `\\heddle_1`{.tex} and $x_1$."),
        ("\\[ \\heddle^2 \\]", "`\\heddle^2`{.tex}"),
        (
            "<table><tr><td>Of $\\heddle_1$ and $x_1$</td></tr></table>",
            "<td>Of `\\heddle_1`{.tex} and $x_1$</td>",
        ),
        ("$$\n- \\heddle_1\n+ 2\n$$", "`- \\heddle_1 + 2`{.tex}"),
        ("| a | b |\n|---|---|\n| $\\heddle_1$ | c |", "| `\\heddle_1`{.tex} | c |"),
    ],
)
def test_tex_that_pandoc_cannot_read_is_kept_as_code_and_told(formula: str, written: str) -> None:
    source = raw(f"# Warp\n\n{LINE}\n\n{formula}\n\n{LINE}\n")
    made = clean(source, unread=find_unread(source))
    assert written in made.texts[0].text
    told = [each.message for each in made.findings if each.code == "S-114"]
    assert told == ["1 formula is kept as code"]


def test_what_pandoc_reads_is_not_among_the_unread() -> None:
    assert not find_unread(raw("The $x_1$ of \\(y^2\\) cost $5, or 6$.\n"))


def test_lines_of_a_displayed_formula_that_look_like_items_are_joined() -> None:
    made = manuscript(f"# Warp\n\n{LINE}\n$$\na =\n- b_1\n+ c\n$$\nwhere $c$ is small.\n")
    assert "\n\n$$\na = - b_1 + c\n$$\n\n" in made


def test_a_table_in_html_right_below_its_caption_stays_a_table() -> None:
    table = "<table><tr><td>warp</td><td>3</td></tr></table>"
    made = manuscript(f"# Warp\n\n{LINE}\n\nTable 1. Ells of warp\n{table}\n\n{LINE}\n")
    assert f"\n\n{table}\n" in made
