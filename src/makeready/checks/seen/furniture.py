"""The folios and running heads of pages become findings where pages like them have other ones.

Pages are alike where both begin a section of the same kind, or both go on with one. A title whose
own style has rules for pages may leave furniture out where it likes, and is not looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.print import Page
from makeready.checks.read.print_order import CUT, leave_out_columns, shows_one_of
from makeready.checks.read.text import H, parse_xml, read_heading, strip_invisible
from makeready.checks.report import report
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-130",
        severity=Severity.ERROR,
        title="A page without the number or the head of its like",
        why="Readers find a page by its number, and their chapter by the head of the page.",
        remedy="Build the title again; if it stays, a rule in style.css takes furniture away.",
    ),
    Code(
        code="P-131",
        severity=Severity.ERROR,
        title="A running head of another chapter",
        why="Readers who leaf through the book take the page for one of that chapter.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_OWN_PAGES = re.compile(r"@page\b|\bpage\s*:|string-set|running\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A page of a section: its place, whether the section begins on it, and the heads it may show.

    `kind` is what the section is: its matter and its class; `columns` are the book's heads of
    tables.
    """

    number: int
    page: Page
    kind: tuple[str, str]
    begins: bool
    heads: frozenset[str]
    columns: tuple[str, ...]

    @property
    def folio(self) -> str:
        """Return the line of furniture with the page's own number, or ""."""
        return next((line for line in self.page.furniture if _has_number(line, self.page)), "")

    @property
    def head(self) -> str:
        """Return the words of the furniture, without the page's number, or ""."""
        lines = (_strip_number(line, self.page) for line in self.page.furniture)
        # the head of a table is shown again where the table goes on
        others = leave_out_columns(list(lines), self.columns, leftward=self.page.leftward)
        return next((line for line in others if any(map(str.isalpha, line))), "")

    @property
    def is_other(self) -> bool:
        """Tell whether the head is none of its sections', nor the beginning of one."""
        head, leftward = self.head.removesuffix(CUT), self.page.leftward
        return bool(head) and not shows_one_of(head, self.heads, leftward=leftward, is_cut=True)


def check_furniture(files: Files) -> Report:
    """Report whether pages have the number and the head that pages like them have."""
    if _OWN_PAGES.search(files.require_sources().style):
        return report((), pages=0)
    found = evidence(files)
    leaves = tuple(_find_leaves(found, parse_xml(files.master, "master.xhtml")))
    place = Place(f"{files.slug}.pdf")
    told = sorted({*_find_bare(leaves), *_find_other_heads(leaves)})
    if leaves and not (files.require_sources().style.strip() or any(leaf.folio for leaf in leaves)):
        # each theme of the press numbers its pages
        told.append((leaves[0].number, "P-130", "does not show its number, nor does any other"))
    findings = tuple(
        finding(CODES[code], f"page {found.printed.pages[number].label} {message}", place)
        for number, code, message in told
    )
    return report(findings, pages=len(leaves))


def _has_number(line: str, page: Page) -> bool:
    return line == page.label or _strip_number(line, page) != line


def _strip_number(line: str, page: Page) -> str:
    """Return a line of furniture without the page's number, which stands at one of its ends."""
    label = page.label
    if line == label:
        return ""
    if line.startswith(label) and not line[len(label)].isdecimal():
        return line[len(label) :]
    if line.endswith(label) and not line[-len(label) - 1].isdecimal():
        return line[: -len(label)]
    return line


def _find_leaves(found: Evidence, root: etree._Element) -> Iterator[_Leaf]:
    """Yield the pages of the sections of the body and the back matter, but for empty ones."""
    body = root.find(f"{H}body")
    elements = [each for each in (() if body is None else body) if isinstance(each.tag, str)]
    sections = list(zip(found.master.sections, elements, strict=True))
    title = {found.master.heads[0]} if found.master.heads else set()
    at = 0
    for number, page in enumerate(found.printed.pages):
        start = found.alignment.starts[number]
        ends = found.alignment.starts[number + 1 :]
        end = next((each for each in ends if each is not None), found.alignment.consumed)
        before = at
        if start is not None:
            at = max((n for n, (each, _) in enumerate(sections) if each.start <= start), default=0)
        last = max((n for n, (each, _) in enumerate(sections) if each.start < end), default=at)
        here = [element for _, element in sections[min(before, at) : max(at, last) + 1]]
        element = sections[at][1]
        if element.get("data-matter") == "front" or not (page.text or page.pictures):
            continue
        yield _Leaf(
            number=number,
            page=page,
            kind=(element.get("data-matter", ""), element.get("class", "")),
            begins=any(each.start == start for each, _ in sections),
            columns=found.master.columns,
            heads=frozenset(title | {head for each in here for head in _read_heads(each)}),
        )


def _read_heads(section: etree._Element) -> Iterator[str]:
    yield strip_invisible(section.get("data-running", ""))
    for heading in section.iter(f"{H}h1", f"{H}h2"):
        number = heading.find(f"{H}span[@class='number']")
        said = strip_invisible(read_heading(heading))
        yield said
        yield said.removeprefix(
            "" if number is None else strip_invisible("".join(number.itertext()))
        )


def _find_bare(leaves: Sequence[_Leaf]) -> Iterator[tuple[int, str, str]]:
    """Yield the pages that lack a number or a head that half of their like have, or more."""
    alike: defaultdict[tuple[object, ...], list[_Leaf]] = defaultdict(list)
    sides: defaultdict[tuple[object, ...], list[_Leaf]] = defaultdict(list)
    for leaf in leaves:
        alike[leaf.kind, leaf.begins].append(leaf)
        if not leaf.begins:
            sides[leaf.kind, leaf.number % 2].append(leaf)
    for group in alike.values():
        bare = [leaf for leaf in group if not leaf.folio]
        if 2 * len(bare) <= len(group):
            yield from ((leaf.number, "P-130", "does not show its number") for leaf in bare)
    for group in sides.values():
        bare = [leaf for leaf in group if not leaf.head]
        if 2 * len(bare) <= len(group):
            yield from ((leaf.number, "P-130", "has no running head") for leaf in bare)


def _find_other_heads(leaves: Sequence[_Leaf]) -> Iterator[tuple[int, str, str]]:
    for leaf in leaves:
        if leaf.is_other:
            yield leaf.number, "P-131", f"has the head “{leaf.head}”"
