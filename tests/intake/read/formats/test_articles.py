"""Articles and books in XML keep their references, abstracts and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import read_source

if TYPE_CHECKING:
    from makeready.intake.model import Imported

JATS = """<article xml:lang="en"><front><article-meta><title-group><article-title>Gates
</article-title></title-group><contrib-group><contrib contrib-type="author"><name><surname>Brook
</surname><given-names>Ada</given-names></name></contrib></contrib-group>
<abstract><p>Gates in short.</p></abstract></article-meta></front>
<body><sec><title>Water</title><p>It runs (<xref ref-type="bibr" rid="r1">Weir 1901</xref>).<xref
ref-type="fn" rid="n1">1</xref></p><supplementary-material id="s1"><label>S1</label><caption><p>More
sums.</p></caption></supplementary-material><p>See <xref ref-type="supplementary-material"
rid="s1">S1</xref>.</p></sec></body>
<back><ack><p>Thanks.</p></ack><fn-group><fn id="n1"><p>By hand.</p></fn></fn-group><ref-list><ref
id="r1"><element-citation><person-group><name><surname>Weir</surname><given-names>Tom</given-names>
</name></person-group><year>1901</year><source>Dams</source></element-citation></ref><ref id="r2">
<mixed-citation>Mill, K. Locks. 1902.</mixed-citation></ref></ref-list></back></article>"""

DOCBOOK = """<book xmlns="http://docbook.org/ns/docbook" version="5.0" xml:lang="en"><info>
<title>Weirs</title><author><personname><firstname>Ada</firstname><surname>Brook</surname>
</personname></author></info><chapter><title>Gates</title><para>Open it.<indexterm><primary>gate
</primary></indexterm><remark>Check this.</remark></para><procedure><title>To open</title><step>
<para>Push.</para></step></procedure></chapter><bibliography><title>Books</title><biblioentry>
<title>On Dams</title><author><personname><surname>Weir</surname></personname></author>
</biblioentry></bibliography></book>"""


def imported(name: str, text: str) -> Imported:
    return take_whole(read_source(name, text.encode()))


def test_an_article_keeps_abstract_references_and_notes() -> None:
    made = imported("a.jats", JATS)
    text = "\n".join(each.text for each in made.texts)
    assert "# Abstract\n\nGates in short." in text
    assert "It runs ([Weir 1901](#r1)).[^1]" in " ".join(text.split())
    assert "[^1]: By hand." in text
    assert "# References\n\n[]{#r1}Tom Weir. 1901. Dams.\n\nMill, K. Locks. 1902." in text
    assert "[]{#s1}S1 More sums." in " ".join(text.split())
    assert "# Acknowledgements\n\nThanks." in text
    assert made.compared is not None
    assert not [found for found in made.findings if found.code == "S-141"]


def test_a_docbook_keeps_its_bibliography_and_names_apart() -> None:
    made = imported("a.docbook", DOCBOOK)
    text = "\n".join(each.text for each in made.texts)
    assert "# Books\n\nOn Dams. Weir" in text
    assert "**To open**" in text
    assert [person.name for person in made.metadata.people] == ["Ada Brook"]
    assert made.metadata.language == "en"
    assert 'Open it.[]{.index entry="gate"}' in text
    assert "Check this" in " ".join(found.message for found in made.findings)


def test_authors_of_an_article_whose_names_are_not_parted_are_its_people() -> None:
    names = "<string-name>Ada Ferrier</string-name>", "<collab>Weir Board</collab>"
    people = "".join(f'<contrib contrib-type="author">{each}</contrib>' for each in names)
    front = f"<front><article-meta><contrib-group>{people}</contrib-group></article-meta></front>"
    made = imported("a.jats", f"<article>{front}<body><p>Open it.</p></body></article>")
    assert [each.name for each in made.metadata.people] == ["Ada Ferrier", "Weir Board"]
