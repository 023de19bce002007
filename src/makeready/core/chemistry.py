r"""A formula of chemistry in the spelling of mhchem (`\ce{…}`) → the same in plain TeX.

What is read: elements and groups with their numbers, charges, isotopes, states, hydrates, sums,
bonds and arrows without words. mhchem's manual has more; that is left for its author to spell.
"""

from __future__ import annotations

import re

_ARROWS = {
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
    "<->": r"\longleftrightarrow",
    "<=>": r"\rightleftharpoons",
    "+": "+",
    "v": r"\downarrow",
    "^": r"\uparrow",
}
"""What stands by itself between spaces."""

_AMOUNT = re.compile(r"\d+(?:/\d+|\.\d+)?")
_PART = re.compile(
    r"(?P<element>[A-Z][a-z]?)"
    r"|(?P<state>\((?:aq|s|l|g|cr)\))"
    r"|(?P<bracket>[()\[\]])"
    r"|(?P<number>\d+)"
    r"|\^(?:\{(?P<group>[0-9+-]+)\}|(?P<charge>[0-9]*[+-]|[0-9]+))"
    r"|_(?:\{(?P<below>[0-9a-z]+)\}|(?P<low>[0-9a-z]))"
    r"|(?P<dot>[.*])(?P<water>\d*)(?=[A-Z])"
    r"|(?P<bond>[-=#])(?=[A-Z(\[])"
    r"|(?P<sign>[+-])\Z"
)
_BONDS = {"-": "-", "=": "=", "#": r"\equiv"}


def spell_reaction(words: str) -> str:
    """Return a formula or a reaction in TeX, or "" where a part of it is not known."""
    said = [_ARROWS.get(word) or _spell_species(word) for word in words.split()]
    return f"{{{' '.join(said)}}}" if said and all(said) else ""


def _spell_species(word: str) -> str:
    amount = _AMOUNT.match(word)
    at = amount.end() if amount else 0
    parts = [f"{amount[0]}\\," if amount else ""]
    while at < len(word):
        part = _PART.match(word, at)
        if part is None:
            return ""
        parts.append(_spell_part(part, "".join(parts)))
        at = part.end()
    return "".join(parts)


def _spell_part(part: re.Match[str], before: str) -> str:
    above = part["group"] or part["charge"] or part["sign"]
    if above:
        base = "" if before[-1:] not in ("", ",") else "{}"
        return f"{base}^{{{above}}}"
    below = part["number"] or part["below"] or part["low"]
    if below:
        return f"_{{{below}}}" if before[-1:] not in ("", ",") else f"{{}}_{{{below}}}"
    if part["dot"]:
        return rf"\cdot {part['water']}" + (r"\," if part["water"] else "")
    if part["bond"]:
        return f"{{{_BONDS[part['bond']]}}}"
    return part["bracket"] or rf"\mathrm{{{part['element'] or part['state']}}}"
