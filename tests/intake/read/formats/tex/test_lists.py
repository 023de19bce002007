"""Lists of LaTeX keep their labels and numbers, also where they stand within a sentence."""

from __future__ import annotations

import pytest

from makeready.intake.read.formats.tex.lists import write_lists


@pytest.mark.parametrize(
    ("options", "written"),
    [
        (r"[label=(\roman*), start=3]", r"[(i)]\setcounter{enumi}{2}"),
        (r"[label={\Alph*)},itemsep=0pt]", "[A)]"),
        (r"[label=\textbf{\arabic*}.]", "[1.]"),
        ("[(a)]", "[(a)]"),
        (r"[(\itshape i\upshape)]", "[(i)]"),
        ("[noitemsep]", ""),
        ("[leftmargin=*,itemsep=0pt]", ""),
        ("", ""),
    ],
)
def test_the_labels_of_a_list_are_pandocs(options: str, written: str) -> None:
    made = write_lists(rf"\begin{{enumerate}}{options}\item Oil\end{{enumerate}}")
    assert made == rf"\begin{{enumerate}}{written}\item Oil\end{{enumerate}}"


def test_a_list_that_is_resumed_goes_on_counting() -> None:
    inner = r"\begin{itemize}\item Tar\end{itemize}"
    first = rf"\begin{{enumerate}}\item Oil{inner}\item Wax\end{{enumerate}}"
    second = r"\begin{enumerate}[resume]\item Rope\end{enumerate}"
    made = write_lists(first + second)
    assert made == first + r"\begin{enumerate}\setcounter{enumi}{2}\item Rope\end{enumerate}"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (
            r"we need \begin{inparaenum}[(i)]\item oil, \item wax\end{inparaenum}.",
            "we need (i)~oil, (ii)~wax.",
        ),
        (
            r"\begin{enumerate*}[label=\alph*)] \item oil \item wax \end{enumerate*}",
            " a)~oil b)~wax ",
        ),
        (r"\begin{itemize*}\item oil, \item wax\end{itemize*}", "oil, wax"),
        (
            r"\begin{compactitem}\item oil\end{compactitem}",
            r"\begin{itemize}\item oil\end{itemize}",
        ),
    ],
    ids=["paralist", "enumitem", "without numbers", "compact"],
)
def test_a_list_within_a_sentence_stays_there(source: str, written: str) -> None:
    assert write_lists(source) == written
