"""The links of both editions become findings where they lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import tinycss2

from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import parse_xml
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.read.epub import Packed
    from makeready.checks.read.print import Printed
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-105",
        severity=Severity.ERROR,
        title="A link in print that leads nowhere",
        why="Whoever follows it on a screen stays where they are.",
        remedy="Build the title again.",
    ),
    Code(
        code="E-101",
        severity=Severity.ERROR,
        title="A link in the e-book that leads nowhere",
        why="Reading systems show an error, or stay where they are.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
)
_TREES = (".xhtml", ".ncx", ".opf", ".svg")
_LINKS = ("href", "src", "data", "{http://www.w3.org/1999/xlink}href")


def check_links(files: Files) -> Report:
    """Report whether every link inside an edition lands where something is."""
    found = evidence(files)
    inside = tuple(_find_epub_links(found.packed))
    findings = (
        *_check_pdf(found.printed, Place(f"{files.slug}.pdf")),
        *_check_epub(found.packed, inside),
    )
    count = sum(not link.outward for page in found.printed.pages for link in page.links)
    return report(findings, **{"in print": count, "in the e-book": len(inside)})


def _check_pdf(printed: Printed, place: Place) -> Iterator[Finding]:
    for page in printed.pages:
        lost = sum(link.page < 0 and not link.outward for link in page.links)
        if lost:
            message = f"page {page.label} has {lost} link{'s' * (lost > 1)} to no page"
            yield finding(CODES["P-105"], message, place)


def _check_epub(packed: Packed, links: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    anchors = {name: frozenset(_anchors(data, name)) for name, data in packed.files.items()}
    for name, link in links:
        file, anchor = address(link, name)
        if file not in packed.files:
            yield finding(CODES["E-101"], f"“{link}” leads to no file", Place(name))
        elif anchor and anchor not in anchors[file]:
            yield finding(CODES["E-101"], f"“{link}” leads to no place", Place(name))


def _anchors(data: bytes, name: str) -> Iterator[str]:
    if name.endswith(_TREES):
        yield from (str(found) for found in parse_xml(data, name).xpath("//@id"))


def _find_epub_links(packed: Packed) -> Iterator[tuple[str, str]]:
    """Yield every link that stays within the publication, with the file that it stands in."""
    for name, data in sorted(packed.files.items()):
        for link in _read_links(name, data):
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and link:
                yield name, link


def _read_links(name: str, data: bytes) -> Iterator[str]:
    if name.endswith(".css"):
        yield from _css_links(data)
    elif name.endswith(_TREES):
        for element in parse_xml(data, name).iter():
            if isinstance(element.tag, str):
                attributes: Mapping[str, str] = dict(element.attrib)
                yield from (attributes[key] for key in _LINKS if key in attributes)


def _css_links(data: bytes) -> Iterator[str]:
    rules, _ = tinycss2.parse_stylesheet_bytes(data)
    waiting = list(rules)
    while waiting:
        node = waiting.pop(0)
        if node.type == "url":
            yield str(node.value)
        for part in ("prelude", "content", "arguments"):
            waiting += getattr(node, part, None) or []
