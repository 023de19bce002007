"""The words of org files, reStructuredText and notebooks are counted; remarks are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.light import include

if TYPE_CHECKING:
    from makeready.intake.model import Imported

ORG = """#+title: Gates
* One
It /runs/ to [[https://example.org][the mill]].[fn:1] :)
# Ask the keeper.
#+begin_quote
Keep it shut.
#+end_quote
[fn:1] By hand.
"""
RST = """One
===

It *runs* to `the mill <https://example.org>`_. [1]_

.. Ask the keeper.

.. note:: Keep it shut.

.. [1] By hand.
"""
CELL = {"cell_type": "markdown", "metadata": {}, "source": "It *runs*. <!-- Ask the keeper. -->"}
NOTEBOOK = json.dumps({"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def imported(name: str, text: str) -> Imported:
    return take_whole(read_source(name, text.encode()))


@pytest.mark.parametrize(("name", "text"), [("a.org", ORG), ("a.rst", RST), ("a.ipynb", NOTEBOOK)])
def test_words_are_kept_and_remarks_are_named(name: str, text: str) -> None:
    made = imported(name, text)
    assert "runs" in made.texts[0].text
    assert not [found.message for found in made.findings if found.code == "S-141"]
    (told,) = [found.message for found in made.findings if found.code == "S-142"]
    assert "Ask the keeper" in told


def test_what_pandoc_passes_over_is_named() -> None:
    made = imported("a.rst", "One.\n\n.. only:: html\n\n   Words of a builder.\n\n.. nothing::\n")
    if "Words of a builder" not in made.texts[0].text:
        assert any("Words of a builder" in found.message for found in made.findings)


def test_files_that_a_text_includes_are_read_with_it() -> None:
    files = {"a.rst": b"Reeds.\n\n.. include:: deep/b.rst\n", "deep/b.rst": b"Rushes.\n"}
    wants = Wants(beside=lambda name: files.get(name, b""))
    text = "Before.\n\n.. include:: a.rst\n\n.. include:: gone.rst\n\nAfter.\n"
    made = take_whole(read_source("x.rst", text.encode(), wants))
    assert made.texts[0].text == "Before.\n\nReeds.\n\nRushes.\n\nAfter.\n"
    source = read_source("x.rst", text.encode(), wants)
    assert [each.code for each in source.findings if "gone.rst" in each.message] == ["S-121"]


def test_files_that_include_each_other_come_to_an_end() -> None:
    again = (".. include:: a.rst\n" * 400).encode()
    assert len(include(again.decode(), lambda _: again)) < 30_000_000


def test_typst_is_read_without_the_packages_and_files_that_are_not_there() -> None:
    named = b'#import "@preview/cetz:0.2.0": canvas\n#import "own.typ": *\n'
    text = named + b'= Oil\n#include "x.typ"\n#tar\n'
    wants = Wants(beside=lambda name: b"#let tar = [Of pine.]" * (name == "own.typ"))
    source = read_source("a.typ", text, wants)
    assert "Of pine." in source.raw.text
    assert [each.message for each in source.findings] == ["@preview/cetz:0.2.0", "x.typ"]
