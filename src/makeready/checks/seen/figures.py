"""The typesetting of a finished PDF becomes figures, their limits, and what crosses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence, printed_lines
from makeready.checks.report import Measure, Report, Spot, report
from makeready.checks.seen.typesetting import (
    FEW,
    HYPHENS,
    LADDER,
    LOOSE,
    OFF_GRID,
    RIVER,
    VERY_LOOSE,
    Fault,
    Typesetting,
    find_hyphenated,
    find_ladders,
    find_loose,
    find_off_grid,
    find_parted,
    find_rivers,
    find_short_ends,
    find_short_pages,
    find_stranded,
    find_turns,
    find_uneven,
    sort_lines,
)
from makeready.checks.views import draw_strip
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from makeready.checks.report import Files

CODES = table(
    Code(
        code="P-110",
        severity=Severity.HINT,
        title="Many loose lines",
        why="Their spaces are more than one and a half times as wide as usual; a page of them "
        "looks torn.",
        remedy="Widen the measure or make the letters smaller, change a word, or say in book.toml "
        'where long words may be broken: [print] hyphenation = ["long-word"].',
    ),
    Code(
        code="P-111",
        severity=Severity.HINT,
        title="Many words divided at line ends",
        why="More than one justified line of five ends in a hyphen, which readers notice.",
        remedy="Widen the measure, make the letters smaller, or set the text ragged in style.css.",
    ),
    Code(
        code="P-112",
        severity=Severity.HINT,
        title="A ladder of hyphens",
        why="Three lines in a row or more end in hyphens, and readers lose their line.",
        remedy="Change a word of the paragraph.",
    ),
    Code(
        code="P-113",
        severity=Severity.HINT,
        title="A river",
        why="Word spaces stand below each other through many lines, and make a crack in the page.",
        remedy="Look at the place; a changed word closes it.",
    ),
    Code(
        code="P-114",
        severity=Severity.HINT,
        title="Lines off the grid",
        why="They do not meet those of the facing page, nor those that shine through the paper.",
        remedy="Give what stands above them on the page a height of whole lines in style.css, or "
        "say --snap: var(--line) of it.",
    ),
    Code(
        code="P-115",
        severity=Severity.HINT,
        title="Facing pages of unequal depth",
        why="Two pages that are seen together end at different heights in the midst of a chapter.",
        remedy="Add or cut a few words in a paragraph of the shorter page, or let it be.",
    ),
    Code(
        code="P-116",
        severity=Severity.HINT,
        title="A line parted from its paragraph",
        why="One line of a paragraph stands alone at the foot or the head of a page.",
        remedy="Change some words of the paragraph, or orphans and widows in style.css.",
    ),
    Code(
        code="P-117",
        severity=Severity.HINT,
        title="A heading at the foot of a page",
        why="What it heads begins on the next page. The same goes for the head of a table.",
        remedy="Look at break-after in style.css; else change some words before the heading.",
    ),
    Code(
        code="P-118",
        severity=Severity.HINT,
        title="A last line shorter than the indent",
        why="The paragraph seems to be followed by an empty line.",
        remedy="Change a word of the paragraph, or tie its last words with a no-break space.",
    ),
)
_SHOWN = 60
_SPOTS = 3
"""So many places of each figure are told in the proof."""

_ABOVE, _BELOW = 3.2, 2.6
"""How many ems of the page above and below a line its picture shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """Something to be measured: how it is found, and how much of it there may be.

    A limit above 0 is a share of the justified lines in per cent; a crossed one is told once, with
    the worst place. Where there may be none, each is told by `code`, some `once_a_page`; without a
    code the build tells of it.
    """

    name: str
    find: Callable[[Typesetting], Sequence[Fault]]
    code: str = ""
    limit: float = 0.0
    once_a_page: bool = False


