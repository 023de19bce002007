"""Lists, boxes, epigraphs and headings of LaTeX keep what their options say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.tex.environments import rewrite

if TYPE_CHECKING:
    from makeready.intake.model import Imported


def imported(body: str, head: str = "") -> Imported:
    text = rf"\documentclass{{book}}{head}\begin{{document}}{body}\end{{document}}"
    return take_whole(read_source("a.tex", text.encode(), Wants(beside=lambda _: b"")))


def test_what_options_say_is_in_the_manuscript() -> None:
    made = imported(
        r"\chapter[Oil \& wax]{Of oils and of waxes}\label{ch:oil}"
        r"\epigraph{All is oil.}{A keeper}"
        r"\begin{description}[style=nextline]\item[Tar] black\end{description}"
        r"\begin{tcolorbox}[colback=red!5,title={Take care, now}]It burns.\end{tcolorbox}"
        r"\begin{figure}\includegraphics{no.png}\caption[Oil]{Of oil.\label{fig:oil}}\end{figure}"
        r"See \ref{fig:oil}."
        r"\begin{align}x&=1\nonumber\\y&=2\notag\end{align}"
        r"\appendix\chapter{Tables}\section{Of oil}"
    )
    text = "\n".join(each.text for each in made.texts)
    assert '# Of oils and of waxes {short="Oil & wax"}' in text
    assert "::: epigraph\nAll is oil.\n\nA keeper\n:::" in text
    assert "Tar\n\n:   black" in text
    assert "::: box\n**Take care, now**\n\nIt burns.\n:::" in text
    assert "# Tables {.appendix}\n\n## Of oil\n" in text
    assert "tex" not in text
    assert not [each for each in made.findings if each.code == "S-141"]


def test_a_drawing_is_told_and_an_author_is_a_name() -> None:
    head = r"\author{Ada Quill\\Office of Lights\and Ben Oar}\date{3 May 2021}\title{Oil}"
    drawn = r"\maketitle Oil.\begin{tikzpicture}\draw (0,0) -- (1,1);\end{tikzpicture}"
    made = imported(drawn, head)
    assert [each.name for each in made.metadata.people] == ["Ada Quill", "Ben Oar"]
    told = {each.code: each.message for each in made.findings}
    assert "drawings: the document has 1" in told["S-144"]
    assert "of Lights" in told["S-143"]
    assert "S-141" not in told


@pytest.mark.parametrize(
    "piece", [r"\begin{enumerate}[", r"\chapter[", r"\caption[{", r"\epigraph{"]
)
def test_what_is_left_open_is_left_alone(piece: str) -> None:
    assert rewrite(piece * 3, {}) == piece * 3


def test_headings_leave_no_level_out_and_labels_that_are_one_are_told() -> None:
    made = imported(
        r"\chapter{Oil}\paragraph{Tar.} Black.\section{Wax}\paragraph{Rope.} Long."
        r"\begin{align}a&=1\label{eq:a}\\b&=2\label{eq:b}\end{align} By \eqref{eq:b}."
    )
    text = made.texts[0].text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# Oil",
        "## Tar.",
        "## Wax",
        "### Rope.",
    ]
    told = [each.message for each in made.findings if each.code == "S-145"]
    assert any("eq:b is eq:a" in each for each in told)
    assert any("Rope" in each for each in told)


def test_the_head_of_a_long_table_for_later_pages_is_left_out_and_told() -> None:
    made = imported(
        r"\begin{longtable}{lr}Port & High\\\endfirsthead Port (on) & High\\\endhead "
        r"Dover & 6\\\end{longtable}"
    )
    assert "(on)" not in made.texts[0].text
    assert "Dover" in made.texts[0].text
    assert any("Port (on)" in each.message for each in made.findings)


def test_a_figure_keeps_its_label_and_a_label_given_twice_is_told() -> None:
    made = imported(
        r"\begin{figure}\includegraphics{no.png}\caption{Oil}. \label{fig:oil}\end{figure}"
        r"\begin{figure}\includegraphics{n.png}\caption{Tar} Own. \label{fig:tar}\end{figure}"
        r"\begin{equation}\label{eq:x}x\end{equation}\begin{equation}\label{eq:x}y\end{equation}"
        r"See \ref{fig:oil}, \ref{fig:tar}, \ref{eq:x}."
    )
    text = made.texts[0].text
    assert text.startswith("::: {#fig-oil}\n")
    assert "Oil.\n:::\n\n::: {#fig-tar}\n" in text
    assert text.count("eq-x}") == 1
    assert "the id eq:x was given twice" in " ".join(each.message for each in made.findings)
