"""The order of the work, as a table of contents: the steps of a build, and those of a title.

Nothing else stands here. Each step is a function of the module that it is imported from, and
docs/architecture.md has the picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed
from makeready.press.build.context import open_context, open_persistent_context
from makeready.press.build.editions import (
    BackgroundEbook,
    Editions,
    choose_looks,
    locate_findings,
    make_master,
    make_print,
    pack_title,
    require_made,
    take_faces,
    warm_up_workers,
)
from makeready.press.build.outcomes import BuildOptions
from makeready.press.build.progress import follow, tell_once, trim_cache
from makeready.press.build.schedule import make_titles
from makeready.press.build.staleness import select_titles, sort_out_stale

if TYPE_CHECKING:
    from makeready.core.model import Slug, Title
    from makeready.files.workspace import Workspace
    from makeready.press.build.context import (
        BuildContext,
        Materials,
        OnMaster,
        PersistentWorkers,
        TitleContext,
    )
    from makeready.press.build.outcomes import FinishedTitle, Outcome, Progress


def build_titles(
    workspace: Workspace,
    slugs: tuple[str, ...],
    progress: Progress,
    options: BuildOptions | None = None,
) -> tuple[Outcome, ...]:
    """Return what became of each title; one that fails leaves its editions as they were.

    A title of which nothing has changed is only looked at.
    """
    return _build(open_context(workspace, progress, options or BuildOptions()), slugs)


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
    return _build(open_persistent_context(workspace, progress, persistent, on_master), (slug,))[0]


def _build(context: BuildContext, slugs: tuple[str, ...]) -> tuple[Outcome, ...]:
    names = select_titles(context.workspace, slugs)
    outcomes, stale = sort_out_stale(context, names)
    made = make_titles(context, stale, make_title)
    for outcome in follow(context, made, done=len(outcomes), total=len(names)):
        outcomes[outcome.slug] = outcome
    trim_cache(context, stale)
    return tell_once(outcomes[slug] for slug in names)


def make_title(title: Title, materials: Materials, context: TitleContext) -> FinishedTitle:
    """Return the files of a title, and what was found; raises as `make_editions` does."""
    return pack_title(make_editions(title, materials, context), title.book, context)


def make_editions(title: Title, materials: Materials, context: TitleContext) -> Editions:
    """Return the editions of a title.

    Raises ChecksFailed with the findings where one of them forbids an edition.
    """
    print_look, ebook_look = choose_looks(title, materials)
    warm_up_workers(title, print_look, context)
    master, found = make_master(title, materials, context)
    master = require_made(master, found)
    context.on_master(master, ebook_look)
    lent, told = take_faces(master, ebook_look, context)
    print_look = replace(print_look, lent=lent)
    ebook_look = replace(ebook_look, faces=(*ebook_look.faces, *lent))
    found += told
    with BackgroundEbook(master, ebook_look, context) as background:
        try:
            printed, more = make_print(master, print_look, context, background.begin)
        except ChecksFailed as error:
            error.findings = found + locate_findings(error.findings, title.texts)
            raise
        found += locate_findings(more, title.texts)
        printed = require_made(printed, found)
        ebook = background.finish(printed.pages)
    return Editions(master=master, printed=printed, ebook=ebook, found=found)
