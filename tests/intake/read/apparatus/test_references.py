"""References of LaTeX to numbers and pages become those of the manuscript."""

from __future__ import annotations

import datetime as dt

from makeready.core.model import Digest
from makeready.intake.account.book_toml import book_toml
from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import read_source

PAPER = r"""\begin{document}
\begin{equation} a = b \label{eq:ab}\end{equation}
\begin{figure}\includegraphics{x.png}\caption{A lock.}\label{fig:lock}\end{figure}
See (\ref{eq:ab}), \eqref{eq:ab}, \autoref{fig:lock}, Figure~\ref{fig:lock} on page
\pageref{fig:lock}, and page \pageref{eq:ab}, \ref{nowhere}. To @ada.
\end{document}
"""


def test_references_name_formulas_figures_and_pages() -> None:
    made = take_whole(read_source("a.tex", PAPER.encode()))
    text = "".join(each.text for each in made.texts).replace("\u00a0", " ")
    assert "$$\na = b \\label{eq-ab}\n$$" in text
    assert "See ([-@eq-ab]), ([-@eq-ab]), [@fig-lock], Figure [-@fig-lock] on page" in text
    assert "[](#fig-lock){.page}, and page [-@eq-ab]," in text.replace("\n", " ")
    assert "To \\@ada." in text
    told = book_toml(made, Digest("0" * 64), name="A", today=dt.date(2026, 1, 1))
    assert '[captions]\nnumbering = "book"' in told
