"""Formulas in TeX become MathML with a line that says them; TeX that cannot be read is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from makeready.master.markup.edits import ITEM, KEPT, put_back
from makeready.master.markup.linear_math import write_line
from makeready.master.markup.mathematics import formulas
from master.titles import anyway, findings, inside, made, told, tree, words_of

MATH = "{http://www.w3.org/1998/Math/MathML}math"


def formulas_of(manuscript: str) -> list[tuple[str, bool]]:
    """Return the TeX of each formula in the master, and whether it is displayed."""
    found = tree(made(manuscript)).iter(MATH)
    return [(each.get("data-tex", ""), each.get("display") == "block") for each in found]


@pytest.mark.parametrize(
    ("manuscript", "tex", "displayed"),
    [
        ("The depth is $d_1$ today.", "d_1", False),
        ("A weir of $2x$ feet.", "2x", False),
        ("Here ($a+b$) and so on.", "a+b", False),
        ("$$\nQ = A v\n$$", "Q = A v", True),
        ("The flow $$Q = A v$$ is so.", "Q = A v", True),
        (r"As \\(a = b\\) says.", "a = b", False),
        (r"As \\[a = b\\] says.", "a = b", True),
        (r"As \(\alpha = 1\) says.", r"\alpha = 1", False),
        ("\\[\nx^2 + y\n\\]", "x^2 + y", True),
        ("\\begin{align}\na &= b\n\\end{align}", r"\begin{align} a &= b \end{align}", True),
        ("\\begin{equation}\na = b\n\\end{equation}", "a = b", True),
        ("```math\na = b\n```", "a = b", True),
        ("- item\n\n  > $$a\n  > = b$$", "a = b", True),
        ("Words[^n].\n\n[^n]: A note of $a_1*b*c$.", "a_1*b*c", False),
    ],
)
def test_a_formula_is_set(manuscript: str, tex: str, displayed: bool) -> None:
    assert formulas_of(f"{manuscript}\n") == [(tex, displayed)]


def test_what_stands_around_a_formula_is_kept() -> None:
    master = made("The sum “$a_1*b$”, *all* of it, $n$; and code: `$x_1$`.\n")
    assert words_of(master) == "The sum “a1*b”, all of it, n; and code: $x_1$."


def test_a_formula_alone_in_its_paragraph_is_marked() -> None:
    assert '<p class="formula" tabindex="0"><math ' in inside(made("$$a$$\n"))
    assert 'class="formula"' not in inside(made("Then $$a$$\n"))


def test_tex_that_cannot_be_read_is_an_error_with_its_line() -> None:
    found = told("First.\n\nThe\nsum $\\frac{a}$ of $\\sluice{x}$.\n")
    assert found == [
        r"text/01.md:4: T-033 \frac{a} (pandoc did not expect its end)",
        r"text/01.md:4: T-033 \sluice{x} (pandoc did not expect control sequence \sluice)",
    ]


def test_what_is_left_out_of_a_formula_is_told() -> None:
    (found,) = findings("$$\\begin{array}{c} a \\\\ \\hline b \\end{array}$$\n")
    assert str(found).startswith(r"text/01.md:1: T-034 \hline in \begin{array}")
    anyway("$\\color{red} x$\n")


def test_bold_is_upright_unless_tex_asks_for_a_slant() -> None:
    assert "𝐯" in inside(made("Of $\\mathbf{v}$.\n"))
    assert "𝒗" in inside(made("Of $\\boldsymbol{v}$.\n"))


def test_mathml_of_the_manuscript_itself_is_refused() -> None:
    assert any("T-002 <math> is refused" in each for each in told("<math><mi>x</mi></math>\n"))


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("E = mc^2", "E = mc^2"),
        (r"\frac{a+b}{2} x", "(a + b)/2 x"),
        (r"\sqrt{2g} h^{3/2}", "√(2g) h^(3/2)"),
        (r"\sqrt[3]{x}", "√(3&x)"),
        (r"\sum_{i=1}^n h_i", "∑_(i = 1)^n h_i"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(■(a&b@c&d))"),
        (r"\vec{v} \cdot \hat n", "v\u20d7 ⋅ n\u0302"),
        (r"\operatorname{rank} A \le 3", "rank A ≤ 3"),
    ],
)
def test_a_line_says_a_formula(tex: str, line: str) -> None:
    (found,) = tree(made(f"Of ${tex}$.\n")).iter(MATH)
    assert found.get("alttext") == line


def test_a_formula_as_deep_as_any_is_said() -> None:
    root = inner = etree.Element(MATH)
    for _ in range(500):
        inner = etree.SubElement(inner, "{http://www.w3.org/1998/Math/MathML}msqrt")
    inner.text = "x"
    assert "x" in write_line(root)


@given(st.text(alphabet="$\\()[]{}begin align=a_1 \n", max_size=80))
def test_formulas_follow_one_another(signs: str) -> None:
    end = 0
    for each in formulas(signs):
        assert end <= each.start < each.end <= len(signs)
        end = each.end


SIMPLE = """\
  $h$     $\\mathcal{Q}$
  ----- ---------------
  1                 2.1
  $x$             $y^2$
"""
GRID = """\
+-------+---------+
| $a$   | b $c$   |
+=======+=========+
| $x$   | 2.1     |
+-------+---------+
"""
MULTILINE = """\
  ----------------
  $h$     multi
          $Q$
  ------- --------
  1 $q$   $r$ word

  2       x
  ----------------
"""


@pytest.mark.parametrize("table", [SIMPLE, GRID, MULTILINE])
def test_formulas_leave_the_columns_of_tables_where_they_are(table: str) -> None:
    manuscript = f"Before.\n\n{table}\nAfter $z$.\n"
    master = made(manuscript)
    rows = [len(row) for row in tree(master).iter("{http://www.w3.org/1999/xhtml}tr")]
    assert set(rows) == {2}
    assert len(formulas_of(manuscript)) == manuscript.count("$") // 2
    assert "makeready" not in inside(master)


def test_a_formula_in_the_words_for_a_picture_is_said_there() -> None:
    kept = f'<div class="{KEPT}"><p><span class="{ITEM}">x</span></p></div>'
    body = etree.fromstring(f'<div><img alt="a {chr(0xF0000) * 3}"/>{kept}</div>')
    put_back([body])
    assert etree.tostring(body) == b'<div><img alt="a x"/></div>'


@pytest.mark.parametrize(
    ("tex", "identifiers"),
    [
        ("المساحة = 5", ["المساحة"]),
        ("س + ص", ["س", "ص"]),
        ("س ص", ["س", "ص"]),
        ("שטח^2", ["שטח"]),
        (r"\frac שט", ["ש", "ט"]),
        ("ab", ["a", "b"]),
        ("क्षेत्र", ["क्षेत्र"]),
        (r"\aleph א", ["ℵ", "א"]),
    ],
)
def test_letters_of_a_word_are_one_identifier(tex: str, identifiers: list[str]) -> None:
    letters = tree(made(f"Of ${tex}$ it.\n")).iter("{*}mi")
    assert [each.text for each in letters] == identifiers
