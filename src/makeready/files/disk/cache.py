"""A folder that keeps bytes under keys from build to build.

An entry is a file that begins with a digest of its key and its content, so that a damaged,
truncated or misplaced one is recognised and never used. Entries are written whole, and an entry
that another build has just deleted counts as absent, so builds may share the folder without locks.
The time of a file is that of its last use, and only decides what is deleted first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.files.disk.store import explain_refusal, is_leftover, is_unfinished, write_perishable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Digest

_SEAL = hashlib.sha256().digest_size
# the limit of the last trim, in bytes
_LIMIT = "limit"
_TAG = "CACHEDIR.TAG"
# The first line is that of the Cache Directory Tagging Specification, by which backups pass over.
_TAG_WORDS = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by makeready; safe to delete.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the cache has under a key: data, nothing, or something damaged, which is deleted."""

    data: bytes | None
    is_damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of entries, which `trim` reduces to at most `limit` bytes."""

    folder: Path
    limit: int

    def get(self, key: Digest) -> Entry:
        """Return the entry of a key and mark it as used; a damaged one is deleted."""
        path = self._path(key)
        try:
            sealed = path.read_bytes()
        except OSError:
            # what cannot be read can be made anew, whatever the reason
            return Entry(data=None)
        data = sealed[_SEAL:]
        if sealed[:_SEAL] != _seal(key, data):
            _delete(path)
            return Entry(data=None, is_damaged=True)
        with contextlib.suppress(OSError):
            os.utime(path)
        return Entry(data=data)

    def put(self, key: Digest, data: bytes) -> None:
        """Remember these bytes under the key.

        Raises WorkspaceError where the folder cannot be written; a build can go on without.
        """
        try:
            self._tag()
            write_perishable(self._path(key), _seal(key, data) + data)
        except OSError as error:
            raise explain_refusal(self.folder, "written", error) from error

    def trim(self) -> None:
        """Delete the least recently used entries until the limit is kept."""
        entries = sorted(self._entries(), key=lambda entry: (-entry[0], entry[1].name))
        total = 0
        for _, path, size in entries:
            total += size
            if total > self.limit:
                _delete(path)
        self._note_limit()

    def may_be_over(self) -> bool:
        """Tell whether the folder may exceed the limit although this build added nothing.

        That is so if the last trim kept another limit, or an unknown one.
        """
        kept = self._read_limit()
        return kept is None or kept > self.limit

    def _read_limit(self) -> int | None:
        with contextlib.suppress(OSError, ValueError):
            return int((self.folder / _LIMIT).read_bytes())
        return None

    def _note_limit(self) -> None:
        # if it cannot be written, the next build trims again
        with contextlib.suppress(OSError):
            if self.folder.is_dir() and self._read_limit() != self.limit:
                write_perishable(self.folder / _LIMIT, b"%d\n" % self.limit)

    def _path(self, key: Digest) -> Path:
        return self.folder / key[:2] / key

    def _tag(self) -> None:
        tag = self.folder / _TAG
        if not tag.exists():
            write_perishable(tag, _TAG_WORDS)

    def _entries(self) -> Iterator[tuple[int, Path, int]]:
        """Yield the time of last use, the path and the size of each entry; sweep as we go."""
        for path in self.folder.glob("??/*"):
            # deleted by another build in this moment, or not ours to look at
            with contextlib.suppress(OSError):
                if is_leftover(path):
                    _delete(path)
                elif not is_unfinished(path.name):
                    stat = path.stat()
                    yield stat.st_mtime_ns, path, stat.st_size


def _delete(path: Path) -> None:
    # another build may have been faster; on Windows it may be reading
    with contextlib.suppress(OSError):
        path.unlink()


def _seal(key: Digest, data: bytes) -> bytes:
    seal = hashlib.sha256(key.encode())
    seal.update(data)
    return seal.digest()
