"""The words of a source that are not in its manuscript are listed by rule, each with its places."""

from __future__ import annotations

from intake.cleaned import cleaned
from makeready.intake.account.dropped import list_dropped

HEAD = "THE SALT ROAD"
PAGE = (
    "and the carter slept until the ferry came.<sup>{n}</sup>\n\n<sup>{n}</sup> See the {n} leaf."
)


def test_every_word_that_is_not_in_the_manuscript_is_listed_with_its_lines() -> None:
    pages = "\n\f".join(f"{HEAD}\n\n{PAGE.format(n=n)}\n\n{n}" for n in range(1, 5)) + "\n"
    dropped = list_dropped(pages, cleaned(pages).ledger.operations)
    told = {rule: [(each.text, each.lines) for each in found] for rule, found in dropped.items()}
    assert told["F.folio"] == [("1", (7,)), ("2", (14,)), ("3", (21,)), ("4", (28,))]
    assert told["F.head"] == [(HEAD, (8, 15, 22))]
    assert told["N.marker"] == [("1", (5,)), ("2", (12,)), ("3", (19,)), ("4", (26,))]
    assert dropped["F.head"][0].total == 9


def test_tags_and_joined_words_are_not_dropped() -> None:
    source = "The <b>carter</b> slept in the vill-\nage until the salt- road was dry.\n"
    assert not list_dropped(source, cleaned(source).ledger.operations)
