"""Every corruption of three small books is tried, and docs/corruptions.md says what was told.

`nox -s corruptions` writes the page anew. The checks read the corrupted files alone: the inventory
is that of the corrupted files, and nothing is built again.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from checks import corrupt_epub, corrupt_pdf
from checks.conftest import build_kites
from checks.corruptions import (
    books,
    further,
    further_ebook,
    hidden,
    later,
    paper,
    restyled,
    screen,
    slight,
    strange,
)
from makeready.checks.read.members import digest_members
from makeready.checks.table import CHECKS, run_check
from makeready.files.disk.store import sha256
from makeready.files.inventory import decode_inventory, encode_inventory
from makeready.files.workspace import read_title
from makeready.press.check import read_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from makeready.checks.report import Files

PAGE = Path(__file__).resolve().parents[3] / "docs/corruptions.md"
OWN = [check for check in CHECKS if not check.needs]
PRINT = frozenset(
    (
        *("edges", "ink", "order", "pictures", "tags", "spoken", "folios", "glyphs"),
        *("typesetting", "furniture", "emphasis"),
    )
)
"""The checks that read the print edition and not the e-book."""

SCREEN = frozenset({"structure", "package"})
"""The checks that read the e-book and not the print edition."""

_AT_ONCE = 16

_DOCUMENTS = (
    strange.DOCUMENT | further.DOCUMENT | later.DOCUMENT | slight.DOCUMENT | hidden.DOCUMENT
)
_CHAPTERS = strange.EBOOK | further_ebook.EBOOK | later.EBOOK | hidden.EBOOK
_CONTAINERS = strange.WHOLE | further_ebook.WHOLE | later.WHOLE | hidden.WHOLE

HEAD = """\
# Corruptions

What the checks say of finished editions that somebody changed afterwards. Each line is one change
of one of three small books, made by `tests/checks/corruptions`; the inventory was rewritten to the
changed files and nothing was built again, so that only reading could find it. The last column has
the codes of what was found ([findings](findings.md)); **not found** marks what no check sees yet.

`nox -s corruptions` tries all of them and writes the page anew.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A corruption of a book: which edition was changed, how, and the codes that were found."""

    book: str
    edition: str
    name: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Say whether one of the expected codes was found, where any is expected."""
        return not self.expected or bool(set(self.expected) & set(self.found))


def _with(files: Files, *, pdf: bytes = b"", epub: bytes = b"") -> Files:
    """Return the files with an edition changed, and an inventory that agrees with it."""
    new = replace(files, pdf=pdf or files.pdf, epub=epub or files.epub)
    made = {f"{files.slug}.pdf": new.pdf, f"{files.slug}.epub": new.epub}
    made["master.xhtml"] = new.master
    members = {name: digest_members(name, data) for name, data in made.items()}
    inner = {name: own for name, own in members.items() if own}
    digests = {name: sha256(data) for name, data in made.items()}
    written = encode_inventory(files.digest, digests, inner)
    return replace(new, inventory=decode_inventory(written))


def _find(files: Files, edition: str = "both") -> tuple[str, ...]:
    """Return the codes of what is found; what reads the other edition alone says what it said."""
    skipped = {"EPUB": PRINT, "PDF": SCREEN}.get(edition, frozenset())
    own = [check for check in OWN if check.name not in skipped]
    reports = (run_check(check, files, frozenset()) for check in own)
    return tuple(sorted({found.code for each in reports for found in each.findings}))


def _corrupt(book: str, files: Files) -> Iterator[tuple[str, str, tuple[str, ...], Files]]:
    """Yield the edition, the name, the expected codes and the files of each corruption."""
    if book != "kites":
        for name, (change_page, codes) in paper.PAGE.items():
            yield "PDF", name, codes, _with(files, pdf=paper.change_page(files, change_page))
        for name, (change, codes) in paper.DOCUMENT.items():
            yield "PDF", name, codes, _with(files, pdf=paper.change_document(files, change))
        photographs = slight.PHOTOGRAPHS if book == restyled.BOOK else {}
        for name, (change, codes) in photographs.items():
            yield "PDF", name, codes, _with(files, pdf=paper.change_document(files, change))
        for name, (epub, codes) in screen.corruptions(book, files.epub).items():
            yield "EPUB", name, codes, _with(files, epub=epub)
        return
    yield from _corrupt_kites(files)


