"""Words become ids that stay the same from build to build."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from makeready.core.model import Anchor
from makeready.master.trees import short_digest

WORDS_OF_AN_ID = 8
RESERVED = frozenset({"half-title", "title-page", "imprint", "contents", "cover", "landmarks"})
RESERVED_BEGINNINGS = ("page-", "note-", "call-", "makeready-")
RESERVED_ENDING = "-title"
CALLED = "\ua66e"
"""Stands for a note call: a letter that no heading has (multiocular O, of one manuscript)."""
VALID = re.compile(r"[^\W\d][\w.\-·]*")


def slug(words: str) -> str:
    """Return an id made of the first words, Latin letters without their accents."""
    plain = unicodedata.normalize("NFKD", words)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’]", "", unicodedata.normalize("NFC", plain))
    parts = re.findall(r"\w+", plain)[:WORDS_OF_AN_ID]
    joined = re.sub(r"^[\d_-]+", "", "-".join(parts))
    return joined or f"s-{short_digest(words)}"


def pandoc_id(words: str) -> str:
    """Return the id that pandoc gives a heading of these words (its manual, `auto_identifiers`)."""
    kept = "".join(c for c in words if c.isalnum() or c.isspace() or c in "_-.")
    joined = re.sub(r"\s+", "-", kept.strip()).lower()
    return re.sub(r"^[^a-zA-Z\u00aa-\U0010ffff]+", "", joined) or "section"


def is_automatic(anchor: str, words: str) -> bool:
    """Tell whether pandoc made the id from the heading's words, a running number apart.

    `words` has a CALLED for each note call: pandoc takes a call's label for a word of the heading.
    """
    made = re.escape(pandoc_id(words)).replace(CALLED, r"[\w.-]*")
    return re.fullmatch(made + r"(?:-\d+)?", anchor) is not None


@dataclass(slots=True)
class Register:
    """The ids that are taken so far; the one mutable thing of the apparatus."""

    taken: set[str] = field(default_factory=set)
    common: frozenset[tuple[str, ...]] = frozenset()
    """Uses, an id and its context, that several headings would make: each of them takes more
    context, so that none of their ids depends on which heading comes first."""

    def take(self, wanted: str, *context: str) -> Anchor:
        """Return the id that is wanted, or one with a digest of its context if it is taken.

        A digest of ever more context stands behind an id that is taken, or that several want.
        """
        if not VALID.fullmatch(wanted):
            wanted = f"s-{short_digest(wanted)}"
        if wanted.startswith(RESERVED_BEGINNINGS):
            wanted = f"s-{wanted}"
        uses = [(wanted, *context[:length]) for length in range(len(context) + 1)]
        names = [wanted, *(f"{wanted}-{short_digest(*use[1:])}" for use in uses[1:])]
        free = (
            name
            for name, use in zip(names, uses, strict=True)
            if use not in self.common and self.is_free(name)
        )
        name = next(free, None) or self._add_number(names[-1])
        self.taken.add(name)
        return Anchor(name)

    def is_free(self, name: str) -> bool:
        """Tell whether nothing in the book has the id, and the press keeps it for nothing."""
        return name not in self.taken and not self.is_reserved(name)

    def is_reserved(self, name: str) -> bool:
        """Tell whether the press gives the id itself, or may."""
        return (
            name in RESERVED
            or name.startswith(RESERVED_BEGINNINGS)
            or name.endswith(RESERVED_ENDING)
        )

    def _add_number(self, stem: str) -> str:
        # Words and context alike: only their order can tell them apart.
        number = 2
        while not self.is_free(f"{stem}-{number}"):
            number += 1
        return f"{stem}-{number}"
