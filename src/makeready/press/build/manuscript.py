"""A title's manuscript files → what pandoc reads them as, from the cache where they are unchanged.

pandoc reads the changed files in a few batches side by side: its memory grows with their length.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import errors
from makeready.files.disk.values import decode, encode, key
from makeready.files.programs import toolchain
from makeready.master import LIBRARIES
from makeready.master.read.preparing import Prepared, PreparedFile, prepare
from makeready.press.build.memory import Memory
from makeready.press.build.outcomes import TIME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from makeready.core.model import Digest, Text

BATCH = 200_000
"""Characters of a batch; pandoc takes some 300 bytes of memory for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the files of a title, `count` batches at a time, each within `patience` seconds."""

    memory: Memory
    count: int
    patience: float = TIME_LIMIT

    def prepare(self, texts: Sequence[Text], language: str) -> Prepared:
        """Return the files read and cleaned, with the same result whatever was in the cache.

        Raises MasterError when pandoc fails.
        """
        keys = [_key(text, language) for text in texts]
        recalled = ((at, self.memory.recall(name, PreparedFile)) for at, name in enumerate(keys))
        known = {at: file for at, file in recalled if file is not None}
        missing = [at for at in range(len(texts)) if at not in known]
        batches = list(_batches(missing, texts, self.count))
        with ThreadPoolExecutor(max_workers=self.count) as threads:
            read = list(
                threads.map(
                    lambda batch: prepare([texts[at] for at in batch], language, self.patience),
                    batches,
                )
            )
        if any(each.findings for each in read):
            # a finding that concerns several files names the first of them: all are read again, so
            # that it is the same as without a cache
            return prepare(texts, language, self.patience)
        for batch, each in zip(batches, read, strict=True):
            for at, file in zip(batch, each.files, strict=True):
                known[at] = self._keep(keys[at], file)
        return Prepared(files=tuple(known[at] for at in range(len(texts))))

    def remember(self, known: Sequence[object], make: Callable[[float], str]) -> str:
        """Return what was made of the same values before, or is made now in time, and kept."""
        name = key("citations", _read_versions(), known)
        return self.memory.recall_or_make(name, str, lambda: make(self.patience))

    def _keep(self, name: Digest, file: PreparedFile) -> PreparedFile:
        if errors(file.findings):
            return file
        data = encode(file)
        self.memory.keep(name, data)
        again = decode(data, PreparedFile)
        assert again is not None
        return again


def _key(text: Text, language: str) -> Digest:
    return key("manuscript file", _read_versions(), text.file, text.text, text.cited, language)


def _read_versions() -> tuple[object, ...]:
    return toolchain.read_versions(*LIBRARIES), toolchain.read_pandoc_version()


def _batches(places: Sequence[int], texts: Sequence[Text], count: int) -> Iterator[list[int]]:
    """Yield runs of places of about equal length, at least `count` where there is enough text.

    A single file is never divided.
    """
    total = sum(len(texts[at].text) for at in places)
    limit = min(BATCH, max(BATCH // 4, -(-total // count)))
    batch: list[int] = []
    size = 0
    for at in places:
        if batch and size + len(texts[at].text) > limit:
            yield batch
            batch, size = [], 0
        batch.append(at)
        size += len(texts[at].text)
    if batch:
        yield batch
