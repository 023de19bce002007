"""The making of a title → the same, stopped where the title takes longer than a title may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from makeready.core.errors import MakereadyError, OverdueError
from makeready.core.findings import Place
from makeready.core.model import Title
from makeready.files.programs.time_limit import TimeExceededError, run_within
from makeready.press.build.context import Materials, TitleContext
from makeready.press.build.editions import make_master
from makeready.press.build.outcomes import FinishedTitle

if TYPE_CHECKING:
    from collections.abc import Sequence

MakeTitle: TypeAlias = Callable[[Title, Materials, TitleContext], FinishedTitle]
"""Makes the files of one title; a function of a module, so that it can be sent to a worker."""

Ends: TypeAlias = Callable[[Title], bool]
"""Tells whether the master of a title is made, or refused, within the time of a trial."""

TRIAL = 60.0
"""Seconds that a trial may take; the master of three hundred pages takes a tenth of them."""

_MASTER = "master"
_NAMED = 3


def make_in_time(
    title: Title, materials: Materials, context: TitleContext, make: MakeTitle
) -> FinishedTitle:
    """Return the files of a title.

    Raises OverdueError where they take longer than the title may, with the stage that it was at
    and the file that is the reason, where trials show one; else whatever `make` raises.
    """
    reached = _MASTER

    def tell(stage: str, done: int, total: int, pages: int) -> None:
        nonlocal reached
        reached = stage
        context.tell(stage, done, total, pages)

    def ends(part: Title) -> bool:
        quiet = replace(context, tell=lambda *_: None)
        try:
            run_within(TRIAL, lambda: make_master(part, materials, quiet))
        except TimeExceededError:
            return False
        except MakereadyError:
            return True
        return True

    watched = replace(context, tell=tell)
    try:
        return run_within(context.title_limit, lambda: make(title, materials, watched))
    except TimeExceededError:
        files = find_files(title, ends) if reached == _MASTER else ()
        raise _explain(title, files, reached, context.title_limit) from None


def find_files(title: Title, ends: Ends) -> Sequence[str]:
    """Return the first files of which each by itself takes too long, or the only one there is.

    By itself is without the bibliography, which may be the reason, too.
    """
    texts = title.texts
    if len(texts) > 1 or title.works:
        slow = (text for text in texts if not ends(replace(title, texts=(text,), works=())))
        texts = tuple(islice(slow, _NAMED))
    return [text.file for text in texts]


def _explain(title: Title, files: Sequence[str], stage: str, limit: float) -> OverdueError:
    also = f" {', '.join(files[1:])} too, each by itself." if len(files) > 1 else ""
    return OverdueError(
        f"the title “{title.book.slug}” took longer than {limit:g} seconds and was stopped; "
        f"it was at its {stage}",
        where=Place(files[0]) if files else None,
        hint="divide it into several titles, look for what is repeated very often, or give it "
        f"more time with --title-limit.{also}",
    )
