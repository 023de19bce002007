"""Things, one of which makes something fail → that one, found by leaving things out.

Groups of things are left out, and halved as long as it succeeds without one of the halves (the
bisection of A. Zeller, "Yesterday, my program worked", 1999): of a thousand things the one at fault
is found by some ten trials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")


def find_one(things: Sequence[_T], succeeds_without: Callable[[Sequence[_T]], bool]) -> _T | None:
    """Return the one thing without which it goes, or None where none of them alone is at fault."""
    if not things or not succeeds_without(things):
        return None
    rest, is_sure = things, True
    while len(rest) > 1:
        half = rest[: len(rest) // 2]
        is_sure = succeeds_without(half)
        rest = half if is_sure else rest[len(rest) // 2 :]
    return rest[0] if is_sure or succeeds_without(rest) else None
