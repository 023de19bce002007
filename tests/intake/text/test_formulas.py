"""Formulas in TeX stay as the converter wrote them; prices and note calls are none."""

from __future__ import annotations

import pytest

from intake.cleaned import manuscript

LINE = "The weaver measured the warp twice, and wrote down what he had found of it:"


@pytest.mark.parametrize(
    "formula",
    [
        "$$E = mc^2$$",
        "$$\nw_1 = w_2^{3}\n$$",
        r"$$\begin{array}{l} a_1^2 \\ b \end{array} \tag{1}$$",
        r"Let $x^2 + y_1$ be $\alpha = \{1, 2\}$ for each $n$.",
    ],
)
def test_formulas_stay_letter_for_letter(formula: str) -> None:
    assert formula in manuscript(f"# Warp\n\n{LINE}\n\n{formula}\n\n{LINE}\n")


def test_a_price_is_no_formula() -> None:
    made = manuscript("# Warp\n\nIt cost $5 and then $6 more, by * and _ alone.\n")
    assert made.endswith("It cost $5 and then $6 more, by \\* and \\_ alone.\n")


def test_a_note_call_in_dollars_is_a_call() -> None:
    made = manuscript("# Warp\n\nHe wove $x_1$ ells.$^{3}$ So he said.\n\n$^{3}$ In May.\n")
    assert "$x_1$ ells.[^1] So" in made


def test_a_picture_that_pymupdf_left_out_leaves_no_words() -> None:
    mark = "**==> picture [120 x 80] intentionally omitted <==**"
    assert "omitted" not in manuscript(f"# Warp\n\n{LINE}\n\n{mark}\n\n{LINE}\n")
