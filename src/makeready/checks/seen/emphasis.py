"""Emphasis, raised characters and numbers of lists become findings where print shows none.

What is emphasised is set in the face that the theme's style sheet asks for; what is not, is set in
the text's own. Only characters of the running text of chapters and of notes are looked at, and only
those in faces whose files are at hand.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.print import Page
from makeready.checks.read.print_order import runs_right_to_left
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
from makeready.checks.seen.looks import (
    Look,
    Wish,
    choose_look,
    find_like,
    read_free_looks,
    read_looks,
    read_wishes,
)
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.alignment import Alignment
    from makeready.checks.read.styles import Styles
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-127",
        severity=Severity.ERROR,
        title="Emphasis that print does not show, shows otherwise, or adds",
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
_SHOWN = 40
_FEW = 3
"""From so many tall and low letters on it is told whether they are small capitals."""

_LONG = 400
"""So many characters of a stretch show whether it is in small capitals."""

_RAISE = 0.6
"""By how many points the foot of a raised character must stand above the line at least."""

_TALL, _LOW = frozenset("bdfhkl"), frozenset("aceimnorsuvwxz")
_TALLER = 1.22
"""How much taller than the low ones the tall letters of text are at least; capitals are not."""

_DEEP = frozenset("gjpqyQ,;34579(){}[]/|$@_")
"""Characters that may reach below the line, some as old-style figures."""

_NAMES = {EMPHASIS: "emphasis", STRONG: "strong emphasis", SMALL_CAPITALS: "small capitals"}
_FACES = {
    (False, False): "upright letters",
    (True, False): "italics",
    (False, True): "bold letters",
    (True, True): "bold italics",
}
"""What faces are called, by whether they are slanted, and whether bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring characters of one style on a page, and where on it each of them is."""

    page: int
    shown: Page
    style: str
    indexes: Sequence[int]

    @property
    def text(self) -> str:
        """Return its characters."""
        return "".join(self.shown.text[at] for at in self.indexes)


_NOTHING = Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a title is set: the looks of its faces, what the theme asks, and what the title itself.

    `style` is the title's own style sheet. What it does to more than half of a style is its choice.
    `free` are the looks that it gives to something else than emphasis, such as quotations.
    """

    looks: Mapping[str, Look]
    wishes: Mapping[str, Wish]
    style: str = ""
    free: Wish = _NOTHING


