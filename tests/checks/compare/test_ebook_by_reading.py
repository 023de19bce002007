"""What was changed in an e-book is found by reading it, whatever the inventory says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import corrupt_epub
from makeready.checks.compare.facts import check_facts
from makeready.checks.compare.package import check_package
from makeready.checks.compare.structure import check_structure
from makeready.core.errors import ToolError

if TYPE_CHECKING:
    from makeready.checks.report import Files, Report


def codes(report: Report) -> set[str]:
    return {each.code for each in report.findings}


@pytest.mark.parametrize("name", corrupt_epub.STRUCTURE)
def test_another_structure_is_found(good: Files, name: str) -> None:
    files, code = corrupt_epub.STRUCTURE[name]
    report = check_structure(replace(good, epub=corrupt_epub.rewrite(good.epub, files)))
    assert code in codes(report)
    told = {each.place.file for each in report.findings if each.place}
    assert told & {*files}


@pytest.mark.parametrize("name", corrupt_epub.PACKAGE)
def test_another_package_is_found(good: Files, name: str) -> None:
    files, code = corrupt_epub.PACKAGE[name]
    report = check_package(replace(good, epub=corrupt_epub.rewrite(good.epub, files)))
    assert code in codes(report)


@pytest.mark.parametrize("name", corrupt_epub.FACTS)
def test_other_facts_are_found(good: Files, name: str) -> None:
    files, code = corrupt_epub.FACTS[name]
    report = check_facts(replace(good, epub=corrupt_epub.rewrite(good.epub, files)))
    assert codes(report) == {code}


def test_a_stray_file_is_found(good: Files) -> None:
    epub = corrupt_epub.rewrite(good.epub, {}, **{"EPUB/extra.js": b"go()"})
    (found,) = check_package(replace(good, epub=epub)).findings
    assert (found.code, str(found.place)) == ("E-106", "EPUB/extra.js")


def test_a_file_that_only_the_manifest_names_is_found(good: Files) -> None:
    item = '<manifest><item href="x.png" id="x" media-type="image/png"/>'
    named = {corrupt_epub.OPF: corrupt_epub.says("<manifest>", item)}
    epub = corrupt_epub.rewrite(good.epub, named, **{"EPUB/x.png": b"x"})
    (found,) = check_package(replace(good, epub=epub)).findings
    assert (found.code, str(found.place)) == ("E-106", "EPUB/x.png")


def test_without_the_title_s_folder_nothing_is_claimed(good: Files) -> None:
    with pytest.raises(ToolError, match="folder"):
        check_facts(replace(good, sources=None))
