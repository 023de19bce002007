"""A source's text → what the report shows of it: shortened, and fit for HTML."""

from __future__ import annotations

import re

# What XML does not admit; the control characters have pictures of their own in Unicode.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
CONTEXT = 60
"""How many characters around a place are shown."""
_SAMPLE = 40


def select_lead(text: str, start: int) -> str:
    """The words that lead up to this place, the first of them whole."""
    words = text[max(0, start - CONTEXT) : start]
    return words if start <= CONTEXT else words[words.find(" ") + 1 :]


def close_lines(text: str) -> str:
    """The text with single line ends."""
    return re.sub(r"\n\s*\n", "\n", text)


def shorten(text: str) -> str:
    """The text cut to a sample, with signs for line ends, and for spaces if it has only these."""
    shown = text.replace("\n", "↵").replace("\f", "␌")
    shown = shown.replace(" ", "·") if not shown.strip() else shown
    return shown if len(shown) <= _SAMPLE else f"{shown[: _SAMPLE - 1]}…"


def fit(text: str) -> str:
    """The text with a picture or a replacement for each character that HTML cannot hold."""
    return _UNFIT.sub(_show_control, text)


def _show_control(match: re.Match[str]) -> str:
    character = match.group()
    return chr(_PICTURES + ord(character)) if character < " " else "\ufffd"
