"""book.toml, as bytes → a checked Book.

Each fault is a ConfigError with the line of its key, the key's path and what was probably meant.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from makeready.core.model import (
    SECTION_KINDS,
    Book,
    Matter,
    NotePlace,
    Numbering,
    Opening,
    Overlong,
    Part,
    Person,
    Series,
    Slug,
    Waiver,
)
from makeready.core.suggest import find_similar, suggest
from makeready.files.book import languages, print_settings, schema
from makeready.files.book.abbreviations import read_abbreviations, read_old_pages
from makeready.files.book.bibliography import read_bibliography
from makeready.files.book.file_names import require_file
from makeready.files.book.relators import RELATORS
from makeready.files.book.toml import TomlFile, decode, read_toml
from makeready.files.book.toml_lines import KeyPath, line_of, lines
from makeready.files.disk.folder import (
    IMAGE_TYPES,
    TITLE_FILE,
    media_type,
)

if TYPE_CHECKING:
    from pathlib import Path

NAME = TITLE_FILE
"""The file that makes a folder a title."""

_BREAK = re.compile(r"[ \t\r\n]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_CODE = re.compile(r"[A-Z]-\d{3}")
# The generic families of CSS Fonts 4, and the short names that Fontconfig has for two of them.
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace "
    "ui-rounded math emoji fangsong sans mono".split()
)
_DEPTHS = range(1, 4)
_LONGEST_PERSONAL_NAME = 3


def read_book(data: bytes, slug: Slug, *, folder: Path) -> Book:
    """Return the book that these settings describe; the files it names stand in the folder."""
    toml_file = read_toml(data, NAME)
    written = decode(toml_file, schema.BookFile)
    return Book(
        slug=slug,
        title=_require_words(toml_file, ("title",), written.title),
        subtitle=_short(toml_file, ("subtitle",), written.subtitle),
        language=_language(toml_file, written.language),
        identifier=_identifier(toml_file, written.identifier),
        modified=written.modified,
        published=written.published,
        publisher=_short(toml_file, ("publisher",), written.publisher),
        rights=_short(toml_file, ("rights",), written.rights),
        description=written.description.strip(),
        subjects=_require_all_words(toml_file, ("subjects",), written.subjects),
        cover=_cover(toml_file, written.cover, folder),
        isbn_print=_isbn(toml_file, ("isbn", "print"), written.isbn.print),
        isbn_ebook=_isbn(toml_file, ("isbn", "ebook"), written.isbn.ebook),
        series=_series(toml_file, written.series),
        numbering=_numbering(toml_file, written.notes.numbering),
        contents_depth=_depth(toml_file, written.contents.depth),
        theme=print_settings.read_theme(toml_file, written.print.theme),
        theme_line=line_of(toml_file.text, ("print", "theme")),
        trim=print_settings.read_trim(toml_file, written.print),
        fallback_fonts=_fallback(toml_file, written.print.fallback),
        people=_people(toml_file, written.people),
        parts=_parts(toml_file, written.parts, folder),
        waivers=_waivers(toml_file, written.waivers),
        overlong=_overlong(toml_file, written.notes.overlong),
        note_place=_note_place(toml_file, written.notes.place),
        chapters=print_settings.read_chapter_start(toml_file, written.print),
        half_title=print_settings.has_half_title(written.print),
        hyphenation=print_settings.read_hyphenation(toml_file, written.print.hyphenation),
        opening=_opening(toml_file, written.chapters.opening),
        spaces_as_typed=_spaces(toml_file, written.text.spaces),
        numbered_levels=_read_numbered_levels(toml_file, written.chapters.numbered),
        captions=_captions(toml_file, written.captions.numbering),
        lists_figures=written.contents.figures,
        lists_tables=written.contents.tables,
        vertical_ebook=_read_vertical(toml_file, written),
        lists_listings=written.contents.listings,
        abbreviations=read_abbreviations(toml_file, written.abbreviations),
        old_pages=read_old_pages(toml_file, written.concordance, folder),
        old_pages_in_margin=written.concordance.margin,
        bibliography=read_bibliography(toml_file, written.bibliography, folder),
    )


_LONGEST = 2_000


def _opening(toml_file: TomlFile, value: str) -> Opening:
    _among(toml_file, ("chapters", "opening"), value, tuple(Opening))
    return Opening(value)


def _spaces(toml_file: TomlFile, value: str) -> bool:
    """Tell whether the spaces of the text stay as they are typed."""
    _among(toml_file, ("text", "spaces"), value, ("language", "typed"))
    return value == "typed"


_UPRIGHT = ("ja", "ko", "zh")
"""Languages whose lines may run from the top to the bottom, the next one left of each."""


def _read_vertical(toml_file: TomlFile, written: schema.BookFile) -> bool:
    """Tell whether the lines of the e-book run from the top to the bottom."""
    path: KeyPath = ("ebook", "lines")
    _among(toml_file, path, written.ebook.lines, ("horizontal", "vertical"))
    is_vertical = written.ebook.lines == "vertical"
    if is_vertical and written.language.casefold().split("-")[0] not in _UPRIGHT:
        message = f'lines of the language "{written.language}" are not set vertically'
        raise toml_file.fault(path, message, "this is for Chinese, Japanese and Korean")
    return is_vertical


def _read_numbered_levels(toml_file: TomlFile, value: int) -> int:
    """Return how many levels of headings get numbers."""
    if value not in (0, *_DEPTHS):
        message = f"{value} is no number of levels from 0 to 3"
        raise toml_file.fault(("chapters", "numbered"), message)
    return value


def _captions(toml_file: TomlFile, written: str) -> Numbering | None:
    known = {"none": None, "chapter": Numbering.CHAPTER, "book": Numbering.BOOK}
    if written not in known:
        message = f'"{written}" is no way of numbering captions'
        raise toml_file.fault(("captions", "numbering"), message, suggest(written, known))
    return known[written]


def _require_words(toml_file: TomlFile, path: KeyPath, value: str) -> str:
    if not value.strip():
        raise toml_file.fault(path, "this is empty")
    return _short(toml_file, path, value)


def _short(toml_file: TomlFile, path: KeyPath, value: str) -> str:
    """Return the words on one line, of which no title page and no catalogue has very many."""
    if len(value) > _LONGEST:
        message = f"this has {len(value):,} characters; {_LONGEST:,} are allowed"
        raise toml_file.fault(path, message, "longer words belong into the manuscript")
    return _line(value)


def _line(value: str) -> str:
    """Return the words on one line; the spaces that a typographer set stay."""
    return _BREAK.sub(" ", value.strip())


def _require_all_words(
    toml_file: TomlFile, path: KeyPath, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(_require_words(toml_file, (*path, n), value) for n, value in enumerate(values))


def _language(toml_file: TomlFile, tag: str) -> str:
    name = languages.standardize(tag)
    if not name:
        raise toml_file.fault(
            ("language",), f'"{tag}" is not a BCP 47 language', languages.suggest_tag(tag)
        )
    return name


def _identifier(toml_file: TomlFile, value: str) -> str:
    path: KeyPath = ("identifier",)
    name = _require_words(toml_file, path, value)
    if not _URI.fullmatch(name):
        kind = "urn:uuid:" if _is_uuid(name) else "urn:isbn:" if _is_isbn(name) else ""
        hint = f'did you mean "{kind}{name}"?' if kind else 'give a URI such as "urn:uuid:…"'
        raise toml_file.fault(path, f'"{name}" is not a URI', hint)
    scheme, _, rest = name.rpartition(":")
    if scheme.lower() == "urn:uuid" and not _is_uuid(rest):
        hint = "a UUID has 32 hexadecimal digits, in groups of 8-4-4-4-12"
        raise toml_file.fault(path, f'"{rest}" is not a UUID', hint)
    if scheme.lower() == "urn:isbn":
        _isbn(toml_file, path, rest)
    return name


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def _is_isbn(value: str) -> bool:
    from stdnum import isbn

    return bool(isbn.is_valid(value))


def _isbn(toml_file: TomlFile, path: KeyPath, value: str) -> str:
    """Return the number as ISBN-13 with its hyphens, or nothing where there is none."""
    if not value.strip():
        return ""
    # they take a while to load, and many titles have no ISBN
    from stdnum import exceptions as stdnum
    from stdnum import isbn

    try:
        return str(isbn.format(isbn.to_isbn13(isbn.validate(value))))
    except stdnum.InvalidChecksum as error:
        digits = isbn.compact(value)[:-1]
        likely = f"{digits}{_check_digit(digits)}"
        hint = f"with these digits before it, the last one would be {likely[-1]}: is one mistyped?"
        raise toml_file.fault(
            path, f'"{value}" is not an ISBN: its check digit is wrong', hint
        ) from error
    except stdnum.ValidationError as error:
        hint = "an ISBN has 13 digits, or 10 in books before 2007"
        raise toml_file.fault(path, f'"{value}" is not an ISBN', hint) from error


def _check_digit(digits: str) -> str:
    """Return the digit that would complete the number."""
    return next(last for last in "0123456789X" if _is_isbn(digits + last))


def _series(toml_file: TomlFile, written: schema.Series | None) -> Series | None:
    if written is None:
        return None
    return Series(
        name=_require_words(toml_file, ("series", "name"), written.name), number=written.number
    )


def _numbering(toml_file: TomlFile, value: str) -> Numbering:
    _among(toml_file, ("notes", "numbering"), value, tuple(Numbering))
    return Numbering(value)


def _note_place(toml_file: TomlFile, value: str) -> NotePlace:
    _among(toml_file, ("notes", "place"), value, tuple(NotePlace))
    return NotePlace(value)


def _overlong(toml_file: TomlFile, value: str) -> Overlong:
    _among(toml_file, ("notes", "overlong"), value, tuple(Overlong))
    return Overlong(value)


def _among(toml_file: TomlFile, path: KeyPath, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise toml_file.fault(path, f'"{value}" is not known here', suggest(value, known))


def _depth(toml_file: TomlFile, value: int) -> int:
    if value not in _DEPTHS:
        raise toml_file.fault(("contents", "depth"), f"{value} is not a depth from 1 to 3")
    return value


def _fallback(toml_file: TomlFile, written: tuple[str, ...]) -> tuple[str, ...]:
    path: KeyPath = ("print", "fallback")
    names = _require_all_words(toml_file, path, written)
    for n, name in enumerate(names):
        if name.casefold() in _GENERIC:
            message = f'"{name}" is a kind of font, and each machine has another for it'
            hint = f"name the font itself; `fc-match {name.casefold()}` says what this machine has"
            raise toml_file.fault((*path, n), message, hint)
    return names


def _people(toml_file: TomlFile, written: tuple[schema.Person, ...]) -> tuple[Person, ...]:
    return tuple(_person(toml_file, n, person) for n, person in enumerate(written))


def _person(toml_file: TomlFile, index: int, written: schema.Person) -> Person:
    name = _require_words(toml_file, ("people", index, "name"), written.name)
    path: KeyPath = ("people", index, "role")
    if written.role not in RELATORS:
        by_term = {term: code for code, term in RELATORS.items()}
        terms = find_similar(written.role, by_term, most=1)
        hint = f'did you mean "{by_term[terms[0]]}", {terms[0]}?' if terms else _roles(written.role)
        raise toml_file.fault(path, f'"{written.role}" is not a MARC relator code', hint)
    return Person(name=name, sort_as=written.sort_as.strip() or sort_name(name), role=written.role)


def _roles(code: str) -> str:
    likely = find_similar(code, RELATORS) or ("aut", "edt", "trl", "ill")
    return "codes: " + ", ".join(f"{name} ({RELATORS[name]})" for name in likely)


def sort_name(name: str) -> str:
    """Return the name as a list of authors sorts it, the last word first.

    One word stays as it is, and so do names of more than three, which are mostly organisations.
    """
    words = name.split()
    if "," in name or not 1 < len(words) <= _LONGEST_PERSONAL_NAME:
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _parts(toml_file: TomlFile, written: tuple[schema.Part, ...], folder: Path) -> tuple[Part, ...]:
    if not written:
        raise toml_file.fault(("parts",), "a book has at least one part")
    parts = tuple(_part(toml_file, n, part, folder) for n, part in enumerate(written))
    files = [part.file for part in parts]
    for index, file in enumerate(files):
        if file in files[:index]:
            first = f"parts[{files.index(file)}]"
            raise toml_file.fault(("parts", index, "file"), f'"{file}" is {first} already')
    return parts


def _part(toml_file: TomlFile, index: int, written: schema.Part, folder: Path) -> Part:
    kind = written.kind.replace("acknowledgements", "acknowledgments")
    if kind:
        _among(toml_file, ("parts", index, "kind"), kind, tuple(sorted(SECTION_KINDS)))
    matter = written.matter or _MATTER.get(kind, Matter.BODY)
    _among(toml_file, ("parts", index, "matter"), matter, tuple(Matter))
    file = require_file(toml_file, ("parts", index, "file"), written.file, folder)
    return Part(file=file, matter=Matter(matter), kind=kind)


_FRONT = "abstract acknowledgments dedication epigraph foreword frontispiece preface"
_BACK = "afterword appendix bibliography colophon endnotes glossary index"
_MATTER = dict.fromkeys(_FRONT.split(), Matter.FRONT) | dict.fromkeys(_BACK.split(), Matter.BACK)
"""The region of the book that each kind of section stands in where book.toml does not say it."""


def _cover(toml_file: TomlFile, value: str, folder: Path) -> str:
    if not value.strip():
        return ""
    file = require_file(toml_file, ("cover",), value, folder)
    if media_type(file) is None:
        suffixes = ", ".join(sorted(IMAGE_TYPES))
        raise toml_file.fault(("cover",), f'"{file}" is not a picture', f"a picture is {suffixes}")
    return file


def _waivers(toml_file: TomlFile, written: tuple[schema.Waiver, ...]) -> tuple[Waiver, ...]:
    places = lines(toml_file.text) if written else {}
    return tuple(
        _waiver(toml_file, n, waiver, line=places.get(("waivers", n)))
        for n, waiver in enumerate(written)
    )


def _waiver(toml_file: TomlFile, index: int, written: schema.Waiver, *, line: int | None) -> Waiver:
    path: KeyPath = ("waivers", index, "code")
    if not _CODE.fullmatch(written.code):
        hint = 'a code is a capital letter and three digits, like "T-004"'
        raise toml_file.fault(path, f'"{written.code}" is not the code of a finding', hint)
    return Waiver(
        code=written.code,
        at=_require_words(toml_file, ("waivers", index, "at"), written.at),
        because=_require_words(toml_file, ("waivers", index, "because"), written.because),
        saying=written.saying.strip(),
        line=line,
    )
