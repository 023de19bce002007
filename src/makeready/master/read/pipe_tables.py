"""Rows of a pipe table that have more cells than its head: pandoc leaves out what is too much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Text

CODES = table(
    Code(
        code="T-053",
        severity=Severity.WARNING,
        title="A row of a table has more cells than its head",
        why="The table has as many columns as the line below its head; what stands in further "
        "cells is in no edition.",
        remedy="Add a column to the head and to the line below it, or put a backslash before a bar "
        "that is no border: \\|.",
    ),
)
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
# A bar within code or a formula, or behind a backslash, parts no cells.
_ORDINARY = re.compile(r"\\.|`[^`\n]{0,2000}`|\$[^$\n]{1,2000}\$")
_SHOWN = 60


def check_pipe_tables(text: Text) -> Iterator[Finding]:
    """Yield each row of a pipe table, its head included, of which cells would be left out."""
    if "|" not in text.text:
        return
    lines = blank_code(text.text).split("\n")
    rows = [at for at, line in enumerate(lines) if "|" in line and _RULE.match(line)]
    for rule in rows:
        columns = _count_cells(lines[rule].replace("+", "|"))
        if not rule or "|" not in lines[rule - 1]:
            continue
        below = rule + 1
        while below < len(lines) and lines[below].strip():
            below += 1
        for at in (rule - 1, *range(rule + 1, below)):
            if _count_cells(lines[at]) > columns:
                said = " ".join(text.text.split("\n")[at].split())
                shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
                yield finding(CODES["T-053"], shown, Place(text.file, at + 1))


def _count_cells(line: str) -> int:
    """Return how many cells a row has; an empty one at its end is none."""
    bare = _ORDINARY.sub("x", line).strip().removeprefix("|").rstrip("| \t")
    return bare.count("|") + 1
