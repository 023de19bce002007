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
        (r"\cfrac[l]{1}{2} + \dbinom nk", r"\dfrac{1}{2} + \binom{n}{k}"),
        (r"\begin{dcases*}a\end{dcases*}", r"\begin{cases}a\end{cases}"),
        (
            r"\begin{rcases}a\end{rcases}",
            r"\left.\begin{array}{ll}a\end{array}\right\}",
        ),
        (r"\braket{a|b} \braket{a}{b}", r"{\langle {a|b}\rangle} \langle a|b\rangle"),
        (r"a \tag{$*$}", r"a \qquad\text{(}*\text{)}"),
        (r"a \tag*{[E]}", r"a \qquad\text{[E]}"),
        (r"\dv{x} f", r"\frac{\mathrm{d}}{\mathrm{d}{x}} f"),
        (r"\pdv{f}{x}{y}", r"\frac{\partial^2{f}}{\partial{x}\partial{y}}"),
        (r"\dv[2]{f}{x}", r"\frac{\mathrm{d}^{2}{f}}{\mathrm{d}{x}^{2}}"),
        (r"\prescript{14}{6}{C}", r"{}^{14}_{6}{C}"),
        (r"\xRightarrow[a]{b}", r"\xRightarrow[a]{b}"),
        (r"\ce{H2O} \ce{H2O ->[heat]}", r"{\mathrm{H}_{2}\mathrm{O}} \ce{H2O ->[heat]}"),
        (r"\newcommand{\grad}{\nabla} \grad f", r"\newcommand{\grad}{\nabla} \nabla  f"),
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
