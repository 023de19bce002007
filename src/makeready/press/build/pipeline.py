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
    Fingerprint,
    Workspace,
    fingerprint_title,
    list_titles,
    open_cache,
    read_edition,
    read_templates,
    read_title,
)
from makeready.press.build import records
from makeready.press.build.editions import (
    BuildRequest,
    Editions,
    FinishedTitle,
    Materials,
    OnMaster,
    TitleContext,
    ignore_master,
    make_files,
    make_title,
    open_memory,
)
from makeready.press.build.editions import make_editions as title_editions
from makeready.press.build.memory import Memory, concerns_all
from makeready.press.build.outcomes import (
    CACHE_LIMIT,
    BuildOptions,
    Built,
    Failed,
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
class _BuildContext:
    """Where a build stands: its workspace, its memory, its means, and who is told of it.

    `workers` are those of somebody else, who keeps them; without them a build hires its own.
    """

    workspace: Workspace
    environment: Digest
    cache: Cache
    options: BuildOptions
    progress: Progress
    workers: Workers | None = None
    on_master: OnMaster = ignore_master


@dataclass(frozen=True, slots=True, kw_only=True)
class PersistentWorkers:
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
    workspace: Workspace,
    slugs: tuple[str, ...],
    progress: Progress,
    options: BuildOptions | None = None,
) -> tuple[Outcome, ...]:
    """Return what became of each title; one that fails leaves its editions as they were.

    A title of which nothing has changed is only looked at.
    """
    return _build_titles(_make_context(workspace, progress, options or BuildOptions()), slugs)


def rebuild(
    workspace: Workspace,
    slug: Slug,
    progress: Progress,
    persistent: PersistentWorkers,
    on_master: OnMaster,
) -> Outcome:
    """Return what became of a title that is built over and over, by workers that stay.

    `on_master` is called with its master as soon as there is one.
    """
    options = BuildOptions(cache_limit=persistent.cache_limit)
    context = replace(
        _make_context(workspace, progress, options), workers=persistent.workers, on_master=on_master
    )
    return _build_titles(context, (slug,))[0]


def _build_titles(context: _BuildContext, slugs: tuple[str, ...]) -> tuple[Outcome, ...]:
    names = tuple(Slug(slug) for slug in dict.fromkeys(slugs or list_titles(context.workspace)))
    outcomes: dict[Slug, Outcome] = {}
    stale: list[_Stale] = []
    for slug in names:
        found = _look_at(context, slug)
        if isinstance(found, _Stale):
            stale.append(found)
        else:
            outcomes[slug] = found
    for outcome in _follow(context, stale, len(names)):
        outcomes[outcome.slug] = outcome
    if stale or context.cache.may_be_over():
        context.cache.trim()
    return tuple(_tell_once(outcomes[slug] for slug in names))


