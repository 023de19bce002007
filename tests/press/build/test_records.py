"""The name of a title's record changes with everything that its editions are made with."""

from __future__ import annotations

import tomllib
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from makeready.files.programs import toolchain
from makeready.press.build import records

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[3] / "pyproject.toml"
WITHOUT_PART = {
    "charset-normalizer": "reads what is imported",
    "cyclonedx-python-lib": "writes the bill of materials of a release",
    "defusedxml": "as py-serializable",
    "ftfy": "reads what is imported",
    "language-data": "names languages in hints",
    "license-expression": "as cyclonedx-python-lib",
    "boolean-py": "as license-expression",
    "marisa-trie": "as language-data",
    "markdown-it-py": "as rich",
    "mdurl": "as rich",
    "packageurl-python": "as cyclonedx-python-lib",
    "packaging": "as cyclonedx-python-lib; pikepdf compares its own version with it",
    "pagefind-bin": "makes the search of the catalogue",
    "python-bidi": "reads the print edition's words in the checks",
    "py-serializable": "as cyclonedx-python-lib",
    "pycparser": "cffi takes declarations apart with it, and gives the same types or fails",
    "pygments": "as rich",
    "pypdfium2": "reads finished pages",
    "pyyaml": "reads what is imported",
    "rapidfuzz": "compares what is imported",
    "rich": "writes to the terminal",
    "six": "turns a constant of EbookLib into bytes",
    "sortedcontainers": "as cyclonedx-python-lib",
    "tomlkit": "writes book.toml for titles that begin",
    "typing-extensions": "speaks of types",
    "wcwidth": "as ftfy",
    "zopfli": "compresses WOFF, which fontTools reads here and does not write",
}
"""Distributions that are installed with makeready and in no record's name, with the reason."""


def needed(names: list[str]) -> Iterator[str]:
    """Yield the distributions that these requirements bring along, and those that they do."""
    waiting, seen = [(Requirement(name), "") for name in names], set[tuple[str, str]]()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        yield name
        for more in {"", *requirement.extras}:
            if (name, more) not in seen:
                seen.add((name, more))
                waiting += [(Requirement(each), more) for each in requires(name) or ()]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the distributions whose versions are asked for when a record is named."""
    found: set[str] = set()

    def version(name: str) -> str:
        found.add(canonicalize_name(name))
        return ""

    monkeypatch.setattr(toolchain, "_version", version)
    for cached in (toolchain.read_versions, toolchain.read_pandoc_version):
        monkeypatch.setattr(toolchain, cached.__name__, cached.__wrapped__)
    records.digest_versions()
    return found


def test_every_library_counts_or_has_no_part(asked: set[str]) -> None:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    brought = set(needed(project["dependencies"]))
    assert "tinyhtml5" in brought
    # which others come along depends on the system and on Python
    assert brought - asked <= WITHOUT_PART.keys()
    assert not asked & WITHOUT_PART.keys()
    styles = project["optional-dependencies"]["styles"]
    assert asked <= brought | {canonicalize_name(Requirement(each).name) for each in styles}


def test_what_writes_pdfs_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = records.digest_versions()
    monkeypatch.setattr(toolchain, "read_binding_versions", lambda: ("another libqpdf", "1.3"))
    assert records.digest_versions() != before
