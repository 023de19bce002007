"""Mathematics between dollar signs becomes places in a text; prices are none.

The rule is pandoc's (its manual, `tex_math_dollars`): no white space after the first sign nor
before the second, and no digit after it. Prose between two currency signs meets that rule, too, so
that what has no sign of TeX and reads like prose is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DISPLAY = re.compile(r"(?<![\\$])\$\$(?!\$)((?:[^$\\\n]|\\.|\\?\n(?![ \t>]*\n))+?)\$\$(?!\$)")
# The letter before may belong to a currency: US$, A$.
INLINE = re.compile(
    r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.|\\?\n(?![ \t>]*\n))+?)(?<!\s)\$(?![\d$])"
    r"(?P<after>\w?)"
)
# An escaped bracket is ordinary text unless what it holds is TeX; doubled, it is a bracket of TeX.
BRACKETED = (
    (
        re.compile(
            r"(?<!\\)\\\((?=[^()\n]{0,200}(?:\\[a-z]{2}|(?<!\\)[\^_][\w{]))([^\n]{1,400}?)\\\)",
            re.IGNORECASE,
        ),
        False,
    ),
    (
        re.compile(
            r"(?<!\\)\\\[(?=[^\[\]]{0,400}(?:\\[a-z]{2}|(?<!\\)[\^_][\w{]))"
            r"((?:[^\[\]\n]|\n(?![ \t>]*\n)){1,2000}?)\\\]",
            re.IGNORECASE,
        ),
        True,
    ),
    (re.compile(r"\\\\\(((?:[^\\\n]|\\(?!\\[()])|\n(?!\s*\n))*)\\\\\)"), False),
    (re.compile(r"\\\\\[((?:[^\\\n]|\\(?!\\[\[\]])|\n(?!\s*\n))*)\\\\\]"), True),
)
# What stands in TeX without a sign around it is displayed where it begins a paragraph.
ENVIRONMENT = re.compile(
    r"(?<!\\)(\\begin\{(?P<name>(?:align|alignat|gather|mult(?:line)|eqnarray|equation)\*?)\}"
    r"(?:[^\\$\n]|\\(?!end\{)|\n(?![ \t>]*\n))*\\end\{(?P=name)\})"
)
EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")
TEX = re.compile(r"[\\^_{}]")
SIGN = re.compile(r"[=<>|+]")
PROSE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
AMOUNT = re.compile(r"[\d.,]*\d(?:\s?[^\W\d_]{2,}|[.,;:)]\s)")
WORD = re.compile(r"[^\W\d_]{2,}")


LABEL = re.compile(r"[ \t]*(?<!\\)\{#(eq[-:]\w[\w.:-]*)\}")
"""The label of a displayed formula, as Quarto and pandoc-crossref write it behind the formula."""

LABEL_OF_TEX = re.compile(r"\\label\{(eq[-:]\w[\w.:-]*)\}")
_EMPTY_LINES = re.compile(r"\n(?:[ \t>]*\n)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in TeX: where it begins and ends, with its signs, and whether it is displayed.

    One with a label is numbered, and ends behind it.
    """

    start: int
    end: int
    tex: str
    displayed: bool
    label: str = ""


def formulas(running: str) -> Iterator[Formula]:
    """Yield the formulas of a text without code, in order.

    Where two overlap, the one of the stronger signs counts: `$$`, brackets of TeX, `$`.
    """
    taken: list[Formula] = []
    for each in (*_find_displayed(running), *_find_bracketed(running), *_find_inline(running)):
        if not any(old.start < each.end and each.start < old.end for old in taken):
            taken.append(each)
    yield from (_take_label(each, running) for each in sorted(taken, key=lambda each: each.start))


def _take_label(formula: Formula, running: str) -> Formula:
    behind = LABEL.match(running, formula.end)
    within = LABEL_OF_TEX.search(formula.tex)
    if not formula.displayed or (behind is None and within is None):
        return formula
    label = behind or within
    assert label is not None
    end = formula.end if behind is None else behind.end()
    # a label may have had a line to itself, and an empty line would end the formula
    tex = _EMPTY_LINES.sub("\n", LABEL_OF_TEX.sub("", formula.tex))
    return replace(formula, end=end, tex=tex, label=label[1])


def stands_beside_code(text: str, formula: Formula) -> bool:
    """Tell whether a formula touches a back-quote, so that it cannot be set as code for pandoc."""
    return "`" in text[max(0, formula.start - 1) : formula.end + 1]


def _find_displayed(running: str) -> Iterator[Formula]:
    for found in DISPLAY.finditer(running):
        if TEX.search(found[1]) or SIGN.search(found[1]) or not WORD.search(found[1]):
            yield Formula(start=found.start(), end=found.end(), tex=found[1], displayed=True)


def _find_bracketed(running: str) -> Iterator[Formula]:
    for pattern, displayed in BRACKETED:
        for found in pattern.finditer(running):
            yield Formula(start=found.start(), end=found.end(), tex=found[1], displayed=displayed)
    for found in ENVIRONMENT.finditer(running):
        tex = EQUATION.sub("", found[1]) if found["name"].startswith("equation") else found[1]
        yield Formula(start=found.start(), end=found.end(), tex=tex, displayed=True)


def _find_inline(running: str) -> Iterator[Formula]:
    for found in INLINE.finditer(running):
        if _is_formula(found[1], found["after"]):
            end = found.start("after")
            yield Formula(start=found.start(), end=end, tex=found[1], displayed=False)


def _is_formula(tex: str, after: str) -> bool:
    if TEX.search(tex):
        return True
    reads_as_prose = PROSE.search(tex) or AMOUNT.match(tex) or (after and WORD.search(tex))
    return not reads_as_prose
