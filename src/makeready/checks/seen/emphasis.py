"""Emphasis, raised characters and numbers of lists become findings where print shows none.

What is emphasised is set in another face than the text around it, in whichever theme; what is not,
is set in the text's own. Only characters of the running text of chapters and of notes are looked
at, and only those in faces whose files are at hand.
"""

from __future__ import annotations

import io
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from fontTools.ttLib import TTFont

from makeready.checks.read.evidence import evidence
from makeready.checks.read.outlines import program_name
from makeready.checks.read.print import Page
from makeready.checks.read.styles import (
    EMPHASIS,
    OTHER,
    PLAIN,
    RAISED,
    SMALL_CAPITALS,
    STRONG,
    read_styles,
)
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.read.alignment import Alignment
    from makeready.checks.read.styles import Styles
    from makeready.checks.report import Files, Report

    Look: TypeAlias = tuple[bool, bool]  # whether a face is slanted, and whether it is bold

CODES = table(
    Code(
        code="P-127",
        severity=Severity.ERROR,
        title="Emphasis that print does not show, or adds",
        why="Words that are stressed in one edition and not in the other say something else.",
        remedy="Build the title again; if it stays, a rule in style.css sets emphasis as the text.",
    ),
    Code(
        code="P-128",
        severity=Severity.ERROR,
        title="A numbered list that print numbers otherwise",
        why="The text, and other books, refer to its items by their numbers.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-129",
        severity=Severity.ERROR,
        title="Raised characters that stand on the line",
        why="The call of a note reads as a figure of the text, 10² as 102.",
        remedy="Build the title again; if it stays, a rule in style.css sets them on the line.",
    ),
)
_BOLD = 600  # semi-bold and heavier, in the numbers of OpenType
_SHOWN = 40
_RAISE = 0.6
"""By how many points the foot of a raised character must stand above the line at least."""

_TALL, _LOW = frozenset("bdfhkl"), frozenset("aceimnorsuvwxz")
_TALLER = 1.22
"""How much taller than the low ones the tall letters of text are at least; capitals are not."""

_DEEP = frozenset("gjpqyQ,;34579(){}[]/|$@_")
"""Characters that may reach below the line, some as old-style figures."""