def _corrupt_kites(files: Files) -> Iterator[tuple[str, str, tuple[str, ...], Files]]:
    for name, (spoiling, code) in corrupt_pdf.FACTS.items():
        pdf = corrupt_pdf.change(files.pdf, spoiling)
        yield "PDF", name, (code,), _with(files, pdf=pdf)
    for name, (spoil, codes) in _DOCUMENTS.items():
        yield "PDF", name, codes, _with(files, pdf=paper.change_document(files, spoil))
    for name, (anew, codes) in further.PDF.items():
        yield "PDF", name, codes, _with(files, pdf=anew(files.pdf))
    for name, (several, codes) in _CHAPTERS.items():
        yield "EPUB", name, codes, _with(files, epub=corrupt_epub.rewrite(files.epub, several))
    for name, (whole, codes) in _CONTAINERS.items():
        yield "EPUB", name, codes, _with(files, epub=whole(files.epub))
    tables = (corrupt_epub.STRUCTURE, corrupt_epub.PACKAGE, corrupt_epub.FACTS)
    for name, (changes, code) in ((n, row) for table in tables for n, row in table.items()):
        yield "EPUB", name, (code,), _with(files, epub=corrupt_epub.rewrite(files.epub, changes))


def try_all(root: Path, pool: Executor) -> Iterator[Tried]:
    """Build the three books in a folder, and yield what became of each corruption."""
    kites = build_kites(root / "kites")
    made = {"kites": read_files(kites, read_title(kites, "kites"))}
    made |= {name: books.make(name, root / name) for name in books.BOOKS}
    for book, files in made.items():
        usual = _find(_with(files))
        yield Tried(book=book, edition="both", name="nothing", expected=(), found=usual)
        rows = ((book, usual, *row) for row in _corrupt(book, files))
        # a few at a time, since each has both editions
        while batch := [*islice(rows, _AT_ONCE)]:
            yield from pool.map(_try_one, batch)
    lock = made[restyled.BOOK]
    for name, codes, pdf in restyled.lay_out_anew(lock, root / "restyled"):
        found = _find(_with(lock, pdf=pdf), "PDF")
        yield Tried(book=restyled.BOOK, edition="PDF", name=name, expected=codes, found=found)


def _try_one(row: tuple[str, tuple[str, ...], str, str, tuple[str, ...], Files]) -> Tried:
    book, usual, edition, name, codes, corrupted = row
    found = tuple(code for code in _find(corrupted, edition) if code not in usual)
    return Tried(book=book, edition=edition, name=name, expected=codes, found=found)


def write_page(tried: list[Tried]) -> str:
    """Return the page that says what was found of each corruption."""
    own = [each for each in tried if each.edition != "both"]
    seen = sum(bool(each.found) for each in own)
    lines = [HEAD, f"\nFound: {seen} of {len(own)}.\n"]
    for book in dict.fromkeys(each.book for each in own):
        lines.append(f"\n## The book “{book}”\n\n| edition | change | found |\n|---|---|---|\n")
        lines += [
            f"| {each.edition} | {each.name} | {', '.join(each.found) or '**not found**'} |\n"
            for each in own
            if each.book == book
        ]
    return "".join(lines)


def main() -> int:
    """Try all corruptions, write the page, and fail where one that should be told is not."""
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        tried = []
        for each in try_all(Path(folder), pool):
            tried.append(each)
            if not each.is_told or not each.found:
                sys.stderr.write(f"{each.book} {each.edition} {each.name}: {each.found}\n")
    PAGE.write_text(write_page(tried), "utf-8")
    lost = [each for each in tried if not each.is_told]
    false = [each for each in tried if each.edition == "both" and each.found]
    return 1 if lost or false else 0


if __name__ == "__main__":
    sys.exit(main())
