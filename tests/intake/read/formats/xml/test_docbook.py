"""A DocBook document tells its language in either way, or not at all."""

from __future__ import annotations

import pytest

from makeready.intake.model import Choices
from makeready.intake.read.files import read_source
from makeready.intake.read.formats.xml.docbook import prepare


@pytest.mark.parametrize(
    ("given", "language"), [("", ""), ('lang="de"', "de"), ('xml:lang="fr"', "fr")]
)
def test_the_language_is_what_the_document_says(given: str, language: str) -> None:
    data = f"<article {given}><para>Tar.</para></article>".encode()
    assert prepare("a.docbook", data, Choices()).metadata.language == language


def test_a_note_that_is_called_again_by_its_name_is_there_again() -> None:
    held = '<footnote xml:id="f"><para>Of pine.</para></footnote>'
    book = (
        '<article xmlns="http://docbook.org/ns/docbook"><title>Oil</title>'
        f'<para>It burns{held} and melts<footnoteref linkend="f"/>.</para></article>'
    )
    source = read_source("a.docbook", book.encode())
    assert "It burns[^1] and melts[^2]." in source.raw.text
