"""Every code of every module is in the register, once."""

from __future__ import annotations

import re
import types

import pytest

from makeready.core.errors import UsageError
from makeready.core.findings import Code, Severity, table
from makeready.press import codes
from makeready.press.codes import every_code, look_up


def code(name: str, title: str = "t") -> Code:
    return Code(code=name, severity=Severity.HINT, title=title, why="w", remedy="r")


def module(name: str, **values: object) -> types.ModuleType:
    made = types.ModuleType(name)
    vars(made).update(values)
    return made


def test_every_code_is_explained_in_full() -> None:
    register = every_code()
    assert {"B-001", "W-001", "W-002"} <= set(register)
    assert list(register) == sorted(register)
    for name, row in register.items():
        assert re.fullmatch(r"[ABCELNPSTWX]-\d{3}", name)
        assert name == row.code
        assert row.title
        assert row.why.endswith(".")
        assert row.remedy.endswith(".")


def test_tables_are_found_whatever_they_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    row = code("T-001")
    made = (
        module("a", MINE=table(row), OTHER={"x": 1}, EMPTY={}),
        module("b", IMPORTED=table(row)),
    )
    monkeypatch.setattr(codes, "_modules", lambda: iter(made))
    assert every_code()["T-001"] is row


def test_a_code_with_two_meanings_is_a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    made = (module("a", A=table(code("T-001"))), module("b", B=table(code("T-001", "other"))))
    monkeypatch.setattr(codes, "_modules", lambda: iter(made))
    with pytest.raises(ValueError, match="T-001 is defined twice, the second time in b"):
        every_code()


def test_a_code_is_looked_up_in_small_letters_too() -> None:
    assert look_up("w-001") is every_code()["W-001"]


def test_an_unknown_code_brings_the_near_ones() -> None:
    with pytest.raises(UsageError) as caught:
        look_up("w-01")
    assert 'there is no code "w-01"' in str(caught.value)
    assert '"W-001"' in caught.value.hint
