"""A source with its import, as the sections of the report need it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import builder as h

from makeready.intake.account.dropped import Dropped, list_dropped
from makeready.intake.account.report.comparison import Lines, Row, rows
from makeready.intake.model import Imported, RawText

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A source with its import, and the lines of the source to point to."""

    raw: RawText
    imported: Imported
    lines: Lines
    rows: tuple[Row, ...]
    dropped: Mapping[str, tuple[Dropped, ...]]
    starts: tuple[int, ...]

    def anchor(self, offset: int) -> str:
        """The address of the row that holds this offset of the source."""
        line = self.lines.at(offset)
        at = bisect_right(self.starts, line)
        return f"#L{self.starts[at - 1] if at else line}"

    def anchor_line(self, line: int) -> str:
        """The address of the row that holds this line of the source."""
        at = bisect_right(self.starts, line)
        return f"#L{self.starts[at - 1] if at else line}"


def make_case(raw: RawText, imported: Imported) -> Case:
    """Return a source with its import, compared row by row."""
    compared = rows(raw.text, imported.ledger.operations)
    return Case(
        raw=raw,
        imported=imported,
        lines=Lines(raw.text),
        rows=compared,
        dropped=list_dropped(raw.text, imported.ledger.operations),
        starts=tuple(row.line for row in compared),
    )


def section(name: str, title: str, *content: HtmlElement) -> HtmlElement:
    """Return a section of the report under its title."""
    return h.E.section(h.H2(title), *content, id=name)
