"""The index of a site is made by Pagefind, and only what the search page needs stays."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ToolError
from makeready.files.programs.search import index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", ["en", "unknown"])
def test_an_index_stands_in_the_site(tmp_path: Path, language: str) -> None:
    page = "<html lang=en><title>Quay</title><main data-pagefind-body><h1>Quay</h1>A lantern."
    (tmp_path / "index.html").write_text(page, "utf-8")
    index(tmp_path, language=language)
    found = {path.name for path in (tmp_path / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", f"wasm.{language}.pagefind"} <= found
    assert not [name for name in found if "ui" in name]


def test_a_missing_pagefind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ToolError, match="Pagefind is not installed"):
        index(tmp_path, language="en")
