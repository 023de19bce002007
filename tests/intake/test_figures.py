"""How well import undoes what converters do, over a sample of generated documents."""

from __future__ import annotations

import pytest

from intake.extraction import generate, raw_text
from intake.markers import MARKERS, Marker
from intake.material import LANGUAGES
from intake.scoring import Score, score
from makeready.core.model import Digest
from makeready.intake.account.ledger import check
from makeready.intake.clean import clean
from makeready.intake.model import RawText

# The whole of it, 264 documents, is measured by benchmarks/import_figures.py.
SEEDS = (0, 1)
PAIRS = [(language, marker) for language in LANGUAGES for marker in MARKERS]
QUICK = PAIRS[::4]
"""Each marker, and each language, in some of the documents; the others are imported in the soak."""


@pytest.fixture(scope="module", params=[SEEDS[:1], pytest.param(SEEDS, marks=pytest.mark.soak)])
def total(request: pytest.FixtureRequest) -> Score:
    documents = (
        generate(seed, language, marker)
        for seed in request.param
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


@pytest.mark.parametrize(
    ("language", "marker"),
    [
        pytest.param(
            *pair,
            id=f"{pair[0]}-{pair[1].name}",
            marks=() if pair in QUICK else pytest.mark.soak,
        )
        for pair in PAIRS
    ],
)
def test_every_character_of_a_generated_document_is_accounted_for(
    language: str, marker: Marker
) -> None:
    document = generate(5, language, marker)
    raw = raw_text(document)
    assert check(clean(raw).ledger, raw.text) == ()


def test_a_note_without_a_call_before_one_with_a_call_keeps_its_words() -> None:
    text = "Salt is dear here.[12] So is rye.[13]\n\n[12] By weight.\n\n[13] By the sack.\n\n"
    text += "The sluice was opened again.[15]\n\n[14] Nobody calls this. [15] Late in May.\n"
    raw = RawText(name="a.md", digest=Digest("0"), encoding="utf-8", text=text)
    imported = clean(raw)
    assert check(imported.ledger, text) == ()
    assert "Nobody calls this" in "".join(each.text for each in imported.texts)
