"""The order of the work: titles' folders become editions, and nothing is made twice."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError
from makeready.core.findings import Finding
from makeready.core.model import Digest, Slug
from makeready.files.disk.cache import Cache
from makeready.files.disk.values import decode, key
from makeready.files.workspace import (
    Contents,
    Workspace,
    list_titles,
    open_cache,
    read_edition,
    read_templates,
    read_title,
    weigh_title,
)
from makeready.press.build import records
from makeready.press.build.editions import (
    Bench,
    Editions,
    Made,
    Mastered,
    Materials,
    Order,
    ignore_master,
    made,
    make_title,
    memory_for,
)
from makeready.press.build.editions import make_editions as title_editions
from makeready.press.build.memory import Memory, concerns_all
from makeready.press.build.outcomes import (
    CACHE_LIMIT,
    Built,
    Failed,
    Means,
    Outcome,
    Progress,
    Step,
)
from makeready.press.doctor import examine_libraries, require
from makeready.press.workers.pool import Pool, Shared, Task, Workers, cores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Title

_TRIM_EVERY = 32
_WHOLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where a build stands: its workspace, its memory, its means, and who is told of it.

    `workers` are those of somebody else, who keeps them; without them a build hires its own.
    """

    workspace: Workspace
    grounds: Digest
    cache: Cache
    means: Means
    progress: Progress
    workers: Workers | None = None
    mastered: Mastered = ignore_master


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What stays from build to build of the same titles: the workers, and a limit in bytes."""

    workers: Workers
    cache_limit: int = CACHE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stale:
    """A title that has to be made: what its record will be called, and how large its folder is.

    Of one that is not what it was when it was looked at there will be no `record`. `remarks` are on
    the record of the last build.
    """

    slug: Slug
    record: Digest | None
    size: int
    remarks: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A title that has been read, and what the machine had for it then."""

    stale: _Stale
    machine: records.Machine


def build_titles(
    workspace: Workspace, slugs: tuple[str, ...], progress: Progress, means: Means | None = None
) -> tuple[Outcome, ...]:
    """Return what became of each title; one that fails leaves its editions as they were.

    A title of which nothing has changed is only looked at.
    """
    return _build_titles(_desk(workspace, progress, means or Means()), slugs)


def rebuild(
    workspace: Workspace, slug: Slug, progress: Progress, lasting: Lasting, mastered: Mastered
) -> Outcome:
    """Return what became of a title that is built over and over, by workers that stay.

    `mastered` is called with its master as soon as there is one.
    """
    means = Means(cache_limit=lasting.cache_limit)
    desk = replace(_desk(workspace, progress, means), workers=lasting.workers, mastered=mastered)
    return _build_titles(desk, (slug,))[0]


def _build_titles(desk: _Desk, slugs: tuple[str, ...]) -> tuple[Outcome, ...]:
    names = tuple(Slug(slug) for slug in dict.fromkeys(slugs or list_titles(desk.workspace)))
    outcomes: dict[Slug, Outcome] = {}
    stale: list[_Stale] = []
    for slug in names:
        found = _look_at(desk, slug)
        if isinstance(found, _Stale):
            stale.append(found)
        else:
            outcomes[slug] = found
    for outcome in _followed(desk, stale, len(names)):
        outcomes[outcome.slug] = outcome
    if stale or desk.cache.may_be_over():
        desk.cache.trim()
    return tuple(_said_once(outcomes[slug] for slug in names))


