"""Notes of a Word document that call one another in a ring are refused, and others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake.read.formats.test_docx import document, paragraph
from makeready.core.errors import SourceError
from makeready.intake.read.apparatus.word_notes import refuse_rings
from makeready.intake.read.formats.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN = '<w:{}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def archive(footnotes: dict[str, str], endnotes: dict[str, str]) -> Archive:
    """Return a document whose notes hold these calls."""
    stories = (("footnote", footnotes), ("endnote", endnotes))
    parts = {f"{kind}s": "".join(_write(kind, held)) for kind, held in stories}
    return Archive("a.docx", document(paragraph("Reeds."), **parts))


def _write(kind: str, held: dict[str, str]) -> Iterator[str]:
    yield OPEN.format(kind)
    for key, called in held.items():
        yield f'<w:{kind} w:id="{key}"><w:p>{called}</w:p></w:{kind}>'
    yield f"</w:{kind}s>"


def call(kind: str, key: str) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


@pytest.mark.parametrize(
    ("footnotes", "endnotes"),
    [
        ({"1": call("footnote", "1")}, {}),
        ({"1": call("footnote", "2"), "2": call("footnote", "1")}, {}),
        ({"1": call("endnote", "1")}, {"1": call("footnote", "1")}),
    ],
)
def test_notes_that_call_one_another_are_refused(
    footnotes: dict[str, str], endnotes: dict[str, str]
) -> None:
    with pytest.raises(SourceError, match=r"a.docx: the \w+note with the id \d calls itself"):
        refuse_rings("a.docx", archive(footnotes, endnotes))


def test_notes_that_call_others_are_not() -> None:
    given = archive({"1": call("footnote", "2"), "2": ""}, {"1": call("footnote", "1")})
    assert refuse_rings("a.docx", given) is given
