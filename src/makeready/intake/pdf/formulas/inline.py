"""The lines of a page → the same, with parts of formulas on the lines of text they belong to.

The numerator of a fraction, a root's sign or a limit stands higher or lower than its line, and is a
line of its own for whoever reads the page by base lines.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import text_of
from makeready.intake.pdf.page.signs import count_prose, count_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Run

_PART = 16  # characters of a part at most
_OVER = 0.5  # of the type size: as high stands one part over another
_LEVEL = 0.1  # of the type size: on one base line
_HIGH = 0.95  # of the type size: no other line of text is as near
_BESIDE = 1.5  # of the type size: a part may stand so far outside of its line


def join_parts(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, each with the parts of formulas that stand above and below its words."""
    joined = list(lines)
    for part in sorted(lines, key=lambda line: not _is_part(line)):
        near = [line for line in joined if abs(line.base - part.base) < part.size + line.size]
        home = next((line for line in near if line is not part and _takes(line, part)), None)
        if home is not None and any(line is part for line in near):
            joined[joined.index(home)] = _with_runs(home, part.runs)
            joined.remove(part)
    return tuple(joined)


def has_stack(line: Line) -> bool:
    """Tell whether something on a line stands over something else, as in a fraction."""
    return any(
        after.left < before.right - 1 and abs(after.base - before.base) > _OVER * line.size
        for before, after in pairwise(line.runs)
    )


def is_stretched(line: Line) -> bool:
    """Tell whether formulas in a line may keep it further from its neighbours than others."""
    return has_stack(line) or any(map(count_signs, line.runs))


def _is_part(line: Line) -> bool:
    """Tell whether a line may be a part of a formula: a few signs or letters, and no word."""
    solid = "".join(line.text.split())
    if len(solid) > _PART or any(map(count_prose, line.runs)):
        return False
    return any(map(count_signs, line.runs)) or any(run.face.italic for run in line.runs)


def _takes(line: Line, part: Line) -> bool:
    """Tell whether a line has room for a part that stands right above or below its base.

    The rest of a line after a fraction stands on its base, and is no part.
    """
    rise = abs(part.base - line.base)
    rest = rise < _LEVEL * line.size and line.left < part.left < line.right + 1
    near = rest or (0.5 < rise < _HIGH * line.size and _is_part(part))
    words = [run for run in line.runs if count_prose(run)] if near else ()
    if line.column != part.column or not words:
        return False
    aside = part.right if rest else _BESIDE * line.size
    if part.left < line.left - aside or part.right > line.right + aside:
        return False
    others = [run for run in part.runs if count_prose(run)] if rest else part.runs
    return not any(
        word.left < run.right - 1 and run.left < word.right - 1 for word in words for run in others
    )


def _with_runs(line: Line, more: Sequence[Run]) -> Line:
    """Return a line with more runs, in their places; of two over each other the upper one first."""
    runs = list(line.runs)
    for block in _blocks(more, 0.5 * line.size):
        left, right, base = block[0].left, block[-1].right, block[0].base
        met = [at for at, run in enumerate(runs) if run.left < right - 1 and left < run.right - 1]
        after = sum(run.left < left for run in runs)
        if met and any(run.base > base for run in (runs[at] for at in met)):
            after = met[-1] + 1
        elif met:
            after = met[0]
        runs[after:after] = block
    text = text_of(runs)
    first = line.text[:1] if runs[0] is line.runs[0] else text[:1]
    return replace(
        line,
        runs=tuple(runs),
        text=first + text[1:],
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
    )


def _blocks(runs: Sequence[Run], space: float) -> Iterator[list[Run]]:
    """Yield runs that stand beside each other without a gap."""
    held: list[Run] = []
    for run in sorted(runs, key=lambda run: run.left):
        if held and run.left - held[-1].right > space:
            yield held
            held = []
        held.append(run)
    yield held
