"""Pages of an older edition, marked in the text or listed beside it, become a concordance."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import blank_code
from makeready.master.places import find_place_or_file
from makeready.master.trees import elements, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    Code(
        code="T-054",
        severity=Severity.WARNING,
        title="Old pages without a number, or with the same one",
        why="Whoever looks up a page of the older edition finds none, or the wrong one of two.",
        remedy='Write the number of the page, []{.old-page n="41"}, and each number once.',
    ),
)
MARK, PLACE, LABEL = "old-page", "makeready-concordance", "data-old"
"""The classes of a mark and of the place of the list, and what says a mark's number."""

IN_MARGIN = "in-margin"
"""The class, besides, of a mark whose number print shows in its margin."""

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
    if not pages:
        return text, []
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


def make_concordance(
    chapters: Sequence[Chapter], register: Register, *, in_margin: bool = False
) -> tuple[Finding, ...]:
    """Put the list of old pages into its place, in place, and return what is wrong with it.

    `in_margin` says that print shows their numbers in its margin.
    """
    pages: list[tuple[str, str]] = []
    found: list[Finding] = []
    known: dict[str, str] = {}
    for chapter in chapters:
        for label, mark in list(_take_marks(chapter.section, register)):
            found += _report_number(label, known, chapter)
            known.setdefault(label, chapter.texts[0].file)
            if label:
                pages.append((label, mark.get("id", "")))
                mark.set("class", f"{MARK} {IN_MARGIN}" if in_margin else MARK)
    for chapter in chapters:
        for place in [each for each in chapter.section.iter("div") if each.get("class") == PLACE]:
            if not pages:
                where = find_place_or_file(chapter.texts, f"#{NAME}")
                found.append(finding(CODES["T-051"], "no old page is marked", where))
            place.tag, place.text = "ul", None
            place.set("class", f"captions {NAME}")
            place.extend(_write_line(label, anchor) for label, anchor in pages)
    return tuple(found)


def _take_marks(
    section: etree._Element, register: Register
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the label of each mark, and the mark, which has an id then."""
    for span in list(elements(section)):
        if span.tag == "span" and MARK in (span.get("class") or "").split():
            label = " ".join(span.attrib.pop("data-n", "").split())
            span.set("id", span.get("id") or register.take(f"old-{label}", label))
            if label:
                span.set(LABEL, label)
            yield label, span


def _report_number(label: str, known: Mapping[str, str], chapter: Chapter) -> Iterator[Finding]:
    """Yield what is wrong with the number of a mark, where other marks have the `known` ones."""
    if not label:
        where = find_place_or_file(chapter.texts, f"[]{{.{MARK}}}", f".{MARK}")
        yield finding(CODES["T-054"], "an old page has no number", where)
    elif label in known:
        where = _find_again(label, chapter.texts)
        yield finding(CODES["T-054"], f"old page {label} begins a second time", where)


def _find_again(label: str, texts: Sequence[Text]) -> Place:
    """Return the line of the last mark with this number in the files of a chapter."""
    for text in reversed(texts):
        marks = list(re.finditer(rf'\.{MARK}\b[^{{}}\n]*\bn="?{re.escape(label)}\b', text.text))
        if marks:
            return Place(text.file, text.text.count("\n", 0, marks[-1].start()) + 1)
    return Place(texts[0].file)


def _write_line(label: str, anchor: str) -> etree._Element:
    item = etree.Element("li")
    link: etree._Element = etree.SubElement(item, "a", {"href": f"#{anchor}"})
    link.text, link.tail = label, " "
    etree.SubElement(item, "a", {"class": "page", "href": f"#{anchor}"})
    return item
