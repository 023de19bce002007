"""A DocBook document tells its language in either way, or not at all."""

from __future__ import annotations

import pytest

from makeready.intake.model import Choices
from makeready.intake.read.formats.xml.docbook import prepare


@pytest.mark.parametrize(
    ("given", "language"), [("", ""), ('lang="de"', "de"), ('xml:lang="fr"', "fr")]
)
def test_the_language_is_what_the_document_says(given: str, language: str) -> None:
    data = f"<article {given}><para>Tar.</para></article>".encode()
    assert prepare("a.docbook", data, Choices()).metadata.language == language
