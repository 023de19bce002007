"""The master's characters and the laid-out units' fonts become findings where a face is missing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.editions.typefaces import characters, metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.core.model import Face, Master
    from makeready.editions.print.values import LaidUnit

CODES = table(
    Code(
        code="P-007",
        severity=Severity.ERROR,
        title="A character that no font has",
        why="Readers would see an empty box, or nothing, in its place.",
        remedy="Put a font that has it into the title's fonts/ folder, or name one of this "
        'machine: [print] fallback = ["Noto Serif CJK SC"].',
    ),
    Code(
        code="P-008",
        severity=Severity.ERROR,
        title="A font that nobody asked for",
        why="The machine put a font of its own into the print edition; on another machine the "
        "book would look different.",
        remedy="Put a font that has the characters into the title's fonts/ folder, or name one of "
        'this machine: [print] fallback = ["…"].',
    ),
    Code(
        code="P-009",
        severity=Severity.WARNING,
        title="A font of this machine",
        why="The print edition uses a font that the title does not bring; other machines may have "
        "another version of it, or none, and then the bytes differ.",
        remedy="Put the font's file into the title's fonts/ folder, if its licence allows.",
    ),
)
# White space, and characters that ask for no glyph: joiners, directions, soft hyphens, variations.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def check_characters(master: Master, faces: tuple[Face, ...]) -> tuple[Finding, ...]:
    """Return a finding for each character of the master that none of the faces has."""
    known = {chr(code) for code in characters(faces)}
    if master.book.fallback_fonts:
        # What a font of the machine lacks is seen by the fonts of the finished PDF.
        return ()
    root = etree.fromstring(master.xhtml)
    missing: dict[str, str] = {}
    for words in root.itertext():
        for character in set(words) - known:
            if unicodedata.category(character) not in UNSEEN:
                missing.setdefault(character, _quote_around(words, character))
    return tuple(
        finding(CODES["P-007"], f"{_describe(character)} in “{words}”", words=(character, words))
        for character, words in sorted(missing.items())
    )


def _quote_around(words: str, character: str) -> str:
    at = words.index(character)
    return " ".join(words[max(0, at - 20) : at + 20].split())


def _describe(character: str) -> str:
    name = unicodedata.name(character, "unnamed")
    return f"{character} (U+{ord(character):04X} {name.capitalize()})"


def check_embedded(
    laid_units: Iterable[LaidUnit], faces: tuple[Face, ...], fallback: Iterable[str]
) -> tuple[Finding, ...]:
    """Return a finding for each font of the laid-out units that is not one of the faces.

    A font is known by the PostScript name inside its file; what a style sheet calls it proves
    nothing.
    """
    asked = {metrics(face.asset).postscript for face in faces}
    named = {_fold_name(name): name for name in fallback}
    fonts = {use.postscript for laid in laid_units for use in laid.fonts}
    found: list[Finding] = []
    for font in sorted(fonts - asked):
        used = next(
            (name for bare, name in named.items() if _fold_name(font).startswith(bare)), None
        )
        if used is None:
            found.append(finding(CODES["P-008"], f"the print edition uses {font}"))
        else:
            found.append(finding(CODES["P-009"], f"“{used}” is this machine's", Place("book.toml")))
    return tuple(dict.fromkeys(found))


def _fold_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
