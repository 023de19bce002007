"""A title becomes its master and its editions; what was made before is taken from the cache.

The order of these steps stands in `pipeline`.
"""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from makeready.core.errors import ChecksFailed, ConfigError, MakereadyError
from makeready.core.findings import Finding, Place, errors
from makeready.core.model import (
    Anchor,
    Asset,
    Ebook,
    Face,
    Look,
    Master,
    PageMap,
    Print,
)
from makeready.core.suggest import suggest
from makeready.editions.epub import LIBRARIES as EBOOK_LIBRARIES
from makeready.files.disk.store import sha256
from makeready.files.disk.values import decode, encode, key
from makeready.files.findings import FINDINGS, encode_findings
from makeready.files.inventory import INVENTORY, encode_inventory
from makeready.files.programs import toolchain
from makeready.files.workspace import list_ebook_sheets
from makeready.press.build.outcomes import FinishedTitle
from makeready.press.build.units import Layout, warm_up
from makeready.press.build.waivers import apply_waivers
from makeready.press.title_fonts import find_absent_fonts
from makeready.press.workers.pool import Shared, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from makeready.core.model import Book, Digest, Slug, Text, Title
    from makeready.press.build.context import Materials, TitleContext
    from makeready.press.build.memory import Memory

_Made = TypeVar("_Made")

