"""Keys → the values that were made under them, in this build or an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Digest
from makeready.files.cache import Cache
from makeready.files.values import decode, encode

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
CODES = table(_DAMAGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one title's making may look up and keep; without a cache it forgets everything.

    A fresh one recalls nothing and keeps everything.
    """

    cache: Cache | None = None
    is_fresh: bool = False
    _damaged: list[Digest] = field(default_factory=list, repr=False)

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
        """Keep an encoded value under a key."""
        if self.cache is not None:
            self.cache.put(key, data)

    def made(self, key: Digest, kind: type[_Kind], make: Callable[[], _Kind]) -> _Kind:
        """Return the value of a key, remembered or made now and kept.

        One that was just made takes the same way through bytes as one that is remembered.
        """
        value = self.recall(key, kind)
        if value is None:
            data = encode(make())
            self.keep(key, data)
            value = decode(data, kind)
            assert value is not None
        return value

    def findings(self) -> tuple[Finding, ...]:
        """Return what is to be said of the memory itself."""
        count = len(self._damaged)
        if not count:
            return ()
        said = "a remembered part was" if count == 1 else f"{count} remembered parts were"
        return (finding(_DAMAGED, f"{said} damaged, and made anew"),)
