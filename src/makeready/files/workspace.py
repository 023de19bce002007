"""A folder of titles → the titles, read whole: texts, pictures, style and fonts.

A workspace is a folder with `content/` in it, and perhaps `templates/`, `fonts/` and `output/`;
the package brings templates and fonts for workspaces that have none of their own.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import ConfigError, SourceError, WorkspaceError
from makeready.core.findings import Place
from makeready.core.model import Asset, Book, Digest, Part, Slug, Text, Title
from makeready.core.suggest import suggest
from makeready.files.disk.cache import Cache
from makeready.files.disk.folder import (
    FONT_TYPES,
    IMAGE_TYPES,
    TITLE_FILE,
    is_inside,
    is_other_font,
    media_type,
    names,
)
from makeready.files.disk.store import sha256
from makeready.files.font_collections import SUFFIXES, divide_collection

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_TEXT = 20_000_000
"""The most bytes that a manuscript file may have."""

LARGEST_ASSET = 100_000_000
"""The most bytes that a picture or a font may have."""

STYLE = "style.css"
"""The style sheet that a title may bring."""

_PACKAGE = Path(__file__).resolve().parents[1]
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Where things are: the titles, what is made of them, and what they are made with."""

    content: Path
    output: Path
    templates: Path
    fonts: Path


def find_workspace(
    start: Path, *, content: Path | None = None, output: Path | None = None
) -> Workspace:
    """Return the workspace at or above the starting folder; named folders take precedence."""
    root = next((up for up in (start, *start.parents) if (up / "content").is_dir()), None)
    if content is not None and not content.is_dir():
        raise WorkspaceError(
            f"there is no folder {content}", hint="--content names the folder of titles"
        )
    if content is None and root is None:
        hint = "go to a folder that has content/, or name one with --content"
        raise WorkspaceError("no folder from here upward has content/", hint=hint)
    titles = content or (root or start) / "content"
    return Workspace(
        content=titles,
        output=output or titles.parent / "output",
        templates=_own_or_bundled(root, "templates", "master.xhtml.j2"),
        fonts=_own_or_bundled(root, "fonts", "fonts.toml"),
    )


def find_content(start: Path, content: Path | None) -> Path:
    """Return the folder of titles, which need not be there yet, for a title that begins."""
    root = next((up for up in (start, *start.parents) if (up / "content").is_dir()), start)
    return content or root / "content"


def _own_or_bundled(root: Path | None, name: str, mark: str) -> Path:
    """Return the workspace's folder of this name, the wheel's, or that of the repository.

    Only the folder that the command was given in, or one above it, brings templates: they are a
    program, and titles that came from elsewhere with a folder beside them must not bring one.
    """
    homes = (*([root] if root else []), *press_homes())
    found = next((home / name for home in homes if (home / name / mark).is_file()), None)
    if found is None:
        raise WorkspaceError(f"makeready's {name} are missing", hint="install makeready again")
    return found


def press_homes() -> tuple[Path, Path]:
    """Return where the press keeps what it brings: in its wheel, or in its repository."""
    return _PACKAGE / "_press", _PACKAGE.parents[1]


def list_titles(workspace: Workspace) -> tuple[Slug, ...]:
    """Return the slugs of all titles, sorted; a title is a folder with a book.toml."""
    folders = (path for path in workspace.content.iterdir() if (path / TITLE_FILE).is_file())
    return tuple(Slug(path.name) for path in sorted(folders))


def read_templates(workspace: Workspace) -> Mapping[str, str]:
    """Return the press's templates and style sheets by their names in the folder of templates."""
    folder = workspace.templates
    found = (name for name in names(folder) if name.endswith((".j2", ".css")))
    return {name: (folder / name).read_text("utf-8") for name in found}


def read_template(workspace: Workspace, name: str) -> str:
    """Return one file of the folder of templates. Raises WorkspaceError where it is not there."""
    file = workspace.templates / name
    if not file.is_file():
        hint = "take it over from makeready's own templates"
        raise WorkspaceError(f"the templates lack {name}", hint=hint)
    return file.read_text("utf-8")


def list_ebook_sheets(book: Book) -> tuple[str, ...]:
    """Return the names of the press's style sheets that the e-book of a book has, in order."""
    sheets = ("css/ebook.css",)
    return (*sheets, "css/ebook-vertical.css") if book.vertical_ebook else sheets


