"""A PDF's file → its pages, read by pdfium in processes of their own, bounded in memory and time.

pdfium and qpdf are C++ programs that meet the files of strangers: what brings one of them down, or
to a halt, costs the page at fault and nothing else.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from makeready.intake.languages import read_tag
from makeready.intake.pdf.read.beside import read_beside
from makeready.intake.pdf.read.door import (
    Unreadable,
    draw_box,
    draw_figure,
    draw_page,
    read_facts,
    read_pages,
)
from makeready.intake.pdf.read.tags import NONE, read_properties, read_tags
from makeready.intake.pdf.values import Beside, Box, Facts, PdfPage, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from typing import Self

MEMORY = 2_500_000_000
"""Bytes of address space that a reading process may take."""
_PATIENCE = 180.0  # seconds for any answer: on a busy machine a process is long in starting; and
_A_PAGE = 4.0  # for each page
_MOST = 150  # pages read by one process at a time
_LATE = "late"
NOTHING = Beside()
_SHARE = 8  # pages: for fewer no second process is begun

_T = TypeVar("_T")


class ReaderDied(Exception):  # noqa: N818 -- says what happened
    """The process died, or did not answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a file: its facts, its pages and its structure tree."""

    facts: Facts
    pdf_pages: tuple[PdfPage, ...]
    tags: Mapping[tuple[int, int], Tag]
    beside: Beside = NOTHING


def read_file(path: Path, jobs: int) -> Read:
    """Return all pages of a PDF, read by `jobs` processes at a time.

    A page that cannot be read is empty and says why. Raises Unreadable where the whole file is.
    """
    with Reader() as first:
        facts = _ask(first, _PATIENCE, read_facts, path)
        parts = _parts(facts.pages, jobs)
        with ThreadPoolExecutor(max(1, min(jobs, len(parts)))) as threads:
            later = [threads.submit(_pages, path, part) for part in parts[1:]]
            pdf_pages = list(_read_part(first, path, parts[0])) if parts else []
            for each in later:
                pdf_pages += each.result()
        try:
            tags, language = first.ask(_PATIENCE + 0.2 * facts.pages, read_tags, path)
            title, author = first.ask(_PATIENCE, read_properties, path)
            beside = first.ask(_PATIENCE, read_beside, path)
        except ReaderDied:
            tags, language, title, author, beside = NONE, "", "", "", NOTHING
    told = replace(
        facts,
        language=read_tag(facts.language) or read_tag(language),
        title=facts.title or " ".join(title.split()),
        author=facts.author or " ".join(author.split()),
    )
    return Read(facts=told, pdf_pages=tuple(pdf_pages), tags=tags, beside=beside)


def draw(path: Path, wanted: Sequence[tuple[int, Box]], scale: float) -> tuple[bytes, ...]:
    """Return parts of pages as PNG; empty bytes for one that cannot be drawn."""
    if not wanted:
        return ()
    pictures: list[bytes] = []
    with Reader() as reader:
        for number, box in wanted:
            try:
                pictures.append(reader.ask(_PATIENCE, _draw, path, number, box, scale))
            except (ReaderDied, Unreadable):
                pictures.append(b"")
    return tuple(pictures)


def draw_pages(path: Path, numbers: Sequence[int], scale: float) -> tuple[bytes, ...]:
    """Return pages as small PNG in grey; empty bytes for one that cannot be drawn."""
    pictures: list[bytes] = []
    with Reader() as reader:
        for number in numbers:
            try:
                pictures.append(reader.ask(_PATIENCE, _draw_page, path, number, scale))
            except (ReaderDied, Unreadable):
                pictures.append(b"")
    return tuple(pictures)


def draw_document(reader: Reader, data: bytes) -> bytes:
    """Return the first page of a PDF as a figure, as PNG; empty bytes if it cannot be drawn."""
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        path = Path(folder, "figure.pdf")
        path.write_bytes(data)
        try:
            return reader.ask(_PATIENCE, _draw_figure, path)
        except (ReaderDied, Unreadable):
            return b""


def _draw_figure(path: Path) -> bytes:
    return draw_figure(path)


def _draw_page(path: Path, number: int, scale: float) -> bytes:
    return draw_page(path, number, scale=scale)


def _draw(path: Path, number: int, box: Box, scale: float) -> bytes:
    return draw_box(path, number, box, scale=scale)


def _parts(pages: int, jobs: int) -> list[range]:
    """Return the ranges of pages that processes are given, one at a time."""
    size = max(_SHARE, min(_MOST, -(-pages // max(1, jobs))))
    return [range(start, min(start + size, pages)) for start in range(0, pages, size)]


def _ask(reader: Reader, patience: float, call: Callable[..., _T], *args: object) -> _T:
    try:
        return reader.ask(patience, call, *args)
    except ReaderDied as error:
        raise Unreadable("damaged") from error


def _pages(path: Path, numbers: range) -> list[PdfPage]:
    with Reader() as reader:
        return _read_part(reader, path, numbers)


def _read_part(reader: Reader, path: Path, numbers: range) -> list[PdfPage]:
    """Return the pages of a range; where one kills the reader, the halves are tried alone."""
    try:
        return reader.ask(_PATIENCE + _A_PAGE * len(numbers), SHEETS, path, numbers)
    except ReaderDied:
        if len(numbers) == 1:
            return [
                PdfPage(
                    number=numbers[0], label="", width=0, height=0, text="", runs=(),
                    fault="the reader gave up on it",
                )
            ]  # fmt: skip
    middle = len(numbers) // 2
    return [
        *_read_part(reader, path, numbers[:middle]),
        *_read_part(reader, path, numbers[middle:]),
    ]


def read_sheets(path: Path, numbers: range) -> list[PdfPage]:
    """Return pages as the door reads them, in the process that asks."""
    return list(read_pages(path, numbers))


SHEETS = read_sheets  # what the reading process is asked for; tests ask for what fails


class Reader:
    """A process that does calls one after the other; one that has died is begun anew."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, patience: float, call: Callable[..., _T], *args: object) -> _T:
        """Return what the call returns there. Raises ReaderDied, or Unreadable as the call does."""
        pipe = self._pipe or self._begin()
        try:
            pipe.send((call, args))
            answer: Any = pipe.recv() if pipe.poll(patience) else _LATE
        except (EOFError, OSError) as error:
            self._end()
            raise ReaderDied from error
        if answer == _LATE:
            self._end()
            raise ReaderDied
        if isinstance(answer, Unreadable):
            raise answer
        result: _T = answer
        return result

    def _begin(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _end(self) -> None:
        process, self._process = self._process, None
        if self._pipe is not None:
            self._pipe.close()
        self._pipe = None
        if process is not None:
            process.kill()
            process.join()


# a process of its own from the start: a server that forks may hold all that its parent has loaded
_CONTEXT = multiprocessing.get_context("spawn")


def _serve(pipe: Connection) -> None:
    """Answer calls until nobody asks any more; what kills it is told by whoever asked."""
    _limit_memory()
    gc.disable()  # the characters of a page are thousands of tuples, none of them in a ring
    sys.stderr = io.StringIO()
    while True:
        try:
            call, args = pipe.recv()
        except EOFError:
            return
        try:
            answer = call(*args)
        except Unreadable as error:
            answer = error
        pipe.send(answer)


def _limit_memory() -> None:
    """Bound the memory of this process, where the system can."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
