"""A title → the fonts that it needs of this machine, each with the package that brings it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError
from makeready.core.model import Slug
from makeready.files.fonts import NAME, read_faces
from makeready.files.programs.machine import Need
from makeready.files.programs.machine_fonts import has_family
from makeready.files.programs.packages import command_for_fonts, find_font_package
from makeready.files.programs.toolchain import read_machine_fonts
from makeready.files.workspace import list_titles, read_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Title
    from makeready.editions.print.prove.scripts import Source
    from makeready.files.workspace import Workspace


def find_sources(
    workspace: Workspace, words: Iterable[str], language: str, *, own: Iterable[str] = ()
) -> tuple[Source, ...]:
    """Return what brings the scripts of some words that the press's faces do not have.

    `own` are further characters that need no font of the machine.
    """
    from makeready.editions.print.prove.characters import UNSEEN
    from makeready.editions.print.prove.scripts import find_script, find_source
    from makeready.editions.typefaces import characters

    if not (workspace.fonts / NAME).is_file():
        return ()  # the build says that they are missing
    known = characters(read_faces(workspace.fonts)) | {*own}
    scripts: dict[str, list[str]] = {}
    for character in sorted({each for said in words for each in said} - known):
        if unicodedata.category(character) not in UNSEEN:
            scripts.setdefault(find_script(character), []).append(character)
    found = (find_source(script, those, language) for script, those in sorted(scripts.items()))
    return tuple(dict.fromkeys(source for source in found if source is not None))


def examine_fonts(workspace: Workspace, slugs: Sequence[str] = ()) -> tuple[Need, ...]:
    """Return the fonts that titles need of this machine, by default all titles of a workspace.

    A title that names none in [print] fallback needs those of its language and characters. One
    that cannot be read is left out, unless it was asked for: the build tells what is wrong.
    """
    needs: dict[str, Need] = {}
    for slug in slugs or list_titles(workspace):
        try:
            title = read_title(workspace, Slug(slug))
        except MakereadyError:
            if slugs:
                raise
            continue
        for need in _examine_title(workspace, title):
            needs.setdefault(need.name, need)
    return tuple(needs.values())


def find_absent_fonts(families: Sequence[str]) -> tuple[Finding, ...]:
    """Return a finding for each of a title's fallback families that this machine has not.

    None where its fonts cannot be listed.
    """
    if not families or read_machine_fonts(families) is None:
        return ()
    from makeready.editions.print.prove.characters import report_absent_fonts

    packages = {name: find_font_package(name) for name in families if not has_family(name)}
    return report_absent_fonts(
        {name: command_for_fonts([each] if each else ()) for name, each in packages.items()}
    )


def _examine_title(workspace: Workspace, title: Title) -> Iterable[Need]:
    families = {name: find_font_package(name) for name in title.book.fallback_fonts}
    if not families:
        words = (title.book.title, title.book.subtitle, *(text.text for text in title.texts))
        own = _list_own_characters(title)
        sources = find_sources(workspace, words, title.book.language, own=own)
        families = {source.family: source.package for source in sources}
    for family, package in families.items():
        there = has_family(family)
        yield Need(
            name=f"font “{family}”",
            purpose=f"the title {title.book.slug}",
            required=False,
            found=family if there else "",
            remedy="" if there else command_for_fonts([package] if package else ()),
            package="" if there else package,
        )


def _list_own_characters(title: Title) -> str:
    from makeready.editions.typefaces import characters, title_faces

    return "".join(sorted(characters(title_faces(title.fonts))))
