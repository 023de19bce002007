"""Steps → how long the rest of a title's stage will take, and that of all titles."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.core.model import Slug
    from makeready.press.build.outcomes import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A stage that is at work: how much of it was done when it was first heard of, and when."""

    stage: str
    total: int
    done: int
    at: float

    def is_of(self, step: Step) -> bool:
        same = (self.stage, self.total) == (step.stage, step.total)
        return same and self.done <= step.done


class Pace:
    """Tells from the steps of a stage so far when it will be done."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._begun: dict[Slug, _Begun] = {}

    def estimate(self, step: Step) -> float | None:
        """Return the seconds until the stage is done, or None while that cannot be said."""
        begun = self._begun.get(step.slug)
        now = self._now()
        if begun is None or not begun.is_of(step):
            begun = _Begun(stage=step.stage, total=step.total, done=step.done, at=now)
            self._begun[step.slug] = begun
        if step.is_last:
            del self._begun[step.slug]
        done = step.done - begun.done
        return (now - begun.at) / done * (step.total - step.done) if done else None


def clock(seconds: float | None) -> str:
    """Return a time that is left as words, or nothing where it is not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} left" if hours else f"{minutes}:{rest:02} left"
