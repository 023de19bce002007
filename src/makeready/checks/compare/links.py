"""The links of both editions become findings where they lead nowhere."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import tinycss2

from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.recorded import read_landings
from makeready.checks.read.styles import read_styles
from makeready.checks.read.text import H, parse_xml, strip_invisible
from makeready.checks.read.text import words as read
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.read.alignment import Piece
    from makeready.checks.read.epub import Packed
    from makeready.checks.read.print import Box, Page, Printed
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
        code="P-122",
        severity=Severity.ERROR,
        title="A link in print that leads to another page",
        why="Whoever follows it lands where the text does not send them.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="E-101",
        severity=Severity.ERROR,
        title="A link in the e-book that leads nowhere",
        why="Reading systems show an error, or stay where they are.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
)
_MORE = 12  # characters: a link may stand in the way of its neighbours
_LINES = 4
"""Over how many lines a link may run on either side of one of them."""

_TREES = (".xhtml", ".ncx", ".opf", ".svg")
_LINKS = ("href", "src", "data", "{http://www.w3.org/1999/xlink}href")


def check_links(files: Files) -> Report:
    """Report whether every link inside an edition lands where something is."""
    found = evidence(files)
    inside = tuple(_find_epub_links(found.packed))
    findings = (
        *_check_pdf(found.printed, Place(f"{files.slug}.pdf")),
        *_check_targets(files, Place(f"{files.slug}.pdf")),
        *_check_words(files, Place(f"{files.slug}.pdf")),
        *_check_landings(files, Place(f"{files.slug}.pdf")),
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


def _check_targets(files: Files, place: Place) -> Iterator[Finding]:
    """Yield each link to a page to which no link of the master with its words leads.

    What a page begins with may be said to stand on the page before it, where nothing but white is.
    """
    seen = evidence(files)
    wanted = tuple(_list_targets(files))
    everywhere = frozenset(number for _, pages in wanted for number in pages)
    shown = [
        (page, link.page, _read_under(page, link.box))
        for page in seen.printed.pages
        for link in page.links
        if not link.outward and link.page >= 0
    ]
    targets = [(target, said) for _, target, said in shown]
    for at, (page, target, said) in enumerate(shown):
        label = seen.printed.pages[target].label
        own = _choose(wanted, said, label)
        lines = _join_lines(targets, at)
        whole = [pages for words, pages in wanted if words in lines]
        pages = frozenset().union(*own, *whole) if own or whole else everywhere
        if target not in pages:
            message = f"page {page.label}: the link “{said[:40]}” leads to page {label}"
            yield finding(CODES["P-122"], message, place)


def _join_lines(shown: Sequence[tuple[int, str]], at: int) -> frozenset[str]:
    """Return the words of links of two lines or more of which this may be one.

    `shown` are the target and the words of each box of a link; the lines of a link follow one
    another, and lead to one page. A raised call has no words under its box, and is no such line.
    """
    if not shown[at][1]:
        return frozenset()
    first, last = at, at + 1
    while first > max(0, at - _LINES) and shown[first - 1][0] == shown[at][0]:
        first -= 1
    while last < min(len(shown), at + _LINES) and shown[last][0] == shown[at][0]:
        last += 1
    joined = (
        "".join(words for _, words in shown[start:end])
        for start in range(first, at + 1)
        for end in range(at + 1, last + 1)
        if end - start > 1
    )
    return frozenset(joined)


def _choose(
    wanted: Iterable[tuple[str, frozenset[int]]], said: str, label: str
) -> list[frozenset[int]]:
    """Return where links with these words lead; they may have a page's label at their end.

    So “Part 1” with page 9 behind it is not taken for a piece of “Part 19”.
    """
    links = tuple(wanted)
    whole = (said, said.removesuffix(label), said.removeprefix(label))
    exact = [pages for words, pages in links if words and words in whole]
    return exact or [pages for words, pages in links if said and _is_of(said, words)]


def _check_words(files: Files, place: Place) -> Iterator[Finding]:
    """Yield the words of the master's links over which print has none, and links over too many."""
    pages = evidence(files).printed.pages
    longest = max((len(words) for words, _ in _list_targets(files)), default=0)
    for page in pages:
        for link in page.links:
            said = _read_under(page, link.box)
            if not link.outward and len(said) > longest + _MORE:
                message = f"page {page.label}: a link covers “{said[:40]}” and more"
                yield finding(CODES["P-122"], message, place)
    for number, boxes, words in _find_anchors(files):
        spots = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in boxes]
        if not any(_covers(link.box, spot) for link in pages[number].links for spot in spots):
            message = f"page {pages[number].label}: “{words[:40]}” is no link"
            yield finding(CODES["P-122"], message, place)


