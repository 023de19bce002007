"""Code of LaTeX keeps its caption, and what refers to it."""

from __future__ import annotations

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source

MADE = "::: {#lst-oar}\n``` python\nrow()\n```\n\nTo row\n:::\n\nSee [-@lst-oar].\n"
MINTED = "\\begin{minted}{python}\nrow()\n\\end{minted}\\caption{To row}"


@pytest.mark.parametrize(
    ("kind", "code", "label"),
    [
        (
            "lstlisting",
            "[language=Python,caption={[Row]To row},label=lst:oar]\nrow()\n",
            "lst:oar",
        ),
        ("lstlisting", "[caption=To row, language=Python, label={oar}]\nrow()\n", "oar"),
        ("listing", f"[H]\n{MINTED}\\label{{oar}}", "oar"),
    ],
)
def test_a_caption_stands_below_its_code(kind: str, code: str, label: str) -> None:
    body = f"\\begin{{{kind}}}{code}\\end{{{kind}}}\n\nSee \\ref{{{label}}}."
    text = rf"\documentclass{{book}}\begin{{document}}{body}\end{{document}}"
    source = read_source("a.tex", text.encode(), Wants(beside=lambda _: b""))
    assert take_whole(source).texts[0].text == MADE
