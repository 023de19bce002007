"""A workspace and what a build is asked for → the context that every step of the build is given."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from makeready.core.model import Digest, Face, Look, Master, Title
from makeready.files.disk.cache import Cache
from makeready.files.programs import toolchain
from makeready.files.programs.memory_limit import memory_limit
from makeready.files.workspace import Workspace, open_cache, read_templates
from makeready.press.build import records
from makeready.press.build.memory import Memory
from makeready.press.build.outcomes import (
    CACHE_LIMIT,
    TIME_LIMIT,
    TITLE_LIMIT,
    BuildOptions,
    Progress,
    Step,
)
from makeready.press.workers.pool import Pool, Workers, cores

if TYPE_CHECKING:
    from makeready.core.model import Slug

OnMaster: TypeAlias = Callable[[Master, Look], None]
"""Called once with a title's master and the look of its e-book, before its pages are laid out."""


def ignore_master(master: Master, look: Look) -> None:
    """Do nothing with a master."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What all steps of a build share: workspace, cache, options, and the reporter of progress.

    `environment` is the digest of all programs, libraries, templates and fonts. `workers` are those
    of the preview, which keeps them; without them a build starts its own.
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
    """Workers that the preview keeps from one build to the next, and the limit of its cache."""

    workers: Workers
    cache_limit: int = CACHE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What all titles are made with: the press's templates, style sheets and faces."""

    templates: Mapping[str, str]
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleContext:
    """What the steps of one title share: its memory, the workers, and the reporter of progress.

    `tell` is called with the stage, how many of its steps are done and of how many, and the pages.
    `time_limit` is how many seconds pandoc may take for a batch of files, `title_limit` how many
    all steps may take together.
    """

    memory: Memory
    workers: Workers
    tell: Callable[[str, int, int, int], None]
    on_master: OnMaster = ignore_master
    time_limit: float = TIME_LIMIT
    title_limit: float = TITLE_LIMIT


def open_context(workspace: Workspace, progress: Progress, options: BuildOptions) -> BuildContext:
    """Return the context of a build that starts workers of its own."""
    return BuildContext(
        workspace=workspace,
        environment=records.digest_environment(workspace),
        cache=open_cache(workspace, options.cache_limit),
        options=options,
        progress=progress,
    )


def open_persistent_context(
    workspace: Workspace, progress: Progress, persistent: PersistentWorkers, on_master: OnMaster
) -> BuildContext:
    """Return the context of a build by workers that stay; `on_master` is called with its master."""
    options = BuildOptions(cache_limit=persistent.cache_limit)
    context = open_context(workspace, progress, options)
    return replace(context, workers=persistent.workers, on_master=on_master)


def open_workers(context: BuildContext) -> contextlib.AbstractContextManager[Workers]:
    """Return the workers of a build: those that stay, a cluster's, or processes of this machine."""
    if context.workers is not None:
        return contextlib.nullcontext(context.workers)
    if context.options.scheduler:
        # only those who have a cluster need Dask
        from makeready.press.workers.cluster import Cluster

        return Cluster(context.options.scheduler, records.digest_versions)
    options = context.options
    return Pool(options.jobs or cores(), options.time_limit, options.memory_limit)


def open_title_context(context: BuildContext, title: Title, workers: Workers) -> TitleContext:
    """Return the context of a title whose units these workers lay out."""
    slug: Slug = title.book.slug

    def tell(stage: str, done: int, total: int, pages: int) -> None:
        context.progress(Step(slug=slug, stage=stage, done=done, total=total, pages=pages))

    memory = open_memory(title, context.cache, is_fresh=context.options.is_fresh)
    return TitleContext(
        memory=memory,
        workers=workers,
        tell=tell,
        on_master=context.on_master,
        time_limit=context.options.time_limit,
        title_limit=context.options.title_limit,
    )


def limit_own_memory(context: BuildContext) -> contextlib.AbstractContextManager[None]:
    """Give a context in which this process has no more memory than a worker may have.

    The preview, which builds several titles at a time, has set its own bound.
    """
    if context.workers is not None:
        return contextlib.nullcontext()
    return memory_limit(context.options.memory_limit)


def open_memory(title: Title, cache: Cache | None, *, is_fresh: bool) -> Memory:
    """Return the memory of a title, without a cache where the machine cannot name its fonts.

    A key would not change with them then.
    """
    known = toolchain.read_machine_fonts(title.book.fallback_fonts) is not None
    return Memory(cache=cache if known else None, is_fresh=is_fresh)


def read_materials(workspace: Workspace) -> Materials:
    """Return the templates, style sheets and faces of a workspace."""
    # a build that finds nothing to do reads no fonts
    from makeready.files.fonts import read_faces

    return Materials(templates=read_templates(workspace), faces=read_faces(workspace.fonts))
