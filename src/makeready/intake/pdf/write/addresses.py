"""The links of a PDF → where the words of the manuscript lead, and the ids of what they lead to."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.pdf.text.pieces import Piece, Sort, key
from makeready.intake.read.context import write_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.core.findings import Finding
    from makeready.intake.pdf.survey import Survey
    from makeready.intake.pdf.values import Link, PdfPage

_ALLOWED = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_KEPT = ";/?:@&=+$,-_.!~*'#%[]"  # signs of an address that mean what they are
_BARE = re.compile(r"https?://", re.IGNORECASE)
_NEAR = 2.5  # leadings: from the height that a link names down to the line that it means
_ABOVE = 1.1  # of the type size: how far the line's letters may reach over that height
_LONGEST = 40  # characters of an id
_ANCHORED = (Sort.TEXT, Sort.QUOTE, Sort.ITEM, Sort.TERM, Sort.MEANING)

CODES = table(
    Code(
        code="S-171",
        severity=Severity.HINT,
        title="Links of the PDF that are not kept",
        why="A link inside a PDF leads to a height on a page. Where no heading or paragraph begins "
        "there its words are kept, and lead nowhere; so do links that would run a program or open "
        "a file.",
        remedy="Where a reader would miss one, write it [words](#id), and give the place an id.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where stretches of the source lead, sorted and apart, and the ids of pieces by their place.

    `whole` are the stretches that make up an address written out in full, in order: where each
    begins and ends, and the number of the address. `lost` are the pages, from 0, on which a link
    stands that leads nowhere now, one for each.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    ids: Mapping[int, str] = field(default_factory=dict)
    whole: tuple[tuple[int, int, int], ...] = ()
    lost: tuple[int, ...] = ()

    def target(self, offset: int) -> str:
        """Return where the character leads; empty where it leads nowhere."""
        at = bisect_right(self.starts, offset) - 1
        return self.targets[at] if at >= 0 and offset < self.ends[at] else ""

    def is_inside(self, before: int, after: int) -> bool:
        """Tell whether the characters before and after a line's end are of one address in full."""
        number = self._number(before - 1) if self.whole else -1
        return number >= 0 and number == self._number(after)

    def _number(self, offset: int) -> int:
        at = bisect_right(self.whole, (offset, sys.maxsize, 0)) - 1
        _, end, number = self.whole[at] if at >= 0 else (0, -1, -1)
        return number if offset < end else -1

    def edges(self, start: int, end: int) -> list[int]:
        """Return the offsets inside of a stretch at which a link begins or ends."""
        low, high = bisect_left(self.ends, start), bisect_right(self.starts, end)
        both = (*self.starts[low:high], *self.ends[low:high])
        return sorted({place for place in both if start < place < end})


NOWHERE = Addresses()


def find_addresses(
    pdf_pages: Sequence[PdfPage], survey: Survey, source: str, skip: AbstractSet[int]
) -> Addresses:
    """Return where the words that are kept lead; `skip` are the pieces that are no text.

    An address that is written out in full needs no link. Calls of notes lead to their notes.
    """
    kept = _kept_runs(survey, skip)
    links = list(_disjoint(_list_kept(pdf_pages, kept, survey)))
    bare = _find_bare([link for link, _ in links if link.uri], source)
    places = _Places(survey, skip)
    spans: list[tuple[int, int, str]] = []
    ids: dict[int, str] = {}
    lost: list[int] = []
    for link, number in links:
        target = _address(link.uri)
        place = None if link.uri else places.find(link)
        if place is not None:
            name = ids.setdefault(place, _name(survey.pieces[place], ids.values()))
            target = f"#{name}"
        if link.start in bare:
            continue
        if target:
            spans.append((link.start, link.end, target))
        elif source[link.start : link.end].strip():
            lost.append(number)
    return Addresses(
        starts=tuple(start for start, _, _ in spans),
        ends=tuple(end for _, end, _ in spans),
        targets=tuple(target for _, _, target in spans),
        ids=ids,
        whole=tuple(sorted((start, *rest) for start, rest in bare.items())),
        lost=tuple(lost),
    )


def report_addresses(addresses: Addresses, name: str) -> Iterator[Finding]:
    """Yield how many links lead nowhere now, and where the first of them stand."""
    pages = sorted(set(addresses.lost))
    if pages:
        count = len(addresses.lost)
        shown = ", ".join(str(page + 1) for page in pages[:8]) + ", …" * (len(pages) > 8)
        told = f"{count} link" + "s" * (count > 1)
        where = f"page {shown}" if len(pages) == 1 else f"pages {shown}"
        yield finding(CODES["S-171"], f"{told}, on {where}", Place(f"source/{name}"))


def _kept_runs(survey: Survey, skip: AbstractSet[int]) -> list[tuple[int, int]]:
    """Return where the words are that come into the manuscript, sorted."""
    lines = [
        line
        for place, piece in enumerate(survey.pieces)
        if place not in skip and piece.sort not in (Sort.HEADING, Sort.CODE)
        for line in piece.paragraph.lines
    ]
    lines += [line for note in survey.notes for line in note.lines]
    lines += (*survey.strays, *(line for note in survey.margins for line in note.lines))
    for each in survey.floats:
        lines += (*(each.table.lines if each.table else ()), *each.caption)
    return sorted((run.start, run.end) for line in lines for run in line.runs)


