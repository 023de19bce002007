"""A title's manuscript → what its index might have and has not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.files.workspace import read_title
from makeready.master.index.candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.files.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """How many terms a title marks, and what it might mark besides, by kind."""

    marked: int
    candidates: tuple[Candidate, ...]

    def by_kind(self) -> Iterator[tuple[str, list[Candidate]]]:
        """Yield each kind with its candidates, in their order."""
        for kind, found in groupby(self.candidates, key=lambda each: each.kind):
            yield kind, list(found)


def propose(workspace: Workspace, slug: str) -> Proposed:
    """Return the candidates for a title's index.

    Raises WorkspaceError where there is no such title, and SourceError for a file that cannot be
    read.
    """
    from makeready.master.index.candidates import find_candidates, list_marked

    title = read_title(workspace, slug)
    return Proposed(
        marked=len(list_marked(title.texts)),
        candidates=find_candidates(title.texts, title.book.language),
    )
