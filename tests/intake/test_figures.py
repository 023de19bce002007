"""How well import undoes what converters do, over a sample of generated documents."""

from __future__ import annotations

import pytest

from intake.extraction import generate, raw_text
from intake.markers import MARKERS, Marker
from intake.material import LANGUAGES
from intake.scoring import Score, score
from makeready.intake.extracted import clean
from makeready.intake.ledger import check

# The whole of it, 264 documents, is measured by benchmarks/import_figures.py.
SEEDS = (0, 1)


@pytest.fixture(scope="module")
def total() -> Score:
    documents = (
        generate(seed, language, marker)
        for seed in SEEDS
        for language in LANGUAGES
        for marker in MARKERS[seed::2]
    )
    scores = (score(clean(raw_text(each)).texts, each.truth) for each in documents)
    return sum(scores, Score())


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("links", 0.99, 0.985),
        ("notes", 0.99, 0.99),
        ("joins", 0.99, 0.975),
        ("headings", 0.98, 0.98),
    ],
)
def test_generated_documents_come_back(
    total: Score, kind: str, precision: float, recall: float
) -> None:
    tally = getattr(total, kind)
    assert tally.precision >= precision
    assert tally.recall >= recall


@pytest.mark.parametrize("marker", MARKERS, ids=[marker.name for marker in MARKERS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_a_generated_document_is_accounted_for(
    language: str, marker: Marker
) -> None:
    document = generate(5, language, marker)
    raw = raw_text(document)
    assert check(clean(raw).ledger, raw.text) == ()
