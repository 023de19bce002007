"""Any file becomes a source: extracted text as it stands, a document as Markdown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pypandoc
import pytest

from makeready.core.errors import SourceError
from makeready.intake.account.whole import take_whole
from makeready.intake.model import Kind
from makeready.intake.read.files import Source, read_source
from makeready.intake.read.formats.xml.kinds import find_suffix

if TYPE_CHECKING:
    from pathlib import Path

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MANUSCRIPT = """---
title: The Year of a Miller
author: [Ada Brook, Tom Weir]
date: 2021-03-04
---

# Spring

The sluice opens[^1] in *April*. “Early,” they say.

[^1]: A note on the **sluice**.

## Tools

| stone | sieve |
|-------|-------|
| one   | two   |

# Autumn

Flour[^1b] and bran.

[^1b]: Another note.
"""


def made(tmp_path: Path, kind: str, text: str = MANUSCRIPT) -> Source:
    """The manuscript as pandoc writes it in another kind of document, read back."""
    path = tmp_path / f"book.{kind}"
    pypandoc.convert_text(
        text, kind, format="markdown", outputfile=str(path), extra_args=["--standalone"]
    )
    return read_source(f"book.{kind}", path.read_bytes())


def test_extracted_text_is_the_file_itself() -> None:
    data = "One\r\n\r\n① two".encode()
    source = read_source("a.md", data)
    assert source.raw.text == "One\r\n\r\n① two"
    assert source.digest == source.raw.digest == hashlib.sha256(data).hexdigest()
    assert not source.converted


@pytest.mark.parametrize(
    "kind", ["docx", "odt", "epub", "rtf", "html", "docbook", "jats", "org", "rst"]
)
def test_a_document_keeps_words_notes_tables_and_headings(tmp_path: Path, kind: str) -> None:
    text = made(tmp_path, kind).raw.text
    words = re.sub(r"\s+", " ", text)
    assert "# Spring" in text
    assert "## Tools" in text
    assert "# Autumn" in text
    assert "sluice opens[^1] in *April*. “Early,” they say." in words
    assert "[^1]: A note on the **sluice**." in words
    assert "Another note." in words
    assert re.search(r"stone +sieve", text)
    assert re.search(r"one +two", text)


@pytest.mark.parametrize("kind", ["docx", "epub", "html", "docbook", "org"])
def test_a_document_keeps_what_it_says_of_itself(tmp_path: Path, kind: str) -> None:
    metadata = made(tmp_path, kind).metadata
    assert metadata.title == "The Year of a Miller"
    assert [person.name for person in metadata.people] == ["Ada Brook", "Tom Weir"]
    assert metadata.people[0].sort_as == "Brook, Ada"
    assert metadata.published == "2021-03-04"


def test_latex_is_read_with_its_notes() -> None:
    source = read_source(
        "a.tex",
        rb"\documentclass{book}\title{Mills}\author{Ada Brook}\begin{document}"
        rb"\chapter{Spring}The sluice\footnote{A note.} opens.\section{Tools}``Stone''---"
        rb"\end{document}",
    )
    assert source.raw.text == (
        "# Spring\n\nThe sluice[^1] opens.\n\n[^1]: A note.\n\n## Tools\n\n“Stone”—\n"
    )
    assert source.metadata.title == "Mills"


def test_typst_is_read_with_its_notes() -> None:
    text = read_source("a.typ", b"= Spring\nThe sluice#footnote[A note.] opens.").raw.text
    assert text == "# Spring\n\nThe sluice[^1] opens.\n\n[^1]: A note.\n"


def test_a_notebook_is_read_with_its_notes_and_pictures() -> None:
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": ["# Spring\n", "\n", "Text[^1] ![x](attachment:x.png)\n", "\n", "[^1]: A note."],
        "attachments": {"x.png": {"image/png": base64.b64encode(PIXEL).decode()}},
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    source = read_source("a.ipynb", json.dumps(notebook).encode())
    assert "Text[^1]" in source.raw.text
    assert "[^1]: A note." in source.raw.text
    (picture,) = source.images
    assert picture.data == PIXEL
    assert f"]({picture.name})" in source.raw.text


def test_pictures_inside_a_document_become_values(tmp_path: Path) -> None:
    (tmp_path / "stone.png").write_bytes(PIXEL)
    source = made(tmp_path, "docx", f"# One\n\n![A stone]({tmp_path}/stone.png) end\n")
    (picture,) = source.images
    assert picture.data == PIXEL
    assert picture.media_type == "image/png"
    assert f"![A stone]({picture.name})" in source.raw.text
    assert str(tmp_path) not in source.raw.text


def test_pictures_elsewhere_are_named_and_not_fetched() -> None:
    source = read_source(
        "a.html",
        b"<p>x <img src='http://example.invalid/a.png'> <img src='../b.png'> <img src='x/b.png'>",
    )
    assert source.images == ()
    assert [told.code for told in source.findings] == ["S-111"] * 3
    assert [f"images/{n}.png" in source.raw.text for n in ("a", "b", "b-2")] == [True] * 3


def test_a_picture_in_the_text_itself_is_taken_out() -> None:
    data = base64.b64encode(PIXEL).decode()
    source = read_source("a.html", f"<p>x <img src='data:image/png;base64,{data}'>".encode())
    assert [(image.name, image.data) for image in source.images] == [("images/picture.png", PIXEL)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rst", b"Text.\n\n.. include:: /etc/hostname\n"),
        ("a.tex", rb"Text. \input{/etc/hostname}"),
        ("a.org", b'Text.\n\n#+INCLUDE: "/etc/hostname"\n'),
    ],
)
def test_other_files_are_not_read_and_the_attempt_is_told(name: str, data: bytes) -> None:
    source = read_source(name, data)
    assert source.raw.text == "Text.\n"
    assert [told.code for told in source.findings] == ["S-121"]


def test_scripts_are_not_words() -> None:
    assert read_source("a.html", b"<p>Text.<script>alert(1)</script></p>").raw.text == "Text.\n"


def test_html_notes_and_raised_calls_lose_their_scaffolding() -> None:
    source = read_source(
        "a.html",
        b"<p>Text<sup><a href='#n1' id='r1' role='doc-noteref'>1</a></sup> end</p>"
        b"<section role='doc-endnotes'><ol><li id='n1'><p>A note. "
        b"<a href='#r1' role='doc-backlink' class='footnote-back'>up</a></p></li></ol></section>",
    )
    assert source.raw.text == "Text[^1] end\n\n[^1]: A note.\n"


def test_headings_begin_at_level_1() -> None:
    assert read_source("a.html", b"<h2>One</h2><p>x</p><h3>Two</h3>").raw.text.startswith("# One\n")


def test_a_heading_that_repeats_the_title_goes() -> None:
    html = b"<html><head><title>Mills</title></head><h1>Mills</h1><h2>One</h2><p>x</p>"
    assert read_source("a.html", html).raw.text == "# One\n\nx\n"


def test_only_ids_that_links_need_are_kept() -> None:
    html = b"<h1 id='a'>One</h1><h1 id='bb'>Two</h1><p><a href='#bb'>there</a></p>"
    assert read_source("a.html", html).raw.text == "# One\n\n# Two {#bb}\n\n[there](#bb)\n"


def test_languages_are_kept() -> None:
    html = b"<p>He said <span lang='fr' class='x'>bonjour</span> <span class='y'>twice</span>.</p>"
    assert read_source("a.html", html).raw.text == 'He said [bonjour]{lang="fr"} twice.\n'


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".ipynb", ".typ", ".docbook"])
def test_a_damaged_document_is_an_error_that_helps(suffix: str) -> None:
    with pytest.raises(SourceError, match="pandoc cannot read") as caught:
        read_source(f"a{suffix}", b"<\x01{]#(")
    assert f"a{suffix}" in str(caught.value)
    assert caught.value.hint


def test_a_document_that_is_nested_too_deeply_is_named() -> None:
    data = b'{"cells":' + b"[" * 9000 + b"]" * 9000 + b"}"
    with pytest.raises(SourceError, match=r"a.ipynb: the document is nested too deeply") as caught:
        read_source("a.ipynb", data)
    assert caught.value.hint


def test_rtf_loses_no_letter_beside_its_stand_ins() -> None:
    rtf = rb"{\rtf1\ansi\uc1 \u8220?Early,\u8221? \u8220\'93late\u8221\'94 {\u8212-}x \\u12?}"
    assert read_source("a.rtf", rtf).raw.text == "“Early,” “late” —x \\u12?\n"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.doc", ".docx"),
        ("a.xml", ".jats"),
        ("a.mobi", ".epub"),
        ("a", ".md"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(name: str, remedy: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(name, b"%PDF-1.7")
    assert remedy in caught.value.hint


def test_a_document_is_a_manuscript_of_chapters_with_every_character_kept(tmp_path: Path) -> None:
    source = made(tmp_path, "docx")
    imported = take_whole(source)
    assert [text.text.partition("\n")[0] for text in imported.texts] == ["# Spring", "# Autumn"]
    assert all(operation.kind is Kind.KEEP for operation in imported.ledger.operations)
    assert "".join(text.text for text in imported.texts) == source.raw.text
    assert imported.ledger.digest == hashlib.sha256(source.raw.text.encode()).hexdigest()
    assert source.digest != source.raw.digest


def test_each_chapter_holds_its_own_notes(tmp_path: Path) -> None:
    spring, autumn = take_whole(made(tmp_path, "odt")).texts[-2:]
    assert "A note on the" in spring.text
    assert "Another note." in autumn.text


def test_a_heading_in_code_begins_no_chapter() -> None:
    html = b"<h1>One</h1><pre class='python'><code># not a heading\nx = 1</code></pre><h1>Two</h1>"
    assert len(take_whole(read_source("a.html", html)).texts) == 2


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert made(tmp_path, "epub").raw == made(tmp_path, "epub").raw


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"<?xml version='1.0'?>\n<!-- a --><book><title>A</title></book>", ".docbook"),
        (b"<article><title>A</title></article>", ".docbook"),
        (b'<article article-type="other"><front/></article>', ".jats"),
        (b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" ""><article></article>', ".jats"),
        (b"<!DOCTYPE book [<!ENTITY a '<emphasis>b</emphasis>'>]><book/>", ".docbook"),
        (b'<f:FictionBook xmlns:f="a"/>', ".fb2"),
        (b"<anything/>", ".xml"),
    ],
)
def test_a_file_in_xml_is_read_as_what_its_first_element_says(data: bytes, suffix: str) -> None:
    assert find_suffix("a.xml", data) == suffix


def test_a_wide_table_with_paragraphs_in_its_cells_is_written_whole() -> None:
    cells = "".join(f"<td><p>a{at}</p><p>b</p></td>" for at in range(12))
    text = read_source("a.html", f"<table><tr>{cells}</tr></table>".encode()).raw.text
    assert all(f"a{at} " in text for at in range(12))


def test_pages_of_wikis_and_textile_are_read() -> None:
    wiki = b"== Oil ==\nIt '''burns'''<ref>Of pine.</ref>.\n"
    assert "It **burns**[^1]." in read_source("a.wiki", wiki).raw.text
    assert "It **burns**." in read_source("a.textile", b"It *burns*.\n").raw.text


def test_code_keeps_its_caption() -> None:
    code = b"Oil.\n\n.. code-block:: python\n   :caption: To row\n\n   row()\n"
    assert '{.python lst-cap="To row"}' in read_source("a.rst", code).raw.text
