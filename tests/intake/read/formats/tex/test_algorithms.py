"""Algorithms keep their lines, their depths and the words that their packages print."""

from __future__ import annotations

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.tex.algorithms import write_algorithms


def read(body: str) -> str:
    text = rf"\documentclass{{book}}\begin{{document}}{body}\end{{document}}"
    made = take_whole(read_source("a.tex", text.encode(), Wants(beside=lambda _: b"")))
    assert not [each for each in made.findings if each.code == "S-141"]
    return made.texts[0].text.replace("\N{NO-BREAK SPACE}", "~")


def test_an_algorithm_is_a_numbered_division_of_lines() -> None:
    made = read(
        r"\begin{algorithm}[H]\caption{Rowing}\label{row}\begin{algorithmic}[1]"
        r"\Procedure{Row}{boat}\Comment{slowly}"
        r"\For{each oar} \State pull \EndFor"
        r"\If{$x$} \State \Return \Call{Land}{x} \Else \State rest \EndIf"
        r"\EndProcedure\end{algorithmic}\end{algorithm} See \ref{row}."
    )
    assert made == (
        "::: {#alg-row}\n## Rowing\n\n"
        "**procedure** [Row]{.smallcaps}(boat) *▷ slowly*\\\n"
        "~~~~**for** each oar **do**\\\n~~~~~~~~pull\\\n~~~~**end for**\\\n"
        "~~~~**if** $x$ **then**\\\n~~~~~~~~**return** [Land]{.smallcaps}(x)\\\n"
        "~~~~**else**\\\n~~~~~~~~rest\\\n~~~~**end if**\\\n"
        "**end procedure**\n:::\n\nSee [-@alg-row].\n"
    )


def test_blocks_in_braces_are_lines_below_their_conditions() -> None:
    made = read(
        r"\begin{algorithm2e}\SetAlgoLined\KwIn{a boat}"
        r"\While{afloat}{pull\;\eIf{tired}{rest\;}{row\;}\tcp{oars}}\Repeat{dry}{bail\;}"
        r"\caption{Rowing}\end{algorithm2e}"
    )
    assert made == (
        "::: {#alg-1}\n## Rowing\n\n**Input:** a boat\\\n"
        "**while** afloat **do**\\\n~~~~pull\\\n"
        "~~~~**if** tired **then**\\\n~~~~~~~~rest\\\n~~~~**else**\\\n~~~~~~~~row\\\n"
        "~~~~*▷ oars*\\\n**repeat**\\\n~~~~bail\\\n**until** dry\n:::\n"
    )


def test_code_is_left_alone() -> None:
    code = r"\begin{verbatim}\begin{algorithm}\State\end{algorithm}\end{verbatim}"
    assert code in write_algorithms(code)
