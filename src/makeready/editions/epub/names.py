"""Ids and file names of the master become names that are safe in a zip, a URL and an XML id."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_LONGEST = 80


def file_names(wanted: Iterable[str], *, suffix: str, taken: Collection[str]) -> Mapping[str, str]:
    """Return a file name for every id: the id itself where it is safe and free.

    Names differ even where case does not count. Another id's coming or going never changes a safe
    one's name, so that addresses survive a new edition.
    """
    used = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for each in wanted:
        name = f"{safe(each)}{suffix}"
        if name.casefold() in used:
            name = f"{_add_digest(safe(each), each)}{suffix}"
        used.add(name.casefold())
        names[each] = name
    return names


def asset_name(name: str) -> str:
    """Return the path in the publication for a file that the title names so."""
    stem, dot, suffix = name.rpartition(".")
    plain = "/".join(_part(part) or "x" for part in (stem if dot else name).split("/"))
    ending = dot + _part(suffix) if dot else ""
    return name if plain + ending == name else f"{_add_digest(plain, name)}{ending}"


def safe(text: str) -> str:
    """Return the text in letters, digits and hyphens of ASCII; a changed one is marked as such."""
    plain = _part(text)
    return plain if plain == text else _add_digest(plain, text)


def make_unused(wanted: str, taken: Collection[str]) -> str:
    """Return the id that is wanted, or, where it is taken, the first free one made from it."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _part(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(c for c in folded if c in _SAFE).lstrip(".-")[:_LONGEST]


def _add_digest(plain: str, original: str) -> str:
    digest = hashlib.sha256(original.encode()).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else f"x-{digest}"
