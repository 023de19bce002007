"""The ways in which converters write the call of a note and the note's own number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

# A call stands in a text as a private-use character: this one and those after it.
CALL = 0xE000
_LAST = 0xF8FF
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DAGGERS = ("*", "†", "‡", "§", "¶", "**", "††", "‡‡", "§§", "¶¶")

Write = Callable[["random.Random", int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One way of marking notes: the call in the text, and what opens the note.

    `scope` says where the numbers start again if the marks leave no choice; `distinct` whether the
    opener can be told from the words of a note, so that two notes may stand in one block; `raises`
    whether the call is a raised figure like any other.
    """

    name: str
    call: Write
    opener: Write
    scope: str = ""
    distinct: bool = True
    raises: bool = False

    def opened(self, rng: random.Random, number: int, note: str) -> str:
        """Return the note with its opener before it."""
        return f"{self.opener(rng, number)}{note}"


def is_call(character: str) -> bool:
    """Tell whether the character calls a note."""
    return CALL <= ord(character) <= _LAST


def note_of(character: str) -> int:
    """Return which note the character calls, counted from zero."""
    return ord(character) - CALL


def marked(rng: random.Random, line: str, marker: Marker, numbers: dict[str, int]) -> str:
    """Return the line with its calls written in the manner of the marker.

    A converter that writes calls as raised figures writes exponents so too.
    """
    square = marker.call(rng, 2) if marker.raises else "²"
    written = (marker.call(rng, numbers[c]) if is_call(c) else c for c in line)
    return "".join(square if piece == "²" else piece for piece in written)


def _circled(_: random.Random, number: int) -> str:
    return f"^{_CIRCLED[number - 1]}"


def _circled_opener(rng: random.Random, number: int) -> str:
    mark = _CIRCLED[number - 1]
    return rng.choice((f"{mark} ", f"^{mark} ", mark))


def _bare_circled(_: random.Random, number: int) -> str:
    return _CIRCLED[number - 1]


def _sup(_: random.Random, number: int) -> str:
    return f"<sup>{number}</sup>"


def _sup_opener(rng: random.Random, number: int) -> str:
    return rng.choice((f"<sup>{number}</sup> ", f"<sup>{number}</sup>"))


def _defect_opener(rng: random.Random, number: int) -> str:
    whole = f"<sup>{number}</sup> "
    return whole if rng.random() < 0.15 else f"<sup>&</sup>lt;sup>{number}</sup> "


def _bracket(_: random.Random, number: int) -> str:
    return f"[{number}]"


def _bracket_opener(_: random.Random, number: int) -> str:
    return f"[{number}] "


def _plain(_: random.Random, number: int) -> str:
    return f"{number}"


def _plain_opener(_: random.Random, number: int) -> str:
    return f"{number} "


def _pointed_opener(_: random.Random, number: int) -> str:
    return f"{number}. "


def _formula(_: random.Random, number: int) -> str:
    return f"$^{{{number}}}$"


def _torn_formula(_: random.Random, number: int) -> str:
    figures = str(number)
    return f"$^{{{figures[0]}}}$" + "".join(f"^{{{figure}}}" for figure in figures[1:])


def _link(_: random.Random, number: int) -> str:
    return f"[{number}](#page-{number}-0)"


def _link_opener(_: random.Random, number: int) -> str:
    return f'<span id="page-{number}-0"></span><sup>{number}</sup> '


def _dagger(_: random.Random, number: int) -> str:
    return _escaped(number)


def _dagger_opener(rng: random.Random, number: int) -> str:
    return rng.choice((f"{_escaped(number)} ", _escaped(number)))


def _escaped(number: int) -> str:
    return _DAGGERS[number - 1].replace("*", "\\*")


MARKERS = (
    Marker(name="circled", call=_circled, opener=_circled_opener, scope="page"),
    Marker(name="bare-circled", call=_bare_circled, opener=_circled_opener, scope="page"),
    Marker(name="sup", call=_sup, opener=_sup_opener, raises=True),
    Marker(name="sup-defect", call=_sup, opener=_defect_opener, raises=True),
    Marker(name="bracket", call=_bracket, opener=_bracket_opener),
    Marker(name="plain", call=_plain, opener=_plain_opener, distinct=False),
    Marker(name="pointed", call=_plain, opener=_pointed_opener, distinct=False),
    Marker(name="formula", call=_formula, opener=_plain_opener, distinct=False, raises=True),
    Marker(name="torn-formula", call=_torn_formula, opener=_plain_opener, distinct=False),
    Marker(name="link", call=_link, opener=_link_opener),
    Marker(name="dagger", call=_dagger, opener=_dagger_opener, scope="page", distinct=False),
)
