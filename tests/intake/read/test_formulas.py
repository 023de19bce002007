"""Formulas of a document are written as the press reads them, or stay code and are told."""

from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source
from makeready.intake.read.formulas import DISPLAYED, INLINE, write_formulas


def formula(tex: str, name: str = INLINE) -> dict[str, object]:
    return {"t": "Code", "c": [["", [name], []], tex]}


def string(words: str) -> dict[str, object]:
    return {"t": "Str", "c": words}


@pytest.mark.parametrize(
    ("before", "tex", "after", "written"),
    [
        ("of", "x_1", ",", "$x_1$"),
        ("of", "n", "th", "$n$"),
        ("of", "x", "2", "\\\\(x\\\\)"),
        ("a", "x", ".", "\\\\(x\\\\)"),
        ("(", "5 kg", ")", "\\\\(5 kg\\\\)"),
        ("(", "5 \\text{ kg}", ")", "$5 \\text{ kg}$"),
    ],
)
def test_what_stands_beside_a_formula_decides_its_signs(
    before: str, tex: str, after: str, written: str
) -> None:
    start = string(before) if not before.isalpha() or before == "a" else {"t": "Space"}
    out, kept = write_formulas([start, formula(tex), string(after)], frozenset())  # type: ignore[list-item]  # JSON of pandoc
    assert out[1]["c"] == ["markdown", written]  # type: ignore[index,call-overload]
    assert not kept


@pytest.mark.parametrize("name", [INLINE, DISPLAYED])
def test_tex_that_cannot_be_set_stays_code(name: str) -> None:
    out, kept = write_formulas([formula("\\sluice", name)], frozenset({"\\sluice"}))  # type: ignore[list-item]
    assert out == [{"t": "Code", "c": [["", ["tex"], []], "\\sluice"]}]
    assert kept == 1


def test_formulas_of_latex_come_with_their_signs_and_what_is_unread_is_told() -> None:
    source = (
        "\\documentclass{article}\\begin{document}\nOf $d=\\sqrt{a}$ and $\\tensor{x}{2}$.\n"
        "\\[ Q = A v \\]\n\\begin{align} a &= b \\\\ c &= d \\end{align}\n\\end{document}\n"
    )
    read = read_source("weirs.tex", source.encode())
    assert read.raw.text == (
        "Of $d=\\sqrt{a}$ and `\\tensor{x}{2}`{.tex}.\n\n$$\nQ = A v\n$$\n\n"
        "$$\n\\begin{align}\n a &= b \\\\ c &= d\n\\end{align}\n$$\n"
    )
    assert [each.message for each in read.findings if each.code == "S-114"] == [
        "1 formula is kept as code"
    ]


def test_a_displayed_formula_in_a_table_stands_in_one_line() -> None:
    held = {"t": "CodeBlock", "c": [["", [DISPLAYED], []], "x\n+ y"]}
    rows = [[{"t": "Table", "c": [held]}, held]]
    out, _ = write_formulas(rows, frozenset())  # type: ignore[arg-type]  # JSON of pandoc
    table, alone = out[0]  # type: ignore[index,misc]
    assert table["c"][0]["c"][1] == "$$x + y$$\n"  # type: ignore[index,call-overload]
    assert alone["c"][1] == "$$\nx\n+ y\n$$\n"  # type: ignore[index,call-overload]


def test_formulas_that_stand_as_text_in_their_signs_are_formulas() -> None:
    page = (
        '<p>Of <span class="math inline">\\(x_1\\)</span> at <span class="math">$5</span>.</p>'
        "<p>$$\\frac{a}{b}$$</p><p>It cost $$ and $$.</p>"
        "<p>As \\(x_2\\), <b>gates</b>: \\(n\\).</p>"
    )
    text = read_source("a.html", f"<html><body>{page}</body></html>".encode()).raw.text
    assert text == (
        "Of $x_1$ at $5.\n\n$$\n\\frac{a}{b}\n$$\n\n"
        "It cost $$ and $$.\n\nAs $x_2$, **gates**: $n$.\n"
    )