def _list_kept(
    pdf_pages: Iterable[PdfPage], kept: Sequence[tuple[int, int]], survey: Survey
) -> Iterator[tuple[Link, int]]:
    """Yield the links of words that are kept, with their page; none that is the call of a note."""
    starts = [start for start, _ in kept]
    far = list(accumulate((end for _, end in kept), max))
    calls = {call.mark.start for call in survey.calls}
    marks = {note.mark.start for note in survey.notes}
    for pdf_page in pdf_pages:
        for link in pdf_page.links:
            at = bisect_left(starts, link.end) - 1
            inside = at >= 0 and far[at] > link.start
            if inside and not {link.start, link.start + 1} & (calls | marks):
                yield link, pdf_page.number


def _disjoint(links: Iterable[tuple[Link, int]]) -> Iterator[tuple[Link, int]]:
    """Yield links that do not overlap one before them: programs lay several on the same words."""
    end = -1
    for link, number in sorted(links, key=lambda each: (each[0].start, -each[0].end)):
        if link.start >= end:
            yield link, number
            end = link.end


def _address(uri: str) -> str:
    """Return an address as Markdown holds it; empty for one that no book may have."""
    known = f"mailto:{uri}" if re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", uri) else uri
    known = f"https://{uri}" if re.match(r"www\.[\w-]+\.\w", uri) else known
    if not _ALLOWED.match(known):
        return ""
    scheme, colon, rest = known.partition(":")
    return f"{scheme.lower()}{colon}{quote(rest, safe=_KEPT)}"


def _find_bare(links: Sequence[Link], source: str) -> Mapping[int, tuple[int, int]]:
    """Return the links whose words are their whole address, over lines and pages, too.

    By where each begins: its end, and the number of the address, -1 where the words have a hyphen
    more or less than it: one at the end of a line.
    """
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[link.uri].append(link)
    found: dict[int, tuple[int, int]] = {}
    for uri, each in groups.items():
        chain: list[Link] = []
        for link in each:
            words = "".join(source[part.start : part.end] for part in (*chain, link))
            if not _is_part(words, uri):
                chain, words = [], source[link.start : link.end]
            chain = [*chain, link] if _is_part(words, uri) else []
            if chain and _letters(words) == _letters(uri):
                written = "".join(words.split())
                number = len(found) if uri.startswith(written.rstrip(".,;)")) else -1
                found |= {part.start: (part.end, number) for part in chain}
                chain = []
    return found


def _is_part(words: str, uri: str) -> bool:
    """Tell whether words are how an address begins, as far as they go."""
    return _BARE.match(words.strip()) is not None and _letters(uri).startswith(_letters(words))


def _letters(address: str) -> str:
    """Return an address without what breaks of lines change in it."""
    return re.sub(r"[\s\xad‐-]+", "", unquote(address)).rstrip("/.,;)").lower()


class _Places:
    """Where the pieces of a survey begin, by their page."""

    def __init__(self, survey: Survey, skip: AbstractSet[int]) -> None:
        self._leading = survey.measure.leading
        self._pieces: dict[int, list[tuple[int, Piece]]] = defaultdict(list)
        for place, piece in enumerate(survey.pieces):
            if place not in skip and piece.sort in (Sort.HEADING, *_ANCHORED):
                self._pieces[piece.paragraph.page].append((place, piece))
        self._floats: dict[int, list[float]] = defaultdict(list)  # the heights of floats
        for each in survey.floats:
            area = each.figure or each.table
            box = (area.box[1], area.box[3]) if area else ()
            self._floats[each.page] += (*box, *(line.base for line in each.caption))

    def find(self, link: Link) -> int | None:
        """Return the place of the piece that begins where a link leads, if any does.

        Where a figure or table stands between, the link means that.
        """
        best: tuple[float, int] | None = None
        for place, piece in self._pieces.get(link.page, ()):
            first, heads = piece.paragraph.lines[0], piece.sort is Sort.HEADING
            if not link.top:  # the head of its page
                return place if heads and first.gap == 0 else None
            below = link.top - first.base
            most = (2 * _NEAR if heads else _NEAR) * self._leading + first.size
            if -_ABOVE * first.size < below < most:
                best = min(best or (abs(below), place), (abs(below), place))
        low = link.top - best[0] if best else 0.0
        between = any(low < height < link.top + 1 for height in self._floats.get(link.page, ()))
        return best[1] if best and not between else None


def _name(piece: Piece, used: Iterable[str]) -> str:
    """Return an id for a piece: the words of a heading, the page of anything else."""
    page = piece.paragraph.page + 1
    words = unicodedata.normalize("NFKD", piece.paragraph.text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).lstrip("-0123456789")[:_LONGEST].strip("-")
    # another heading of the same words has the bare slug for its id, and both would be meant
    heading = piece.sort is Sort.HEADING and key(slug)
    name = write_id(f"pdf-{slug if heading else page}")
    taken = set(used)
    return next(
        each
        for each in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
        if each not in taken
    )
