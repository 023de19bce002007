"""What a paragraph is on the page: the values that the steps of telling it pass on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from makeready.intake.pdf.text.paragraphs import Paragraph

LARGER = 1.09  # times the text's type size: large enough to head by size alone
SET_IN = 0.9  # of the type size: a quotation stands in by more, and so does verse


class Sort(StrEnum):
    """What a paragraph is on the page."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    VERSE = "verse"
    CODE = "code"
    TERM = "term"  # of a list of definitions
    MEANING = "meaning"  # of the term above it
    BREAK = "break"  # of a scene: stars in a line
    CAPTION = "caption"
    FIGURE = "figure"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph and what it is; `level` is that of a heading or of a list, from 1."""

    paragraph: Paragraph
    sort: Sort
    level: int = 0
    why: str = ""
    sure: float = 0.9


def key(text: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return re.sub(r"[\W_]+", "", text).lower()