_NAMES = {EMPHASIS: "emphasis", STRONG: "strong emphasis", SMALL_CAPITALS: "small capitals"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring characters of one style on a page: where on it they are, and how they look."""

    page: int
    shown: Page
    style: str
    index: int
    end: int

    @property
    def text(self) -> str:
        """Return its characters."""
        return self.shown.text[self.index : self.end]


def check_emphasis(files: Files) -> Report:
    """Report whether emphasis, raised characters and lists' numbers are in print as they should."""
    found, styles = evidence(files), read_styles(files.master)
    place = Place(f"{files.slug}.pdf")
    sources = files.require_sources()
    stretches = tuple(_find_stretches(found.alignment, styles))
    looks = _read_looks(sources.faces)
    is_own = bool(sources.style.strip())
    labels = [page.label for page in found.printed.pages]
    emphasised = [each for each in stretches if each.style in _NAMES]
    raised = [each for each in stretches if each.style == RAISED]
    told = [
        *tell_emphasis(stretches, looks, is_own=is_own),
        *_tell_raised(raised, is_own=is_own),
    ]
    findings: tuple[Finding, ...] = tuple(
        finding(CODES[code], f"page {labels[page]}: {message}", place)
        for page, code, message in sorted(told)
    )
    if not is_own:
        findings += tuple(_check_items(styles, found.alignment, place))
    figures = {"emphasised": len(emphasised), "raised": len(raised), "items": len(styles.items)}
    return report(findings, **figures)


def _find_stretches(alignment: Alignment, styles: Styles) -> Iterator[Stretch]:
    """Yield the stretches of one style as the pages have them, but for those not looked at."""
    for piece in alignment.pieces:
        known = styles.running if piece.note < 0 else styles.notes[piece.note]
        if piece.shown.leftward or piece.end > len(known):
            continue
        at = piece.index
        for style, group in groupby(known[piece.start : piece.end]):
            count = sum(1 for _ in group)
            if style != OTHER:
                yield Stretch(
                    page=piece.page, shown=piece.shown, style=style, index=at, end=at + count
                )
            at += count


def _read_looks(faces: Iterable[bytes]) -> Mapping[str, Look]:
    """Return, by the names of the faces, whether each is slanted and whether it is bold."""
    return {program_name(face): _read_look(face) for face in faces}


@lru_cache(maxsize=64)
def _read_look(face: bytes) -> Look:
    with TTFont(io.BytesIO(face), lazy=True) as font:
        slanted = float(font["post"].italicAngle) != 0 if "post" in font else False
        weight = int(font["OS/2"].usWeightClass) if "OS/2" in font else 400
        return slanted, weight >= _BOLD


def _looks_of(stretch: Stretch, looks: Mapping[str, Look]) -> Counter[Look]:
    """Return how often each look is among the letters of a stretch whose faces are known."""
    return Counter(
        looks[face]
        for letter, face in zip(
            stretch.text, stretch.shown.faces[stretch.index : stretch.end], strict=False
        )
        if face in looks and letter.isalpha()
    )


def tell_emphasis(
    stretches: Sequence[Stretch], looks: Mapping[str, Look], *, is_own: bool
) -> Iterator[tuple[int, str, str]]:
    """Yield the page, the code and the words of what looks otherwise than its style.

    Where the title has a style of its own, what it does to more than half of a style is its choice.
    """
    seen = [(each, _looks_of(each, looks)) for each in stretches]
    plain = sum((count for each, count in seen if each.style == PLAIN), Counter())
    if not plain:
        return
    usual = max(sorted(plain.items()), key=lambda pair: pair[1])[0]
    for style in (PLAIN, *_NAMES):
        own = [(each, count) for each, count in seen if each.style == style and count]
        odd = [each for each, count in own if _is_odd(each, count, usual)]
        if is_own and 2 * len(odd) > len(own):
            continue
        for each in odd:
            said = f"“{each.text[:_SHOWN]}”"
            missing = f"{said} is set as the text is, without its {_NAMES.get(style, '')}"
            added = f"{said} is set otherwise than the text, and has no emphasis"
            yield each.page, "P-127", added if style == PLAIN else missing


def _is_odd(stretch: Stretch, looks: Counter[Look], usual: Look) -> bool:
    if stretch.style == PLAIN:
        return any(look != usual for look in looks)
    if stretch.style == SMALL_CAPITALS:
        return usual in looks and not is_low(stretch)
    return usual in looks


def is_low(stretch: Stretch) -> bool:
    """Tell whether letters that are tall in text are as low as the others here."""
    boxes = zip(stretch.text, stretch.shown.boxes[stretch.index : stretch.end], strict=True)
    heights = [(letter, box[3] - box[1]) for letter, box in boxes]
    tall = [height for letter, height in heights if letter in _TALL]
    low = [height for letter, height in heights if letter in _LOW]
    if not tall or not low:
        return True
    return statistics.median(tall) < _TALLER * statistics.median(low)


def _tell_raised(raised: Sequence[Stretch], *, is_own: bool) -> Iterator[tuple[int, str, str]]:
    odd = [each for each in raised if not is_raised(each)]
    if is_own and 2 * len(odd) > len(raised):
        return
    for each in odd:
        before = each.shown.text[max(0, each.index - _SHOWN // 2) : each.index]
        yield each.page, "P-129", f"“{each.text}” after “{before}” is not raised"


def is_raised(stretch: Stretch) -> bool:
    """Tell whether characters stand higher than those of their line, as far as it has others."""
    page, line = stretch.shown, stretch.shown.lines[stretch.index]
    feet = [
        page.boxes[at][1]
        for at in _find_neighbours(page, stretch)
        if page.lines[at] == line and page.text[at] not in _DEEP and _is_sign(page.text[at])
    ]
    own = [
        page.boxes[at][1]
        for at in range(stretch.index, stretch.end)
        if page.text[at] not in _DEEP - frozenset("34579") and _is_sign(page.text[at])
    ]
    if not feet or not own:
        return True
    return statistics.median(own) > statistics.median(feet) + _RAISE


def _find_neighbours(page: Page, stretch: Stretch) -> Iterator[int]:
    """Yield the characters about a stretch on its page, nearest first."""
    for off in range(1, _SHOWN):
        for at in (stretch.index - off, stretch.end - 1 + off):
            if 0 <= at < len(page.text):
                yield at


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def _check_items(styles: Styles, alignment: Alignment, place: Place) -> Iterator[Finding]:
    """Yield the items of numbered lists that do not show their number."""
    for item in styles.items:
        shown = alignment.markers.get(item.place)
        if shown is not None and not item.shows(shown):
            what = f"shows “{shown}”" if shown else "shows no number"
            message = f"item {item.number} of a list {what}, not {item.form}"
            yield finding(CODES["P-128"], message, place)
