"""Files that a LaTeX document names are found where LaTeX finds them."""

from __future__ import annotations

import pytest

from makeready.intake.read.formats.tex.files import find_folders, include, look_in

BODY = r"\documentclass{article}\usepackage{tar}\begin{document}Oil burns.\end{document}"


@pytest.mark.parametrize(
    "command",
    [r"\input{oil}", r"\input oil ", r"\include{oil.tex}", r"\subfile{oil}", r"\import{}{oil}"],
)
def test_an_included_file_stands_in_the_text(command: str) -> None:
    held = {"oil.tex": b"Oil burns."}
    made = include(rf"Tar. {command} Wax.", lambda name: held.get(name.lstrip("/"), b""))
    assert " ".join(made.split()) == "Tar. Oil burns. Wax."


def test_a_file_that_includes_itself_again_and_again_comes_in_so_often_and_no_more() -> None:
    asked: list[str] = []

    def beside(name: str) -> bytes:
        asked.append(name)
        return rb"\input{a}" * 8 + b"x"

    made = include(r"\input{a}", beside)
    assert r"\input{a}" in made
    assert len(asked) <= 20_000


def test_a_document_that_is_included_leaves_its_preamble() -> None:
    made = include(r"Tar. \subfile{oil}", lambda name: BODY.encode() * (name == "oil.tex"))
    assert " ".join(made.split()) == "Tar. Oil burns."


def test_a_file_in_an_older_encoding_is_read_in_it() -> None:
    words = "Le goût de l’été, où les blés dorés ondulent près des forêts. ".replace("’", "'") * 4
    assert words.strip() in include(
        r"\input{a}", lambda name: words.encode("latin-1") * (".tex" in name)
    )


def test_definitions_come_from_packages_and_classes_that_lie_beside() -> None:
    held = {
        "tar.sty": rb"\newcommand{\tar}{Stockholm tar}\renewcommand{\section}{x}\def\a@b{c}",
        "keep.cls": rb"\newcommand*{\keep}[1]{\emph{#1}}",
    }
    text = r"\documentclass{keep}\usepackage[x]{graphicx, tar}\begin{document}\tar\end{document}"
    made = include(text, lambda name: held.get(name, b""))
    assert r"\providecommand{\tar}{Stockholm tar}" in made
    assert r"\providecommand*{\keep}[1]{\emph{#1}}" in made
    assert "section" not in made


def test_pictures_are_looked_for_in_the_folders_named() -> None:
    folders = find_folders(r"\graphicspath{{./figs/}{more}} \graphicspath{ {more/} }")
    assert folders == ("./figs", "more")
    read = look_in(folders, lambda name: name.encode() * (name == "more/a.png"))
    assert read("a.png") == b"more/a.png"
    assert not read("b.png")
