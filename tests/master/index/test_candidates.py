"""Names, repeated terms and headings that no mark has are proposed for the index."""

from __future__ import annotations

from makeready.master.index.candidates import HEADINGS, NAMES, TERMS, find_candidates, list_marked
from master.titles import text

TEXT = """# Quays

The keeper met Ada Brook at the lock, and Ada Brook [met]{.index entry="keepers!of locks"} the
boats of Hull. The boats went to Hull, since `Code` is no name. However, the tide fell.

## The Race

However the tollhouse stood, the tollhouse was shut; a tollhouse, the old tollhouse.
The [Derwent]{.index} rose, the Derwent fell, for Derwent it was.
"""


def found(kind: str, language: str = "en") -> dict[str, int]:
    proposed = find_candidates([text(TEXT)], language)
    return {each.term: each.count for each in proposed if each.kind == kind}


def test_names_are_words_with_capitals_within_a_sentence() -> None:
    assert found(NAMES) == {"Ada Brook": 2, "Hull": 2}
    assert found(NAMES, "de") == {"Ada Brook": 2}


def test_terms_are_repeated_and_headings_are_headings() -> None:
    assert found(TERMS) == {"tollhouse": 4}
    assert found(HEADINGS) == {"The Race": 1}


def test_what_is_marked_is_not_proposed() -> None:
    assert list_marked([text(TEXT)]) == {"keepers", "of locks", "derwent"}
    (first,) = [each for each in find_candidates([text(TEXT)], "en") if each.term == "Hull"]
    assert str(first.place) == "text/01.md:4"
