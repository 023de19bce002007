"""Pages of an older edition, marked in the text or listed beside it, become a concordance."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import blank_code
from makeready.master.places import find_place_or_file
from makeready.master.trees import elements, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Text, Title
    from makeready.master.anchors import Register
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-051",
        severity=Severity.WARNING,
        title="A concordance without old pages",
        why="Its heading stands above nothing.",
        remedy='Mark where old pages begin, []{.old-page n="41"}, or name their table under '
        "[concordance] in book.toml.",
    ),
    Code(
        code="T-052",
        severity=Severity.HINT,
        title="An old page whose beginning is not found",
        why="The words with which it began are not in the file that the table names, so that the "
        "concordance passes the page over.",
        remedy="Correct the words in the table, or mark the place in the text: "
        '[]{.old-page n="41"}.',
    ),
)
MARK, PLACE = "old-page", "makeready-concordance"
"""The class of a span where an old page begins, and of the place of the list."""

NAME = "concordance"
LONGEST, SHORTEST = 40, 12
"""How many letters and digits of a page's first words are looked for, first and at last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OldPage:
    """An old page: its label, the file and the words where it begins, its line in the table."""

    label: str
    file: str
    words: str
    line: int


def mark_pages(title: Title) -> tuple[Title, tuple[Finding, ...]]:
    """Return a title with marks where the old pages of its table begin, and those not found."""
    pages = list(_read_table(title.old_pages))
    found: list[Finding] = []
    texts: list[Text] = []
    for text in title.texts:
        own = [page for page in pages if page.file == text.file]
        marked, missing = _mark(text, own)
        texts.append(marked)
        found += [_report(page, title.book.old_pages) for page in missing]
    return replace(title, texts=tuple(texts)), tuple(found)


def _read_table(data: bytes) -> Iterator[_OldPage]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace")))
    for line, row in enumerate(rows, 2):
        label, file, said = (row.get(key) or "" for key in ("label", "file", "words"))
        if label.strip() and file.strip():
            yield _OldPage(label=label.strip(), file=file.strip(), words=said, line=line)


def _report(page: _OldPage, name: str) -> Finding:
    return finding(CODES["T-052"], f"page {page.label}: “{page.words}”", Place(name, page.line))


def _mark(text: Text, pages: Sequence[_OldPage]) -> tuple[Text, list[_OldPage]]:
    """Return a file with a mark before the first words of each page, and the pages not found.

    The words are compared by their letters and digits, behind those of the page before.
    """
    running = blank_code(text.text)
    places = [at for at, sign in enumerate(running) if sign.isalnum()]
    letters = "".join(running[at].lower() for at in places)
    pieces, missing = [], []
    done = begun = 0
    for page in pages:
        said = "".join(filter(str.isalnum, page.words.lower()))[:LONGEST]
        shorter = (said[:count] for count in (LONGEST, 24, SHORTEST) if len(said) >= SHORTEST)
        at = next((at for each in shorter if (at := letters.find(each, begun)) >= 0), -1)
        if at < 0:
            missing.append(page)
            continue
        start = _step_out(running, places[at])
        label = page.label.replace('"', "'")
        pieces += [text.text[done:start], f'[]{{.{MARK} n="{label}"}}']
        done, begun = max(done, start), at + 1
    return replace(text, text="".join([*pieces, text.text[done:]])), missing


def _step_out(running: str, at: int) -> int:
    """Return a place before the signs of Markdown that stand right before a word."""
    while at > 0 and running[at - 1] in "*_[“”„‘«\"'(":
        at -= 1
    return at


def set_places(tree: etree._Element) -> None:
    """Name the divisions that a concordance goes into, in place, by a class of ours."""
    for division in tree.iter("div"):
        if division.get("id") == NAME and not words(division):
            del division.attrib["id"]
            division.set("class", PLACE)


def make_concordance(chapters: Sequence[Chapter], register: Register) -> tuple[Finding, ...]:
    """Put the list of old pages into its place, in place, and return what is wrong with it."""
    pages = [page for chapter in chapters for page in list(_take_marks(chapter.section, register))]
    found: list[Finding] = []
    for chapter in chapters:
        for place in [each for each in chapter.section.iter("div") if each.get("class") == PLACE]:
            if not pages:
                where = find_place_or_file(chapter.texts, f"#{NAME}")
                found.append(finding(CODES["T-051"], "no old page is marked", where))
            place.tag, place.text = "ul", None
            place.set("class", f"captions {NAME}")
            place.extend(_write_line(label, anchor) for label, anchor in pages)
    return tuple(found)


def _take_marks(section: etree._Element, register: Register) -> Iterator[tuple[str, str]]:
    """Yield the label and the id of each mark."""
    for span in list(elements(section)):
        if span.tag == "span" and MARK in (span.get("class") or "").split():
            label = span.attrib.pop("data-n", "")
            anchor = span.get("id") or register.take(f"old-{label}", label)
            span.set("id", anchor)
            if label:
                yield label, anchor


def _write_line(label: str, anchor: str) -> etree._Element:
    item = etree.Element("li")
    link: etree._Element = etree.SubElement(item, "a", {"href": f"#{anchor}"})
    link.text, link.tail = label, " "
    etree.SubElement(item, "a", {"class": "page", "href": f"#{anchor}"})
    return item
