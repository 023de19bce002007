"""`[abbreviations]` and `[concordance]` of book.toml → pairs of words, and the file of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files.book.file_names import require_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makeready.files.book import schema
    from makeready.files.book.toml import TomlFile


def read_abbreviations(
    toml_file: TomlFile, written: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the abbreviations in the order of the file; an empty one is refused."""
    for term, said in written.items():
        if not term.strip() or not said.strip():
            hint = 'write it as MWL = "mean water level"'
            raise toml_file.fault(("abbreviations", term), "an abbreviation without words", hint)
    return tuple((" ".join(term.split()), " ".join(said.split())) for term, said in written.items())


def read_old_pages(toml_file: TomlFile, written: schema.Concordance, folder: Path) -> str:
    """Return the name of the table of old pages in the title's folder, or nothing."""
    if not written.pages:
        return ""
    return require_file(toml_file, ("concordance", "pages"), written.pages, folder)