def _said_once(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield the outcomes; what concerns all titles is told with the first of them alone."""
    said: set[Finding] = set()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            yield outcome
            continue
        kept: list[Finding] = []
        for found in outcome.findings:
            if found not in said:
                kept.append(found)
            if concerns_all(found):
                said.add(found)
        yield replace(outcome, findings=tuple(kept))


def _followed(desk: _Desk, stale: list[_Stale], total: int) -> Iterator[Outcome]:
    """Yield what becomes of the titles as they finish, and tell how far all of them are."""
    done, pages = total - len(stale), 0
    if stale:
        _tell(desk, done, total, pages)
    for outcome in _build(desk, stale):
        done += 1
        pages += outcome.pages if isinstance(outcome, Built) else 0
        desk.progress(Step(slug=outcome.slug, stage="done", done=1, total=1, is_last=True))
        _tell(desk, done, total, pages)
        if done % _TRIM_EVERY == 0:
            desk.cache.trim()
        yield outcome


def make_editions(
    workspace: Workspace, slug: Slug, progress: Progress, means: Means | None = None
) -> Editions:
    """Return the editions of one title, and write nothing but what is remembered.

    Raises ChecksFailed with the findings where one of them forbids an edition.
    """
    desk = _desk(workspace, progress, means or Means())
    require(examine_libraries())
    title = read_title(workspace, slug)
    with _hired(desk) as workers:
        bench = _bench(desk, title, workers)
        return title_editions(title, _materials(workspace), bench)


def _desk(workspace: Workspace, progress: Progress, means: Means) -> _Desk:
    return _Desk(
        workspace=workspace,
        grounds=records.grounds(workspace),
        cache=open_cache(workspace, means.cache_limit),
        means=means,
        progress=progress,
    )


def _look_at(desk: _Desk, slug: Slug) -> Outcome | _Stale:
    memory = Memory(cache=desk.cache, is_fresh=desk.means.is_fresh)
    try:
        contents = weigh_title(desk.workspace, slug)
        name = _record_name(desk, slug, contents)
        known = records.recall(desk.workspace, memory, slug, name)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
    if known is not None:
        return known
    return _Stale(slug=slug, record=name, size=contents.size, remarks=memory.findings())


def _record_name(desk: _Desk, slug: Slug, contents: Contents) -> Digest:
    return key("title", slug, contents.digest, desk.grounds)


def _read(desk: _Desk, stale: _Stale) -> tuple[_Begun, Title]:
    """Return a title, and what is known of it, without its record where it has changed meanwhile.

    It is looked at once more at once: what somebody saves later has no part in what is made.
    """
    title = read_title(desk.workspace, stale.slug)
    contents = weigh_title(desk.workspace, stale.slug)
    if _record_name(desk, stale.slug, contents) != stale.record:
        stale = replace(stale, record=None)
    return _Begun(stale=stale, machine=records.machine(title.book.fallback_fonts)), title


def _build(desk: _Desk, stale: list[_Stale]) -> Iterator[Outcome]:
    """Yield what becomes of the titles, as they finish: many are made side by side as wholes."""
    if not stale:
        return
    stale = sorted(stale, key=lambda title: (-title.size, title.slug))
    try:
        # without them the import of the print edition fails in words that help nobody
        require(examine_libraries())
        with _hired(desk) as workers:
            materials = _materials(desk.workspace)
            if records.grounds(desk.workspace) != desk.grounds:
                stale = [replace(title, record=None) for title in stale]
            many = len(stale) > _WHOLE * workers.count
            way = _by_titles if many else _by_units
            yield from way(desk, stale, materials, workers)
    except MakereadyError as error:
        yield from (Failed(slug=title.slug, error=error) for title in stale)


def _materials(workspace: Workspace) -> Materials:
    from makeready.files.fonts import read_faces

    templates = read_templates(workspace)
    return Materials(templates=templates, faces=read_faces(workspace.fonts))


def _hired(desk: _Desk) -> contextlib.AbstractContextManager[Workers]:
    if desk.workers is not None:
        return contextlib.nullcontext(desk.workers)
    if desk.means.scheduler:
        from makeready.press.workers.cluster import Cluster

        return Cluster(desk.means.scheduler, records.versions)
    return Pool(desk.means.jobs or cores())


def _by_units(
    desk: _Desk, stale: list[_Stale], materials: Materials, workers: Workers
) -> Iterator[Outcome]:
    """Make titles at the desk, each in a thread, and have the workers lay out their units."""
    threads = ThreadPoolExecutor(max_workers=workers.count)
    try:
        waiting = [threads.submit(_make_here, desk, each, materials, workers) for each in stale]
        for done in as_completed(waiting):
            yield done.result()
    finally:
        # the workers are ended before the threads, which end when they see it
        threads.shutdown(wait=False, cancel_futures=True)


def _make_here(desk: _Desk, stale: _Stale, materials: Materials, workers: Workers) -> Outcome:
    try:
        begun, title = _read(desk, stale)
        done = made(title, materials, _bench(desk, title, workers))
        return _finish(desk, begun, done)
    except MakereadyError as error:
        return Failed(slug=stale.slug, error=error)


def _bench(desk: _Desk, title: Title, workers: Workers) -> Bench:
    slug = title.book.slug

    def tell(stage: str, done: int, total: int, pages: int) -> None:
        desk.progress(Step(slug=slug, stage=stage, done=done, total=total, pages=pages))

    order = Order(title=title, cache=desk.cache, is_fresh=desk.means.is_fresh)
    return Bench(memory=memory_for(order), workers=workers, tell=tell, mastered=desk.mastered)


def _by_titles(
    desk: _Desk, stale: list[_Stale], materials: Materials, workers: Workers
) -> Iterator[Outcome]:
    """Have the workers make whole titles; each is read when a worker is near, and not kept."""
    shared = Shared(name="materials", value=materials)
    sent: dict[int, _Begun] = {}
    unread: list[Failed] = []

    def tasks() -> Iterator[Task]:
        for each in stale:
            try:
                begun, title = _read(desk, each)
            except MakereadyError as error:
                unread.append(Failed(slug=each.slug, error=error))
                continue
            cache = desk.cache if workers.has_our_disk else None
            order = Order(title=title, cache=cache, is_fresh=desk.means.is_fresh)
            sent[len(sent)] = begun
            desk.progress(Step(slug=each.slug, stage="both editions", done=0, total=1))
            yield Task(call=make_title, shared=shared, own=order)

    for number, result in workers.run(tasks()):
        yield _received(desk, sent[number], result)
    yield from unread


def _received(desk: _Desk, begun: _Begun, result: object) -> Outcome:
    slug = begun.stale.slug
    if isinstance(result, MakereadyError):
        return Failed(slug=slug, error=result)
    assert isinstance(result, bytes)
    done = decode(result, Made)
    assert done is not None
    step = Step(slug=slug, stage="both editions", done=1, total=1, pages=done.pages)
    desk.progress(step)
    try:
        return _finish(desk, begun, done)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)


def _finish(desk: _Desk, begun: _Begun, done: Made) -> Built:
    """Put the files in their places, remember what became of the title, and tell it."""
    stale = begun.stale
    before = _mixed(desk.workspace, stale.slug)
    record = records.put(desk.workspace, stale.slug, done, begun.machine)
    memory = Memory(cache=desk.cache)
    if stale.record is not None:
        records.keep(memory, stale.record, record)
    remarks = before + stale.remarks + done.remarks + memory.findings()
    return records.built(stale.slug, record, remarks)


def _mixed(workspace: Workspace, slug: Slug) -> tuple[Finding, ...]:
    from makeready.checks.compare.pair import mixed_pair

    return mixed_pair(*(read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub")))


def _tell(desk: _Desk, done: int, total: int, pages: int) -> None:
    """Tell how many of all titles are done, and how many pages of those that had to be made."""
    desk.progress(Step(slug=Slug(""), stage="titles", done=done, total=total, pages=pages))
