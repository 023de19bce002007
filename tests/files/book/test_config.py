"""book.toml is decoded strictly, and each fault is told with line, key and remedy."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makeready.core.errors import ConfigError
from makeready.core.model import Matter, Numbering, Series, Slug
from makeready.files.book.config import read_book, sort_name

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.core.model import Book

PARTS = """\
[[parts]]
file = "text/01-sea.md"

[[parts]]
file = "text/02-land.md"
matter = "back"
"""
TITLE = 'title = "Salt Roads"\n'
FULL = """\
title = "Salt Roads"
subtitle = "or, The Long Way"
language = "de-at"
identifier = "urn:isbn:9783161484100"
modified = 2026-11-22
published = 1818-01-01
publisher = "Dry Dock"
rights = "Public domain"
description = "Roads."
subjects = ["Salt", "Roads"]
cover = "images/map.png"
[isbn]
print = "978-3-16-148410-0"
ebook = "0-306-40615-2"
[series]
name = "Ways"
number = 3
[notes]
numbering = "book"
[contents]
depth = 3
[print]
theme = "plain"
trim = "a5"
fallback = ["Noto Serif CJK SC"]
[[people]]
name = "Ada Marsh"
sort-as = "Marsh (Ada)"
role = "edt"
[[parts]]
file = "./text/01-sea.md"
matter = "front"
[[waivers]]
code = "T-004"
at = "text/01-sea.md:3"
because = "So it stands."
[[waivers]]
code = "T-005"
at = "text/01-sea.md"
because = "So it stands too."
"""


def read(text: str, folder: Path) -> Book:
    return read_book(text.encode(), Slug("salt-roads"), folder=folder)


def fault(text: str, folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text, folder)
    return str(caught.value)


def test_the_least_book_has_every_default(book: str, folder: Path) -> None:
    found = read(book, folder)
    assert (found.subtitle, found.published, found.cover, found.series) == ("", None, "", None)
    assert (found.numbering, found.contents_depth, found.theme) == (Numbering.CHAPTER, 2, "classic")
    assert (found.trim.width, found.trim.height) == (152.4, 228.6)
    assert [(p.name, p.sort_as, p.role) for p in found.people] == [
        ("Ada Marsh", "Marsh, Ada", "aut"),
        ("Ben Oarsman", "Oarsman, Ben", "trl"),
    ]
    assert [(p.file, p.matter) for p in found.parts] == [
        ("text/01-sea.md", Matter.BODY),
        ("text/02-land.md", Matter.BACK),
    ]


def test_every_key_arrives(folder: Path) -> None:
    found = read(FULL, folder)
    assert found.language == "de-AT"
    assert (found.modified, found.published) == (dt.date(2026, 11, 22), dt.date(1818, 1, 1))
    assert (found.isbn_print, found.isbn_ebook) == ("978-3-16-148410-0", "978-0-306-40615-7")
    assert found.series == Series(name="Ways", number=3)
    assert (found.numbering, found.contents_depth) == (Numbering.BOOK, 3)
    assert (found.theme, found.trim.name, found.fallback_fonts) == (
        "plain",
        "a5",
        ("Noto Serif CJK SC",),
    )
    assert found.people[0].sort_as == "Marsh (Ada)"
    assert (found.parts[0].file, found.parts[0].matter) == ("text/01-sea.md", Matter.FRONT)
    assert [(w.code, w.at, w.line) for w in found.waivers] == [
        ("T-004", "text/01-sea.md:3", 33),
        ("T-005", "text/01-sea.md", 37),
    ]


def outcome(text: str, folder: Path) -> Book | ConfigError:
    try:
        return read_book(text.encode(errors="replace"), Slug("s"), folder=folder)
    except ConfigError as error:
        return error


FAULTS = {
    "unknown key": (
        'title = "S',
        'titel = "S',
        'book.toml:1: titel: this key is not known\n  hint: did you mean "title" or "subtitle"?',
    ),
    "unknown key of the second person": (
        'role = "trl"',
        'roll = "trl"',
        'book.toml:11: people[1].roll: this key is not known\n  hint: did you mean "role"?',
    ),
    "key in the wrong table": (
        'title = "S',
        'trim = "a5"\ntitle = "S',
        "book.toml:1: trim: this key is not known\n  hint: `trim` belongs in [print]",
    ),
    "key below a header": (
        "[[people]]",
        '[print]\nrights = "mine"\n[[people]]',
        (
            "book.toml:7: print.rights: this key is not known\n"
            "  hint: `rights` belongs above the first [table]"
        ),
    ),
    "missing key": (
        'title = "Salt Roads"\n',
        "",
        "book.toml: `title` is missing\n  hint: add `title = …` to the file",
    ),
    "missing key of the second person": (
        'name = "Ben Oarsman"\n',
        "",
        "book.toml:9: people[1]: `name` is missing\n  hint: add `name = …` to [[people]]",
    ),
    "wrong type": (
        '"Salt Roads"',
        "7",
        "book.toml:1: title: this must be text in quotes, not a whole number",
    ),
    "date in quotes": (
        "2026-11-22",
        '"2026-11-22"',
        (
            "book.toml:4: modified: this must be a date such as 2026-11-22, without quotes, "
            "not text in quotes"
        ),
    ),
    "date with a time": (
        "2026-11-22",
        "2026-11-22T10:00:00",
        (
            "book.toml:4: modified: this must be a date such as 2026-11-22, without quotes, "
            "not a date with a time of day"
        ),
    ),
    "no such date": (
        "2026-11-22",
        "2026-13-22",
        (
            "book.toml:4: this is not TOML: expected newline or end of document after a statement\n"
            '  hint: text stands in quotes: title = "…"; see https://toml.io'
        ),
    ),
    "syntax": (
        '"Ada Marsh"',
        '"Ada Marsh',
        (
            "book.toml:7: this is not TOML: illegal character '\\n'\n"
            '  hint: text stands in quotes: title = "…"; see https://toml.io'
        ),
    ),
    "one table for a list of them": (
        '[[people]]\nname = "Ada Marsh"\n\n[[people]]',
        "[people]",
        "book.toml:6: people: this must be a list in [ ], not a table",
    ),
    "empty text": ('"Ada Marsh"', '" "', "book.toml:7: people[0].name: this is empty"),
    "locale for a language": (
        "en-GB",
        "en_GB",
        'book.toml:2: language: "en_GB" is not a BCP 47 language\n  hint: did you mean "en-GB"?',
    ),
    "name for a language": (
        "en-GB",
        "Welsh",
        'book.toml:2: language: "Welsh" is not a BCP 47 language\n  hint: did you mean "cy"?',
    ),
    "no language at all": (
        "en-GB",
        "?",
        (
            'book.toml:2: language: "?" is not a BCP 47 language\n'
            '  hint: a language is written like "en-GB", "de" or "grc"'
        ),
    ),
    "bare UUID": (
        "urn:uuid:",
        "",
        (
            'book.toml:3: identifier: "0b0f3c1e-5a3d-4e0c-9c51-7d2f1a9be001" is not a URI\n'
            '  hint: did you mean "urn:uuid:0b0f3c1e-5a3d-4e0c-9c51-7d2f1a9be001"?'
        ),
    ),
    "bad UUID": (
        "0b0f3c1e-",
        "0b0f3c1-",
        (
            'book.toml:3: identifier: "0b0f3c1-5a3d-4e0c-9c51-7d2f1a9be001" is not a UUID\n'
            "  hint: a UUID has 32 hexadecimal digits, in groups of 8-4-4-4-12"
        ),
    ),
    "words for an identifier": (
        "urn:uuid:0b0f3c1e-5a3d-4e0c-9c51-7d2f1a9be001",
        "my book",
        'book.toml:3: identifier: "my book" is not a URI\n  hint: give a URI such as "urn:uuid:…"',
    ),
    "check digit of an ISBN": (
        "[[people]]",
        '[isbn]\nebook = "978-3-16-148410-1"\n[[people]]',
        (
            'book.toml:7: isbn.ebook: "978-3-16-148410-1" is not an ISBN: '
            "its check digit is wrong\n"
            "  hint: with these digits before it, the last one would be 0: is one mistyped?"
        ),
    ),
    "length of an ISBN": (
        "[[people]]",
        '[isbn]\nebook = "12"\n[[people]]',
        (
            'book.toml:7: isbn.ebook: "12" is not an ISBN\n'
            "  hint: an ISBN has 13 digits, or 10 in books before 2007"
        ),
    ),
    "word for a role": (
        '"trl"',
        '"translator"',
        (
            'book.toml:11: people[1].role: "translator" is not a MARC relator code\n'
            '  hint: did you mean "trl", translator?'
        ),
    ),
    "unknown matter": (
        '"back"',
        '"bakc"',
        'book.toml:18: parts[1].matter: "bakc" is not known here\n  hint: did you mean "back"?',
    ),
    "unknown numbering": (
        "[[people]]",
        '[notes]\nnumbering = "page"\n[[people]]',
        'book.toml:7: notes.numbering: "page" is not known here\n  hint: known: book, chapter',
    ),
    "depth": (
        "[[people]]",
        "[contents]\ndepth = 4\n[[people]]",
        "book.toml:7: contents.depth: 4 is not a depth from 1 to 3",
    ),
    "size": (
        "[[people]]",
        '[print]\ntrim = "6 by 9"\n[[people]]',
        (
            'book.toml:7: print.trim: "6 by 9" is no size for a page\n'
            '  hint: a trim is written like "6x9in", "148x210mm" or "a5"'
        ),
    ),
    "kind of font": (
        "[[people]]",
        '[print]\nfallback = [\n  "Noto Serif CJK SC",\n  "Sans-Serif",\n]\n[[people]]',
        (
            'book.toml:9: print.fallback[1]: "Sans-Serif" is a kind of font, and each machine has '
            "another for it\n  hint: name the font itself; `fc-match sans-serif` says what this "
            "machine has"
        ),
    ),
    "theme that is a path": (
        "[[people]]",
        '[print]\ntheme = "../x"\n[[people]]',
        (
            'book.toml:7: print.theme: "../x" is not the name of a theme\n'
            "  hint: small letters, digits and hyphens"
        ),
    ),
    "missing file": (
        "02-land",
        "02-lund",
        (
            'book.toml:17: parts[1].file: there is no file "text/02-lund.md"\n'
            '  hint: did you mean "text/02-land.md" or "text/01-sea.md"?'
        ),
    ),
    "file outside": (
        "text/02-land.md",
        "../../x.md",
        (
            'book.toml:17: parts[1].file: "../../x.md" is not in the title\'s folder\n'
            "  hint: name it from the folder of book.toml, with forward slashes"
        ),
    ),
    "absolute file": (
        "text/02-land.md",
        "/etc/hostname",
        (
            'book.toml:17: parts[1].file: "/etc/hostname" is not in the title\'s folder\n'
            "  hint: name it from the folder of book.toml, with forward slashes"
        ),
    ),
    "part twice": (
        "text/02-land.md",
        "./text//01-sea.md",
        'book.toml:17: parts[1].file: "text/01-sea.md" is parts[0] already',
    ),
    "cover that is no picture": (
        "[[people]]",
        'cover = "text/01-sea.md"\n[[people]]',
        (
            'book.toml:6: cover: "text/01-sea.md" is not a picture\n'
            "  hint: a picture is .gif, .jpeg, .jpg, .png, .svg, .webp"
        ),
    ),
    "character that XML lacks": (
        "Salt Roads",
        r"Salt\u0000Roads",
        (
            "book.toml:1: title: the control character U+0000 cannot stand in a book\n"
            "  hint: delete it"
        ),
    ),
    "code of a waiver": (
        "[[people]]",
        '[[waivers]]\ncode = "T4"\nat = "x"\nbecause = "y"\n[[people]]',
        (
            'book.toml:7: waivers[0].code: "T4" is not the code of a finding\n'
            '  hint: a code is a capital letter and three digits, like "T-004"'
        ),
    ),
    "waiver without a reason": (
        "[[people]]",
        '[[waivers]]\ncode = "T-004"\nat = "x"\n[[people]]',
        "book.toml:6: waivers[0]: `because` is missing\n  hint: add `because = …` to [[waivers]]",
    ),
    "no part": (
        PARTS,
        "parts = []\n",
        (
            "book.toml:13: people[1].parts: this key is not known\n"
            "  hint: `parts` belongs above the first [table]"
        ),
    ),
    "too many dots": (
        "[[people]]",
        f"{'a.' * 2000}a = 1\n[[people]]",
        "book.toml:6: a key has too many dots",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_line_key_and_remedy(name: str, book: str, folder: Path) -> None:
    old, new, told = FAULTS[name]
    assert old in book
    assert fault(book.replace(old, new, 1), folder) == told


def test_a_book_without_parts_is_refused(book: str, folder: Path) -> None:
    head = book.partition("[[people]]")[0]
    assert "parts: a book has at least one" in fault(f"{head}\nparts = []\n", folder)


def test_a_book_may_be_by_nobody_known(book: str, folder: Path) -> None:
    head = book.partition("[[people]]")[0]
    text = f'{head}parts = [{{file = "text/01-sea.md"}}]\n'
    assert read_book(text.encode(), Slug("salt-roads"), folder=folder).people == ()


def test_a_link_out_of_the_folder_is_refused(book: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (folder / "text/02-land.md").unlink()
    (folder / "text/02-land.md").symlink_to(tmp_path / "secret")
    assert fault(book, folder) == (
        'book.toml:17: parts[1].file: "text/02-land.md" is a link out of the title\'s folder\n'
        "  hint: put the file itself there, not a link"
    )


def test_links_in_a_circle_are_refused(book: str, folder: Path) -> None:
    (folder / "text/02-land.md").unlink()
    (folder / "text/02-land.md").symlink_to(folder / "text/02-land.md")
    assert fault(book, folder).startswith("book.toml:17: parts[1].file: ")


def test_a_pipe_is_no_file(book: str, folder: Path) -> None:
    (folder / "text/02-land.md").unlink()
    os.mkfifo(folder / "text/02-land.md")
    assert 'there is no file "text/02-land.md"' in fault(book, folder)


def test_a_name_that_no_disk_takes_is_a_missing_file(book: str, folder: Path) -> None:
    assert "there is no file" in fault(book.replace("02-land", "x" * 4000), folder)


def test_a_number_without_end_is_told(book: str, folder: Path) -> None:
    assert "book.toml: this is not TOML: exceeds" in fault(f"x = {'9' * 5000}\n{book}", folder)


def test_values_without_bottom_are_told(book: str, folder: Path) -> None:
    assert "nested too deeply" in fault(f"x = {'[' * 100_000}\n{book}", folder)
    assert "this key is not known" in fault(f"{'x.' * 900}x = 1\n{book}", folder)
    tail = book.removeprefix(TITLE)
    assert "book.toml:1: title: this must be text" in fault(
        f"{'title.' * 900}x = 1\n{tail}", folder
    )


def test_text_that_is_not_utf8_is_told_with_its_line(folder: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_book(b'title = "x"\nsubtitle = "caf\xe9"\n', Slug("s"), folder=folder)
    assert (
        str(caught.value) == "book.toml:2: byte 0xe9 is not UTF-8\n  hint: save the file as UTF-8"
    )


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ada", "Ada"),
        ("Ada Marsh", "Marsh, Ada"),
        ("Ada B. Marsh", "Marsh, Ada B."),
        ("The Society of Salt", "The Society of Salt"),
        ("Marsh, Ada", "Marsh, Ada"),
    ],
)
def test_a_name_is_sorted_by_its_last_word(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


PIECES = st.one_of(
    st.sampled_from(
        [
            *FULL.splitlines(),
            "[people]",
            "[print.trim]",
            "parts = [",
            "]",
            'title = """',
            "modified = 1",
            'file = "\\u0001"',
            "[[series]]",
            "number = 1e400",
        ]
    ),
    st.text(max_size=30),
)


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_any_text_is_a_book_or_a_config_error(folder: Path, text: str) -> None:
    found = outcome(text, folder)
    if isinstance(found, ConfigError):
        assert found.where is not None
        assert found.where.line is None or 1 <= found.where.line <= text.count("\n") + 1
    else:
        assert found.people
        assert found.parts


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(["title", "language", "identifier", "name", "file", "trim", "role", "at"]),
    value=st.text(st.characters(exclude_characters="'\n\r", exclude_categories=("Cc", "Cs"))),
)
def test_any_value_is_taken_or_told(folder: Path, key: str, value: str) -> None:
    lines = [f"{key} = '{value}'" if x.startswith(f"{key} =") else x for x in FULL.splitlines()]
    found = outcome("\n".join(lines), folder)
    if isinstance(found, ConfigError):
        assert found.where is not None
        assert found.where.line is not None
        assert lines[found.where.line - 1].startswith(f"{key} =")


def test_a_title_is_one_line_and_keeps_its_spaces(book: str, folder: Path) -> None:
    text = book.replace('"Salt Roads"', '"""\n Salt\u00a0Roads\n   and Ways"""')
    assert read(text, folder).title == "Salt\u00a0Roads and Ways"
