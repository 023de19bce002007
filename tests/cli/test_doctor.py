"""What the machine has and lacks is told in a line each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from makeready.files.programs.machine import Need, Remedy
from makeready.press import doctor

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Told

HAS = Need(name="pandoc", purpose="reading manuscripts", required=True, found="pandoc 3.9")
LACKS = Need(name="Pango", purpose="laying out pages", required=True, found="")
DOES_WITHOUT = Need(name="qpdf", purpose="checking PDFs", required=False, found="", remedy="get it")
BREW = Remedy(commands=(), allowed=False, told="brew install pango")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that says what the machine has."""

    def be(*needs: Need) -> None:
        monkeypatch.setattr(doctor, "examine", lambda: needs)
        monkeypatch.setattr(doctor, "remedy", lambda _: BREW)
        monkeypatch.setattr("makeready.cli.doctor._examine_fonts", lambda _: ())

    return be


def test_what_there_is_is_told(
    makeready: Callable[..., Told], machine: Callable[..., None]
) -> None:
    machine(HAS, DOES_WITHOUT)
    assert makeready("doctor") == (
        0,
        "has   pandoc: pandoc 3.9\nno    qpdf: for checking PDFs\n      get it\n",
        "",
    )


def test_what_is_missing_is_told_with_its_remedy(
    makeready: Callable[..., Told], machine: Callable[..., None]
) -> None:
    machine(HAS, LACKS)
    assert makeready("doctor") == (
        8,
        "has   pandoc: pandoc 3.9\nLACKS Pango: for laying out pages\n",
        "error: this machine lacks Pango\n  hint: brew install pango\n",
    )


def test_where_nothing_may_be_installed_nothing_else_is_done(
    makeready: Callable[..., Told], machine: Callable[..., None]
) -> None:
    machine(HAS, LACKS)
    assert makeready("doctor", "--install") == (
        8,
        "",
        "error: this machine lacks Pango\n  hint: brew install pango\n",
    )


def test_machines_read_each_need(
    makeready: Callable[..., Told], machine: Callable[..., None]
) -> None:
    machine(HAS)
    assert json.loads(makeready("doctor", "--json", "--install").out) == {
        "event": "need",
        "name": "pandoc",
        "purpose": "reading manuscripts",
        "required": True,
        "found": "pandoc 3.9",
        "remedy": "",
    }