STEPS = 3
"""What a title passes through: its master, its print edition, its e-book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """What a title becomes: its master, both editions, and what was found on the way."""

    master: Master
    printed: Print
    ebook: Ebook
    found: tuple[Finding, ...]


def choose_looks(title: Title, materials: Materials) -> tuple[Look, Look]:
    """Return the look of a title's print edition, and that of its e-book.

    Raises ConfigError where the book names a theme that there is not.
    """
    faces = _choose_faces(title, materials)
    print_css = read_print_css(materials.templates, title.book.theme, title.book.theme_line)
    ebook_css = "".join(materials.templates[name] for name in list_ebook_sheets(title.book))
    return Look(css=print_css, faces=faces), Look(css=ebook_css, faces=faces)


def warm_up_workers(title: Title, look: Look, context: TitleContext) -> None:
    """Let the workers load fonts and style sheets, and one EbookLib, while the text is read.

    Of a title that was built before, most units are in the cache, and one worker will do.
    """
    from makeready.editions.print.plan.units import gather_resources

    shared = gather_resources(title.book, look, style=title.style, pictures=title.assets)
    own = title.book.language
    layout = Task(call=warm_up, shared=Shared(name=shared.digest, value=shared), own=own)
    ebook = Task(call=warm_up_ebook, shared=Shared(name="", value=None), own=None)
    count = 1 if _last_labels(context.memory, title.book.slug) else context.workers.count
    context.workers.prepare((*(layout for _ in range(count)), ebook))


def warm_up_ebook(shared: object, own: object) -> None:
    """Load EbookLib in this process; the arguments are those of every task."""
    del shared, own
    import_module("makeready.editions.epub.package")


def make_master(
    title: Title, materials: Materials, context: TitleContext
) -> tuple[Master | None, tuple[Finding, ...]]:
    """Return the master of a title, or None where a finding forbids one, and what was found."""
    context.tell("master", 0, STEPS, 0)
    from makeready.master import LIBRARIES

    def make() -> tuple[Master | None, tuple[Finding, ...]]:
        from makeready.master import make
        from makeready.press.build.manuscript import Reader

        reader = Reader(
            memory=context.memory,
            count=context.workers.count,
            patience=context.time_limit,
        )
        master, found = make.make(title, materials.templates, reader.prepare, reader.remember)
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
    if master is None:
        return None, found
    master = _restore_asset_bytes(master, title.assets)
    found += (*_check_pictures(master), *_check_fonts(title))
    found += find_absent_fonts(master.book.fallback_fonts)
    return None if errors(found) else master, found


def _check_pictures(master: Master) -> tuple[Finding, ...]:
    if not master.assets:
        return ()
    from makeready.editions.pictures import check_pictures

    return tuple(check_pictures(master.assets))


def _check_fonts(title: Title) -> tuple[Finding, ...]:
    if not title.fonts and not title.other_fonts:
        return ()
    from makeready.editions.epub.fonts import check_fonts

    return tuple(check_fonts(title.fonts, title.other_fonts))


def make_print(
    master: Master, look: Look, context: TitleContext, begin: Callable[[PageMap], None]
) -> tuple[Print | None, tuple[Finding, ...]]:
    """Return the print edition of a master, or None where a finding forbids one, and the findings.

    `begin` is called with the page map as soon as nothing can forbid the edition any more: the
    pages are known before they are bound, and an e-book needs no more.
    """
    from makeready.editions.print.values import LIBRARIES

    context.tell("print edition", 1, STEPS, 0)
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
    """Return the page labels of the last build, which are the first guess of the next."""
    return memory.recall(_labels_key(slug), tuple[tuple[Anchor, str], ...]) or ()


def take_faces(
    master: Master, look: Look, context: TitleContext
) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """Return faces of the machine for the characters that no face of a look has, and findings.

    They are those of the families that the title asks for.
    """
    families = master.book.fallback_fonts
    if not families:
        return (), ()

    def make() -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
        from makeready.editions.epub.machine_faces import take_machine_faces
        from makeready.files.programs.machine_fonts import read_machine_faces

        return take_machine_faces(read_machine_faces(families), master.xhtml.decode(), look.faces)

    return context.memory.recall_or_make(
        key(
            "faces of the machine",
            toolchain.read_versions(*EBOOK_LIBRARIES),
            toolchain.read_machine_fonts(families),
            master.digest,
            _drop_font_bytes(look),
        ),
        tuple[tuple[Face, ...], tuple[Finding, ...]],
        make,
    )


class BackgroundEbook:
    """Makes the e-book of a master while its pages are bound.

    A context manager, which waits for an e-book that was begun.
    """

    def __init__(self, master: Master, look: Look, context: TitleContext) -> None:
        self._master = master
        self._look = look
        self._context = context
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._begun: Future[Ebook] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def begin(self, pages: PageMap) -> None:
        """Begin to make the e-book with these pages."""
        self._begun = self._thread.submit(
            _make_ebook, self._master, pages, self._look, self._context
        )

    def finish(self, pages: PageMap) -> Ebook:
        """Return the e-book with these pages; it is begun now if it was not before."""
        count = len(pages.labels)
        if self._begun is None:
            # a print edition from the cache does not call `begin`
            self.begin(pages)
        assert self._begun is not None
        self._context.tell("e-book", 2, STEPS, count)
        ebook = self._begun.result()
        self._context.tell("e-book", STEPS, STEPS, count)
        return ebook


def _make_ebook(master: Master, pages: PageMap, look: Look, context: TitleContext) -> Ebook:
    libraries = toolchain.read_versions(*EBOOK_LIBRARIES)
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
    def drop(faces: tuple[Face, ...]) -> tuple[Face, ...]:
        return tuple(replace(face, asset=replace(face.asset, data=b"")) for face in faces)

    return replace(look, faces=drop(look.faces), lent=drop(look.lent))


def _drop_bytes(assets: tuple[Asset, ...]) -> tuple[Asset, ...]:
    return tuple(replace(asset, data=b"") for asset in assets)


def _restore_asset_bytes(master: Master, assets: tuple[Asset, ...]) -> Master:
    known = {asset.name: asset for asset in assets}
    return replace(master, assets=tuple(known[asset.name] for asset in master.assets))


def _choose_faces(title: Title, materials: Materials) -> tuple[Face, ...]:
    if not title.fonts:
        return materials.faces
    from makeready.editions.typefaces import title_faces

    return materials.faces + title_faces(title.fonts)


def require_made(made: _Made | None, found: tuple[Finding, ...]) -> _Made:
    """Return what was made; raises ChecksFailed with the findings that forbid it."""
    if made is not None:
        return made
    count = len(errors(found))
    said = "1 finding forbids" if count == 1 else f"{count} findings forbid"
    raise ChecksFailed(
        f"{said} an edition; those from before stay as they were",
        found,
        hint="`makeready explain CODE` says more of a finding",
    )


_BUILT_ON = re.compile(r'(?:/\*(?:[^*]|\*(?!/))*\*/\s*)?@import "([a-z0-9-]+)\.css";')
"""How a theme begins that is built on another one of the press."""


def read_print_css(templates: Mapping[str, str], theme: str, line: int | None = None) -> str:
    """Return the press's style sheets for print, with those that the theme is built on before it.

    Raises ConfigError where there is no such theme; `line` is where book.toml names it.
    """
    name = f"themes/{theme}.css"
    if name not in templates:
        files = (known for known in templates if known.startswith("themes/"))
        themes = [known.removeprefix("themes/").removesuffix(".css") for known in files]
        where = Place("book.toml", line)
        raise ConfigError(f'there is no theme "{theme}"', where=where, hint=suggest(theme, themes))
    sheets = [templates["css/print.css"], templates[name]]
    while found := _BUILT_ON.match(sheets[1]):
        below = templates[f"themes/{found[1]}.css"]
        sheets[1:2] = [below, sheets[1][found.end() :]]
    return "\n".join(sheets)


def locate_findings(found: tuple[Finding, ...], texts: tuple[Text, ...]) -> tuple[Finding, ...]:
    """Return findings of the print edition with the lines of the manuscript that they are about."""
    from makeready.master.places import locate

    return locate(found, texts)


def pack_title(editions: Editions, book: Book, context: TitleContext) -> FinishedTitle:
    """Return the files of a title by name, and what is told of them after the waivers."""
    slug = book.slug
    made = (
        (f"{slug}.pdf", editions.printed.data),
        (f"{slug}.epub", editions.ebook.data),
        ("master.xhtml", editions.master.xhtml),
    )
    return FinishedTitle(
        pages=len(editions.printed.pages.labels),
        notes=len(editions.master.notes),
        findings=apply_waivers(book, editions.found),
        remarks=context.memory.findings(),
        files=(
            *made,
            (FINDINGS, encode_findings(editions.found, editions.master.digest)),
            (INVENTORY, _take_inventory(made, editions.master.digest)),
        ),
    )


def _take_inventory(made: tuple[tuple[str, bytes], ...], master: Digest) -> bytes:
    """Return the digests of the files, and of what the two editions consist of."""
    from makeready.checks.read.members import digest_members

    members = {name: digest_members(name, data) for name, data in made}
    files = {name: sha256(data) for name, data in made}
    return encode_inventory(master, files, {name: own for name, own in members.items() if own})
