"""Finished files become what all checks look at, read once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.checks.read.alignment import Alignment, align_pages
from makeready.checks.read.epub import Packed, read_packed
from makeready.checks.read.lines import PrintedLine, read_lines
from makeready.checks.read.print import Printed, read_printed
from makeready.checks.read.text import MasterText, read_master

if TYPE_CHECKING:
    from makeready.checks.report import Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A master's words, both editions, and where of the master stands what in print."""

    master: MasterText
    printed: Printed
    packed: Packed
    alignment: Alignment


def evidence(files: Files) -> Evidence:
    """Return what is to be looked at. Raises Unreadable where a file is not what it should be."""
    return Evidence(
        master=_master(files.master),
        printed=_printed(files.pdf),
        packed=_packed(files.epub),
        alignment=_alignment(files.master, files.pdf),
    )


def printed_lines(files: Files) -> tuple[PrintedLine, ...]:
    """Return the lines of type of the print edition. Raises Unreadable where it is none."""
    return _lines(files.pdf)


@lru_cache(maxsize=1)
def _lines(data: bytes) -> tuple[PrintedLine, ...]:
    return read_lines(data)


@lru_cache(maxsize=1)
def _master(data: bytes) -> MasterText:
    return read_master(data)


@lru_cache(maxsize=1)
def _printed(data: bytes) -> Printed:
    return read_printed(data)


@lru_cache(maxsize=1)
def _packed(data: bytes) -> Packed:
    return read_packed(data)


@lru_cache(maxsize=1)
def _alignment(master: bytes, pdf: bytes) -> Alignment:
    return align_pages(_master(master), _printed(pdf))
