"""Abstracts and verse of LaTeX stand in the manuscript as what they are."""

from __future__ import annotations

import pytest

from makeready.intake.read.apparatus.latex_blocks import write_abstract, write_verse
from makeready.intake.read.files import read_source


def read(body: str, head: str = "") -> str:
    """Return the manuscript of a document."""
    text = f"\\documentclass{{article}}{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return read_source("a.tex", text.encode()).raw.text


def test_an_abstract_stands_in_the_text_with_its_notes() -> None:
    text = read("\\begin{abstract}\nReeds\\footnote{Tall.} grow.\n\\end{abstract}\nWeirs stand.")
    assert text.startswith("# Abstract {.unnumbered}\n\nReeds[^1] grow.\n\nWeirs stand.")
    assert "[^1]: Tall." in text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("", "Abstract"),
        ("\\usepackage[english,ngerman]{babel}", "Zusammenfassung"),
        ("\\renewcommand{\\abstractname}{In short}", "In short"),
    ],
)
def test_an_abstract_is_called_as_the_document_calls_it(head: str, name: str) -> None:
    assert f"\\section*{{{name}}}" in write_abstract(f"{head}\\begin{{abstract}}A\\end{{abstract}}")


@pytest.mark.parametrize("kind", ["verse", "altverse", "verse*"])
def test_verse_is_verse(kind: str) -> None:
    poem = "Reeds,\\\\*\n\\vin \\emph{herons},\\\\[2pt]\nweirs.\n\nA boat \\\\!\nlands."
    text = read(f"Prose.\n\\begin{{{kind}}}[\\versewidth]\n{poem}\n\\end{{{kind}}}\nMore.")
    lines = [line.rstrip() for line in text.splitlines() if line.startswith("|")]
    assert lines == [
        "| Reeds,",
        "| \u00a0\u00a0\u00a0\u00a0*herons*,",
        "| weirs.",
        "|",
        "| A boat",
        "| lands.",
    ]


def test_the_title_of_a_poem_is_a_heading() -> None:
    text = read("\\section{One}\n\\poemtitle{Boat}\n\\begin{verse}\nA\\\\\nB\n\\end{verse}")
    assert "## Boat" in text


def test_verse_within_code_stays() -> None:
    code = "\\begin{verbatim}\n\\begin{verse}A\\end{verse}\n\\end{verbatim}"
    assert write_verse(code) == code
