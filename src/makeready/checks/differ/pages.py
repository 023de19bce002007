"""Passages of two editions side by side → stretches that moved to another printed page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.checks.differ.values import Deed, Difference, Passage, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHOWN = 6


@dataclass(slots=True)
class _Stretch:
    """Passages that follow one another and moved by as many pages."""

    first: tuple[Passage, Passage]
    last: tuple[Passage, Passage]
    shift: tuple[str, str] | int


def compare_pages(pairs: Iterable[tuple[Passage, Passage]]) -> Iterator[Difference]:
    """Yield each stretch whose printed pages changed; pages without a number are left out."""
    stretch: _Stretch | None = None
    for one, two in pairs:
        shift = _measure(one.page, two.page)
        if stretch is not None and stretch.shift == shift:
            stretch.last = one, two
            continue
        if stretch is not None:
            yield _tell(stretch)
        stretch = _Stretch((one, two), (one, two), shift) if shift else None
    if stretch is not None:
        yield _tell(stretch)


def _measure(old: str, new: str) -> tuple[str, str] | int:
    """Return by how many pages something moved, or both labels where they are no figures."""
    if not old or not new or old == new:
        return 0
    if old.isdecimal() and new.isdecimal():
        return int(new) - int(old)
    return old, new


def _tell(stretch: _Stretch) -> Difference:
    (one, two), (last_one, last_two) = stretch.first, stretch.last
    begins, ends = two.text.split()[:_SHOWN], last_two.text.split()[-_SHOWN:]
    return Difference(
        subject=Subject.PAGE,
        deed=Deed.MOVED,
        old_page=_range(one.page, last_one.page),
        new_page=_range(two.page, last_two.page),
        part=two.part,
        new=f"{' '.join(begins)} … {' '.join(ends)}",
    )


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
