"""Outcomes as they come → the same outcomes, while progress is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.model import Slug
from makeready.press.build.memory import concerns_all
from makeready.press.build.outcomes import Built, Failed, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.press.build.context import BuildContext
    from makeready.press.build.outcomes import Outcome
    from makeready.press.build.staleness import StaleTitle

TRIM_EVERY = 32
"""After so many titles the cache is trimmed, so that a build of thousands never fills the disk."""


def follow(
    context: BuildContext, outcomes: Iterable[Outcome], *, done: int, total: int
) -> Iterator[Outcome]:
    """Yield what becomes of the titles as they finish, and tell how far all of them are.

    `done` of the `total` titles had nothing to be made.
    """
    pages = 0
    if done < total:
        _tell(context, done, total, pages)
    for outcome in outcomes:
        done += 1
        pages += outcome.pages if isinstance(outcome, Built) else 0
        context.progress(Step(slug=outcome.slug, stage="done", done=1, total=1, is_last=True))
        _tell(context, done, total, pages)
        if done % TRIM_EVERY == 0:
            context.cache.trim()
        yield outcome


def trim_cache(context: BuildContext, stale: Sequence[StaleTitle]) -> None:
    """Bring the cache below its limit, if it may have grown over it."""
    if stale or context.cache.may_be_over():
        context.cache.trim()


def tell_once(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes; a finding about the whole cache stays with the first title only."""
    told: set[Finding] = set()
    return tuple(_without_told(outcome, told) for outcome in outcomes)


def _without_told(outcome: Outcome, told: set[Finding]) -> Outcome:
    """Return an outcome without the findings in `told`, to which those of the cache are added."""
    if isinstance(outcome, Failed):
        return outcome
    kept: list[Finding] = []
    for found in outcome.findings:
        if found not in told:
            kept.append(found)
        if concerns_all(found):
            told.add(found)
    return replace(outcome, findings=tuple(kept))


def _tell(context: BuildContext, done: int, total: int, pages: int) -> None:
    """Tell how many of all titles are done, and how many pages of those that had to be made."""
    step = Step(slug=Slug(""), stage="titles", done=done, total=total, pages=pages)
    context.progress(step)
