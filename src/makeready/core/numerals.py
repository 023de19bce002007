"""Numbers as folios and lists write them: in roman numerals and in letters."""

from __future__ import annotations

from string import ascii_lowercase

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
ROMAN_SIGNS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman(number: int) -> str:
    """Return a number above zero in small roman numerals."""
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def read_roman(numeral: str) -> int:
    """Return the number that small roman signs up to c say, in whatever order they stand."""
    values = [ROMAN_SIGNS[sign] for sign in numeral]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def letters(number: int) -> str:
    """Return a number above zero in small letters: a to z, then aa, ab and so on."""
    written = ""
    while number > 0:
        number, last = divmod(number - 1, len(ascii_lowercase))
        written = ascii_lowercase[last] + written
    return written
