"""Words in boxes of LaTeX come through, and code is left alone."""

from __future__ import annotations

import pytest

from makeready.intake.read.formats.tex.boxes import write_boxes


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"\resizebox{3cm}{!}{Tar}", "{Tar}"),
        (r"\scalebox{0.5}[2]{Tar}", "{Tar}"),
        (r"\raisebox{2pt}[1pt][0pt]{Tar}", "{Tar}"),
        (r"\makebox(3,2)[c]{\fbox{Tar}}", "{{Tar}}"),
        (r"\resizebox*{3cm}{!}{\begin{tabular}{l}a\\b\end{tabular}}", None),
        (r"\makecell[l]{Tar \\[2pt] pine}", r"{Tar \newline  pine}"),
        (r"\say{Tar}", r"\enquote{Tar}"),
        (r"\path{C:\a_b}", r"\texttt{C:\textbackslash{}a\_b}"),
        (r"\urldef\host\path{%a%}", r"\newcommand{\host}{\texttt{\%a\%}}"),
        (r"\hypertarget{a} Tar", r"\hypertarget{a}{} Tar"),
        (r"\hypertarget{a}{Tar}", r"\hypertarget{a}{Tar}"),
        (r"Tar\texttrademark{} 3\degree C", "Tar™ 3°C"),
        (r"\verb|\fbox{Tar}|", r"\verb|\fbox{Tar}|"),
        (r"\begin{verbatim}\path{Tar}\end{verbatim}", r"\begin{verbatim}\path{Tar}\end{verbatim}"),
        (r"\fboxsep \fbox", r"\fboxsep \fbox"),
    ],
)
def test_a_box_becomes_its_words(text: str, made: str | None) -> None:
    expected = made or r"\begin{tabular}{l}a\\b\end{tabular}"
    assert write_boxes(text) == expected
