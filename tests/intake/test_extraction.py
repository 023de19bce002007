"""The generator of extracted text and its scoring: what both promise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.extraction import Extracted, generate
from intake.markers import MARKERS, is_call
from intake.material import MATERIALS, letters
from intake.scoring import Score, Tally, bare, score
from makeready.core.model import Matter, Text

DOCUMENTS = st.builds(
    generate, st.integers(0, 10_000), st.sampled_from(MATERIALS), st.sampled_from(MARKERS)
)
FEW = settings(max_examples=20, deadline=None)


def perfect(document: Extracted) -> list[str]:
    """The blocks of the manuscript that the truth of a document describes."""
    paragraphs = "\n\n".join(document.truth.paragraphs)
    notes = []
    # from the end, so that no call stands in the letters before the next
    for number, link in reversed([*enumerate(document.truth.links)]):
        head, _, tail = paragraphs.rpartition(link.before)
        paragraphs = f"{head}{link.before}[^{number}] {tail}"
        notes.append(f"[^{number}]: {link.note}")
    headings = [f"{'#' * level} {text}" for text, level in document.truth.headings]
    return [*headings, *paragraphs.split("\n\n"), *notes]


def scored(document: Extracted, blocks: list[str]) -> Score:
    text = Text(file="text/01.md", matter=Matter.BODY, text="\n\n".join(blocks))
    return score([text], document.truth)


@FEW
@given(DOCUMENTS)
def test_the_truth_scores_full(document: Extracted) -> None:
    found = scored(document, perfect(document))
    tallies = (found.links, found.notes, found.joins, found.headings, found.paragraphs)
    assert all(tally.wrong == tally.missed == 0 for tally in tallies)
    assert found.links.right == len(document.truth.links)


@FEW
@given(DOCUMENTS)
def test_the_text_holds_every_note_and_heading_of_the_truth(document: Extracted) -> None:
    text = letters(document.text)
    assert all(link.note in text for link in document.truth.links)
    assert all(letters(heading) in text for heading, _ in document.truth.headings)
    assert not any(is_call(character) for character in document.text)


@FEW
@given(DOCUMENTS)
def test_a_seed_gives_one_document(document: Extracted) -> None:
    assert generate(document.seed, document.language, document.habits.marker) == document


def test_seeds_differ() -> None:
    assert generate(1, "en", MARKERS[0]).text != generate(2, "en", MARKERS[0]).text


def test_faults_are_counted_where_they_are() -> None:
    document = generate(1, "en", MARKERS[0])
    blocks = perfect(document)
    count = len(document.truth.headings)
    lost = scored(document, blocks[:-1])
    assert (lost.links.missed, lost.links.wrong) == (1, 0)
    headless = scored(document, blocks[1:])
    assert (headless.headings.missed, headless.headings.wrong) == (1, 0)
    together = scored(document, [*blocks[:count], "".join(blocks[count:-20]), *blocks[-20:]])
    assert together.joins.wrong > 0
    assert together.paragraphs.missed > 0


@pytest.mark.parametrize(
    "heading",
    ["Salt", "1. Salt", "2.3 Salt", "IV. Salt", "Chapter 2: Salt", "**Salt**"],
)
def test_headings_are_compared_without_their_numbers(heading: str) -> None:
    assert bare(heading) == "Salt"


@pytest.mark.parametrize("heading", ["第三章 淤泥", "（二）淤泥", "淤泥"])
def test_chinese_headings_are_compared_without_their_numbers(heading: str) -> None:
    assert bare(heading) == "淤泥"


def test_tallies_add_up() -> None:
    total = Tally(right=3, wrong=1) + Tally(missed=1)
    assert (total.precision, total.recall) == (0.75, 0.75)