def open_cache(workspace: Workspace, limit: int) -> Cache:
    """Return what the workspace remembers from build to build; `limit` is in bytes."""
    return Cache(folder=workspace.output / ".cache", limit=limit)


def read_edition(workspace: Workspace, slug: Slug, suffix: str) -> bytes | None:
    """Return an edition that stands in the output folder, or None where there is none."""
    path = _find_edition(workspace, slug, suffix)
    return path.read_bytes() if path.is_file() else None


def has_edition(workspace: Workspace, slug: Slug) -> bool:
    """Tell whether an edition of a title stands in the output folder, be it of another text."""
    return any(_find_edition(workspace, slug, suffix).is_file() for suffix in (".pdf", ".epub"))


def _find_edition(workspace: Workspace, slug: Slug, suffix: str) -> Path:
    return workspace.output / slug / f"{slug}{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a folder holds, whatever is in it: a digest of all names and bytes, and their number."""

    digest: Digest
    size: int


def fingerprint_title(workspace: Workspace, slug: str) -> Fingerprint:
    """Return the digest of everything in a title's folder, read but not understood."""
    return fingerprint_folder(find_folder(workspace, slug))


def read_has_news(workspace: Workspace, slug: Slug) -> bool:
    """Tell whether a title looks newer than its print edition, by the times of its files alone."""
    folder, edition = find_folder(workspace, slug), _find_edition(workspace, slug, ".pdf")
    if not edition.is_file():
        return True
    made = edition.stat().st_mtime_ns
    return any((folder / name).lstat().st_mtime_ns > made for name in names(folder))


def fingerprint_folder(folder: Path) -> Fingerprint:
    """Return the digest of everything in a folder; a link that leads out stands for itself."""
    digest = hashlib.sha256()
    size = 0
    for name in names(folder):
        path = folder / name
        data = _read_for_digest(path) if is_inside(folder, path) else os.fsencode(path.readlink())
        digest.update(sha256(os.fsencode(name)).encode() + sha256(data).encode())
        size += len(data)
    return Fingerprint(digest=Digest(digest.hexdigest()), size=size)


