"""Finished files and what their build wrote down of them become findings where they differ."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from makeready.checks.read.members import digest_members
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="X-106",
        severity=Severity.ERROR,
        title="A finished file is not the one that was made",
        why="Somebody or something changed it after the build, or only a part of it arrived.",
        remedy="Build the title again; whatever was changed belongs into the manuscript.",
    ),
    Code(
        code="X-107",
        severity=Severity.WARNING,
        title="There is no inventory beside the editions",
        why="Whether the files are those that the build made can only be told with it.",
        remedy="Build the title again.",
    ),
    Code(
        code="X-108",
        severity=Severity.ERROR,
        title="The sources make another edition",
        why="What stands there was made of other sources, by another version, or was changed.",
        remedy="Build the title again; where it differs again, report it with both files.",
    ),
)
MOST = 12
"""How many members of one edition are told by name."""


def check_members(files: Files) -> Report:
    """Report whether the finished files are, member by member, those that the build wrote down."""
    there = name_files(files)
    known = files.inventory
    if known is None or known.master != files.digest:
        message = "no inventory of these editions stands beside them"
        return report((finding(CODES["X-107"], message, Place(f"{files.slug}.pdf")),))
    found = tuple(
        each
        for name, data in there.items()
        if known.files.get(name) != hashlib.sha256(data).hexdigest()
        for each in _tell(name, known.members.get(name, {}), digest_members(name, data), "X-106")
    )
    count = sum(map(len, known.members.values()))
    return report(found, files=len(there), members=count)


def check_rebuilt(files: Files, made: Mapping[str, bytes]) -> Report:
    """Report whether the sources made these bytes again, byte for byte."""
    there = name_files(files)
    found = tuple(
        each
        for name, data in there.items()
        if data != made[name]
        for each in _tell(
            name, digest_members(name, made[name]), digest_members(name, data), "X-108"
        )
    )
    return report(found, files=len(there), bytes=sum(map(len, made.values())))


def name_files(files: Files) -> Mapping[str, bytes]:
    """Return the finished files by their names."""
    return {
        f"{files.slug}.pdf": files.pdf,
        f"{files.slug}.epub": files.epub,
        "master.xhtml": files.master,
    }


def _tell(
    name: str, told: Mapping[str, str], found: Mapping[str, str], code: str
) -> Iterator[Finding]:
    """Yield a finding for each member that is another, too many or missing."""
    place = Place(name)
    odd = [
        (member, _word(member, told, found))
        for member in (*told, *(each for each in found if each not in told))
        if told.get(member) != found.get(member)
    ]
    for member, word in odd[:MOST]:
        yield finding(CODES[code], f"{member} {word}", place)
    if len(odd) > MOST:
        yield finding(CODES[code], f"{len(odd) - MOST} more members differ", place)
    if not odd:
        what = "its bytes" if not told else "its packing, its tags, or bytes outside its members"
        yield finding(CODES[code], f"{what} differ", place)


def _word(member: str, told: Mapping[str, str], found: Mapping[str, str]) -> str:
    if member not in found:
        return "is missing"
    return "is another" if member in told else "is too many"
