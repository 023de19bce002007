"""The table `[print]` of book.toml, and what each theme does where it says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.model import ChapterStart, Trim
from makeready.core.suggest import find_similar, suggest
from makeready.files.book.trim import NAMED, parse_trim

if TYPE_CHECKING:
    from makeready.files.book import schema
    from makeready.files.book.toml import TomlFile
    from makeready.files.book.toml_lines import KeyPath

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_THEME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """What a theme does where book.toml says nothing of it."""

    trim: str
    chapters: ChapterStart
    half_title: bool


_THEMES = {
    "classic": _Habits(trim="6x9in", chapters=ChapterStart.RECTO, half_title=True),
    "report": _Habits(trim="b5", chapters=ChapterStart.RUN_ON, half_title=False),
    "large-print": _Habits(trim="crown-quarto", chapters=ChapterStart.NEXT, half_title=False),
}


def _habits(theme: str) -> _Habits:
    return _THEMES.get(theme, _THEMES["classic"])


def read_chapter_start(toml_file: TomlFile, written: schema.Print) -> ChapterStart:
    """Return where chapters begin, by what is written or by the habit of the theme."""
    if not written.chapters:
        return _habits(written.theme).chapters
    try:
        return ChapterStart(written.chapters)
    except ValueError:
        hint = suggest(written.chapters, [*ChapterStart])
        message = f'"{written.chapters}" is no place for chapters to begin'
        raise toml_file.fault(("print", "chapters"), message, hint) from None


def has_half_title(written: schema.Print) -> bool:
    """Tell whether the book has a half-title, by what is written or by the habit of the theme."""
    return _habits(written.theme).half_title if written.half_title is None else written.half_title


def read_hyphenation(toml_file: TomlFile, written: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that the title breaks in its own way, with their hyphens."""
    for number, word in enumerate(written):
        if not _HYPHENATED.fullmatch(word):
            hint = 'write each word by itself, with its hyphens: "man-u-script"'
            path: KeyPath = ("print", "hyphenation", number)
            raise toml_file.fault(path, f'"{word}" is no word with hyphens', hint)
    return written


def read_theme(toml_file: TomlFile, value: str) -> str:
    """Return the name of a theme; whether there is one of that name shows when it is looked for."""
    if not _THEME.fullmatch(value):
        hint = "small letters, digits and hyphens"
        raise toml_file.fault(("print", "theme"), f'"{value}" is not the name of a theme', hint)
    return value


def read_trim(toml_file: TomlFile, written: schema.Print) -> Trim:
    """Return the size of the page, by what is written or by the habit of the theme."""
    value = written.trim or _habits(written.theme).trim
    trim = parse_trim(value)
    if trim is None:
        likely = find_similar(value, NAMED)
        forms = 'a trim is written like "6x9in", "148x210mm" or "a5"'
        hint = suggest(value, NAMED) if likely else forms
        raise toml_file.fault(("print", "trim"), f'"{value}" is no size for a page', hint)
    return trim
