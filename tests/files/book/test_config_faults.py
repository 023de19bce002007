"""Each fault of book.toml is told with its line, its key and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError
from makeready.core.model import Slug
from makeready.files.book.config import read_book

if TYPE_CHECKING:
    from pathlib import Path

PARTS = """\
[[parts]]
file = "text/01-sea.md"

[[parts]]
file = "text/02-land.md"
matter = "back"
"""
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
    "several missing keys": (
        'title = "Salt Roads"\nlanguage',
        "subtitle",
        (
            "book.toml: `title` and `language` are missing\n"
            '  hint: add to the file: title = "…"; language = "…"'
        ),
    ),
    "the author as other programs have it": (
        "[[people]]",
        'authors = ["Ann Oarsman"]\n[[people]]',
        (
            "book.toml:6: authors: this key is not known\n"
            '  hint: write [[people]] with name = "…" and role = "aut" instead'
        ),
    ),
    "keywords as other programs have them": (
        "[[people]]",
        'keywords = ["salt"]\n[[people]]',
        'book.toml:6: keywords: this key is not known\n  hint: write subjects = ["…"] instead',
    ),
    "missing key of the second person": (
        'name = "Ben Oarsman"\n',
        "",
        "book.toml:9: people[1]: `name` is missing\n  hint: add `name = …` to [[people]]",
    ),
    "title as long as a chapter": (
        "Salt Roads",
        "Salt Roads " * 300,
        (
            "book.toml:1: title: this has 3,300 characters; 2,000 are allowed\n"
            "  hint: longer words belong into the manuscript"
        ),
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
            "book.toml:4: there is no such date: 2026-13-22\n"
            "  hint: month and day have two figures: 2026-01-31"
        ),
    ),
    "date without a zero": (
        "2026-11-22",
        "2026-1-2",
        (
            "book.toml:4: there is no such date: 2026-1-2\n"
            "  hint: month and day have two figures: 2026-01-31"
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
    "unknown habit of spaces": (
        "[[people]]",
        '[text]\nspaces = "french"\n[[people]]',
        ('book.toml:7: text.spaces: "french" is not known here\n  hint: known: language, typed'),
    ),
    "unknown opening of chapters": (
        "[[people]]",
        '[chapters]\nopening = "drop-cap"\n[[people]]',
        (
            'book.toml:7: chapters.opening: "drop-cap" is not known here\n'
            '  hint: did you mean "drop-capital"?'
        ),
    ),
    "unknown numbering of captions": (
        "[[people]]",
        '[captions]\nnumbering = "section"\n[[people]]',
        (
            'book.toml:7: captions.numbering: "section" is no way of numbering captions\n'
            "  hint: known: book, chapter, none"
        ),
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
    "two words as one to be hyphenated": (
        "[[people]]",
        '[print]\nhyphenation = ["salt-roads", "salt roads"]\n[[people]]',
        (
            'book.toml:7: print.hyphenation[1]: "salt roads" is no word with hyphens\n'
            '  hint: write each word by itself, with its hyphens: "man-u-script"'
        ),
    ),
    "waiver without a reason": (
        "[[people]]",
        '[[waivers]]\ncode = "T-004"\nat = "x"\n[[people]]',
        "book.toml:6: waivers[0]: `because` is missing\n  hint: add `because = …` to [[waivers]]",
    ),
    "no list of parts": (
        PARTS,
        "",
        'book.toml: `parts` is missing\n  hint: add to the file: [[parts]] file = "…"',
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
    with pytest.raises(ConfigError) as caught:
        read_book(book.replace(old, new, 1).encode(), Slug("salt-roads"), folder=folder)
    assert str(caught.value) == told
