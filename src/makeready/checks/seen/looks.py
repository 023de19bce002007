"""The style sheets of print, and faces' files, become how the letters of a style are to look."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2
from fontTools.ttLib import TTFont, TTLibError

from makeready.checks.read.outlines import program_name
from makeready.checks.read.styles import EMPHASIS, SMALL_CAPITALS, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BOLD = 600
"""Semi-bold and heavier, in the numbers of OpenType."""

_WEIGHTS = {"bold": True, "bolder": True, "normal": False, "lighter": False}
_SLANTS = {"italic": True, "oblique": True, "normal": False}
_CAPITALS = {"small-caps": True, "all-small-caps": True, "normal": False}
_SELECTORS = {"em": EMPHASIS, "strong": STRONG, ".smallcaps": SMALL_CAPITALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A face, for the eye: its family, whether it is slanted, whether bold, and its letters."""

    family: str
    slanted: bool
    bold: bool
    letters: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What style sheets ask of a style; None where they leave it as it is in the text around."""

    slanted: bool | None = None
    bold: bool | None = None
    small: bool | None = None


_BROWSERS = {EMPHASIS: Wish(slanted=True), STRONG: Wish(bold=True), SMALL_CAPITALS: Wish()}
"""What HTML means by these elements where no style sheet says more."""


@lru_cache(maxsize=4)
def read_wishes(css: str) -> Mapping[str, Wish]:
    """Return what style sheets ask of emphasis, strong emphasis and small capitals anywhere.

    Rules for such elements within others are left out, as are those within `@media`.
    """
    wishes = dict(_BROWSERS)
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        names = {each.strip() for each in tinycss2.serialize(rule.prelude).split(",")}
        for style in (_SELECTORS[name] for name in sorted(names & _SELECTORS.keys())):
            wishes[style] = _read_rule(rule, wishes[style])
    return wishes


def read_free_looks(css: str) -> Wish:
    """Return which looks a title's style sheet asks of something else than emphasis."""
    free = Wish()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            inner = read_free_looks(tinycss2.serialize(rule.content))
            free = Wish(slanted=free.slanted or inner.slanted, bold=free.bold or inner.bold)
        elif rule.type == "qualified-rule":
            names = {each.strip() for each in tinycss2.serialize(rule.prelude).split(",")}
            asked = Wish() if names <= _SELECTORS.keys() else _read_rule(rule, Wish())
            free = Wish(slanted=free.slanted or asked.slanted, bold=free.bold or asked.bold)
    return free


def _read_rule(rule: tinycss2.ast.QualifiedRule, wish: Wish) -> Wish:
    for each in tinycss2.parse_blocks_contents(rule.content):
        if each.type != "declaration":
            continue
        value = tinycss2.serialize(each.value).strip().lower()
        if each.lower_name == "font":
            asked = value.split("/")[0].split()
            wish = replace(
                wish,
                slanted=any(_SLANTS.get(word) for word in asked) or wish.slanted,
                bold=any(_WEIGHTS.get(word) for word in asked) or wish.bold,
            )
        elif each.lower_name == "font-style":
            wish = replace(wish, slanted=_SLANTS.get(value))
        elif each.lower_name == "font-weight":
            heavy = int(value) >= _BOLD if value.isdecimal() else _WEIGHTS.get(value)
            wish = replace(wish, bold=heavy)
        elif each.lower_name == "font-variant-caps":
            wish = replace(wish, small=_CAPITALS.get(value))
    return wish


def read_looks(faces: Iterable[bytes]) -> Mapping[str, Look]:
    """Return the looks of faces by the names that their files give themselves."""
    found = ((program_name(face), read_face_look(face)) for face in faces)
    return {name: look for name, look in found if look is not None}


@lru_cache(maxsize=64)
def read_face_look(face: bytes) -> Look | None:
    """Return the look of a face, or None where its file does not say how it looks."""
    try:
        with TTFont(io.BytesIO(face), lazy=True) as font:
            names = font["name"]
            return Look(
                family=str(names.getDebugName(16) or names.getDebugName(1) or ""),
                slanted=float(font["post"].italicAngle) != 0,
                bold=int(font["OS/2"].usWeightClass) >= _BOLD,
                letters=frozenset(font.getBestCmap() or ()),
            )
    except (TTLibError, struct.error, AssertionError, KeyError, IndexError, ValueError):
        return None


def choose_look(wish: Wish, usual: Look) -> tuple[bool, bool]:
    """Return whether letters of a style are to be slanted, and bold, in text that looks so."""
    slanted = usual.slanted if wish.slanted is None else wish.slanted
    return slanted, usual.bold if wish.bold is None else wish.bold


def find_like(letter: str, face: str, looks: Mapping[str, Look]) -> Iterator[tuple[bool, bool]]:
    """Yield the looks in which the family of a face has a letter."""
    family = looks[face].family
    for look in looks.values():
        if look.family == family and ord(letter) in look.letters:
            yield look.slanted, look.bold
