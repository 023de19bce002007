"""A formula in MathML becomes one line of text, which is read aloud where it is not seen.

The form is that of UnicodeMath (Unicode Technical Note 28) without its signs for machines alone:
`a/(b + c)`, `x_1^2`, `√(b^2 - 4ac)`, a matrix between `■(` and `)`, its cells parted by `&` and its
rows by `@`. It is the same in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SPACED = frozenset("+−±∓×÷=<>≤≥≠≈≡∼≅∝→←↔⇒⇐⇔⟹⟸⟺↦∈∉⊂⊃⊆⊇∪∩∖∧∨⊕⊗∣≪≫⋅")
UNSEEN = frozenset("\u2061\u2062\u2063\u2064")
ACCENTS = {
    "¯": "\u0305", "‾": "\u0305", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303",
    "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
}  # fmt: skip
"""What stands over a letter, as the combining mark that says the same."""

DEEPEST = 60
"""How many elements may stand in one another; what is below is read as its characters."""


def write_line(formula: etree._Element) -> str:
    """Return a formula as one line of text."""
    return " ".join(_write(formula, 0).split())


def _write(node: etree._Element, depth: int) -> str:
    name = etree.QName(node).localname
    if depth > DEEPEST or (not len(node) and name != "mspace"):
        said = "".join(str(part) for part in node.itertext() if part not in UNSEEN)
        is_word = len(said) > 1 and said.isalpha()
        return f" {said} " if is_word or said in SPACED or said == "," else said
    parts = [_write(child, depth + 1) for child in node if isinstance(child.tag, str)]
    return WAYS.get(name, _join)(parts)


def _join(parts: Sequence[str]) -> str:
    return "".join(parts)


def _group(said: str) -> str:
    said = said.strip()
    return said if len(said) <= 1 or said.isalnum() else f"({said})"


def _fraction(parts: Sequence[str]) -> str:
    return f"{_group(parts[0])}/{_group(parts[1])} " if len(parts) > 1 else _join(parts)


def _raise(parts: Sequence[str]) -> str:
    return f"{parts[0].strip()}^{_group(parts[1])} " if len(parts) > 1 else _join(parts)


def _lower(parts: Sequence[str]) -> str:
    return f"{parts[0].strip()}_{_group(parts[1])} " if len(parts) > 1 else _join(parts)


def _both(parts: Sequence[str]) -> str:
    if len(parts) < 3:  # noqa: PLR2004  (a base with two scripts)
        return _join(parts)
    return f"{parts[0].strip()}_{_group(parts[1])}^{_group(parts[2])} "


def _over(parts: Sequence[str]) -> str:
    mark = parts[1].strip() if len(parts) > 1 else ""
    if mark in ACCENTS or (len(mark) == 1 and "\u0300" <= mark <= "\u036f"):
        return "".join(letter + ACCENTS.get(mark, mark) for letter in parts[0].strip())
    return _raise(parts)


def _root(parts: Sequence[str]) -> str:
    return f"√({parts[1].strip()}&{parts[0].strip()})" if len(parts) > 1 else _square(parts)


def _square(parts: Sequence[str]) -> str:
    said = _join(parts).strip()
    return f"√{said} " if len(said) == 1 else f"√({said}) "


def _table(parts: Sequence[str]) -> str:
    return f"■({'@'.join(parts)})"


def _row(parts: Sequence[str]) -> str:
    return "&".join(part.strip() for part in parts)


WAYS: dict[str, Callable[[Sequence[str]], str]] = {
    "mfrac": _fraction,
    "msup": _raise,
    "mover": _over,
    "msub": _lower,
    "munder": _lower,
    "msubsup": _both,
    "munderover": _both,
    "mroot": _root,
    "msqrt": _square,
    "mtable": _table,
    "mtr": _row,
    "mspace": lambda parts: " ",  # noqa: ARG005  (white has no words)
    "mphantom": lambda parts: " ",  # noqa: ARG005  (as mspace)
}
"""How each element of MathML is written; one that is not listed is written as what it holds."""
