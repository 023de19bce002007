"""A book's language becomes findings where its script runs in another direction than the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Book

CODES = table(
    Code(
        code="T-027",
        severity=Severity.WARNING,
        title="A script that is written from right to left",
        why="The editions are set from left to right: lines begin at the wrong margin, stops stand "
        "at the wrong end, and pages turn the wrong way.",
        remedy="Do not publish these editions; books from right to left cannot be set yet.",
    ),
    Code(
        code="T-028",
        severity=Severity.HINT,
        title="Lines where many books have columns",
        why="Books in this script are often set in columns from right to left; these editions are "
        "set in lines from left to right, which readers know from the screen.",
        remedy="Nothing needs to be done; columns cannot be set yet.",
    ),
)
LEFTWARD_SCRIPTS = frozenset(
    "adlm arab aran hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi".split()
)
LEFTWARD = frozenset(
    "ae aii ar arc arz bal ckb dv fa glk he iw jpr khw lrc mzn nqo pnb ps sam sd skr syc "
    "syr ug ur yi ji".split()
)
"""Languages whose usual script runs from right to left (CLDR, likely subtags)."""

UPRIGHT = frozenset({"hant", "jpan", "mong"})
UPRIGHT_LANGUAGES = ("ja", "zh-hk", "zh-mo", "zh-tw", "zh-hant")


def check_direction(book: Book) -> Iterator[Finding]:
    """Yield what is to be known of a language whose lines the editions set another way."""
    tag = book.language.casefold()
    place = Place("book.toml")
    if _runs_left(tag):
        message = f'language = "{book.language}" is written from right to left'
        yield finding(CODES["T-027"], message, place)
    elif UPRIGHT.intersection(tag.split("-")) or tag.startswith(UPRIGHT_LANGUAGES):
        message = f'language = "{book.language}" is set in lines, from left to right'
        yield finding(CODES["T-028"], message, place)


def _runs_left(tag: str) -> bool:
    """Tell whether a language runs from right to left; the script in its tag decides, if any."""
    language, *others = tag.split("-")
    scripts = [each for each in others if len(each) == len("Arab") and each.isalpha()]
    return scripts[0] in LEFTWARD_SCRIPTS if scripts else language in LEFTWARD
