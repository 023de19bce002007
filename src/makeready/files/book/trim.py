"""The written size of a page → its millimetres."""

from __future__ import annotations

import re

from makeready.core.model import Trim

_INCH = 25.4

NAMED = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b5": (176.0, 250.0),
    "b6": (125.0, 176.0),
    "crown-quarto": (189.0, 246.0),
    "demy": (138.0, 216.0),
    "digest": (139.7, 215.9),
    "letter": (215.9, 279.4),
    "royal": (156.0, 234.0),
}
"""The sizes that have a name: ISO 216, and those of the British and American trade."""

SMALLEST, LARGEST = 70.0, 450.0
"""The least and the greatest side of a page, in millimetres, that a book is laid out on."""

_FORM = re.compile(r"(\d{1,4}(?:\.\d{1,4})?) ?[x×] ?(\d{1,4}(?:\.\d{1,4})?) ?(in|mm|cm)")
_UNITS = {"in": _INCH, "mm": 1.0, "cm": 10.0}


def parse_trim(written: str) -> Trim | None:
    """Return the page of this size, or None for what is no size: `6x9in`, `148x210mm`, `a5`."""
    name = written.strip().lower()
    sides = NAMED.get(name) or _measure(name)
    if sides is None or not all(SMALLEST <= side <= LARGEST for side in sides):
        return None
    return Trim(name=name, width=sides[0], height=sides[1])


def _measure(name: str) -> tuple[float, float] | None:
    found = _FORM.fullmatch(name)
    if found is None:
        return None
    unit = _UNITS[found[3]]
    return round(float(found[1]) * unit, 3), round(float(found[2]) * unit, 3)
