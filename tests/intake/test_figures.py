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


LEAST = {
    "links": (0.99, 0.985),
    "notes": (0.99, 0.99),
    "joins": (0.99, 0.975),
    "headings": (0.98, 0.98),
}
"""The least precision and recall of each kind."""


@pytest.mark.parametrize(
    ("seeds", "every"),
    [(SEEDS[:1], 4), pytest.param(SEEDS, 2, marks=pytest.mark.soak)],
)
def test_generated_documents_come_back(seeds: tuple[int, ...], every: int) -> None:
    documents = (
        generate(seed, language, marker)
        for seed in seeds
        for language in LANGUAGES
        for marker in MARKERS[seed::every]
    )
    scores = (score(clean(raw_text(each)).texts, each.truth) for each in documents)
    total = sum(scores, Score())
    tallies = {kind: getattr(total, kind) for kind in LEAST}
    reached = {kind: (tally.precision, tally.recall) for kind, tally in tallies.items()}
    short = {
        kind: pair
        for kind, pair in reached.items()
        if any(share < least for share, least in zip(pair, LEAST[kind], strict=True))
    }
    assert short == {}


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
