"""A title as it was read becomes its editions: one master, print before e-book.

Whatever was made before of the same materials is remembered and not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TypeAlias

from makeready.core.errors import ChecksFailed, ConfigError, MakereadyError
from makeready.core.findings import Finding, Place, errors
from makeready.core.model import (
    Anchor,
    Asset,
    Digest,
    Ebook,
    Face,
    Look,
    Master,
    PageMap,
    Print,
    Slug,
    Title,
)
from makeready.core.suggest import suggest
from makeready.files.disk.cache import Cache
from makeready.files.disk.values import decode, encode, key
from makeready.files.findings import FINDINGS, encode_findings
from makeready.files.programs import toolchain
from makeready.press.build.memory import Memory
from makeready.press.build.units import Layout, warm_up
from makeready.press.build.waivers import apply_waivers
from makeready.press.workers.pool import Here, Shared, Task, Workers

STEPS = 3
"""What a title passes through: its master, its print edition, its e-book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What all titles are made with: the press's templates, style sheets and faces."""

    templates: Mapping[str, str]
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """A title to be made, and what may be remembered of it; small enough to be sent."""

    title: Title
    cache: Cache | None
    is_fresh: bool


OnMaster: TypeAlias = Callable[[Master, Look], None]
"""Called once with a title's master and the look of its e-book, before its pages are laid out."""


def ignore_master(master: Master, look: Look) -> None:
    """Do nothing with a master."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleContext:
    """What one title is made at: its memory, whoever lays out its units, and who is told of it.

    `tell` is called with the stage, how many of its steps are done and of how many, and the pages.
    """

    memory: Memory
    workers: Workers
    tell: Callable[[str, int, int, int], None]
    on_master: OnMaster = ignore_master


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """What a title becomes: its master, both editions, and what was found on the way.

    `found` are all findings, `findings` those that no waiver excuses.
    """

    master: Master
    printed: Print
    ebook: Ebook
    found: tuple[Finding, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedTitle:
    """A title's finished files by name, and what is told of them.

    `findings` are those of the book, `remarks` those of this one build.
    """

    pages: int
    notes: int
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    files: tuple[tuple[str, bytes], ...]


def make_title(materials: Materials, request: BuildRequest) -> bytes:
    """Return the encoded files of a title, made in this process."""
    context = TitleContext(memory=open_memory(request), workers=Here(), tell=lambda *_: None)
    return encode(make_files(request.title, materials, context))


def open_memory(request: BuildRequest) -> Memory:
    """Return the memory for a title; what the machine's unknown fonts decide is not remembered."""
    known = toolchain.read_machine_fonts(request.title.book.fallback_fonts) is not None
    return Memory(cache=request.cache if known else None, is_fresh=request.is_fresh)


def make_files(title: Title, materials: Materials, context: TitleContext) -> FinishedTitle:
    """Return the files of a title, and what was found."""
    editions = make_editions(title, materials, context)
    slug = title.book.slug
    return FinishedTitle(
        pages=len(editions.printed.pages.labels),
        notes=len(editions.master.notes),
        findings=editions.findings,
        remarks=context.memory.findings(),
        files=(
            (f"{slug}.pdf", editions.printed.data),
            (f"{slug}.epub", editions.ebook.data),
            ("master.xhtml", editions.master.xhtml),
            (FINDINGS, encode_findings(editions.found, editions.master.digest)),
        ),
    )


def make_editions(title: Title, materials: Materials, context: TitleContext) -> Editions:
    """Return the editions of a title.

    Raises ChecksFailed with the findings where one of them forbids an edition.
    """
    print_css = _print_css(materials.templates, title.book.theme)
    faces = _faces(title, materials)
    _warm_up_workers(title, Look(css=print_css, faces=faces), context)
    context.tell("master", 0, STEPS, 0)
    master, found = _make_master(title, materials, context)
    if master is None:
        raise _make_refusal(found)
    look = Look(css=materials.templates["css/ebook.css"], faces=faces)
    context.on_master(master, look)
    context.tell("print edition", 1, STEPS, 0)
    from makeready.master.places import locate

    with ThreadPoolExecutor(max_workers=1) as beside:
        ebooks: list[Future[Ebook]] = []

        def begin(pages: PageMap) -> None:
            # the pages are known before they are bound, and more is not needed
            ebooks.append(beside.submit(_make_ebook, master, pages, look, context))

        printed, more = _make_print(master, Look(css=print_css, faces=faces), context, begin)
        found += locate(more, title.texts)
        if printed is None:
            raise _make_refusal(found)
        if not ebooks:
            begin(printed.pages)
        context.tell("e-book", 2, STEPS, len(printed.pages.labels))
        ebook = ebooks[0].result()
    context.tell("e-book", STEPS, STEPS, len(printed.pages.labels))
    return Editions(
        master=master,
        printed=printed,
        ebook=ebook,
        found=found,
        findings=apply_waivers(title.book, found),
    )


def _warm_up_workers(title: Title, look: Look, context: TitleContext) -> None:
    """Let the workers load fonts and styles, and one what the e-book needs, as we read the text.

    Of a title that was made before, most units are remembered, and one worker will do.
    """
    from makeready.editions.print.plan.units import gather_resources

    shared = gather_resources(title.book, look, style=title.style, pictures=title.assets)
    own = title.book.language
    layout = Task(call=warm_up, shared=Shared(name=shared.digest, value=shared), own=own)
    ebook = Task(call=warm_up_ebook, shared=Shared(name="", value=None), own=None)
    count = 1 if _last_labels(context.memory, title.book.slug) else context.workers.count
    context.workers.prepare((*(layout for _ in range(count)), ebook))


