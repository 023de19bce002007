r"""A formula in TeX → the same formula in commands that pandoc's reader of TeX (texmath) knows.

Old papers and classes of journals spell what amsmath spells otherwise: `{\rm d}`, `a \over b`,
`\textup`, `\nicefrac`. What only moves or measures, such as `\vphantom` and `\strut`, has no
place in MathML, and changes no formula when it is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.chemistry import spell_reaction

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPLATES: Mapping[str, tuple[int, str]] = {
    **dict.fromkeys(("textnormal", "textup", "hbox"), (1, r"\text{#1}")),
    "vphantom": (1, ""),
    "hphantom": (1, r"\phantom{#1}"),
    **dict.fromkeys(("smash", "rlap", "llap", "mathclap", "mathrlap", "mathllap"), (1, "{#1}")),
    **dict.fromkeys(("mathinner", "vcenter", "shoveleft", "shoveright"), (1, "{#1}")),
    "mathchoice": (4, "{#1}"),
    "ce": (1, "#1"),
    "cfrac": (2, r"\dfrac{#1}{#2}"),
    **dict.fromkeys(("dbinom", "tbinom"), (2, r"\binom{#1}{#2}")),
    "prescript": (3, "{}^{#1}_{#2}{#3}"),
    "xleftrightarrow": (1, r"\overset{#1}{\longleftrightarrow}"),
    "xRightarrow": (1, r"\overset{#1}{\Longrightarrow}"),
    "xLeftarrow": (1, r"\overset{#1}{\Longleftarrow}"),
    "xLeftrightarrow": (1, r"\overset{#1}{\Longleftrightarrow}"),
    "xmapsto": (1, r"\overset{#1}{\longmapsto}"),
    "vb": (1, r"\mathbf{#1}"),
    "vu": (1, r"\hat{\mathbf{#1}}"),
    "va": (1, r"\vec{\mathbf{#1}}"),
    **dict.fromkeys(("comm", "commutator"), (2, r"\left[#1,#2\right]")),
    **dict.fromkeys(("acomm", "anticommutator"), (2, r"\left\{#1,#2\right\}")),
    **dict.fromkeys(("ev", "expval"), (1, r"\left\langle #1\right\rangle")),
    "mel": (3, r"\left\langle #1\middle|#2\middle|#3\right\rangle"),
    **dict.fromkeys(("mathlarger", "mathsmaller"), (1, "#1")),
    **dict.fromkeys(("nicefrac", "sfrac", "flatfrac"), (2, r"{#1}/{#2}")),
    **dict.fromkeys(("intertext", "shortintertext"), (1, r"\text{#1}\\")),
    "texorpdfstring": (2, "#1"),
    "textcolor": (2, r"{\color{#1}#2}"),
    "mathbbm": (1, r"\mathbb{#1}"),
    "accentset": (2, r"\overset{#1}{#2}"),
    "underaccent": (2, r"\underset{#1}{#2}"),
    "vv": (1, r"\overrightarrow{#1}"),
    "abs": (1, r"\left|#1\right|"),
    "norm": (1, r"\left\|#1\right\|"),
    "bra": (1, r"\langle #1|"),
    "ket": (1, r"|#1\rangle"),
    "braket": (2, r"\langle #1|#2\rangle"),
    "dv": (2, r"\frac{\mathrm{d}#1}{\mathrm{d}#2}"),
    "pdv": (2, r"\frac{\partial #1}{\partial #2}"),
    **dict.fromkeys(("mathstrut", "strut", "nobreak", "relax", "qedhere", "leavevmode"), (0, "")),
    **dict.fromkeys(("notag", "nonumber"), (0, "")),
    "grad": (0, r"\nabla"),
    "curl": (0, r"\nabla\times"),
    "laplacian": (0, r"\nabla^2"),
    "idotsint": (0, r"\int\cdots\int"),
    "varinjlim": (0, r"\underset{\longrightarrow}{\lim}"),
    "varprojlim": (0, r"\underset{\longleftarrow}{\lim}"),
    "surd": (0, "\N{SQUARE ROOT}"),
    "degree": (0, r"^{\circ}"),
    "thinspace": (0, r"\,"),
    "negthickspace": (0, r"\!"),
    "hfill": (0, r"\quad "),
    "varlimsup": (0, r"\overline{\lim}"),
    "varliminf": (0, r"\underline{\lim}"),
    "ldotp": (0, "."),
}
"""Commands, how many arguments each has, and what is written for it.

