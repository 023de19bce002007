"""The master becomes the print edition, laid out as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.editions.print import edition

if TYPE_CHECKING:
    from makeready.core.findings import Finding
    from makeready.core.model import Anchor, Look, Master, Print
    from makeready.editions.print.sheets import Run


def make(
    master: Master,
    look: Look,
    run: Run,  # noqa: ARG001 -- there is one unit yet
    guess: tuple[tuple[Anchor, str], ...] = (),  # noqa: ARG001 -- nor is there anything to guess
) -> tuple[Print | None, tuple[Finding, ...]]:
    """Return the print edition of a master, or None where its findings forbid one."""
    return edition.make(master, look)
