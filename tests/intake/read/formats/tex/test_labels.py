"""Labels that the press would not know get other names, and words like them stay."""

from __future__ import annotations

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.tex.labels import rename_labels


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"\ref{oar} \cref{tar, oar,wax}", r"\ref{alg:oar} \cref{tar,alg:oar,wax}"),
        (r"\crefrange{oar}{oar}", r"\crefrange{alg:oar}{alg:oar}"),
        (r"\hyperref[oar]{oar} \href{oar}{oar}", r"\hyperref[alg:oar]{oar} \href{oar}{oar}"),
        (r"An \emph{oar}, {oar}", r"An \emph{oar}, {oar}"),
        (r"\verb|\ref{oar}|", r"\verb|\ref{oar}|"),
    ],
)
def test_a_label_is_renamed_in_references_alone(text: str, made: str) -> None:
    assert rename_labels(text, {"oar": "alg:oar"}) == made


@pytest.mark.parametrize(
    "float_",
    [
        r"\begin{algorithm}\caption{A}\label{oar}\State x\end{algorithm}",
        "\\begin{lstlisting}[caption=A,label=oar]\nx\n\\end{lstlisting}",
        r"\begin{align} a &= b \label{tar} \\ c &= d \label{oar} \end{align}",
    ],
)
def test_words_that_are_a_label_as_well_stay(float_: str) -> None:
    text = rf"\begin{{document}}An \emph{{oar}} of ash.\n\n{float_}\end{{document}}"
    source = read_source("a.tex", text.replace(r"\n", "\n").encode(), Wants(beside=lambda _: b""))
    assert take_whole(source).texts[0].text.startswith("An *oar* of ash.")
