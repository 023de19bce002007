"""A master becomes the units that are laid out by themselves, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import EditionError

if TYPE_CHECKING:
    from makeready.core.model import Look, Master
    from makeready.editions.print.sheets import Supplies, Unit


def plan(master: Master, look: Look) -> tuple[tuple[Unit, ...], Supplies]:
    """Return the units of a master in the book's order, and their supplies."""
    raise EditionError(f"{master.book.slug}: no units yet for {len(look.faces)} faces")
