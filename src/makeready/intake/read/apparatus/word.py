"""The stories of a Word document become ones whose fields pandoc reads, or marks that it keeps."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.intake.model import Correction
from makeready.intake.read.apparatus.citations import FIELDS
from makeready.intake.read.apparatus.fields import list_works, take_page_references
from makeready.intake.read.apparatus.index_marks import take_fields

if TYPE_CHECKING:
    from lxml import etree


@dataclass(slots=True, kw_only=True)
class Fields:
    """What the fields of a document came to: what its marks mean, and what rules took out."""

    meanings: MutableMapping[str, str]
    cites: bool = False
    marked: int = 0
    corrections: list[Correction] = field(default_factory=list)

    def take(self, tree: etree._Element) -> None:
        """Set marks for index entries and pages of a story, in place, and note its citations."""
        told = "".join(text.text or "" for text in tree.iter("{*}instrText"))
        self.cites = self.cites or bool(FIELDS.search(told))
        listed = [Correction(rule="D.citation", what=each) for each in list_works(tree)]
        self.marked += take_fields(tree, self.meanings)
        pages = take_page_references(tree, self.meanings)
        self.corrections += listed
        self.corrections += [Correction(rule="D.page-reference", what=each) for each in pages]
