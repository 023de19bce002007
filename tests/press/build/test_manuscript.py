"""Files that were read before are not read again, and what is read is the same either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.core.model import Matter, Text
from makeready.files.disk.cache import Cache
from makeready.master.read import preparing
from makeready.press.build import manuscript
from makeready.press.build.manuscript import Reader
from makeready.press.build.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from makeready.master.read.preparing import Prepared


def text(number: int, words: str) -> Text:
    return Text(file=f"text/{number:02}.md", text=words, matter=Matter.BODY)


TEXTS = tuple(
    text(number, f"# Part {number}\n\nGrain[^a], straw.[^b]\n\n[^a]: Note {number}.\n\n[^b]: B.\n")
    for number in range(5)
)


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what pandoc was given, batch by batch."""
    given: list[list[str]] = []

    def prepare(texts: Sequence[Text], language: str, patience: float) -> Prepared:
        given.append([each.file for each in texts])
        return preparing.prepare(texts, language, patience)

    monkeypatch.setattr(manuscript, "prepare", prepare)
    return given


def reader(folder: Path) -> Reader:
    return Reader(memory=Memory(cache=Cache(folder=folder, limit=10_000_000)), count=2)


def test_a_changed_file_alone_is_read_again(tmp_path: Path, batches: list[list[str]]) -> None:
    first = reader(tmp_path).prepare(TEXTS, "en")
    batches.clear()
    assert reader(tmp_path).prepare(TEXTS, "en") == first
    assert batches == []
    changed = (*TEXTS[:2], text(2, "# Two\n\nNew words.\n"), *TEXTS[3:])
    again = reader(tmp_path).prepare(changed, "en")
    assert batches == [["text/02.md"]]
    assert again == preparing.prepare(changed, "en")


def test_another_language_is_another_reading(tmp_path: Path, batches: list[list[str]]) -> None:
    quoted = (text(0, 'She said "hay".\n'),)
    reader(tmp_path).prepare(quoted, "en")
    batches.clear()
    assert "„hay“" in reader(tmp_path).prepare(quoted, "de").files[0].blocks
    assert len(batches) == 1


def test_batches_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscript, "BATCH", 100)
    assert reader(tmp_path).prepare(TEXTS, "en") == preparing.prepare(TEXTS, "en")


def test_what_is_found_of_files_together_is_found_as_in_one_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manuscript, "BATCH", 100)
    torn = text(5, "# Torn\n\nWords[^x].\n\n[^x]: One </li></ol></section> two.\n")
    texts = (*TEXTS, torn)
    found = reader(tmp_path).prepare(texts, "en")
    assert found.findings
    assert found == preparing.prepare(texts, "en")
    assert reader(tmp_path).prepare(texts, "en") == found


def test_a_file_with_errors_is_read_each_time(tmp_path: Path, batches: list[list[str]]) -> None:
    faulty = (text(0, "# One\n\nWords.\n\n[^x]: Never called.\n"),)
    found = reader(tmp_path).prepare(faulty, "en")
    assert [each.code for each in found.collect_findings()] == ["N-001"]
    assert reader(tmp_path).prepare(faulty, "en") == found
    assert len(batches) == 2


@given(lengths=st.lists(st.integers(0, 150_000), max_size=30), count=st.integers(1, 8))
def test_batches_hold_every_file_once_in_order(lengths: list[int], count: int) -> None:
    texts = [text(number, "x" * length) for number, length in enumerate(lengths)]
    found = list(manuscript._batches(range(len(texts)), texts, count))
    assert [at for batch in found for at in batch] == list(range(len(texts)))
    assert all(
        len(batch) == 1 or sum(lengths[at] for at in batch) <= manuscript.BATCH for batch in found
    )
