"""A ledger that does not add up is found out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake.cleaned import cleaned
from makeready.intake.account import ledger
from makeready.intake.model import Kind

SOURCE = "One pot- maker fired it.\n\nAnother sold it.\n"


def codes(**change: Any) -> list[str]:
    """Return what is found in a ledger with its first keep changed."""
    account = cleaned(SOURCE).ledger
    at = next(n for n, done in enumerate(account.operations) if done.kind is Kind.KEEP)
    changed = replace(account.operations[at], **change)
    operations = (*account.operations[:at], changed, *account.operations[at + 1 :])
    found = ledger.check(replace(account, operations=operations), SOURCE)
    return sorted({each.code for each in found})


def test_a_true_ledger_is_silent() -> None:
    assert ledger.check(cleaned(SOURCE).ledger, SOURCE) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": "Two"}, "L-002"),
        ({"kind": Kind.DROP, "text": ""}, "L-004"),
        ({"kind": Kind.REPLACE, "text": "Invented words."}, "L-003"),
        ({"start": 1}, "L-001"),
    ],
)
def test_a_false_line_is_found(change: dict[str, object], code: str) -> None:
    assert code in codes(**change)


def test_another_length_is_found() -> None:
    account = cleaned(SOURCE).ledger
    assert [found.code for found in ledger.check(account, SOURCE + "more")] == ["L-001"]


def test_changes_are_counted_by_rule() -> None:
    counts = ledger.by_rule(cleaned(SOURCE).ledger.operations)
    assert counts["S.hyphen"] == (1, 1)
