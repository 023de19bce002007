"""Headings, links and references are counted in a document's own bytes, and told where they go."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from intake.read.formats.test_docx import document as word
from intake.read.formats.test_odt import document as odt
from makeready.intake.account.completeness import report_fewer
from makeready.intake.read.files import Source, read_source
from makeready.intake.read.formats import counted

PAGE = """<h1 id='a'>Gates</h1><h2></h2><p>See <a href='https://a.example'>there</a>,
<a href='#a'>here</a> and <a href='mailto:a@a.example'>write</a>.</p><h3>Oil</h3>"""
DOCBOOK = """<book xmlns="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink"
version="5.0"><title>Weirs</title><chapter xml:id="c"><title>Gates</title><para>See <link
linkend="c">here</link> and <link xl:href="https://a.example">there</link>.</para><section><info>
<title>Oil</title></info><para>x</para></section></chapter></book>"""
LATEX = r"""\documentclass{book}\newcommand{\x}{\section{no}}\begin{document}
\chapter{Gates}\label{a}\section*{Oil} See \ref{a}, \href{https://a.example}{there}.
\begin{verbatim}
\section{no}
\end{verbatim}
\end{document}"""
ORG = """* Gates
#+begin_src org
* no
#+end_src
** Oil
*** Deep
**** Deeper
See [[https://a.example][there]].
* COMMENT no
"""
RST = """Book
====

Gates
-----

See `there <https://a.example>`_ and ``no``.

::

    No
    --

+----+
| no |
+----+

Oil
---

Deep
~~~~
"""
CELLS = [
    "# Gates\n\nWords `[no](https://a.example)`.\n\n```\n# no\n```\n",
    "## Oil\n[there](https://a.example)",
]
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "markdown", "id": str(n), "metadata": {}, "source": cell}
            for n, cell in enumerate(CELLS)
        ],
    }
)
WORD = word(
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="1" w:name="a"/>'
    '<w:r><w:t>Gates</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="Part"/></w:pPr><w:r><w:t>Oil</w:t></w:r></w:p>'
    '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK </w:instrText>'
    '</w:r><w:r><w:instrText>"https://a.example"</w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="end"/></w:r></w:p>'
)
ODT = odt(
    '<text:h text:outline-level="1"><text:bookmark text:name="a"/>Gates</text:h>'
    '<text:p>See <text:a xlink:href="https://a.example">there</text:a> and <text:a '
    'xlink:href="#a">here</text:a>.</text:p><text:h text:outline-level="2">Oil</text:h>'
)


def fewer(source: Source) -> list[str]:
    assert source.inventory is not None
    return [found.message for found in report_fewer("a", source.inventory, source.counts)]


@pytest.mark.parametrize(
    ("name", "data", "held"),
    [
        ("a.html", PAGE, {"headings": 2, "links": 2}),
        ("a.docbook", DOCBOOK, {"headings": 2, "links": 1, "references": 1}),
        ("a.tex", LATEX, {"headings": 2, "links": 1, "references": 1}),
        ("a.org", ORG, {"headings": 4, "links": 1}),
        ("a.ipynb", NOTEBOOK, {"headings": 2, "links": 1}),
        ("a.rst", RST, {"headings": 3, "links": 1}),
        ("a.docx", WORD, {"headings": 2, "links": 1, "references": 1}),
        ("a.odt", ODT, {"headings": 2, "links": 1, "references": 1}),
    ],
)
def test_what_a_document_holds_comes_through(
    name: str, data: str | bytes, held: dict[str, int]
) -> None:
    source = read_source(name, data if isinstance(data, bytes) else data.encode())
    assert source.inventory is not None
    named = ("headings", "links", "references")
    found = {kind: number for kind in named if (number := source.inventory.counts.get(kind, 0))}
    assert found == held
    assert fewer(source) == []


def test_a_reference_that_a_reader_makes_plain_words_of_is_missed() -> None:
    body = (
        '<w:p><w:r><w:t>See </w:t></w:r><w:fldSimple w:instr=" NOTEREF gates \\h "><w:r>'
        "<w:t>3.2</w:t></w:r></w:fldSimple></w:p>"
    )
    assert fewer(read_source("a.docx", word(body))) == [
        "references: the document has 1, the manuscript 0"
    ]


def test_a_contents_list_and_an_empty_heading_count_for_nothing() -> None:
    page = "<nav epub:type='toc'><h2>Contents</h2><a href='https://a.example'>x</a></nav><h1> </h1>"
    assert fewer(read_source("a.html", f"{page}<p>Words.</p>".encode())) == []


def test_a_frame_without_a_picture_and_a_title_page_count_for_nothing() -> None:
    drawn = '<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>'
    assert fewer(read_source("a.docx", word(f"{drawn}<w:p><w:r><w:t>x</w:t></w:r></w:p>"))) == []
    page = etree.fromstring(
        '<body xmlns:epub="http://www.idpf.org/2007/ops"><section epub:type="titlepage">'
        "<h1>Reeds</h1></section><h1>Gates</h1></body>"
    )
    assert +counted.count_page(page) == {"headings": 1}


def test_what_is_never_closed_is_looked_for_once() -> None:
    many = "\\begin{verbatim}\n\\section{x}\n" * 20_000
    assert counted.count_latex(many)["headings"] == 20_000
    assert counted.count_org("#+begin_src\n* x\n" * 20_000)["headings"] == 20_000


def test_notes_and_titles_of_articles_are_no_headings_or_references() -> None:
    tree = etree.fromstring(
        '<article><front><title>x</title><xref rid="a">x</xref></front><body><sec><title>Gates'
        '</title><p><xref ref-type="fn" rid="n">1</xref><xref ref-type="fig" rid="f">One</xref>'
        "</p><fig><title>x</title></fig></sec></body></article>"
    )
    assert +counted.count_article(tree) == {"headings": 1, "references": 1}
