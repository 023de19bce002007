"""A layout that breaks off → the rule of the style sheet or the picture that brings it to this.

WeasyPrint raises whatever its code comes upon for values that it does not foresee: KeyError,
RecursionError, ZeroDivisionError. Which of a title's own things is the reason is found by leaving
them out, until the layout comes to its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import EditionError, MakereadyError
from makeready.editions.print.plan.reasons import find_file
from makeready.editions.print.weasy.render import lay_out_unit

if TYPE_CHECKING:
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources


def lay_out_or_explain(job: LayoutJob, resources: Resources) -> LaidUnit:
    """Return a unit laid out.

    Raises EditionError with the place where the title's style sheet or one of its pictures is more
    than the layout bears; any other error is let through.
    """
    try:
        return lay_out_unit(job, resources)
    except EditionError as error:
        if error.where is None and (reason := find_file(job, resources, _succeeds)):
            error.where = reason.place
        raise
    except (MakereadyError, MemoryError):
        raise
    except Exception as error:
        # the library has no error of its own for what it does not foresee
        reason = find_file(job, resources, _succeeds)
        if reason is None:
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise EditionError(
            f"the layout of “{job.unit.name}” breaks off here ({what})",
            where=reason.place,
            hint="take it out, or write it in another way; without it the chapter can be laid out",
        ) from error


def _succeeds(job: LayoutJob, resources: Resources) -> bool:
    try:
        lay_out_unit(job, resources)
    except Exception:  # noqa: BLE001 -- whatever it is, this was not the reason alone
        return False
    return True
