"""The `[abbreviations]` of book.toml → pairs of an abbreviation and what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
