"""A source and its passages → what is told of what stays as it stands in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.account.questions import Lines
from makeready.intake.text.passages import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.findings import Finding
    from makeready.intake.account.operations import Edited
    from makeready.intake.model import RawText

LONG_S = "ſ"
CODES = table(
    Code(
        code="S-172",
        severity=Severity.HINT,
        title="Lines parted by blanks were kept as they stand",
        why="Blanks part their words as in a table, but not into columns that can be told.",
        remedy="Make a table of them in the manuscript, or leave them.",
    ),
    Code(
        code="S-174",
        severity=Severity.HINT,
        title="The long s of old prints was kept",
        why="Import does not modernize; a voice may stumble at ſ, and not every search finds it.",
        remedy="Leave it, or replace every ſ by s in the manuscript.",
    ),
)


def report_long_s(raw: RawText) -> Iterator[Finding]:
    """Yield how often the long s stands in a source, at its first place."""
    if count := raw.text.count(LONG_S):
        place = Place(f"source/{raw.name}", Lines(raw.text).at(raw.text.index(LONG_S)))
        yield finding(CODES["S-174"], f"ſ stands {count} times", place)


def report_kept_lines(raw: RawText, edited: Iterable[Edited]) -> Iterator[Finding]:
    """Yield where lines typed like a table are kept with their blanks."""
    lines = Lines(raw.text)
    for each in edited:
        if each.role is Role.CODE and each.passage.plan.seams:
            start = each.passage.plan.spans[0]
            words = " ".join(raw.text[slice(*start)].split())
            yield finding(CODES["S-172"], words, Place(f"source/{raw.name}", lines.at(start[0])))
