"""Stale titles → their outcomes: a few are made unit by unit, many side by side as wholes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError, ToolError, explain_unforeseen
from makeready.core.model import Title
from makeready.files.disk.cache import Cache
from makeready.files.disk.values import decode, encode
from makeready.press.build.context import (
    BuildContext,
    Materials,
    TitleContext,
    limit_own_memory,
    open_memory,
    open_title_context,
    open_workers,
    read_materials,
)
from makeready.press.build.limits.title import MakeTitle, make_in_time
from makeready.press.build.outcomes import BuildOptions, Failed, FinishedTitle, Step
from makeready.press.build.staleness import forget_records_of_changed_press, read_stale
from makeready.press.build.storing import store_title
from makeready.press.doctor import examine_libraries, require
from makeready.press.workers.pool import Here, Shared, Task, Workers
from makeready.press.workers.process import advise_on_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Slug
    from makeready.press.build.outcomes import Outcome
    from makeready.press.build.staleness import StaleTitle, TitleRead

WHOLE = 2
"""With more titles than so many a worker, the workers make whole titles instead of units.

A few titles are shared out unit by unit, so that no worker is idle while another makes the last of
them; of many, whole titles need less to be sent and read back. Decision 8 has the reasons.
"""

_GRACE = 120.0
"""Seconds beyond the limit of a title in which its worker may say what it was at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """A title to be made by a worker, and what may be remembered of it; small enough to be sent."""

    title: Title
    cache: Cache | None
    options: BuildOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What all titles of one build are made with."""

    context: BuildContext
    materials: Materials
    workers: Workers
    make: MakeTitle


def make_titles(
    context: BuildContext, stale: Sequence[StaleTitle], make: MakeTitle
) -> Iterator[Outcome]:
    """Yield what becomes of the titles as they finish; the largest are begun first."""
    if not stale:
        return
    stale = sorted(stale, key=lambda title: (-title.size, title.slug))
    try:
        # an import of WeasyPrint without Pango fails with a message that helps nobody
        require(examine_libraries())
        with open_workers(context) as workers, limit_own_memory(context):
            materials = read_materials(context.workspace)
            stale = forget_records_of_changed_press(context, stale)
            way = _make_by_titles if len(stale) > WHOLE * workers.count else _make_by_units
            every = _Round(context=context, materials=materials, workers=workers, make=make)
            yield from way(every, stale)
    except MakereadyError as error:
        yield from (Failed(slug=title.slug, error=error) for title in stale)


def _make_by_units(every: _Round, stale: Sequence[StaleTitle]) -> Iterator[Outcome]:
    """Make titles in this process, each in a thread, and have the workers lay out their units."""
    threads = ThreadPoolExecutor(max_workers=every.workers.count)
    try:
        begun = [threads.submit(_make_here, every, each) for each in stale]
        for done in as_completed(begun):
            yield done.result()
    finally:
        # the threads end by themselves when they find their workers gone
        threads.shutdown(wait=False, cancel_futures=True)


def _make_here(every: _Round, stale: StaleTitle) -> Outcome:
    materials, make = every.materials, every.make
    try:
        read, title = read_stale(every.context, stale)
        context = open_title_context(every.context, title, every.workers)
        return store_title(every.context, read, make_in_time(title, materials, context, make))
    except MemoryError:
        return Failed(slug=stale.slug, error=_explain_lack(stale.slug, every.context.options))
    except MakereadyError as error:
        return Failed(slug=stale.slug, error=error)
    except Exception as error:  # noqa: BLE001 -- a fault of ours in one title stops no other
        return Failed(slug=stale.slug, error=explain_unforeseen(error))


def _explain_lack(slug: Slug, options: BuildOptions) -> ToolError:
    told = f"the memory did not suffice for the title “{slug}”"
    return ToolError(told, hint=advise_on_memory(options.memory_limit))


def _make_by_titles(every: _Round, stale: Sequence[StaleTitle]) -> Iterator[Outcome]:
    """Have the workers make whole titles; each is read when a worker is free, and not kept."""
    shared = Shared(name="materials", value=(every.materials, every.make))
    sent: dict[int, TitleRead] = {}
    unread: list[Failed] = []

    def tasks() -> Iterator[Task]:
        for each in stale:
            try:
                read, title = read_stale(every.context, each)
            except MakereadyError as error:
                unread.append(Failed(slug=each.slug, error=error))
                continue
            sent[len(sent)] = read
            every.context.progress(Step(slug=each.slug, stage="both editions", done=0, total=1))
            yield Task(
                call=make_in_worker,
                shared=shared,
                own=_make_request(every, title),
                about=f"the title “{each.slug}”",
                limit=every.context.options.title_limit + _GRACE,
                is_title=True,
            )

    for number, result in every.workers.run(tasks()):
        yield _receive(every.context, sent[number], result)
    yield from unread


def _make_request(every: _Round, title: Title) -> BuildRequest:
    cache = every.context.cache if every.workers.has_our_disk else None
    return BuildRequest(title=title, cache=cache, options=every.context.options)


def make_in_worker(shared: tuple[Materials, MakeTitle], request: BuildRequest) -> bytes:
    """Return the encoded files of a title, made in this process."""
    materials, make = shared
    options = request.options
    context = TitleContext(
        memory=open_memory(request.title, request.cache, is_fresh=options.is_fresh),
        workers=Here(options.time_limit),
        tell=lambda *_: None,
        time_limit=options.time_limit,
        title_limit=options.title_limit,
    )
    return encode(make_in_time(request.title, materials, context, make))


def _receive(context: BuildContext, read: TitleRead, result: object) -> Outcome:
    slug = read.stale.slug
    if isinstance(result, MakereadyError):
        return Failed(slug=slug, error=result)
    assert isinstance(result, bytes)
    finished = decode(result, FinishedTitle)
    assert finished is not None
    step = Step(slug=slug, stage="both editions", done=1, total=1, pages=finished.pages)
    context.progress(step)
    try:
        return store_title(context, read, finished)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
