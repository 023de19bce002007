"""The candidates for an index are told to people and to machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Told

BOOK = """title = "Quays"
language = "en"
identifier = "urn:uuid:4dbb6e3c-07d0-4c39-8c52-0a4f5d1f6f11"
modified = 2026-11-22
[[parts]]
file = "text/01.md"
"""


def test_candidates_are_listed(tmp_path: Path, makeready: Callable[..., Told]) -> None:
    folder = tmp_path / "content/quays/text"
    folder.mkdir(parents=True)
    (folder.parent / "book.toml").write_text(BOOK, "utf-8")
    (folder / "01.md").write_text("# Quays\n\nWe met Ada Brook.[]{.index entry=x}\n", "utf-8")
    where = ("--content", str(tmp_path / "content"))
    told = makeready("index", "quays", *where)
    assert told.code == 0, told.err
    assert told.out == ("names:\n  text/01.md:3: Ada Brook (1)\nquays: 1 marked, 1 that might be\n")
    facts = json.loads(makeready("index", "quays", "--json", *where).out)
    assert facts["candidates"][0]["term"] == "Ada Brook"
