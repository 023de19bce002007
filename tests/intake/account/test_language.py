"""Texts that are not in the language declared for them."""

from __future__ import annotations

from makeready.core.findings import Place
from makeready.core.model import Matter, Text
from makeready.intake.account.language import tell_language

SAYS = "The bridge is on the river, and the water of it flows to the sea for all of us. " * 3


def test_a_text_in_another_language_than_declared_is_told() -> None:
    texts = [Text(file="text/01.md", matter=Matter.BODY, text=SAYS)]
    told = [each.message for each in tell_language("fr", texts, Place("book.toml"))]
    assert told == ["fr is declared, and the words are in en"]
    assert not list(tell_language("en", texts, Place("book.toml")))
