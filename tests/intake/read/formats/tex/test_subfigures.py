"""Parts of figures that commands set keep their pictures, captions and labels."""

from __future__ import annotations

import pytest

from makeready.intake.read.formats.tex.subfigures import write_subfigures

BEGIN, END = r"\begin{subfigure}{\textwidth}", "\\end{subfigure}\n"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            r"\subfloat[Left\label{fig:l}]{\includegraphics{a}}",
            rf"{BEGIN}\includegraphics{{a}}\caption{{Left}}\label{{fig:l}}{END}",
        ),
        (
            r"\subfigure[List][On \emph{ice}]{x} y",
            rf"{BEGIN}x\caption{{On \emph{{ice}}}}{END} y",
        ),
        (
            r"\subcaptionbox{Left\label{l}}[4cm][c]{x}",
            rf"{BEGIN}x\caption{{Left}}\label{{l}}{END}",
        ),
        (r"\subfloat{x}", f"{BEGIN}x{END}"),
        (r"\subref*{l} and \subref{r}", r"\ref{l} and \ref{r}"),
        (r"\verb|\subfloat{x}| \subref", r"\verb|\subfloat{x}| \subref"),
        (r"\begin{subfigure}{3cm}x\end{subfigure}", r"\begin{subfigure}{3cm}x\end{subfigure}"),
        (r"\subfloat[open", r"\subfloat[open"),
    ],
)
def test_parts_are_environments_with_their_captions(text: str, made: str) -> None:
    assert write_subfigures(text) == made
