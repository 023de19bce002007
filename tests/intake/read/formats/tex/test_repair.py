"""LaTeX that pandoc cannot read is kept as code, and the rest of the document is read."""

from __future__ import annotations

import pytest

from makeready.core.errors import SourceError
from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.tex.repair import read_repaired

BODY = "\\begin{document}\nOil.\n\n\\begin{weir}\nTar.\n\\end{weir}\n\nWax.\n\\end{document}\n"


def read(text: str) -> str:
    """Stand in for pandoc: stop where a weir is not code, or a preamble has a sluice."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\\sluice") or line == "\\begin{weir}":
            at = text.split("\n")[number - 2]
            if at != "\\begin{verbatim}":
                raise SourceError(f"Error at (line {number}, column 1): unexpected {line}")
    return text


def test_an_environment_that_cannot_be_read_is_code() -> None:
    text, found = read_repaired("a.tex", BODY, read)
    code = "\\begin{verbatim}\n\\begin{weir}\nTar.\n\\end{weir}\n\\end{verbatim}"
    assert code in text
    assert "Oil." in text
    assert text.endswith("Wax.\n\\end{document}\n")
    assert [(each.code, each.message) for each in found] == [
        ("S-158", "near line 4: “\\begin{weir} Tar. \\end{weir}”")
    ]


def test_of_a_preamble_the_title_and_definitions_are_used() -> None:
    head = "\\title{Oil}\n\\sluice\n\\newcommand{\\tar}[1]{#1}\n\\newcommand\\wax@{x}\n"
    text, found = read_repaired("a.tex", head + "\\begin{document}Oil.", read)
    assert text == "\\title{Oil}\n\\newcommand{\\tar}[1]{#1}\n\\begin{document}Oil."
    assert [each.code for each in found] == ["S-158"]


def test_what_no_passage_is_to_blame_for_is_refused_with_its_words() -> None:
    def refuse(_: str) -> str:
        raise SourceError("Error at (line 2, column 1): unexpected end")

    with pytest.raises(SourceError, match=r"stops at “.*Oil"):
        read_repaired("a.tex", BODY, refuse)


@pytest.mark.parametrize(
    "broken",
    [
        r"\begin{itemize}\item Tar \end{enumerate}",
        r"Tar } and rope.",
        r"\emph{Tar and rope.",
        r"\begin{quote}Tar.",
        r"Tar.\end{quote}",
        r"Tar for \$5 or $x.",
    ],
)
def test_a_document_with_what_has_no_fellow_is_imported_but_for_its_paragraph(broken: str) -> None:
    source = (
        f"\\documentclass{{book}}\\begin{{document}}\nOil.\n\n{broken}\n\nWax.\n\\end{{document}}"
    )
    made = take_whole(read_source("a.tex", source.encode(), Wants()))
    text = "".join(each.text for each in made.texts)
    assert text.startswith("Oil.\n\n")
    assert broken in text
    assert text.endswith("Wax.\n")
    assert "S-158" in {each.code for each in made.findings}


def test_the_passage_is_found_that_pandoc_tells_only_at_the_end() -> None:
    lost = r"\renewpath\host\path{%tar%}"
    source = f"\\begin{{document}}\nOil.\n\n{lost}\n\nWax.\n\nTin.\n\\end{{document}}\n"

    def read(text: str) -> str:
        if lost in text and f"\n{lost}\n\\end{{verbatim}}" not in text:
            raise SourceError(f"Error at (line {text.count(chr(10)) + 1}, column 1): end of input")
        return text

    made, found = read_repaired("a.tex", source, read)
    assert f"\\begin{{verbatim}}\n{lost}\n\\end{{verbatim}}" in made
    assert [each.message for each in found] == [f"near line 4: “{lost}”"]
