"""Finished files become a report: what every check has in common, whatever it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from makeready.core.errors import EditionError, ToolError
from makeready.core.findings import Finding, Severity
from makeready.core.model import Asset, Book, Digest, Slug
from makeready.files.inventory import Inventory


class Outcome(StrEnum):
    """What became of a check; `missing` means that it could not run here."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"


class Unreadable(EditionError):  # noqa: N818  (says what is so, as the exit codes do)
    """A finished file is not what its name says; `edition` is the suffix of an edition's file."""

    edition: ClassVar[str] = ""


class UnreadablePrint(Unreadable):
    """The print edition cannot be read."""

    edition = ".pdf"


class UnreadableEbook(Unreadable):
    """The e-book cannot be read."""

    edition = ".epub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the editions were made of besides the manuscript, as the title's folder has it.

    `css` are the rules of the e-book, those of the title among them; `theme` are the press's for
    print, `style` the title's own as they are written.
    """

    book: Book
    css: str
    theme: str
    style: str
    pictures: tuple[Asset, ...]
    faces: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The finished files of a title, as bytes and, for programs that open them, as places on disk.

    `typefaces` are the PostScript names of the faces that an edition may embed, and the digests of
    their files; `fallback` are names of fonts of this machine that the title allows besides.
    `inventory` is what the build wrote down of what it made, where that is there; `sources` what
    the title's folder says now.
    """

    slug: Slug
    master: bytes
    pdf: bytes
    epub: bytes
    pdf_at: Path
    epub_at: Path
    digest: Digest
    typefaces: frozenset[str] = frozenset()
    fallback: tuple[str, ...] = ()
    inventory: Inventory | None = None
    sources: Sources | None = None

    def require_sources(self) -> Sources:
        """Return what the title's folder says; raises ToolError where that is not at hand."""
        if self.sources is None:
            raise ToolError("the title’s folder was not read")
        return self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in print: the label of its page, its words, and a picture of it, a PNG, or none."""

    page: str
    words: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that was measured, as people read it, the limit that it should keep, and whether.

    `spots` are the worst places, the worst first.
    """

    name: str
    value: str
    limit: str
    is_kept: bool
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check came to: its outcome, what it found, what it counted and measured."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its name, what it promises where it passes, its version, and how it is run.

    `needs` are the names of the parts of the machine without which it cannot run, as `makeready
    doctor` lists them.
    """

    name: str
    promise: str
    version: str
    run: Callable[[Files], Report]
    needs: tuple[str, ...] = ()


def report(findings: tuple[Finding, ...], /, **figures: int) -> Report:
    """Return the report of a check that ran: it passed where it found nothing but hints."""
    return Report(
        outcome=Outcome.FAILED if weighty(findings) else Outcome.PASSED,
        findings=findings,
        figures=tuple((name.replace("_", " "), count) for name, count in figures.items()),
    )


def weighty(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the errors and warnings, which weigh against a title as hints do not."""
    return tuple(found for found in findings if found.severity is not Severity.HINT)
