"""Lines may end within addresses and long words of code, and in no other word."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.editions.print.lines.loose_words import loosen_words


def loosened(inner: str) -> str:
    body = etree.fromstring(f"<body><p>{inner}</p></body>")
    loosen_words(body)
    return "".join(body.itertext()).replace("\u200b", "|")


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("see https://ferry.example/tides/1900", "see https://|ferry.|example/|tides/|1900"),
        ("write to ada.weir@harbour.example.", "write to ada.|weir@|harbour.|example."),
        ("<code>content/ferry/text/01.md</code>", "content/|ferry/|text/|01.md"),
        ("<code>read_page_settings</code>", "read_|page_|settings"),
        ("<code>readPageSettings()</code>", "read|Page|Settings()"),
        ("<code>HTTPServerError</code>", "HTTPServer|Error"),
        (
            "<code>a(<em>long_name_of_it</em>)</code> tail_of_the_word",
            "a(long_|name_|of_it) tail_of_the_word",
        ),
        ("<code>book.toml</code> <code>--no-color-moved</code>", "book.toml --no-color-moved"),
        (
            "a_word_of_the_text and/or/other/words",
            "a_word_of_the_text and/or/other/words",
        ),
        (
            "<code>.rst</code>, <code>.org</code> or <kbd>/</kbd>",
            ".rst, |.org or |/",
        ),
        ("of <code>.org</code>, a<code>.b</code>", "of |.org, a.b"),
        ("a .org and\n.rst, 1 .5 . . .", "a |.org and |.rst, 1 .5 . . ."),
        ("<pre>a .org</pre><math>a .b</math>", "a .orga .b"),
        ("<em>or <a><b><code>.org</code></b></a>\n<code>!</code></em>", "or |.org |!"),
        ("<pre><code>content/ferry/text/01.md</code></pre>", "content/ferry/text/01.md"),
    ],
)
def test_lines_may_end_behind_marks(inner: str, shown: str) -> None:
    assert loosened(inner) == shown
