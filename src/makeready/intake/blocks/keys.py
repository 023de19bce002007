"""A stretch of source → the plain words in it, and the keys by which two stretches are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MARKUP = re.compile(
    r"<sup>[^<>]{0,20}</sup>|\$\^\{?\d{1,4}\}?\$?(?:\^\{?\d\}?\$?)*|<(?!https?:|ftp:|mailto:)[^<>\n]{1,500}>|!\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)"
    r"|\]\([^()\s]{0,500}\)|\\(?=\W)|[*`\[|]|(?<!\w)_+|_+(?!\w)|^[ \t]*#{1,6}[ \t]"
)
KEPT = 8_000  # stretches whose words are remembered
LONGEST_KEPT = 2_000  # characters of one

LONGEST_FOLIO = 3  # digits: four are a year

_NO_LETTERS = re.compile(r"[\W_]+")
_SPACED = re.compile(r"\s{0,40}[^\W\d_](?:\s{1,9}[^\W\d_][.,:]?){5,}\s{0,40}\Z")
_SIGNS = frozenset("<$!]\\*`[|_#")  # no markup is without one of these
_FOLIO_ENDS = re.compile(
    r"^\W{0,20}(?P<first>\d{1,4}|[ivxlc]{1,7})(?=[\s|·•—–-])[\s|·•—–-]{1,20}(?=.*[^\W\d])"
    r"|[\s|·•—–-]{1,20}(?P<last>\d{1,4}|[ivxlc]{1,7})\W{0,20}$"
)


def plain(source: str, start: int, end: int) -> str:
    """Return the words of a stretch, its markup set aside, on one line."""
    text = source[start:end]
    return _read_plain(text) if len(text) <= LONGEST_KEPT else _make_plain(text)


def _make_plain(text: str) -> str:
    if _SPACED.match(text):
        text = close_letters(text)
    if not _SIGNS.isdisjoint(text):
        text = _MARKUP.sub("", text)
    return " ".join(text.split())


# a block is asked for by one rule after the other
_read_plain = lru_cache(maxsize=KEPT)(_make_plain)


def close_letters(text: str) -> str:
    """Return a line set with spaces between its letters as words: two blanks part them."""
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text.strip()))


def is_spaced(text: str) -> bool:
    """Tell whether a line is set with a space between every two letters."""
    return _SPACED.match(text) is not None


def key(text: str) -> str:
    """Return the letters and digits of a text in one case: what two readings have in common."""
    return _read_key(text) if len(text) <= LONGEST_KEPT else _make_key(text)


def _make_key(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


_read_key = lru_cache(maxsize=KEPT)(_make_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A number at an end of a line, which may be its page's: `rest` is the line without it."""

    text: str
    rest: str
    first: bool


def split_folio(text: str) -> Folio | None:
    """Return the number at the start or end of a line, and the line without it."""
    match = _FOLIO_ENDS.search(text)
    if match is None:
        return None
    first, last = match.group("first"), match.group("last")
    rest = text[: match.start()] + text[match.end() :]
    return Folio(text=first or last, rest=rest, first=bool(first))


def has_folio(text: str) -> bool:
    """Tell whether a line ends or begins with what may be its page's number, as its head does."""
    folio = split_folio(text)
    return folio is not None and (folio.text.isalpha() or len(folio.text) <= LONGEST_FOLIO)


def head_key(text: str) -> tuple[str, int | None]:
    """Return a running head's key without its folio, and the folio."""
    folio = split_folio(text)
    if folio is None:
        return key(text), None
    return key(folio.rest), int(folio.text) if folio.text.isdecimal() else None
