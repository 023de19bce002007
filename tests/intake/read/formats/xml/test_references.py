"""References of an article become paragraphs, and its citations links to them."""

from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source

JATS = """<article article-type="research-article"><front><article-meta><title-group>
<article-title>On reeds</article-title></title-group></article-meta></front>
<body><sec><title>Banks</title><p>{body}</p></sec></body>
<back><ref-list><title>Works</title>{refs}</ref-list></back></article>"""

FINCH = """<ref id="f"><label>1</label><element-citation><person-group><name>
<surname>Finch</surname><given-names>Ada</given-names></name></person-group><year>1999</year>
<article-title>Gates</article-title><source>River Journal</source><volume>12</volume>
<issue>3</issue><fpage>45</fpage><lpage>67</lpage></element-citation></ref>"""
COOT = """<ref id="c"><label>2</label><mixed-citation><string-name><surname>Coot</surname>
</string-name> (<year>2001</year>). <source><italic>The mill</italic></source>.</mixed-citation>
</ref>"""
HERON = """<ref id="h"><citation-alternatives><mixed-citation>Heron, Reeds.</mixed-citation>
<element-citation><source>Reeds</source></element-citation></citation-alternatives>
<note><p>Out of print.</p></note></ref>"""


def read(body: str, refs: str = FINCH + COOT + HERON) -> list[str]:
    """Return the paragraphs of an article with these citations."""
    source = read_source("a.jats", JATS.format(body=body, refs=refs).encode())
    return source.raw.text.strip().split("\n\n")


@pytest.mark.parametrize(
    ("cited", "written"),
    [
        ('<xref ref-type="bibr" rid="f">[1]</xref>', r"[\[1\]](#f)"),
        ('<xref ref-type="bibr" rid="f c">1, 2</xref>', "[1](#f), [2](#c)"),
        ('<xref ref-type="bibr" rid="c"/>', r"\[[2](#c)\]"),
        ('<xref ref-type="bibr" rid="f h"/>', r"\[[1](#f); [h](#h)\]"),
        ('<xref ref-type="bibr" rid="f c">both</xref>', "[both](#f)"),
    ],
)
def test_citations_are_links_to_all_that_they_name(cited: str, written: str) -> None:
    assert read(f"See {cited} there.")[1] == f"See {written} there."


def test_references_keep_all_their_words_and_their_emphasis() -> None:
    assert read("Reeds.")[3:] == [
        "1 Ada Finch. 1999. Gates. River Journal 12 (3): 45–67.",
        "2 Coot (2001). *The mill*.",
        "Heron, Reeds. Out of print.",
    ]


def test_another_form_of_a_citation_goes_only_where_its_words_are_there() -> None:
    other = HERON.replace("<source>Reeds", "<source>Sedges")
    assert read("Reeds.", other)[3:] == ["Heron, Reeds. Sedges. Out of print."]
