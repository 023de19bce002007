"""The order of the work: a title's folder becomes a master, the master its two editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed, ConfigError, MakereadyError
from makeready.core.findings import Finding, Place, errors
from makeready.core.model import Ebook, Look, Master, Print, Slug
from makeready.files import store
from makeready.files.fonts import read_faces
from makeready.files.near import meant
from makeready.files.workspace import list_titles, read_edition, read_templates, read_title
from makeready.press.doctor import examine_libraries, require
from makeready.press.outcomes import Built, Failed, Outcome, Progress
from makeready.press.waivers import apply_waivers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makeready.files.workspace import Workspace


STEPS = 3
"""What a title passes through: its master, its print edition, its e-book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """What a title becomes: its master, both editions, and what was found on the way."""

    master: Master
    printed: Print
    ebook: Ebook
    findings: tuple[Finding, ...]


def build_titles(
    workspace: Workspace, slugs: tuple[str, ...], progress: Progress, *, fresh: bool = False
) -> tuple[Outcome, ...]:
    """Return what became of each title; one that fails leaves its editions as they were."""
    del fresh  # nothing is remembered from build to build
    names = slugs or list_titles(workspace)
    return tuple(_build(workspace, Slug(slug), progress) for slug in names)


def _build(workspace: Workspace, slug: Slug, progress: Progress) -> Outcome:
    try:
        editions = make_editions(workspace, slug, progress)
        files = _put(workspace, slug, editions)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
    return Built(
        slug=slug,
        pages=len(editions.printed.pages.labels),
        notes=len(editions.master.notes),
        findings=editions.findings,
        files=tuple(f"{slug}/{name}" for name in files),
    )


def make_editions(workspace: Workspace, slug: Slug, progress: Progress) -> Editions:
    """Return the editions of a title: its folder read, one master made, print before e-book.

    Raises ChecksFailed with the findings where one of them forbids an edition.
    """
    # without them the import of the print edition fails in words that help nobody
    require(examine_libraries())
    from makeready.checks.parity import mixed_pair
    from makeready.editions.epub import package
    from makeready.editions.print import edition
    from makeready.editions.typefaces import title_faces
    from makeready.master import apparatus
    from makeready.master.places import locate

    title = read_title(workspace, slug)
    templates = read_templates(workspace)
    print_css = _print_css(templates, title.book.theme)
    faces = read_faces(workspace.fonts) + title_faces(title.fonts)
    found = mixed_pair(*(read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub")))

    progress(slug, "master", 0, STEPS)
    master, more = apparatus.make(title, templates)
    found += more
    if master is None:
        raise _refusal(found)
    progress(slug, "print edition", 1, STEPS)
    printed, more = edition.make(master, Look(css=print_css, faces=faces))
    found += locate(more, title.texts)
    if printed is None:
        raise _refusal(found)
    progress(slug, "e-book", 2, STEPS)
    ebook = package.make(master, printed.pages, Look(css=templates["css/ebook.css"], faces=faces))
    progress(slug, "e-book", STEPS, STEPS)
    return Editions(
        master=master, printed=printed, ebook=ebook, findings=apply_waivers(title.book, found)
    )


def _refusal(found: tuple[Finding, ...]) -> ChecksFailed:
    count = len(errors(found))
    said = "1 finding forbids" if count == 1 else f"{count} findings forbid"
    return ChecksFailed(
        f"{said} an edition; those from before stay as they were",
        found,
        hint="`makeready explain CODE` says more of a finding",
    )


def _print_css(templates: Mapping[str, str], theme: str) -> str:
    name = f"themes/{theme}.css"
    if name not in templates:
        themes = [
            known.split("/")[1].removesuffix(".css")
            for known in templates
            if known.startswith("themes/")
        ]
        raise ConfigError(
            f'there is no theme "{theme}"', where=Place("book.toml"), hint=meant(theme, themes)
        )
    return templates["css/print.css"] + "\n" + templates[name]


def _put(workspace: Workspace, slug: Slug, editions: Editions) -> tuple[str, ...]:
    """Replace the files of a title, each whole; a common digest shows that they belong together."""
    files = {
        "master.xhtml": editions.master.xhtml,
        f"{slug}.pdf": editions.printed.data,
        f"{slug}.epub": editions.ebook.data,
    }
    for name, data in files.items():
        store.write(workspace.output / slug / name, data)
    return (f"{slug}.pdf", f"{slug}.epub", "master.xhtml")
