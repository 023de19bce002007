"""A change touches the tests that mirror it or import it in its room, or else those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touched import find_touched

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "tests/master/test_reeds.py": "",
    "tests/master/test_shores.py": "from makeready.master.reeds import Reed\n",
    "tests/master/test_banks.py": "from makeready.master import (\n    reeds,\n)\n",
    "tests/press/test_books.py": "from makeready.master import reeds\n",
    "tests/press/test_sites.py": "from press.quay import BASE\nfrom makeready.master import make\n",
    "tests/press/quay.py": "BASE = 1\n",
}


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("src/makeready/master/reeds.py", {"test_reeds.py", "test_shores.py", "test_banks.py"}),
        ("src/makeready/press/other.py", {"test_books.py", "test_sites.py"}),
        ("src/makeready/press/build/other.py", {"test_books.py", "test_sites.py"}),
        ("tests/press/quay.py", {"test_sites.py"}),
        ("tests/press/test_books.py", {"test_books.py"}),
        ("README.md", set()),
    ],
)
def test_tests_are_touched_that_mirror_or_import_what_changed(
    tmp_path: Path, changed: str, touched: set[str]
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert {file.name for file in find_touched(tmp_path, {changed})} == touched
