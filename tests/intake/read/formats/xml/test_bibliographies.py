"""Entries of a bibliography become paragraphs, and citations of them links."""

from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source

BOOK = """<book xmlns="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink">
<title>Weirs</title><chapter><title>One</title><para>See {cited} there.</para></chapter>
<bibliography><title>Works</title>
<biblioentry xml:id="f"><abbrev>F99</abbrev><author><personname><firstname>Ada</firstname>
<surname>Finch</surname></personname></author><title>Gates</title><pubdate>1999</pubdate>
</biblioentry>
<bibliomixed xml:id="c">Coot, D.: <title>The mill</title>, <pubdate>2001</pubdate>.</bibliomixed>
</bibliography></book>"""


@pytest.mark.parametrize(
    ("cited", "written"),
    [
        ('<xref linkend="f"/>', r"\[[F99](#f)\]"),
        ("<citation>F99</citation>", r"\[[F99](#f)\]"),
        ('<biblioref linkend="c"/>', r"\[[The mill](#c)\]"),
        ('<link linkend="f">Finch</link>', "[Finch](#f)"),
        ('<link xlink:href="#f"/>', r"\[[F99](#f)\]"),
        ("<citation>Unknown</citation>", "Unknown"),
    ],
)
def test_citations_are_links_to_entries(cited: str, written: str) -> None:
    source = read_source("b.docbook", BOOK.format(cited=cited).encode())
    paragraphs = source.raw.text.strip().split("\n\n")
    assert paragraphs[1] == f"See {written} there."
    linked = "[]{#f}" if "(#f)" in written else ""
    assert paragraphs[3] == f"{linked}F99. Ada Finch. Gates. 1999"
