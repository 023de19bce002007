"""book.toml is decoded strictly, and each fault is told with line, key and remedy."""

from __future__ import annotations

import datetime as dt
import os
import re
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
hyphenation = ["salt-roads", "Xinhua"]
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
    assert found.hyphenation == ("salt-roads", "Xinhua")
    assert (found.theme, found.trim.name, found.fallback_fonts) == (
        "plain",
        "a5",
        ("Noto Serif CJK SC",),
    )
    assert found.people[0].sort_as == "Marsh (Ada)"
    assert (found.parts[0].file, found.parts[0].matter) == ("text/01-sea.md", Matter.FRONT)
    assert [(w.code, w.at, w.line) for w in found.waivers] == [
        ("T-004", "text/01-sea.md:3", 34),
        ("T-005", "text/01-sea.md", 38),
    ]


def outcome(text: str, folder: Path) -> Book | ConfigError:
    try:
        return read_book(text.encode(errors="replace"), Slug("s"), folder=folder)
    except ConfigError as error:
        return error


def test_a_kind_says_in_which_region_its_file_stands(book: str, folder: Path) -> None:
    kinds = {"dedication": Matter.FRONT, "appendix": Matter.BACK, "prologue": Matter.BODY}
    for kind, matter in kinds.items():
        written = book.replace(
            'file = "text/01-sea.md"', f'file = "text/01-sea.md"\nkind = "{kind}"'
        )
        (part, _) = read(written, folder).parts
        assert (part.kind, part.matter) == (kind, matter)


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


def test_lines_of_an_e_book_are_vertical_in_chinese_japanese_and_korean(
    book: str, folder: Path
) -> None:
    vertical = book + '\n[ebook]\nlines = "vertical"\n'
    assert not read(book, folder).vertical_ebook
    assert "not set vertically" in fault(vertical, folder)
    japanese = re.sub('language = "[^"]*"', 'language = "ja"', vertical)
    assert read(japanese, folder).vertical_ebook
