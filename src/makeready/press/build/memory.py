"""Keys → the values that were made under them, from the cache or made now and kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from makeready.core.errors import WorkspaceError
from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Digest
from makeready.files.disk.cache import Cache
from makeready.files.disk.values import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable


_Kind = TypeVar("_Kind")

_DAMAGED = Code(
    code="B-001",
    severity=Severity.HINT,
    title="What was remembered was damaged",
    why="A part of the book, kept from an earlier build, was not what it had been when it was put "
    "away. It was made anew, so the editions are right; but something writes to the output folder, "
    "or the disk is failing.",
    remedy="Nothing, if it happens once; otherwise look after the disk.",
)
_UNKEPT = Code(
    code="B-002",
    severity=Severity.HINT,
    title="Nothing can be remembered",
    why="The folder in which makeready keeps what it made takes nothing. The editions are right, "
    "but the next build has to make again what this one made.",
    remedy="See whether the disk is full, the folder belongs to somebody else, or something else "
    "has the name output/.cache; what makeready keeps there can always be deleted.",
)
CODES = table(_DAMAGED, _UNKEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The cache as one title uses it; with `cache` None nothing is recalled or kept.

    With `is_fresh` nothing is recalled, but everything is kept. A cache that cannot be written
    stops no build; `findings` tells of it.
    """

    cache: Cache | None = None
    is_fresh: bool = False
    _damaged: list[Digest] = field(default_factory=list, repr=False)
    _refusals: list[WorkspaceError] = field(default_factory=list, repr=False)

    def recall(self, key: Digest, kind: type[_Kind]) -> _Kind | None:
        """Return the value that was kept under a key, or None where it has to be made."""
        if self.cache is None or self.is_fresh:
            return None
        entry = self.cache.get(key)
        value = None if entry.data is None else decode(entry.data, kind)
        if entry.is_damaged or (entry.data is not None and value is None):
            self._damaged.append(key)
        return value

    def keep(self, key: Digest, data: bytes) -> None:
        """Keep an encoded value under a key, if the cache takes it."""
        if self.cache is None:
            return
        try:
            self.cache.put(key, data)
        except WorkspaceError as error:
            self._refusals.append(error)

    def recall_or_make(self, key: Digest, kind: type[_Kind], make: Callable[[], _Kind]) -> _Kind:
        """Return the value of a key, remembered or made now and kept.

        A value just made is encoded and decoded too, so that a warm build cannot differ from a cold
        one.
        """
        value = self.recall(key, kind)
        if value is None:
            data = encode(make())
            self.keep(key, data)
            value = decode(data, kind)
            assert value is not None
        return value

    def findings(self) -> tuple[Finding, ...]:
        """Return findings of the cache itself: damaged entries, or a folder that takes nothing."""
        found = [finding(_UNKEPT, error.message) for error in self._refusals[:1]]
        count = len(self._damaged)
        if count:
            said = "a remembered part was" if count == 1 else f"{count} remembered parts were"
            found.append(finding(_DAMAGED, f"{said} damaged, and made anew"))
        return tuple(found)


def concerns_all(found: Finding) -> bool:
    """Tell whether a finding is about the whole cache, and need be told once only."""
    return found.code == _UNKEPT.code
