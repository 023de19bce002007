"""`makeready check` on finished files with one fault each: what it finds, and that it fails.

A fault of each edition and one of formulas are checked in every run, the others in the soak: that
the check which a fault is for finds it is seen of each in test_spoiled_pairs.py.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from checks import spoil
from makeready.checks import table
from makeready.checks.read.print import read_printed
from makeready.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.files.workspace import Workspace

OWN = tuple(check for check in table.CHECKS if not check.needs)


def on_longest(change: Callable[[list[spoil.Instruction]], None]) -> Callable[[bytes], bytes]:
    """Return what makes a change on the page with the most text."""

    def changed(pdf: bytes) -> bytes:
        pages = read_printed(pdf).pages
        number = max(range(len(pages)), key=lambda n: len(pages[n].text))
        return spoil.change_page(pdf, number, change)

    return changed


def with_wrong_number(pdf: bytes) -> bytes:
    """Return the PDF in whose contents two page numbers are exchanged."""
    pages = read_printed(pdf).pages
    number = next(n for n, page in enumerate(pages) if page.text.startswith("Contents"))
    return spoil.change_page(pdf, number, spoil.swap_numbers)


@dataclass(frozen=True)
class Case:
    """A fault: how it is made in which edition, and what each check says of it."""

    name: str
    edition: str
    spoiled: Callable[[bytes], bytes]
    told: dict[str, set[str]]


CASES = (
    Case(
        "a note dropped from the e-book",
        "epub",
        spoil.without_first_note,
        {"words": {"X-103"}, "notes": {"N-102"}, "links": {"E-101"}, "structure": {"E-104"}},
    ),
    Case(
        "a paragraph altered in print",
        "pdf",
        on_longest(spoil.reverse_longest_line),
        {"words": {"X-102"}},
    ),
    Case("a wrong page number in the contents", "pdf", with_wrong_number, {"contents": {"C-102"}}),
    Case("a page-list shifted by one", "epub", spoil.with_pages_shifted, {"page-list": {"C-104"}}),
    Case(
        "a broken link",
        "epub",
        spoil.with_broken_link,
        {"links": {"E-101"}, "structure": {"E-104"}},
    ),
    Case(
        "another formula",
        "epub",
        spoil.with_other_formula,
        {"formulas": {"X-109"}, "structure": {"E-104"}},
    ),
    Case(
        "a formula not shown",
        "pdf",
        spoil.without_formula,
        {"formulas": {"X-109"}, "tags": {"P-125"}},
    ),
    Case(
        "text below the edge",
        "pdf",
        on_longest(spoil.sink),
        {"edges": {"P-101"}, "ink": {"P-108"}, "order": {"P-119"}},
    ),
)


ALWAYS = ("a note dropped from the e-book", "a formula not shown", "text below the edge")


def checked(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, dict[str, set[str]]]:
    """Return what `makeready check` ends with, and the codes that each failed check tells."""
    monkeypatch.setattr(table, "CHECKS", OWN)
    words = ["check", "--content", str(workspace.content), "--output", str(folder), "kites"]
    code = main(words)
    proof = json.loads((folder / "kites" / "proof.json").read_text("utf-8"))
    failed = [each for each in proof["checks"] if each["outcome"] == "failed"]
    return code, {each["name"]: {f["code"] for f in each["findings"]} for each in failed}


@pytest.fixture
def copied(workspace: Workspace, tmp_path: Path) -> Path:
    """A folder of finished files that may be spoiled."""
    shutil.copytree(workspace.output / "kites", tmp_path / "kites")
    return tmp_path


def test_a_good_pair_passes(
    workspace: Workspace, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked(workspace, copied, monkeypatch) == (0, {})


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=() if case.name in ALWAYS else (pytest.mark.soak,))
        for case in CASES
    ],
)
def test_a_spoiled_pair_fails_for_what_was_done_to_it(
    case: Case, workspace: Workspace, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied / "kites" / f"kites.{case.edition}"
    file.write_bytes(case.spoiled(file.read_bytes()))
    code, told = checked(workspace, copied, monkeypatch)
    # the inventory tells of any change; what was changed is told by reading
    assert told.pop("members") == {"X-106"}
    assert (code, told) == (9, case.told)
