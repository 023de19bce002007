"""Characters → the scripts that they are written in, each with the family that brings it.

Sources: Unicode's Scripts and Blocks, as fontTools has them; the families of Debian's packages
fonts-noto-core, fonts-noto-cjk and fonts-symbola.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fontTools import unicodedata as characters_of

if TYPE_CHECKING:
    from collections.abc import Iterable

CJK = "Chinese, Japanese and Korean"
SYMBOLS = "Symbols"
MATHEMATICS = "Mathematics"
PRIVATE = "Private use"

_EAST_ASIAN = frozenset({"Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"})
_WIDE = frozenset({"Halfwidth and Fullwidth Forms", "Vertical Forms", "Ideographic Symbols"})
_WRITTEN = frozenset(
    "Arabic|Bengali|Devanagari|Georgian|Hebrew|Kannada|Malayalam|Syriac|Tamil|Thai|Tibetan".split(
        "|"
    )
)
"""The scripts after which Unicode names blocks that hold signs of several scripts."""

_REGIONS = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hk": "TC", "zh-hant": "TC"}
# the scripts for which Noto has a face with serifs, and those for which it has one without alone
_SERIF = frozenset(
    "Ahom|Armenian|Balinese|Bengali|Devanagari|Dogra|Ethiopic|Georgian|Grantha|Gujarati|Gurmukhi"
    "|Hebrew|Kannada|Khmer|Khojki|Lao|Malayalam|Myanmar|Sinhala|Tamil|Tangut|Telugu|Thai|Tibetan"
    "|Yezidi".split("|")
)
_NAMED = {
    "Arabic": "Noto Naskh Arabic",
    "Common": "Symbola",
    "Inherited": "Noto Serif",
    "Latin": "Noto Serif",
    "Greek": "Noto Serif",
    "Cyrillic": "Noto Serif",
    SYMBOLS: "Symbola",
    MATHEMATICS: "Noto Sans Math",
    "Nko": "Noto Sans NKo",
    PRIVATE: "",
}
_PACKAGES = {CJK: "fonts-noto-cjk", SYMBOLS: "fonts-symbola"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A family that has the characters of a script, and the Debian package that brings it."""

    family: str
    package: str


def find_script(character: str) -> str:
    """Return the name of a character's script; signs that belong to none are named by their use."""
    if unicodedata.category(character) in ("Co", "Cn"):
        return PRIVATE
    name = str(characters_of.script_name(characters_of.script(character)))
    block = str(characters_of.block(character))
    first = block.split(maxsplit=1)[0]
    if not _EAST_ASIAN.isdisjoint((name, first)) or "CJK" in block or block in _WIDE:
        return CJK
    if name not in ("Common", "Inherited"):
        return name
    # a comma or a vowel sign of a script may count for several that share it
    if first in _WRITTEN:
        return first
    if name == "Inherited":
        return name
    return MATHEMATICS if "Mathematical" in characters_of.block(character) else SYMBOLS


def find_source(script: str, characters: Iterable[str], language: str) -> Source | None:
    """Return what brings a script, or None where no font is agreed on for it."""
    if script == CJK:
        family = f"Noto Serif CJK {_region(characters, language)}"
    else:
        family = _NAMED.get(script, f"Noto {'Serif' if script in _SERIF else 'Sans'} {script}")
    return (
        Source(family=family, package=_PACKAGES.get(script, "fonts-noto-core")) if family else None
    )


def _region(characters: Iterable[str], language: str) -> str:
    """Return which of the region's forms are meant: kana and hangul tell it, else the language."""
    names = {characters_of.script_name(characters_of.script(each)) for each in characters}
    if names & {"Hiragana", "Katakana"}:
        return "JP"
    if "Hangul" in names:
        return "KR"
    tag = language.casefold()
    return next((region for name, region in _REGIONS.items() if tag.startswith(name)), "SC")
