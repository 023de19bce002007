"""Text that a converter took from printed pages → a manuscript with its ledger."""

from __future__ import annotations

from makeready.core.model import Matter, Text
from makeready.intake.model import Imported, Kind, Ledger, Metadata, Operation, RawText, Recipe

WHOLE = "text/01.md"


def clean(raw: RawText, recipe: Recipe | None = None) -> Imported:
    """Return the manuscript that the source holds, with a ledger line for every character of it."""
    assert recipe is None or recipe.digest == raw.digest
    keep = Operation(
        kind=Kind.KEEP,
        start=0,
        end=len(raw.text),
        text=raw.text,
        target=WHOLE,
        order=0,
        rule="E.keep",
    )
    ledger = Ledger(
        source=raw.name,
        digest=raw.digest,
        encoding=raw.encoding,
        length=len(raw.text),
        operations=(keep,),
    )
    text = Text(file=WHOLE, matter=Matter.BODY, text=raw.text)
    return Imported(texts=(text,), metadata=Metadata(), ledger=ledger)
