"""What the ledger cannot account for is kept as it stands, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.account import ledger
from makeready.intake.text import spacing
from makeready.intake.text.passages import Edit, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = (
    "# Pots\n\nA *small* pot^1^ of clay was\nfired.\n\n- A second  pot, of tin.\n\n"
    "Nobody asked.\n\n1 It is lost.\n"
)


@pytest.fixture
def spoiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rule for spaces write a word of its own wherever "pot" stands."""
    before = spacing.find_edits

    def find_edits(passage: Passage, *told: object) -> Iterator[Edit]:
        if (at := passage.text.find("pot")) >= 0:
            yield Edit(
                start=at, end=at + 3, text="kettle", rule="S.spaces", evidence="", confidence=1
            )
        yield from before(passage, *told)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(spacing, "find_edits", find_edits)


@pytest.mark.usefixtures("spoiled")
def test_a_passage_that_a_rule_spoils_is_kept_as_it_stands_and_told() -> None:
    made = cleaned(SOURCE)
    text = "".join(each.text for each in made.texts)
    assert ledger.check(made.ledger, SOURCE) == ()
    assert "A *small* pot[^1] of clay was\nfired." in text
    assert "A second  pot, of tin." in text
    assert "[^1]: It is lost." in text
    told = [(each.code, str(each.place)) for each in made.findings if each.code == "S-156"]
    assert told == [("S-156", "source/source.txt:3"), ("S-156", "source/source.txt:6")]


@pytest.mark.usefixtures("spoiled")
def test_the_finding_names_the_rule_and_the_words() -> None:
    (found,) = [each for each in cleaned("A pot.\n").findings if each.code == "S-156"]
    assert "S.spaces wrote 'kettle'" in found.message
    assert "A pot." in found.message


@pytest.mark.usefixtures("spoiled")
def test_words_of_plain_text_stay_words() -> None:
    assert manuscript("A pot* of tin.\n") == "A pot\\* of tin.\n"


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("_\\_`  `(\n", "`  `("),
        ("# One\n\nThe file _my\\_name`  `(x) is old.\n", "`  `(x) is old."),
        ("# One\n\nType `a  b` twice.\n", "`a  b`"),
    ],
)
def test_spaces_within_code_are_left_alone(source: str, there: str) -> None:
    made = cleaned(source)
    assert ledger.check(made.ledger, source) == ()
    assert there in "".join(each.text for each in made.texts)
    assert "S-156" not in {each.code for each in made.findings}
