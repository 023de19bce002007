"""The titles in the output folder → the site from which readers download or read them."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import EditionError, UsageError
from makeready.core.findings import Place
from makeready.core.model import Slug
from makeready.files.book.changes import read_changes
from makeready.files.book.relators import RELATORS
from makeready.files.disk.store import sha256
from makeready.files.disk.tree import Tree, replace_folder
from makeready.files.programs import search
from makeready.files.programs.memory_limit import memory_limit
from makeready.files.publishing import read_font_licences, read_master, read_site_assets
from makeready.files.workspace import (
    Workspace,
    has_edition,
    list_titles,
    read_edition,
    read_templates,
    read_title,
)
from makeready.press.build.outcomes import MEMORY_LIMIT, Step
from makeready.site.listing import Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.core.model import Title
    from makeready.press.build.outcomes import Progress
    from makeready.site.listing import Download, Listing
    from makeready.site.pages import Pages
    from makeready.site.reading import Reading

FOLDER = "site"
"""Where the site stands in the output folder."""

# with fewer titles a process, starting it takes longer than its work
_TOGETHER = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogued:
    """A site that stands in the output folder: how many titles it offers, and under what name.

    `unbuilt` are the titles that it does not offer, since they have never been built.
    """

    titles: int
    name: str
    folder: Path
    unbuilt: tuple[Slug, ...] = ()


def make_catalogue(
    workspace: Workspace,
    progress: Progress,
    *,
    name: str = "",
    base: str = "",
    memory: int = MEMORY_LIMIT,
) -> Catalogued:
    """Replace the site by one of all titles, as their editions stand in the output folder.

    `base` is the site's address, for the standards that want absolute ones; `memory` is how many
    bytes each process may take, or 0. A title that has never been built is left out. Raises
    EditionError where an edition of a title is missing, or is not of the same master or not of its
    book.toml, and where no title is built.
    """
    from makeready.site import pages
    from makeready.site.listing import Site

    listed = list_titles(workspace)
    built = tuple(slug for slug in listed if has_edition(workspace, slug))
    titles = built or listed
    site = Site(name=name or _name(workspace, titles), base=_address(base))
    target = workspace.output / FOLDER
    with memory_limit(memory), replace_folder(target) as tree:
        listings = _all_titles(workspace, titles, site, tree, progress)
        _site(workspace, listings, pages.prepare(site, read_templates(workspace)), tree)
        search.index(tree.folder, language=_language(listings))
    unbuilt = tuple(slug for slug in listed if slug not in titles)
    return Catalogued(titles=len(listings), name=site.name, folder=target, unbuilt=unbuilt)


def _address(base: str) -> str:
    if base and not base.startswith(("https://", "http://")):
        raise UsageError(
            f'"{base}" is not an address', hint="write it whole: --base-url https://books.example/"
        )
    return base and base.rstrip("/") + "/"


def _name(workspace: Workspace, titles: tuple[Slug, ...]) -> str:
    """Return the publisher's name where all titles have one and the same, else a plain word."""
    publishers = (read_title(workspace, slug).book.publisher for slug in titles)
    first = next(publishers, "")
    # the first that differs decides; the others need not be read
    return first if first and all(each == first for each in publishers) else "Catalogue"


def _language(listings: tuple[Listing, ...]) -> str:
    """Return the one language of all titles, or none: words are then searched as they stand."""
    languages = {listing.book.language.split("-")[0].lower() for listing in listings}
    return languages.pop() if len(languages) == 1 else "unknown"


def _all_titles(
    workspace: Workspace, titles: tuple[Slug, ...], site: Site, tree: Tree, progress: Progress
) -> tuple[Listing, ...]:
    """Write what belongs to each title, side by side where they are many."""
    runs = [titles[start : start + _TOGETHER] for start in range(0, len(titles), _TOGETHER)]
    jobs = [_Job(workspace=workspace, slugs=run, site=site, tree=tree) for run in runs]
    if len(jobs) <= 1:
        return _report_progress(map(_titles, jobs), progress, len(titles))
    # not forked: a library that runs threads, as Pango does, must not be copied while it works
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as workers:
        return _report_progress(workers.map(_titles, jobs), progress, len(titles))


