"""What a label begins with, as in thm-flow, becomes the kind of thing that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

SPELLINGS = {
    "sec": "sec section",
    "ch": "ch chap",
    "app": "app",
    "fig": "fig figure",
    "tbl": "tbl tab table",
    "eq": "eq eqn",
    "lst": "lst",
    "thm": "thm",
    "lem": "lem",
    "cor": "cor",
    "prp": "prp",
    "cnj": "cnj",
    "def": "def",
    "exm": "exm",
    "exr": "exr",
    "sol": "sol",
    "rem": "rem",
    "alg": "alg",
    "box": "box",
    "nte": "nte",
    "tip": "tip",
    "wrn": "wrn",
    "imp": "imp",
    "cau": "cau",
    "note": "note",
}
"""Kinds of things with what their labels begin with: in Quarto, pandoc-crossref and bookdown."""

_KINDS = {each: kind for kind, spelled in SPELLINGS.items() for each in spelled.split()}
# Keys of works are written with colons, too, after their authors: Box:1976.
_HYPHENED = frozenset("box nte tip wrn imp cau note sol rem".split())
BEGINNINGS = tuple(
    f"{spelled}{sign}"
    for spelled in sorted(_KINDS, key=len, reverse=True)
    for sign in ("-" if _KINDS[spelled] in _HYPHENED else "-:")
)
"""What a label may begin with, its sign included."""

PREFIXES = "|".join(BEGINNINGS)
"""A pattern for what a label may begin with, its sign included."""

SECTIONS = frozenset({"sec", "ch", "app"})
THEOREMS = ("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg")
CALLOUTS = {"nte": "note", "tip": "tip", "imp": "important", "wrn": "warning", "cau": "caution"}
"""Kinds of boxes that Quarto names, each with its class there."""

_PREFIX = re.compile(rf"({PREFIXES})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a place of the book is called in references: its kind, its name, its number alone."""

    kind: str
    name: str
    number: str


def read_kind(label: str) -> str:
    """Return the kind of thing that a label says it names, or nothing."""
    found = _PREFIX.match(label)
    return _KINDS[found[1][:-1].lower()] if found else ""


def read_stem(label: str) -> str:
    """Return a label without what tells its kind."""
    return _PREFIX.sub("", label, count=1)
