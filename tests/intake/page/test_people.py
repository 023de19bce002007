"""Lines of an imprint are no authors of the book, and stay in the text."""

from __future__ import annotations

import pytest

from intake.cleaned import raw
from makeready.intake.clean import clean
from makeready.intake.page.people import is_name

TEXT = (
    "The mills along the banks begin their work in spring, and the herons come back to the weir, "
    "as in every year of which the books of the valley tell, and of which nobody knows the end."
)


@pytest.mark.parametrize(
    "line",
    [
        "*First published by the Marl Press, 1931*",
        "Printed for the Tolvar Society",
        "Gedruckt im Mergelverlag, 1931",
        "Published by the Marl Press",
        "Imprimé par la Société de Tolvar",
    ],
)
def test_a_line_of_the_imprint_is_no_author_and_stays(line: str) -> None:
    chapters = "".join(f"## {each}\n\n{TEXT}\n\n{TEXT}\n\n" for each in ("The weir", "The sluice"))
    imported = clean(raw(f"# The mills\n\n{line}\n\n{chapters}"))
    metadata = imported.metadata
    assert (metadata.people, metadata.subtitle, metadata.publisher) == ((), "", "")
    assert line in imported.texts[0].text


@pytest.mark.parametrize("line", ["The Marl Press", "Tolvar Society", "Ada Quill"])
def test_a_body_or_a_person_is_a_name(line: str) -> None:
    assert is_name(line)
