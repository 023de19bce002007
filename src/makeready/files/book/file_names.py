"""A file that book.toml names → its plain name in the title's folder, or the fault of its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.suggest import find_similar, suggest
from makeready.files.disk.folder import TITLE_FILE, inside, is_inside, names, present

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.files.book.toml import TomlFile
    from makeready.files.book.toml_lines import KeyPath


def require_file(toml_file: TomlFile, path: KeyPath, value: str, folder: Path) -> str:
    """Return the plain name of a file that exists within the title's folder."""
    name = inside(value)
    if name is None:
        hint = "name it from the folder of book.toml, with forward slashes"
        raise toml_file.fault(path, f'"{value}" is not in the title\'s folder', hint)
    if not is_inside(folder, folder / name):
        hint = "put the file itself there, not a link"
        raise toml_file.fault(path, f'"{name}" is a link out of the title\'s folder', hint)
    if not present(folder, name):
        there = tuple(found for found in names(folder) if found != TITLE_FILE)
        raise toml_file.fault(path, f'there is no file "{name}"', _name_likely(name, there))
    return name


def _name_likely(name: str, there: tuple[str, ...]) -> str:
    return (
        suggest(name, there) if find_similar(name, there) else "add the file, or take the entry out"
    )
