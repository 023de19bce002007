"""The style sheet of an RTF file → which of its styles are headings.

Word and LibreOffice name the styles of headings in English, whatever language they speak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.read.formats.rtf.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NAME = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)
_LOOKS = frozenset({"b", "i", "ul", "caps", "scaps"})
_LEVELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingStyle:
    """A style of headings: its level, counted from 0, and the control words that are its look."""

    level: int
    looks: frozenset[str]


def list_headings(tokens: Iterable[Token]) -> dict[int, HeadingStyle]:
    """Return the styles of headings by their numbers."""
    styles = (_read(style) for style in _list_styles(tokens))
    return dict(each for each in styles if each is not None)


def _list_styles(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each group within the style sheet."""
    depth = sheet = 0
    held: list[Token] = []
    for token in tokens:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if not sheet:
            sheet = depth if _is_word(token, "stylesheet") else 0
        elif depth < sheet:
            return
        elif depth > sheet:
            held.append(token)
        elif held:
            yield held
            held = []


def _read(style: Sequence[Token]) -> tuple[int, HeadingStyle] | None:
    words = {token.name: token.value for token in style if token.kind is Kind.WORD}
    said = "".join(token.name for token in style if token.kind is Kind.TEXT).strip(" ;")
    name = _NAME.match(said)
    level = int(name[1]) - 1 if name else words.get("outlinelevel")
    if level is None or level >= _LEVELS or words.get("s") is None:
        return None
    looks = frozenset(each for each in _LOOKS & words.keys() if words[each] != 0)
    return words["s"] or 0, HeadingStyle(level=level, looks=looks)


def _is_word(token: Token, name: str) -> bool:
    return token.kind is Kind.WORD and token.name == name