_FIGURES = (
    _Figure(
        name=f"lines with spaces over {LOOSE:g} times as wide as usual",
        find=lambda book: find_loose(book, LOOSE),
        code="P-110",
        limit=2.5,
    ),
    _Figure(
        name=f"lines with spaces over {VERY_LOOSE:g} times as wide as usual",
        find=lambda book: find_loose(book, VERY_LOOSE),
        limit=0.1,
    ),
    _Figure(name="lines that end in a hyphen", find=find_hyphenated, code="P-111", limit=20.0),
    _Figure(name=f"ladders of {LADDER} hyphens or more", find=find_ladders, code="P-112"),
    _Figure(name=f"rivers of {RIVER} lines or more", find=find_rivers, code="P-113"),
    _Figure(
        name=f"lines over {OFF_GRID:g} pt off the grid",
        find=find_off_grid,
        code="P-114",
        once_a_page=True,
    ),
    _Figure(name="facing pages of unequal depth", find=find_uneven, code="P-115"),
    _Figure(name="widows and orphans", find=find_parted, code="P-116"),
    _Figure(name="headings at the foot of a page", find=find_stranded, code="P-117"),
    _Figure(name="last lines shorter than the indent", find=find_short_ends, code="P-118"),
    _Figure(name=f"last pages of under {FEW} lines", find=find_short_pages),
    _Figure(name="pages that end within a word", find=find_turns),
)


def check_typesetting(files: Files) -> Report:
    """Report the figures of the typesetting, each with its worst places, and what is too much."""
    book = sort_lines(printed_lines(files))
    labels = [page.label for page in evidence(files).printed.pages]
    measures: list[Measure] = []
    found: list[Finding] = []
    for figure in _FIGURES:
        faults = sorted(figure.find(book), key=lambda fault: -fault.degree)
        measure = _measure(figure, faults, len(book.justified), labels)
        found += _tell(figure, measure, faults, Pages(labels=labels, file=f"{files.slug}.pdf"))
        measures.append(_picture(measure, faults, files.pdf))
    told = report(tuple(found), justified_lines=len(book.justified))
    return replace(told, measures=tuple(measures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The labels of a print edition's pages, and its file."""

    labels: Sequence[str]
    file: str


def _measure(
    figure: _Figure, faults: Sequence[Fault], lines: int, labels: Sequence[str]
) -> Measure:
    share = 100 * len(faults) / lines if lines else 0.0
    kept = share <= figure.limit if figure.limit else not faults
    return Measure(
        name=figure.name,
        value=f"{share:.1f} %" if figure.limit else str(len(faults)),
        limit=f"{figure.limit:g} %" if figure.limit else "0",
        is_kept=kept,
        spots=tuple(
            Spot(page=labels[fault.line.page], words=_describe(fault))
            for fault in _find_worst(figure, faults)
        ),
    )


def _find_worst(figure: _Figure, faults: Sequence[Fault]) -> Sequence[Fault]:
    """Return the places that are shown; all hyphens are alike."""
    return () if figure.find is find_hyphenated else faults[:_SPOTS]


def _describe(fault: Fault) -> str:
    return f"“{fault.line.text[:_SHOWN]}”" + (f" ({fault.said})" if fault.said else "")


def _picture(measure: Measure, faults: Sequence[Fault], pdf: bytes) -> Measure:
    """Return a figure with a picture of its worst place, where it has one."""
    if not measure.spots:
        return measure
    line = faults[0].line
    foot, top = line.base - _BELOW * line.size, line.base + _ABOVE * line.size
    first = replace(measure.spots[0], picture=draw_strip(pdf, line.page, foot, top))
    return replace(measure, spots=(first, *measure.spots[1:]))


def _tell(
    figure: _Figure, measure: Measure, faults: Sequence[Fault], pages: Pages
) -> tuple[Finding, ...]:
    """Return the findings of a figure that is over its limit; the build tells of some itself."""
    if measure.is_kept or not figure.code:
        return ()
    before = f"{measure.value} {figure.name}; " if figure.limit else ""
    if figure.once_a_page:
        firsts = {fault.line.page: fault for fault in reversed(faults)}
        faults = [firsts[page] for page in sorted(firsts)]
    return tuple(
        finding(
            CODES[figure.code],
            f"{before}page {pages.labels[fault.line.page]}: {_describe(fault)}",
            Place(pages.file),
            words=(fault.line.text.rstrip("".join(HYPHENS)),),
        )
        for fault in (faults[:1] if figure.limit else faults)
    )
