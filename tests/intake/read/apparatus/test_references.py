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


CLEVER = r"""\newtheorem{theorem}{Theorem}
\begin{document}\section{Sills}\label{sec:s}
See \cref{fig:a, fig:b}, \crefrange{fig:a}{fig:b}, \nameref{sec:s}, \vref{fig:a},
\labelcref{fig:b}, \cref{thm:x}, \ref{thm:x} and \eqref{eq:two}.
\begin{figure}\includegraphics{x.png}\caption{A.}\label{fig:a}\end{figure}
\begin{figure}\includegraphics{x.png}\caption{B.}\label{fig:b}\end{figure}
\begin{align} a &= b \label{eq:one} \\ c &= d \label{eq:two} \end{align}
\begin{theorem}[The \emph{main} law]\label{thm:x} Water flows.\end{theorem}
\begin{theorem} It stays.\end{theorem}
\end{document}
"""


def test_references_to_several_labels_and_to_theorems() -> None:
    made = take_whole(read_source("a.tex", CLEVER.encode()))
    text = " ".join("".join(each.text for each in made.texts).split())
    assert "See [@fig-a], [@fig-b], [@fig-a]–[-@fig-b], [Sills](#sec-s), [@fig-a]," in text
    assert "[-@fig-b], [@thm-x], [-@thm-x] and ([-@eq-one])." in text
    assert "::: {#thm-x} ## The *main* law Water flows. :::" in text
    assert "::: theorem It stays. :::" in text