What a reader would miss, such as rules and frames, is not among them: that stays, and is told.
"""

_SWITCHES: Mapping[str, str] = {
    "rm": "mathrm",
    "bf": "mathbf",
    "it": "mathit",
    "sf": "mathsf",
    "tt": "mathtt",
    "cal": "mathcal",
    "mit": "mathit",
    "em": "mathit",
    "sl": "mathit",
}
"""Commands that change the letters up to the end of their group, and those with an argument."""

_SPELLED = {
    # of pieces in braces, those of displays differ in size alone
    re.compile(r"\\(begin|end)\{dcases\*?\}"): r"\\\1{cases}",
    re.compile(r"\\begin\{d?rcases\*?\}"): r"\\left.\\begin{array}{ll}",
    re.compile(r"\\end\{d?rcases\*?\}"): r"\\end{array}\\right\\}",
    # options that move parts by a little
    re.compile(r"\\(cfrac|smash)\s*\[[lrctb]\]"): r"\\\1",
    # a number of the author's own, which pandoc drops
    re.compile(r"\\tag\s*\{((?:[^{}]|\{[^{}]*\})*)\}"): r"\\qquad\\text{(\1)}",
    re.compile(r"\\tag\s*\*\s*\{((?:[^{}]|\{[^{}]*\})*)\}"): r"\\qquad\\text{\1}",
    # derivatives of the package physics: of nothing, mixed, and of a higher order
    re.compile(r"\\dv\s*(\{[^{}]*\})(?!\s*\{)"): r"\\frac{\\mathrm{d}}{\\mathrm{d}\1}",
    re.compile(r"\\pdv\s*(\{[^{}]*\})(?!\s*\{)"): r"\\frac{\\partial}{\\partial\1}",
    re.compile(r"\\pdv\s*(\{[^{}]*\})\s*(\{[^{}]*\})\s*(\{[^{}]*\})"): (
        r"\\frac{\\partial^2\1}{\\partial\2\\partial\3}"
    ),
    re.compile(r"\\dv\s*\[(\w+)\]\s*(\{[^{}]*\})\s*(\{[^{}]*\})"): (
        r"\\frac{\\mathrm{d}^{\1}\2}{\\mathrm{d}\3^{\1}}"
    ),
    re.compile(r"\\pdv\s*\[(\w+)\]\s*(\{[^{}]*\})\s*(\{[^{}]*\})"): (
        r"\\frac{\\partial^{\1}\2}{\\partial\3^{\1}}"
    ),
    # a whole product in one pair of braces
    re.compile(r"\\braket\s*(\{[^{}]*\})(?!\s*\{)"): r"{\\langle \1\\rangle}",
}
"""Other spellings, and what is written for them."""

_TEXTS = frozenset("text textrm textit textbf textsf texttt mbox".split())
_KNOWN = "|".join(sorted({*_TEMPLATES, *_SWITCHES, *_TEXTS, "over"}, key=len)[::-1])
_COMMAND = re.compile(rf"\\(?:({_KNOWN})(?![A-Za-z])|[A-Za-z]+|.)|[{{}}]", re.DOTALL)
_NEEDED = re.compile(rf"\\(?:{'|'.join((*_TEMPLATES, *_SWITCHES, 'over'))})(?![A-Za-z])|\$")
# Where the upper part of a fraction in TeX's own spelling begins.
_OPENED = re.compile(
    r"&|\\\\|\\begin\{[^{}]*\}(?:\{[^{}]*\})?|\\left\s*(?:\\[A-Za-z]+|\\?.)", re.DOTALL
)
_CELL = re.compile(r"\{|&|\\\\|\\(?:right|end|over)(?![A-Za-z])|(?P<other>\\.)", re.DOTALL)
_DEFINED = re.compile(r"\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def)\*?\s*\{?\s*\Z")
"""What stands before the name of a command that the formula defines."""

_NEAR = 30
"""How many characters before a name are looked at for that."""

_LONGEST = 5_000
"""Formulas of more characters are left as they are."""

_DEEPEST = 100
"""What stands deeper in groups and letter changes is left as it is."""


def respell(tex: str) -> str:
    """Return a formula with the commands that pandoc does not read in others that mean the same."""
    if len(tex) > _LONGEST:
        return tex
    for spelling, said in _SPELLED.items():
        tex = spelling.sub(said, tex)
    if not _NEEDED.search(tex):
        return tex
    return _Speller(tex).write(0, len(tex))


class _Speller:
    """Rewrites stretches of one formula, whose groups are found once."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._ends = pair_groups(tex)
        self._depth = 0

    def write(self, start: int, end: int) -> str:
        """Return a stretch, which holds whole groups, as pandoc reads it."""
        if self._depth >= _DEEPEST:
            return self._tex[start:end]
        self._depth += 1
        try:
            return self._write(start, end)
        finally:
            self._depth -= 1

    def _write(self, start: int, end: int) -> str:
        tex, parts, at = self._tex, list[str](), start
        while match := _COMMAND.search(tex, at, end):
            parts.append(tex[at : match.start()])
            at = match.end()
            name = match[1]
            if name and _DEFINED.search(tex[max(0, match.start() - _NEAR) : match.start()]):
                name = ""
            if match[0] == "{" and match.start() in self._ends:
                at = self._ends[match.start()]
                parts.append(f"{{{self.write(match.end(), at - 1)}}}")
            elif name == "over":
                last = self._find_cell_end(at, end)
                before, above = _part_above("".join(parts))
                below = self.write(at, last).strip()
                parts, at = [f"{before}\\frac{{{above.strip()}}}{{{below}}}"], last
            elif name in _SWITCHES:
                last = self._find_cell_end(at, end)
                parts.append(f"\\{_SWITCHES[name]}{{{self.write(at, last).strip()}}}")
                at = last
            elif name in _TEMPLATES or name in _TEXTS:
                said, at = self._write_command(match, end)
                parts.append(said)
            else:
                parts.append(match[0])
        return "".join((*parts, tex[at:end]))

    def _find_cell_end(self, at: int, end: int) -> int:
        """Return where the cell, the line or the fraction's part ends that this place is in."""
        while match := _CELL.search(self._tex, at, end):
            if match[0] != "{" and not match["other"]:
                return match.start()
            at = max(self._ends.get(match.start(), 0), match.end())
        return end

    def _write_command(self, match: re.Match[str], end: int) -> tuple[str, int]:
        """Return what is written for a command with its arguments, and where these end."""
        count, template = _TEMPLATES.get(match[1], (1, f"\\{match[1]}{{#1}}"))
        spans: list[tuple[int, int]] = []
        at = match.end()
        for _ in range(count):
            span = self._find_argument(at, end)
            if span is None:
                return match[0], match.end()
            spans.append(span)
            at = span[1] + (self._tex[span[1] : span[1] + 1] == "}")
        if match[1] == "ce":
            reaction = spell_reaction(self._tex[slice(*spans[0])])
            return (reaction, at) if reaction else (match[0], match.end())
        if match[1] in _TEXTS or template.startswith(r"\text{"):
            return _part_text(template, self._tex[slice(*spans[0])]), at
        said = template
        for number, span in enumerate(spans, 1):
            said = said.replace(f"#{number}", self.write(*span))
        # what follows a command that is left out must not join with a letter
        return said + (" " if not count and said[-1:].isalpha() else ""), at

    def _find_argument(self, at: int, end: int) -> tuple[int, int] | None:
        """Return where an argument begins and ends, its braces apart; None where there is none."""
        while at < end and self._tex[at].isspace():
            at += 1
        if at >= end:
            return None
        if self._tex[at] == "[":
            # an option of the command, which is not read
            return None
        if self._tex[at] == "{":
            close = self._ends.get(at, 0)
            return (at + 1, close - 1) if close and close <= end else None
        return (at, at + 1) if self._tex[at] not in "\\}&^_" else None


def _part_above(written: str) -> tuple[str, str]:
    """Return what stands before the upper part of a fraction, and that part."""
    for match in reversed(list(_OPENED.finditer(written))):
        behind = written[match.end() :]
        if behind.count("{") == behind.count("}") and "\\right" not in behind:
            return written[: match.end()], behind
    return "", written


def _part_text(template: str, words: str) -> str:
    """Return words in a formula, with formulas in them between dollar signs taken out of them."""
    pieces = re.split(r"(?<!\\)\$", words)
    whole = all(piece.count("{") == piece.count("}") for piece in pieces)
    if len(pieces) % 2 == 0 or not whole:
        return template.replace("#1", words)
    said = (
        respell(piece) if number % 2 else template.replace("#1", piece)
        for number, piece in enumerate(pieces)
        if piece
    )
    return "".join(said)


def pair_groups(tex: str) -> dict[int, int]:
    """Return where each group opens, and the place behind its end."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", tex, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            ends[opened.pop()] = match.end()
    return ends