def _check_landings(files: Files, place: Place) -> Iterator[Finding]:
    """Yield the places that links lead to which are not where their words stand.

    The words of a place are those behind it, which may begin on the next page.
    """
    seen = evidence(files)
    pieces = sorted((p.start, p.end, p) for p in seen.alignment.pieces if p.note < 0)
    starts = [start for start, _, _ in pieces]

    def find(at: int) -> tuple[int, Box] | None:
        number = bisect_right(starts, at) - 1
        if number < 0 or at >= pieces[number][1]:
            return None
        piece = pieces[number][2]
        return piece.page, piece.shown.boxes[piece.indexes[at - piece.start]]

    for name, landing in sorted(read_landings(files.pdf).items()):
        at = seen.master.anchors.get(name)
        here = None if at is None else find(at)
        if at is None or here is None:
            continue
        before = find(at - 1)
        first = here[0] if before is None else before[0]
        shown = seen.printed.pages[here[0]].label
        if landing.zoom:
            message = f"page {shown}: links to “{name}” enlarge the page"
        elif not first <= landing.page <= here[0]:
            message = f"page {shown}: links to “{name}” lead to another page"
        elif landing.page == here[0] and landing.top is not None and landing.top < here[1][1] - 1:
            message = f"page {shown}: links to “{name}” lead below its words"
        else:
            continue
        yield finding(CODES["P-122"], message, place)


def _find_anchors(files: Files) -> Iterator[tuple[int, Sequence[Box], str]]:
    """Yield the page, the boxes of the first character and the words of each link of the master.

    In a line from right to left each character like the first may be the one that is meant.
    """
    pieces: dict[int, list[Piece]] = {}
    for piece in evidence(files).alignment.pieces:
        pieces.setdefault(piece.note, []).append(piece)
    for link in read_styles(files.master).links:
        own = pieces.get(link.note, ())
        found = next((each for each in own if each.start <= link.start < each.end), None)
        if found is not None and link.start < link.end:
            page = found.shown
            places = found.indexes[link.start - found.start : link.end - found.start]
            words = "".join(page.text[at] for at in places)
            alike = (at for at in found.indexes if page.text[at] == words[0])
            is_turned = not isinstance(found.indexes, range)
            yield found.page, [page.boxes[at] for at in (alike if is_turned else places[:1])], words


def _covers(box: Box, spot: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    return left - 1 <= spot[0] <= right + 1 and bottom - 1 <= spot[1] <= top + 1


def _is_of(said: str, words: str) -> bool:
    """Tell whether these are a link's words, or those on one of its lines; numbers are whole."""
    return said == words or (not said.isdecimal() and said in words)


def _read_under(page: Page, box: Box) -> str:
    left, bottom, right, top = box
    return "".join(
        character
        for character, own in zip(page.text, page.boxes, strict=True)
        if left < (own[0] + own[2]) / 2 < right and bottom < (own[1] + own[3]) / 2 < top
    )


def _list_targets(files: Files) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the words of each link of the master, and the pages, from 0, that it may lead to."""
    seen = evidence(files)
    notes = {note.anchor: number for number, note in enumerate(seen.master.notes)}
    placed = {each.index: each for each in seen.alignment.notes}
    for link in parse_xml(files.master, "master.xhtml").iter(f"{H}a"):
        anchor, words = link.get("href", "").partition("#")[2], strip_invisible(read(link))
        if anchor in notes and notes[anchor] in placed:
            note = placed[notes[anchor]]
            yield words, frozenset(range(note.first, note.last + 1))
        elif anchor in seen.master.anchors:
            page = seen.alignment.page_of(seen.master.anchors[anchor])
            yield words, frozenset((page - 1, page, page + 1))


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
