"""A run or a line → how much of it is mathematics, and how much is words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Face, Run

_FACE = re.compile(
    r"(?:CM(?:SY|EX|MI|BSY|MIB)|MSAM|MSBM|EUSM|EUFM|EUEX|RSFS|TXSY|TXEX|PXSY|PXEX|STMARY|MTSY|MTMI"
    r"|MTEX|ESINT|LM(?:MI|SY|EX)|LMMATH|MATHEMATICALPI)[-\d]*|.*MATH(?!EMATICA).*",
    re.IGNORECASE,
)
"""Names of fonts for mathematics: those of TeX, and OpenType's."""
_TALL = re.compile(r".*EX[-\d]*|LMMathExtension.*", re.IGNORECASE)
_ALPHABETS = range(0x1D400, 0x1D800)  # letters for mathematics alone
_LARGE = frozenset("∏∐∑√∛∜∫∬∭∮∯∰⋀⋁⋂⋃⨀⨁⨂⨄⨅⨆" + "".join(map(chr, range(0x239B, 0x23B4))))
"""Signs that reach over more than a line: operators with limits, roots, pieces of brackets."""
RELATIONS = frozenset("=<>≠≤≥≈≡∼≃≅∝∈⊂⊆→⇒⇔↦")
"""Signs that make a formula of what stands on both sides of them."""
_EXTENSION = str.maketrans("PQRSTXYZ[\\pqrst\x08\x09", "∑∏∫⋃⋂∑∏∫⋃⋂√√√√√{}")
"""What TeX's font of large signs calls otherwise: its codes are no letters."""
_SOLID = 3  # characters of a formula at least
_PROSE = 0.34  # of its characters at most are in words
_SHARE = 0.4  # of a line's signs are of fonts for mathematics, or it has a relation
_SIGN = re.compile(
    "["
    + "".join(
        re.escape(chr(code))
        for code in (*range(0x3000), 0xFB29, *range(0xFF0B, 0xFFED))
        if unicodedata.category(chr(code)) == "Sm"
    )
    + "\U0001d400-\U0001d7ff]"
)
_WORD = re.compile(r"[^\W\d_\U0001d400-\U0001d7ff]{2,}")
_PRODUCT, _SHORT = 3, 8  # slanted letters side by side, in so short a run, are a product
_FUNCTIONS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det diag dim div erf exp gcd grad hom inf "
    "ker lcm lg lim liminf limsup ln log lub max min mod Pr rank rot sec sgn sin sinh sup tan tanh "
    "tg ctg tr Var Cov".split()
)


def is_mathematical(face: Face) -> bool:
    """Tell whether a font is one for mathematics, by its name."""
    return _is_named_so(face.name)


@lru_cache(maxsize=1024)
def _is_named_so(name: str) -> bool:
    return _FACE.fullmatch(name) is not None


def is_of_mathematics(run: Run) -> bool:
    """Tell whether a run ends in a letter or sign that only formulas have."""
    return is_mathematical(run.face) or ord(run.text.rstrip()[-1:] or " ") in _ALPHABETS


def count_signs(run: Run) -> int:
    """Return how many characters of a run are those of formulas."""
    if is_mathematical(run.face):
        return len("".join(run.text.split()))
    return len(_SIGN.findall(run.text))


def count_prose(run: Run) -> int:
    """Return how many letters of a run are in words, names of functions left out."""
    if is_mathematical(run.face):
        return 0
    least = _PRODUCT if run.face.italic and len(run.text) <= _SHORT else 1
    words = _WORD.findall(run.text)
    return sum(len(word) for word in words if len(word) > least and word not in _FUNCTIONS)


def has_large_sign(line: Line) -> bool:
    """Tell whether a line has a sign that reaches over more than one."""
    return any(
        not _LARGE.isdisjoint(run.text)
        or (is_mathematical(run.face) and _TALL.fullmatch(run.face.name) is not None)
        for run in line.runs
    )


def plain_signs(run: Run) -> str:
    """Return the signs of a run as they are meant."""
    tall = is_mathematical(run.face) and _TALL.fullmatch(run.face.name)
    return run.text.translate(_EXTENSION) if tall else run.text


def is_formula(line: Line) -> bool:
    """Tell whether a line is a formula: few words, and fonts or a relation of mathematics."""
    solid = len("".join(line.text.split()))
    prose = sum(map(count_prose, line.runs))
    if solid < _SOLID or prose > _PROSE * solid or any(run.face.mono for run in line.runs):
        return False
    signs = sum(map(count_signs, line.runs))
    return signs > _SHARE * solid or (signs > 0 and not RELATIONS.isdisjoint(line.text))