def _tell_once(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
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


def _follow(context: _BuildContext, stale: list[_Stale], total: int) -> Iterator[Outcome]:
    """Yield what becomes of the titles as they finish, and tell how far all of them are."""
    done, pages = total - len(stale), 0
    if stale:
        _tell(context, done, total, pages)
    for outcome in _build(context, stale):
        done += 1
        pages += outcome.pages if isinstance(outcome, Built) else 0
        context.progress(Step(slug=outcome.slug, stage="done", done=1, total=1, is_last=True))
        _tell(context, done, total, pages)
        if done % _TRIM_EVERY == 0:
            context.cache.trim()
        yield outcome


def make_editions(
    workspace: Workspace, slug: Slug, progress: Progress, options: BuildOptions | None = None
) -> Editions:
    """Return the editions of one title, and write nothing but what is remembered.

    Raises ChecksFailed with the findings where one of them forbids an edition.
    """
    context = _make_context(workspace, progress, options or BuildOptions())
    require(examine_libraries())
    title = read_title(workspace, slug)
    with _open_workers(context) as workers:
        of_title = _make_title_context(context, title, workers)
        return title_editions(title, _materials(workspace), of_title)


def _make_context(workspace: Workspace, progress: Progress, options: BuildOptions) -> _BuildContext:
    return _BuildContext(
        workspace=workspace,
        environment=records.digest_environment(workspace),
        cache=open_cache(workspace, options.cache_limit),
        options=options,
        progress=progress,
    )


def _look_at(context: _BuildContext, slug: Slug) -> Outcome | _Stale:
    memory = Memory(cache=context.cache, is_fresh=context.options.is_fresh)
    try:
        contents = fingerprint_title(context.workspace, slug)
        name = _record_name(context, slug, contents)
        known = records.recall_outcome(context.workspace, memory, slug, name)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
    if known is not None:
        return known
    return _Stale(slug=slug, record=name, size=contents.size, remarks=memory.findings())


def _record_name(context: _BuildContext, slug: Slug, contents: Fingerprint) -> Digest:
    return key("title", slug, contents.digest, context.environment)


def _read(context: _BuildContext, stale: _Stale) -> tuple[_Begun, Title]:
    """Return a title, and what is known of it, without its record where it has changed meanwhile.

    It is looked at once more at once: what somebody saves later has no part in what is made.
    """
    title = read_title(context.workspace, stale.slug)
    contents = fingerprint_title(context.workspace, stale.slug)
    if _record_name(context, stale.slug, contents) != stale.record:
        stale = replace(stale, record=None)
    return _Begun(stale=stale, machine=records.describe_machine(title.book.fallback_fonts)), title


def _build(context: _BuildContext, stale: list[_Stale]) -> Iterator[Outcome]:
    """Yield what becomes of the titles, as they finish: many are made side by side as wholes."""
    if not stale:
        return
    stale = sorted(stale, key=lambda title: (-title.size, title.slug))
    try:
        # without them the import of the print edition fails in words that help nobody
        require(examine_libraries())
        with _open_workers(context) as workers:
            materials = _materials(context.workspace)
            if records.digest_environment(context.workspace) != context.environment:
                stale = [replace(title, record=None) for title in stale]
            many = len(stale) > _WHOLE * workers.count
            way = _by_titles if many else _by_units
            yield from way(context, stale, materials, workers)
    except MakereadyError as error:
        yield from (Failed(slug=title.slug, error=error) for title in stale)


def _materials(workspace: Workspace) -> Materials:
    from makeready.files.fonts import read_faces

    templates = read_templates(workspace)
    return Materials(templates=templates, faces=read_faces(workspace.fonts))


def _open_workers(context: _BuildContext) -> contextlib.AbstractContextManager[Workers]:
    if context.workers is not None:
        return contextlib.nullcontext(context.workers)
    if context.options.scheduler:
        from makeready.press.workers.cluster import Cluster

        return Cluster(context.options.scheduler, records.digest_versions)
    return Pool(context.options.jobs or cores(), context.options.time_limit)


def _by_units(
    context: _BuildContext, stale: list[_Stale], materials: Materials, workers: Workers
) -> Iterator[Outcome]:
    """Make titles in this process, each in a thread, and have the workers lay out their units."""
    threads = ThreadPoolExecutor(max_workers=workers.count)
    try:
        waiting = [threads.submit(_make_here, context, each, materials, workers) for each in stale]
        for done in as_completed(waiting):
            yield done.result()
    finally:
        # the workers are ended before the threads, which end when they see it
        threads.shutdown(wait=False, cancel_futures=True)


def _make_here(
    context: _BuildContext, stale: _Stale, materials: Materials, workers: Workers
) -> Outcome:
    try:
        begun, title = _read(context, stale)
        done = make_files(title, materials, _make_title_context(context, title, workers))
        return _finish(context, begun, done)
    except MakereadyError as error:
        return Failed(slug=stale.slug, error=error)


def _make_title_context(context: _BuildContext, title: Title, workers: Workers) -> TitleContext:
    slug = title.book.slug

    def tell(stage: str, done: int, total: int, pages: int) -> None:
        context.progress(Step(slug=slug, stage=stage, done=done, total=total, pages=pages))

    request = BuildRequest(title=title, cache=context.cache, is_fresh=context.options.is_fresh)
    return TitleContext(
        memory=open_memory(request), workers=workers, tell=tell, on_master=context.on_master
    )


def _by_titles(
    context: _BuildContext, stale: list[_Stale], materials: Materials, workers: Workers
) -> Iterator[Outcome]:
    """Have the workers make whole titles; each is read when a worker is near, and not kept."""
    shared = Shared(name="materials", value=materials)
    sent: dict[int, _Begun] = {}
    unread: list[Failed] = []

    def tasks() -> Iterator[Task]:
        for each in stale:
            try:
                begun, title = _read(context, each)
            except MakereadyError as error:
                unread.append(Failed(slug=each.slug, error=error))
                continue
            cache = context.cache if workers.has_our_disk else None
            request = BuildRequest(title=title, cache=cache, is_fresh=context.options.is_fresh)
            sent[len(sent)] = begun
            context.progress(Step(slug=each.slug, stage="both editions", done=0, total=1))
            yield Task(
                call=make_title, shared=shared, own=request, about=f"the title “{each.slug}”"
            )

    for number, result in workers.run(tasks()):
        yield _receive(context, sent[number], result)
    yield from unread


def _receive(context: _BuildContext, begun: _Begun, result: object) -> Outcome:
    slug = begun.stale.slug
    if isinstance(result, MakereadyError):
        return Failed(slug=slug, error=result)
    assert isinstance(result, bytes)
    done = decode(result, FinishedTitle)
    assert done is not None
    step = Step(slug=slug, stage="both editions", done=1, total=1, pages=done.pages)
    context.progress(step)
    try:
        return _finish(context, begun, done)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)


def _finish(context: _BuildContext, begun: _Begun, done: FinishedTitle) -> Built:
    """Put the files in their places, remember what became of the title, and tell it."""
    stale = begun.stale
    before = _check_masters(context.workspace, stale.slug)
    record = records.store_files(context.workspace, stale.slug, done, begun.machine)
    memory = Memory(cache=context.cache)
    if stale.record is not None:
        records.keep_record(memory, stale.record, record)
    remarks = before + stale.remarks + done.remarks + memory.findings()
    return records.make_outcome(stale.slug, record, remarks)


def _check_masters(workspace: Workspace, slug: Slug) -> tuple[Finding, ...]:
    from makeready.checks.compare.pair import check_masters_agree

    return check_masters_agree(
        *(read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub"))
    )


def _tell(context: _BuildContext, done: int, total: int, pages: int) -> None:
    """Tell how many of all titles are done, and how many pages of those that had to be made."""
    context.progress(Step(slug=Slug(""), stage="titles", done=done, total=total, pages=pages))
