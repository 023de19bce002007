"""A call of pandoc for citations → what it said, or the error that names the file it was at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import MasterError, OverdueError
from makeready.files.programs.pandoc import is_exhausted, run_pandoc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Place
    from makeready.files.programs.run import Ran

_HINT = (
    "look there for what stands very deep in one another, or for abbreviations (@string) that are "
    "made of one another; `--time-limit` gives it more time"
)


def run_in_time(arguments: Sequence[str], data: bytes, seconds: float, where: Place) -> Ran:
    """Return what pandoc wrote, and how it left.

    Raises MasterError with the place where it takes longer, or more memory, than it may.
    """
    try:
        ran = run_pandoc(arguments, data, patience=seconds)
    except OverdueError as error:
        raise MasterError(error.message, where=where, hint=_HINT) from error
    if is_exhausted(ran):
        told = "pandoc needed more than two gigabytes of memory"
        raise MasterError(told, where=where, hint=_HINT)
    return ran
