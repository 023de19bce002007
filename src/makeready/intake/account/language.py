"""A text and the language that is declared for it → what is told where they do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.languages import find_other_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.findings import Finding
    from makeready.core.model import Text

CODES = table(
    Code(
        code="S-173",
        severity=Severity.WARNING,
        title="The text is not in the language declared for it",
        why="Hyphens, quotation marks and read-aloud voices go by the language of book.toml, which "
        "is the one that the source or an earlier book.toml declares.",
        remedy="Correct language in book.toml, or leave it where the words mislead.",
    ),
)


def tell_language(declared: str, texts: Iterable[Text], place: Place) -> Iterator[Finding]:
    """Yield that the words of a text show another language than the one declared for it."""
    if other := find_other_language(declared, "\n".join(each.text for each in texts)):
        said = f"{declared} is declared, and the words are in {other}"
        yield finding(CODES["S-173"], said, place)