def warm_up_ebook(shared: object, own: object) -> None:
    """Prepare this process for an e-book, which needs nothing of these."""
    del shared, own
    import_module("makeready.editions.epub.package")


def _make_master(
    title: Title, materials: Materials, context: TitleContext
) -> tuple[Master | None, tuple[Finding, ...]]:
    from makeready.master import LIBRARIES

    def make() -> tuple[Master | None, tuple[Finding, ...]]:
        from makeready.master import make
        from makeready.press.build.manuscript import Reader

        reader = Reader(memory=context.memory, count=context.workers.count)
        master, found = make.make(title, materials.templates, reader.prepare)
        return None if master is None else _drop_asset_bytes(master), found

    master, found = context.memory.recall_or_make(
        key(
            "master",
            toolchain.read_versions(*LIBRARIES),
            toolchain.read_pandoc_version(),
            replace(title, assets=_drop_bytes(title.assets), fonts=()),
            materials.templates,
        ),
        tuple[Master | None, tuple[Finding, ...]],
        make,
    )
    return None if master is None else _restore_asset_bytes(master, title.assets), found


def _make_print(
    master: Master, look: Look, context: TitleContext, begin: Callable[[PageMap], None]
) -> tuple[Print | None, tuple[Finding, ...]]:
    from makeready.editions.print.values import LIBRARIES

    environment = (
        toolchain.read_versions(*LIBRARIES),
        toolchain.read_typesetting_versions(),
        toolchain.read_binding_versions(),
        toolchain.read_machine_fonts(master.book.fallback_fonts),
    )
    guess = _last_labels(context.memory, master.book.slug)

    def make() -> tuple[Print | None, tuple[Finding, ...]]:
        from makeready.editions.print import edition
        from makeready.editions.print.bind import merge

        with merge.UnitFiles() as unit_files:
            layout = Layout(
                memory=context.memory,
                workers=context.workers,
                environment=environment,
                tell=lambda *counts: context.tell("print edition", *counts),
                on_laid_out=unit_files.open,
            )
            hooks = edition.Hooks(on_proved=begin, unit_files=unit_files)
            return edition.make(master, look, layout.run, guess, hooks=hooks)

    printed, found = context.memory.recall_or_make(
        key("print edition", environment, _drop_asset_bytes(master), _drop_font_bytes(look)),
        tuple[Print | None, tuple[Finding, ...]],
        make,
    )
    if printed is not None and printed.anchor_labels != guess:
        context.memory.keep(_labels_key(master.book.slug), encode(printed.anchor_labels))
    return printed, found


def _labels_key(slug: Slug) -> Digest:
    return key("page labels", slug)


def _last_labels(memory: Memory, slug: Slug) -> tuple[tuple[Anchor, str], ...]:
    """Return the page labels of the ids in a title's last print edition, if it is remembered."""
    return memory.recall(_labels_key(slug), tuple[tuple[Anchor, str], ...]) or ()


def _make_ebook(master: Master, pages: PageMap, look: Look, context: TitleContext) -> Ebook:
    from makeready.editions.epub import LIBRARIES

    libraries = toolchain.read_versions(*LIBRARIES)
    name = key("e-book", libraries, _drop_asset_bytes(master), pages, _drop_font_bytes(look))
    ebook = context.memory.recall(name, Ebook)
    if ebook is not None:
        return ebook
    shared = Shared(name=key("look", _drop_font_bytes(look)), value=look)
    ((_, result),) = context.workers.run(
        [Task(call=encode_ebook, shared=shared, own=(master, pages), about="the e-book")]
    )
    if isinstance(result, MakereadyError):
        raise result
    assert isinstance(result, bytes)
    context.memory.keep(name, result)
    ebook = decode(result, Ebook)
    assert ebook is not None
    return ebook


def encode_ebook(look: Look, own: tuple[Master, PageMap]) -> bytes:
    """Return the encoded e-book of a master with these pages."""
    from makeready.editions.epub import package

    master, pages = own
    return encode(package.make(master, pages, look))


def _drop_asset_bytes(master: Master) -> Master:
    """Return the master with the names and digests of its files, and not their bytes."""
    return replace(master, assets=_drop_bytes(master.assets))


def _drop_font_bytes(look: Look) -> Look:
    faces = (replace(face, asset=replace(face.asset, data=b"")) for face in look.faces)
    return replace(look, faces=tuple(faces))


def _drop_bytes(assets: tuple[Asset, ...]) -> tuple[Asset, ...]:
    return tuple(replace(asset, data=b"") for asset in assets)


def _restore_asset_bytes(master: Master, assets: tuple[Asset, ...]) -> Master:
    known = {asset.name: asset for asset in assets}
    return replace(master, assets=tuple(known[asset.name] for asset in master.assets))


def _faces(title: Title, materials: Materials) -> tuple[Face, ...]:
    if not title.fonts:
        return materials.faces
    from makeready.editions.typefaces import title_faces

    return materials.faces + title_faces(title.fonts)


def _make_refusal(found: tuple[Finding, ...]) -> ChecksFailed:
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
        files = (known for known in templates if known.startswith("themes/"))
        themes = [known.removeprefix("themes/").removesuffix(".css") for known in files]
        raise ConfigError(
            f'there is no theme "{theme}"', where=Place("book.toml"), hint=suggest(theme, themes)
        )
    return templates["css/print.css"] + "\n" + templates[name]
