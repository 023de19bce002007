"""Tables and glossaries of DocBook come through with all that they hold."""

from __future__ import annotations

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import read_source


def text_of(body: str) -> str:
    book = f"<book><chapter><title>A</title>{body}</chapter></book>"
    made = take_whole(read_source("a.dbk", book.encode()))
    assert [each.code for each in made.findings] == []
    return "".join(each.text for each in made.texts).removeprefix("# A\n\n")


def test_cells_that_reach_over_columns_and_the_foot_are_kept() -> None:
    found = text_of(
        """<informaltable><tgroup cols="3"><colspec colname="a"/><colspec colname="b"/>
        <spanspec spanname="ab" namest="a" nameend="b"/>
        <thead><row><entry namest="a" nameend="b">Both</entry><entry>C</entry></row></thead>
        <tfoot><row><entry spanname="ab">Sum</entry><entry>6</entry></row></tfoot>
        <tbody><row><entry spanname="ab">x</entry><entry>y</entry></row></tbody>
        </tgroup></informaltable>"""
    )
    assert [line.split() for line in found.splitlines() if line.startswith("|")] == [
        ["|", "Both", "|", "C", "|"],
        ["|", "x", "|", "y", "|"],
        ["|", "Sum", "|", "6", "|"],
    ]


def test_a_glossary_is_one_with_its_divisions_and_references() -> None:
    found = text_of(
        """<para>x</para></chapter><glossary><title>Terms</title><glossdiv><title>W</title>
        <glossentry id="w"><glossterm>Weir</glossterm><acronym>WR</acronym>
        <glossdef><para>A dam.</para></glossdef></glossentry>
        <glossentry><glossterm>Dam</glossterm><glosssee otherterm="w"/></glossentry>
        </glossdiv></glossary><chapter><title>B</title><para>y</para>"""
    )
    assert "# Terms\n\n## W\n\n::: glossary\n" in found
    assert "Weir (WR)\n\n:   []{#w}A dam.\n\nDam\n\n:   → [Weir](#w)\n:::" in found
