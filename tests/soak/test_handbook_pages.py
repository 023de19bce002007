"""Every page number that the handbook prints is that of the place it names, in both editions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from makeready.checks.compare.references import check_references
from makeready.checks.read.evidence import evidence
from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.check import read_files

HANDBOOK = Path(__file__).parents[2] / "content" / "handbook"


@pytest.mark.soak
def test_each_number_of_a_page_is_that_of_its_place(tmp_path: Path) -> None:
    shutil.copytree(HANDBOOK, tmp_path / "content" / "handbook")
    workspace = find_workspace(tmp_path)
    pipeline.build_titles(workspace, (), lambda *_: None)
    files = read_files(workspace, read_title(workspace, "handbook"))
    report = check_references(files)
    assert report.findings == ()
    found = evidence(files)
    in_print = sum(len(labels) for labels in found.alignment.pages.values())
    in_ebook = sum(len(each.pages) for each in found.packed.documents)
    assert in_print == in_ebook > 10
