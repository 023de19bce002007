"""Words of a finding become the line of the manuscript where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.findings import Place
from makeready.master.trees import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Text

FEWEST = 4
"""With fewer letters than this a look-up by letters alone would find other words."""


def place_of(texts: Sequence[Text], *needles: str) -> Place:
    """Return the first line that holds one of the needles, tried in order, or the file alone.

    pandoc's Markdown reader keeps no positions, so a finding's line is looked up by its words,
    and only when there is a finding.
    """
    return find_place(texts, *needles) or Place(texts[0].file)


def find_place(texts: Sequence[Text], *needles: str) -> Place | None:
    """Return the first line that holds one of the needles, tried in order, or None.

    A needle that stands nowhere as it is is looked for once more by its letters and digits alone,
    since marks, line breaks and typographic quotation marks may stand between them.
    """
    for needle in filter(None, needles):
        for text in texts:
            at = text.text.casefold().find(needle.casefold())
            if at < 0:
                at = _find_letters(text.text, needle)
            if at >= 0:
                # Folding may have made the text longer, but never by a line.
                return Place(text.file, text.text.casefold().count("\n", 0, at) + 1)
    return None


def _find_letters(text: str, needle: str) -> int:
    """Return where in the folded text these letters and digits begin, or -1."""
    wanted = "".join(character for character in needle.casefold() if character.isalnum())
    if len(wanted) < FEWEST:
        return -1
    kept = [(at, letter) for at, letter in enumerate(text.casefold()) if letter.isalnum()]
    found = "".join(letter for _, letter in kept).find(wanted)
    return -1 if found < 0 else kept[found][0]


def own_first(element: etree._Element, texts: Sequence[Text]) -> Sequence[Text]:
    """Return the texts with the one first that the element came from."""
    return sorted(texts, key=lambda text: text.file != element.get(FILE))


def locate(findings: Iterable[Finding], texts: Sequence[Text]) -> tuple[Finding, ...]:
    """Return the findings, those that have words of the text and no place with their place."""
    return tuple(
        replace(found, place=find_place(texts, *found.words)) if found.place is None else found
        for found in findings
    )


def first_words(words: str, count: int = 4) -> str:
    """Return the first few words, which a manuscript is likely to hold on one line."""
    return " ".join(words.split()[:count])