def _report_progress(
    runs: Iterable[tuple[Listing, ...]], progress: Progress, total: int
) -> tuple[Listing, ...]:
    listings: list[Listing] = []
    for run in runs:
        listings.extend(run)
        # of all titles together: they are too quick to be told one by one
        progress(Step(slug=Slug(""), stage="catalogue", done=len(listings), total=total))
    return tuple(listings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Some titles that one process writes."""

    workspace: Workspace
    slugs: tuple[Slug, ...]
    site: Site
    tree: Tree


def _titles(job: _Job) -> tuple[Listing, ...]:
    from makeready.site import pages

    filled = pages.prepare(job.site, read_templates(job.workspace))
    return tuple(_title(job.workspace, slug, filled, job.tree) for slug in job.slugs)


def _title(workspace: Workspace, slug: Slug, filled: Pages, tree: Tree) -> Listing:
    """Write a title's files, pages and records, and return what the list says of it."""
    from makeready.master.read.quotes import set_quotes_of_book
    from makeready.site import citation, reading

    title = read_title(workspace, slug)
    # the site says the facts as the editions do, with typographic marks for the straight ones
    title = replace(title, book=set_quotes_of_book(title.book))
    master, pdf, epub = _editions(workspace, slug)
    read = reading.read(master)
    _require_same(title, read)
    listing = _make_listing(workspace, title, read, tree, (pdf, epub))
    tree.put(f"{listing.folder}index.html", filled.title(listing, RELATORS))
    for record, data in (
        ("bib", citation.bibtex(listing, filled.site)),
        ("ris", citation.ris(listing, filled.site)),
        ("csl.json", citation.csl(listing, filled.site)),
        ("sha256", _write_sums(listing.downloads)),
    ):
        tree.put(f"{listing.folder}{slug}.{record}", data)
    _make_reading(title, listing, read, filled, tree)
    return listing


def _editions(workspace: Workspace, slug: Slug) -> tuple[bytes, bytes, bytes]:
    """Return master, PDF and EPUB of a title, which must be of one master."""
    from makeready.checks.read.recorded import master_of_epub, master_of_pdf

    master = read_master(workspace, slug)
    pdf, epub = (read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub"))
    hint = f"build it first: makeready build {slug}"
    if master is None or pdf is None or epub is None:
        raise EditionError(f"{slug} has no editions in the output folder", hint=hint)
    if {master_of_pdf(pdf), master_of_epub(epub)} != {sha256(master)}:
        raise EditionError(f"the editions of {slug} are of different masters", hint=hint)
    return master, pdf, epub


def _require_same(title: Title, read: Reading) -> None:
    """Stop where book.toml or a picture is no longer what the editions were made from."""
    book = title.book
    now = {asset.name: asset.digest for asset in title.assets}
    facts = (book.identifier, book.modified.isoformat(), book.title)
    made = (read.identifier, read.modified, read.title[: len(book.title)])
    if facts != made or any(now.get(name) != digest for name, digest in read.digests.items()):
        raise EditionError(
            f"{book.slug} has changed since its editions were made",
            where=Place("book.toml"),
            hint=f"build it again: makeready build {book.slug}",
        )


def _make_listing(
    workspace: Workspace,
    title: Title,
    read: Reading,
    tree: Tree,
    editions: tuple[bytes, bytes],
) -> Listing:
    """Return what the site says of a title, its editions and its cover written."""
    from makeready.checks.read.recorded import pages_of_pdf
    from makeready.site import covers
    from makeready.site.listing import Download, Kind, Listing, Release, folder_of

    book, (pdf, epub) = title.book, editions
    folder = folder_of(book)
    downloads = tuple(
        Download(name=f"{book.slug}{suffix}", kind=kind, size=len(data), digest=sha256(data))
        for suffix, kind, data in ((".epub", Kind.EPUB, epub), (".pdf", Kind.PDF, pdf))
    )
    cover, thumbnail = covers.pictures(epub, sorted(workspace.fonts.glob("*/*.[ot]tf")))
    files = {d.name: data for d, data in zip(downloads, (epub, pdf), strict=True)}
    for name, data in (*files.items(), *((c.picture.name, c.data) for c in (cover, thumbnail))):
        tree.put(folder + name, data)
    return Listing(
        book=book,
        folder=folder,
        downloads=downloads,
        cover=cover.picture,
        thumbnail=thumbnail.picture,
        contents=read.contents,
        leaves=tuple(leaf.name for leaf in read.leaves),
        releases=tuple(
            Release(version=change.version, date=change.date, words=change.words)
            for change in read_changes(workspace.content / book.slug)
        ),
        pages=pages_of_pdf(pdf),
        notes=read.notes,
    )


def _make_reading(title: Title, listing: Listing, read: Reading, filled: Pages, tree: Tree) -> None:
    """Write the pages on which a title is read, and the pictures that they show."""
    for number, leaf in enumerate(read.leaves):
        tree.put(f"{listing.folder}read/{leaf.name}", filled.leaf(listing, read, number))
    for asset in title.assets:
        if asset.name in read.pictures:
            tree.put(f"{listing.folder}read/{read.pictures[asset.name]}", asset.data)


def _write_sums(downloads: tuple[Download, ...]) -> bytes:
    return "".join(f"{each.digest}  {each.name}\n" for each in downloads).encode()


def _site(workspace: Workspace, listings: tuple[Listing, ...], filled: Pages, tree: Tree) -> None:
    """Write what belongs to no single title: the list, the feeds, style sheets and scripts."""
    from makeready.site import atom, opds, sitemap

    site: Site = filled.site
    by_title = tuple(sorted(listings, key=lambda each: each.book.title.casefold()))
    for name, data in (
        *filled.front(by_title),
        *opds.feeds(by_title, site),
        (atom.NAME, atom.releases(by_title, site)),
        *sitemap.sitemaps(by_title, site),
    ):
        tree.put(name, data)
    for asset in read_site_assets(workspace):
        tree.put(f"assets/{asset.name}", asset.data)
    for name, data in read_font_licences(workspace):
        tree.put(f"assets/fonts/{name}", data)
