"""Comments of LaTeX go as TeX takes them, and a sign of percent in code or addresses stays."""

from __future__ import annotations

import pytest

from makeready.intake.read.formats.tex.comments import strip_comments


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("oil%x\n  lamp, wick % y\n and wax\n", "oillamp, wick and wax\n"),
        ("Oil.%\n\nWax.\n% gone\nTar.", "Oil.\n\nWax.\nTar."),
        ("said%\n\\footnote{%\n  Oil.}%\n", "said\\footnote{Oil.}"),
        ("\\centering% now\nWords", "\\centering Words"),
        (r"5\,\% of oil \\% gone", r"5\,\% of oil \\"),
        (r"\verb|a%b| and \lstinline{%d} % gone", r"\verb|a%b| and \lstinline{%d} "),
        (
            r"\url{x.org/a%20b} \href{x.org/a%20b}{oil % gone",
            r"\url{x.org/a%20b} \href{x.org/a%20b}{oil ",
        ),
        (
            "\\begin{verbatim}\n% kept\n\\end{verbatim}%\n",
            "\\begin{verbatim}\n% kept\n\\end{verbatim}",
        ),
        ("\\begin{minted} % gone", "\\begin{minted} "),
        (r"\verbatiminput{a} \verb % gone", r"\verbatiminput{a} \verb "),
    ],
    ids=[
        *("between letters", "by itself", "before a note", "behind a command", "behind breaks"),
        *("code", "addresses", "listings", "listing without end", "no code"),
    ],
)
def test_comments_go_as_tex_takes_them(source: str, left: str) -> None:
    assert strip_comments(source) == left


def test_lines_keep_their_numbers_behind_the_next_blank_line() -> None:
    assert strip_comments("a % x\nb % y\nc\n\nd").count("\n") == 4
