"""Formulas in spellings that pandoc does not read are said in others that mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.core.tex import respell


@pytest.mark.parametrize(
    ("tex", "spelled"),
    [
        (r"\int f\,{\rm d}x", r"\int f\,{\mathrm{d}}x"),
        (r"x_{\rm max} + {\cal A}_i", r"x_{\mathrm{max}} + {\mathcal{A}}_i"),
        (r"{a+1 \over b}", r"{\frac{a+1}{b}}"),
        (r"2\left( a \over b \right)^2", r"2\left(\frac{a}{b}\right)^2"),
        (
            r"\begin{array}{cc}\bf a & \rm b\over c\end{array}",
            r"\begin{array}{cc}\mathbf{a}&\frac{\mathrm{b}}{c}\end{array}",
        ),
        (r"\vphantom{\big(}a\mathstrut b", "a b"),
        (r"\nicefrac 12 + \sfrac{a}{b}", "{1}/{2} + {a}/{b}"),
        (r"\text{where $n$ is even}", r"\text{where }n\text{ is even}"),
        (r"\texorpdfstring{\alpha}{a}\textup{ or }\beta", r"\alpha\text{ or }\beta"),
        (r"30\degree C", r"30^{\circ} C"),
        (r"\mathlarger{\sum_i} \norm{\abs{x}}", r"\sum_i \left\|\left|x\right|\right\|"),
        (r"\textcolor{red}{x}", r"{\color{red}x}"),
        (r"a\hfill b", r"a\quad  b"),
        (r"\rmdir \overline{a} \smash", r"\rmdir \overline{a} \smash"),
        (r"\frac{a}{b} \text{costs \$5}", r"\frac{a}{b} \text{costs \$5}"),
    ],
)
def test_formulas_are_said_in_what_pandoc_reads(tex: str, spelled: str) -> None:
    assert respell(tex) == spelled


@given(st.text(alphabet="qb\\{}&$^_ ", max_size=30).map(lambda each: rf"\rm {each}\over q"))
def test_no_letter_is_lost_whatever_stands_around_it(tex: str) -> None:
    assert respell(tex).count("q") == tex.count("q")


def test_deep_groups_are_left_as_they_are() -> None:
    assert respell(r"{\rm q" * 400 + "}" * 400).count("q") == 400
