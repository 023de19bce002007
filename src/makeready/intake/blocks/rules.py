"""Lines of signs alone → rules and ornaments, which are breaks."""

from __future__ import annotations

import re
from typing import Protocol

_RULE = re.compile(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_STARS = re.compile(r"\s*\*(?:\s*\*)*\s*\Z")


class Lines(Protocol):
    """The lines of a source."""

    def __getitem__(self, at: int) -> str:
        """Return a line."""

    def __len__(self) -> int:
        """Return how many there are."""


def is_rule(lines: Lines, at: int) -> bool:
    """Tell whether a line is a rule, or one of several lines of stars."""
    line = lines[at]
    if _RULE.match(line):
        return not _parts_columns(lines, at)
    return _STARS.match(line) is not None and any(map(_STARS.match, _near(lines, at)))


def find_end(lines: Lines, at: int) -> int:
    """Return the line after a rule; lines of stars below each other are one ornament."""
    after = at + 1
    if _STARS.match(lines[at]):
        while after < len(lines) and _STARS.match(lines[after]) and "\f" not in lines[after - 1]:
            after += 1
    return after


def _parts_columns(lines: Lines, at: int) -> bool:
    """Tell whether a rule stands below the head of a table whose columns blanks part."""
    line = lines[at].strip()
    return (
        line[:1] == "-" and "  " in line and all("  " in each.strip() for each in _near(lines, at))
    )


def _near(lines: Lines, at: int) -> list[str]:
    return [lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