def check_emphasis(files: Files) -> Report:
    """Report whether emphasis, raised characters and lists' numbers are in print as they should."""
    found, styles = evidence(files), read_styles(files.master)
    place = Place(f"{files.slug}.pdf")
    sources = files.require_sources()
    stretches = tuple(_find_stretches(found.alignment, styles))
    setting = Setting(
        looks=read_looks(sources.faces),
        wishes=read_wishes(f"{sources.theme}\n{sources.style}"),
        style=sources.style.strip(),
        free=read_free_looks(sources.style),
    )
    is_own = bool(setting.style)
    labels = [page.label for page in found.printed.pages]
    emphasised = [each for each in stretches if each.style in _NAMES]
    raised = [each for each in stretches if each.style == RAISED]
    told = [
        *tell_emphasis(stretches, setting),
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
        if piece.end > len(known):
            continue
        at = 0
        for style, group in groupby(known[piece.start : piece.end]):
            end = at + sum(1 for _ in group)
            if style != OTHER:
                yield Stretch(
                    page=piece.page, shown=piece.shown, style=style, indexes=piece.indexes[at:end]
                )
            at = end


def _count_letters(stretch: Stretch, looks: Mapping[str, Look]) -> Counter[tuple[str, str]]:
    """Return how often each letter is there in each face, of those that are known."""
    faces = stretch.shown.faces
    letters = Counter((stretch.shown.text[at], faces[at]) for at in stretch.indexes)
    known = ((each, number) for each, number in letters.items() if each[1] in looks)
    return Counter({each: number for each, number in known if each[0].isalpha()})


def tell_emphasis(stretches: Sequence[Stretch], setting: Setting) -> Iterator[tuple[int, str, str]]:
    """Yield the page, the code and the words of what looks otherwise than its style."""
    looks = setting.looks
    seen = [(each, _count_letters(each, looks)) for each in stretches]
    plain: Counter[str] = Counter()
    for stretch, letters in seen:
        for (_, face), number in letters.items() if stretch.style == PLAIN else ():
            plain[face] += number
    if not plain:
        return
    usual = looks[max(sorted(plain.items()), key=lambda pair: pair[1])[0]]
    for style in (PLAIN, *_NAMES):
        own = [(each, letters) for each, letters in seen if each.style == style and letters]
        odd = [(each, said) for each, x in own if (said := _tell_look(each, x, usual, setting))]
        if setting.style and 2 * len(odd) > len(own):
            continue
        for each, said in odd:
            yield each.page, "P-127", f"“{each.text[:_SHOWN]}” {said}"


def _tell_look(
    stretch: Stretch, letters: Counter[tuple[str, str]], usual: Look, setting: Setting
) -> str:
    """Return what is wrong with how a stretch looks, or ""."""
    style = stretch.style
    if _is_turned(stretch):
        # of equal letters in a line from right to left it is not known which is which
        near = {stretch.shown.text[at] for at in _find_neighbours(stretch.shown, stretch)}
        letters = Counter({each: n for each, n in letters.items() if each[0] not in near})
    wish = setting.wishes.get(style, Wish())
    wanted = choose_look(wish, usual)
    wrong: Counter[tuple[bool, bool]] = Counter()
    for (letter, face), number in letters.items():
        look = setting.looks[face].slanted, setting.looks[face].bold
        if style == PLAIN:
            look = _ignore_free(look, wanted, setting.free)
        if look != wanted and not _is_substitute(letter, face, wanted, usual, setting.looks):
            wrong[look] += number
    if wrong and (2 * wrong.total() > letters.total() or not _is_turned(stretch)):
        return _describe(style, max(sorted(wrong), key=wrong.__getitem__), wanted, usual)
    if wish.small and not is_low(stretch):
        return f"is set as the text is, without its {_NAMES[style]}"
    if not wish.small and "font-variant" not in setting.style and _is_small(stretch):
        return "is set in small capitals, and has none"
    return ""


def _ignore_free(
    look: tuple[bool, bool], wanted: tuple[bool, bool], free: Wish
) -> tuple[bool, bool]:
    """Return a look with what the style sheet may ask of any text set to what is wanted."""
    return wanted[0] if free.slanted else look[0], wanted[1] if free.bold else look[1]


def _is_turned(stretch: Stretch) -> bool:
    return not isinstance(stretch.indexes, range) or runs_right_to_left(stretch.text)


def _is_substitute(
    letter: str, face: str, wanted: tuple[bool, bool], usual: Look, looks: Mapping[str, Look]
) -> bool:
    """Tell whether a family that lacks the wanted look of a letter shows it otherwise than text."""
    look = looks[face]
    is_told = (look.slanted, look.bold) != (usual.slanted, usual.bold)
    return is_told and wanted not in find_like(letter, face, looks)


def _describe(style: str, found: tuple[bool, bool], wanted: tuple[bool, bool], usual: Look) -> str:
    if style == PLAIN:
        return "is set otherwise than the text, and has no emphasis"
    if found == (usual.slanted, usual.bold):
        return f"is set as the text is, without its {_NAMES[style]}"
    return f"is set in {_FACES[found]}, and not in the {_FACES[wanted]} of {_NAMES[style]}"


def _is_small(stretch: Stretch) -> bool:
    """Tell whether letters of which there are enough are small capitals."""
    text = stretch.text[:_LONG]
    enough = min(sum(text.count(each) for each in kind) for kind in (_TALL, _LOW)) >= _FEW
    return enough and is_low(stretch)


def is_low(stretch: Stretch) -> bool:
    """Tell whether letters that are tall in text are as low as the others here."""
    page = stretch.shown
    boxes = ((page.text[at], page.boxes[at]) for at in stretch.indexes[:_LONG])
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
        start = min(each.indexes)
        before = each.shown.text[max(0, start - _SHOWN // 2) : start]
        yield each.page, "P-129", f"“{each.text}” after “{before}” is not raised"


def is_raised(stretch: Stretch) -> bool:
    """Tell whether characters stand higher than those of their line, as far as it has others."""
    page, line = stretch.shown, stretch.shown.lines[stretch.indexes[0]]
    feet = [
        page.boxes[at][1]
        for at in _find_neighbours(page, stretch)
        if page.lines[at] == line and page.text[at] not in _DEEP and _is_sign(page.text[at])
    ]
    own = [
        page.boxes[at][1]
        for at in stretch.indexes
        if page.text[at] not in _DEEP - frozenset("34579") and _is_sign(page.text[at])
    ]
    if not feet or not own or _is_doubtful(stretch):
        return True
    return statistics.median(own) > statistics.median(feet) + _RAISE


def _is_doubtful(stretch: Stretch) -> bool:
    """Tell whether the line has a character of these elsewhere, and runs from right to left."""
    page, line = stretch.shown, stretch.shown.lines[stretch.indexes[0]]
    near = {page.text[at] for at in _find_neighbours(page, stretch) if page.lines[at] == line}
    return _is_turned(stretch) and not near.isdisjoint(stretch.text)


def _find_neighbours(page: Page, stretch: Stretch) -> Iterator[int]:
    """Yield the characters about a stretch on its page, nearest first."""
    first, last = min(stretch.indexes), max(stretch.indexes)
    for off in range(1, _SHOWN):
        for at in (first - off, last + off):
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
