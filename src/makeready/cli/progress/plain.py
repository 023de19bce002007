"""Progress → plain lines for a log: each stage when it begins, and now and then how far it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from makeready.cli.progress.pace import Pace, clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.core.model import Slug
    from makeready.press.build.outcomes import Step

EVERY = 10.0
"""Seconds between two lines on how far a title is, or all of them are."""


class Lines:
    """Says the lines; a title that is done before one is due has none but those of its stages."""

    def __init__(
        self, say: Callable[[str], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._now = now
        self._pace = Pace(now)
        self._said: dict[Slug, float] = {}
        self._stages: dict[Slug, set[str]] = {}

    def advance(self, step: Step) -> None:
        """Say what is to be said of a step."""
        left = self._pace.estimate(step)
        if step.is_last:
            self._said.pop(step.slug, None)
            self._stages.pop(step.slug, None)
            return
        due = self._said.setdefault(step.slug, self._now()) + EVERY
        if self._is_new(step):
            self._say(f"{step.slug}: {step.stage}")
        elif self._now() >= due:
            self._said[step.slug] = self._now()
            self._say(how_far(step, left))

    def _is_new(self, step: Step) -> bool:
        stages = self._stages.setdefault(step.slug, set())
        is_new = bool(step.slug) and step.stage not in stages
        stages.add(step.stage)
        return is_new


def how_far(step: Step, left: float | None) -> str:
    """Return in words how far a title is, or how far all of them are."""
    what = f"{step.slug}: {step.stage}" if step.slug else "all titles"
    pages = f"{step.pages} pages" if step.pages else ""
    return ", ".join(filter(None, (f"{what}: {step.done} of {step.total}", pages, clock(left))))
