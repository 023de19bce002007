"""Floats and tables of packages are read with their captions, and their measures are no words."""

from __future__ import annotations

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.tex.floats import write_floats


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"\begin{wrapfigure}[3]{r}[1pt]{2cm}a\end{wrapfigure}", r"\begin{figure}a\end{figure}"),
        (r"\begin{sidewaystable*}[p]a\end{sidewaystable*}", r"\begin{table}a\end{table}"),
        (r"\begin{multicols}{2}[Oil]a\end{multicols}", "\na\n"),
        (r"\begin{tasks}(2)\task a\end{tasks}", r"\begin{itemize}\item  a\end{itemize}"),
        (r"a\tnote{1}", r"a\textsuperscript{1}"),
        (r"\verb|\tnote{1}|", r"\verb|\tnote{1}|"),
        (r"\newcommand{\task}{Row}\task", r"\newcommand{\task}{Row}\task"),
        (
            r"\begin{tblr}{hlines=1}a&b\end{tblr} c \& d & e",
            r"\begin{tabularx}{\textwidth}{ll}a&b\end{tabularx} c \& d & e",
        ),
        (
            r"\begin{tabu} to \textwidth {lX[2,l]}a&b\end{tabu}",
            r"\begin{tabularx}{\textwidth}{lX}a&b\end{tabularx}",
        ),
        (
            r"\begin{tabulary}{3cm}{LC}a&b\end{tabulary}",
            r"\begin{tabularx}{\textwidth}{lc}a&b\end{tabularx}",
        ),
        (
            r"\begin{tblr}{hlines, width=3cm}a&b\\\end{tblr}",
            r"\begin{tabularx}{\textwidth}{ll}a&b\\\end{tabularx}",
        ),
        (r"\begin{verbatim}\begin{tabu}\end{verbatim}", None),
    ],
)
def test_environments_become_what_pandoc_reads(text: str, made: str | None) -> None:
    assert write_floats(text) == (made or text)


def test_parts_of_a_figure_with_captions_of_their_own_are_figures() -> None:
    part = r"\begin{minipage}[t]{3cm}\includegraphics{%s.png}\caption{Of %s}\end{minipage}"
    body = rf"\begin{{figure}}{part % ('oil', 'oil')}{part % ('tar', 'tar')}\end{{figure}}"
    text = rf"\documentclass{{book}}\begin{{document}}{body}\end{{document}}"
    png = b"\x89PNG\r\n\x1a\n" + bytes(16)
    made = take_whole(read_source("a.tex", text.encode(), Wants(beside=lambda _: png)))
    assert "![Of oil](images/oil.png)\n\n![Of tar](images/tar.png)" in made.texts[0].text
