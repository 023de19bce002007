"""Numbers of headings become what chapters and sections are called in references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.master.labels.kinds import Called
from makeready.master.labels.terms import write_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.core.model import Anchor
    from makeready.master.chapters import Chapter


def name_sections(
    numbers: Mapping[Anchor, str], chapters: Sequence[Chapter], language: str
) -> dict[Anchor, Called]:
    """Return what the sections with these numbers are called, by their ids."""
    kinds = {each.anchor: "app" if each.kind.name == "appendix" else "ch" for each in chapters}
    called = {}
    for anchor, number in numbers.items():
        kind = kinds.get(anchor, "sec")
        called[anchor] = Called(kind=kind, name=write_name(kind, number, language), number=number)
    return called
