"""CHANGES.md, a title's own history → the words of each of its releases."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.files.disk.folder import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "CHANGES.md"
"""The file in a title's folder that says what each release brought, newest first."""

_HEADING = re.compile(
    r"##\s+\[?(?P<version>\d+(?:\.\d+)*[^\]\s]*)\]?(?:\s+[-–—]\s+|\s+)(?P<date>\S+)\s*"
)
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One release of a title: its version, its day, and what it brought, in Markdown."""

    version: str
    date: dt.date
    words: str


def read_changes(folder: Path) -> tuple[Change, ...]:
    """Return the releases that the title's history tells of, in its order; none without the file.

    A release is a heading of the second level, `## 1.2.0 - 2026-11-22`, and what stands below it.
    """
    path = folder / NAME
    if not path.is_file():
        return ()
    if not is_inside(folder, path) or path.stat().st_size > _LARGEST:
        raise ConfigError("the history is not a file of reasonable size", where=Place(NAME))
    try:
        return tuple(_changes(path.read_text("utf-8").splitlines()))
    except UnicodeDecodeError as error:
        raise ConfigError("the history is not UTF-8", where=Place(NAME)) from error


def _changes(lines: list[str]) -> Iterator[Change]:
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    for start, end in pairwise([*starts, len(lines)]):
        found = _HEADING.fullmatch(lines[start])
        if found:
            words = "\n".join(lines[start + 1 : end]).strip()
            date = _date(found["date"], start + 1)
            yield Change(version=found["version"], date=date, words=words)


def _date(written: str, line: int) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise ConfigError(
            f'"{written}" is not a day',
            where=Place(NAME, line),
            hint="write it as 2026-11-22",
        ) from error