def _read_for_digest(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_ASSET else b"too large"
    except OSError as error:
        return str(error.errno).encode()


def read_title(workspace: Workspace, slug: str) -> Title:
    """Return the title with everything its folder brings to the book."""
    folder = find_folder(workspace, slug)
    book = _book(folder, Slug(slug))
    style = folder / STYLE
    fonts = _within(folder, "fonts")
    divided = {
        name: _divide(folder, name, book) for name in fonts if name.lower().endswith(SUFFIXES)
    }
    others = (name for name in fonts if is_other_font(name) and not divided.get(name))
    return Title(
        book=book,
        texts=tuple(_text(folder, part) for part in book.parts),
        assets=_pictures(folder, book),
        style=_words(folder, STYLE) if style.is_file() or style.is_symlink() else "",
        fonts=(
            *_assets(folder, fonts, FONT_TYPES),
            *(face for faces in divided.values() for face in faces),
        ),
        other_fonts=tuple(_require_text_name(name) for name in others),
        works=_works(folder, book),
        citation_style=_citation_style(folder, book),
        old_pages=_bytes(folder, book.old_pages, LARGEST_TEXT) if book.old_pages else b"",
    )


def _works(folder: Path, book: Book) -> tuple[Asset, ...]:
    if book.bibliography is None:
        return ()
    read = ((name, _bytes(folder, name, LARGEST_TEXT)) for name in book.bibliography.files)
    return tuple(
        Asset(name=name, media_type="text/plain", data=data, digest=sha256(data))
        for name, data in read
    )


def _citation_style(folder: Path, book: Book) -> bytes:
    """Return the style that citations are set in, that of another one's name where it has none."""
    if book.bibliography is None or not book.bibliography.style:
        return b""
    # not loaded for the many titles that have no bibliography
    from makeready.files.book.bibliography import find_parent

    name = book.bibliography.style
    data = _style_bytes(folder, name)
    parent = find_parent(data, name)
    return _style_bytes(folder, parent) if parent else data


def _style_bytes(folder: Path, name: str) -> bytes:
    from makeready.files.book.bibliography import find_installed

    file = name if name.lower().endswith(".csl") else f"{name}.csl"
    if (folder / file).is_file():
        return _bytes(folder, file, LARGEST_TEXT)
    installed = find_installed(name)
    if installed is None:
        hint = f"put {file} into the title's folder, too"
        raise SourceError(f'there is no style "{name}"', where=Place(TITLE_FILE), hint=hint)
    return installed.read_bytes()


def is_slug(name: str) -> bool:
    """Tell whether a name can be that of a title's folder."""
    return _SLUG.fullmatch(name) is not None


def check_slug(slug: str) -> None:
    """Raise WorkspaceError where this cannot be the name of a title's folder."""
    if not is_slug(slug):
        hint = "a slug has small letters, digits and hyphens"
        raise WorkspaceError(f'"{slug}" is not a slug', hint=hint)


def find_folder(workspace: Workspace, slug: str) -> Path:
    """Return the folder of a title; WorkspaceError where there is no such title."""
    check_slug(slug)
    folder = workspace.content / slug
    if not (folder / TITLE_FILE).is_file():
        raise WorkspaceError(
            f'there is no title "{slug}"', hint=suggest(slug, list_titles(workspace))
        )
    return folder


def _book(folder: Path, slug: Slug) -> Book:
    # not needed, nor its libraries loaded, where a build finds that nothing has changed
    from makeready.files.book.config import read_book
    from makeready.files.book.toml import LARGEST, too_large

    size = (folder / TITLE_FILE).stat().st_size
    if size > LARGEST:
        raise too_large(TITLE_FILE, size)
    return read_book(_bytes(folder, TITLE_FILE, LARGEST), slug, folder=folder)


def _text(folder: Path, part: Part) -> Text:
    words = _words(folder, part.file)
    return Text(file=part.file, matter=part.matter, text=words, kind=part.kind)


def _words(folder: Path, name: str) -> str:
    """Return a file's text with line feeds alone, and no byte order mark."""
    data = _bytes(folder, name, LARGEST_TEXT).removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            where=Place(name, line),
            hint=f"save the file as UTF-8; {_likely(data)}",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likely(data: bytes) -> str:
    marks = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
    encoding = marks.get(data[:2], "Windows-1252 or Latin-1")
    return f"it looks like {encoding}"


def _pictures(folder: Path, book: Book) -> tuple[Asset, ...]:
    found = set(_within(folder, "images"))
    return _assets(folder, tuple(sorted(found | {book.cover} - {""})), IMAGE_TYPES)


def _divide(folder: Path, name: str, book: Book) -> tuple[Asset, ...]:
    """Return the faces of a collection of fonts as fonts of their own."""
    asset = _asset(folder, _require_text_name(name), "font/collection")
    return divide_collection(asset, book.language)


def _within(folder: Path, name: str) -> tuple[str, ...]:
    return tuple(f"{name}/{inner}" for inner in names(folder / name))


def _assets(folder: Path, found: tuple[str, ...], types: Mapping[str, str]) -> tuple[Asset, ...]:
    kinds = ((name, media_type(name, types)) for name in found)
    return tuple(
        _asset(folder, _require_text_name(name), kind) for name, kind in kinds if kind is not None
    )


def _require_text_name(name: str) -> str:
    """Return a file's name; the names of some bytes are no text, which an edition could not say."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        written = name.encode("utf-8", "backslashreplace").decode()
        raise SourceError(
            "the file's name is not UTF-8", where=Place(written), hint="give the file another name"
        ) from error
    return name


def _asset(folder: Path, name: str, kind: str) -> Asset:
    data = _bytes(folder, name, LARGEST_ASSET)
    return Asset(name=name, media_type=kind, data=data, digest=sha256(data))


def _bytes(folder: Path, name: str, largest: int) -> bytes:
    """Return a file's bytes; one that is too large is not read, a link out not followed."""
    path = folder / name
    if not is_inside(folder, path):
        raise ConfigError(
            "this is a link out of the title's folder",
            where=Place(name),
            hint="put the file itself there",
        )
    try:
        size = path.stat().st_size
        if size > largest:
            message = f"the file has {size:,} bytes; {largest:,} are allowed"
            raise SourceError(message, where=Place(name), hint="divide it, or make it smaller")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"the file cannot be read: {reason}", where=Place(name)) from error
