"""A unit whose layout took too long → the finding that says what of the title is the reason.

Trials by the same workers, each with a part of the title left out and a time of its own, show it,
as far as the time of all of them reaches.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed
from makeready.core.findings import Code, Severity, finding, table
from makeready.files.disk.values import encode
from makeready.press.workers.pool import Shared, Task

if TYPE_CHECKING:
    from makeready.core.errors import MakereadyError, OverdueError
    from makeready.editions.print.values import LayoutJob, Resources
    from makeready.press.workers.pool import Workers

CODES = table(
    Code(
        code="P-023",
        severity=Severity.ERROR,
        title="A layout that does not come to an end",
        why="Laying the chapter out took longer than --time-limit allows, and without the named "
        "rule, picture or paragraph it does not.",
        remedy="Take it out, or write it in another way: smaller numbers, fewer parts.",
    ),
)

TRIAL = 30.0
"""Seconds that a trial may take: enough for a chapter of a hundred pages."""

TRIALS = 120.0
"""Seconds that all trials may take; one rule of twenty thousand takes some fifteen of them."""


def explain_overdue(
    job: LayoutJob, resources: Resources, error: OverdueError, workers: Workers
) -> MakereadyError:
    """Return what is told of a unit that took too long: a finding, or the error where none is."""
    # a build where nothing changed loads no library of a stage
    from makeready.editions.print.plan.reasons import TrialsEndedError, find_block, find_file

    end = monotonic() + TRIALS

    def succeeds(job: LayoutJob, resources: Resources) -> bool:
        left = end - monotonic()
        if left <= 0:
            raise TrialsEndedError
        shared = Shared(name=resources.digest, value=resources)
        task = Task(call=lay_out, shared=shared, own=job, limit=min(TRIAL, left))
        ((_, result),) = workers.run([task])
        return isinstance(result, bytes)

    try:
        reason = find_file(job, resources, succeeds) or find_block(job, resources, succeeds)
    except TrialsEndedError:
        reason = None
    if reason is None:
        return error
    words = f" at “{reason.words}”" if reason.words else ""
    found = finding(
        CODES["P-023"],
        f"the layout of “{job.unit.name}” does not come to an end{words}",
        reason.place,
        words=(reason.words,),
    )
    return ChecksFailed(error.message, (found,), hint="`makeready explain P-023` says more")


def lay_out(resources: Resources, job: LayoutJob) -> bytes:
    """Return a unit laid out in this process, encoded."""
    from makeready.editions.print.weasy.diagnosis import lay_out_or_explain

    return encode(lay_out_or_explain(job, resources))
