"""A title's history is read by its headings; what is not a release is left alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError
from makeready.files.book.changes import Change, read_changes

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = """# Changes

What readers notice.

## Unreleased

Nothing yet.

## [1.1.0] - 2026-03-01

- A map.
- Two dates.

## 1.0.0 – 2025-05-02

The first.
"""


def test_releases_come_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "CHANGES.md").write_text(HISTORY, "utf-8")
    assert read_changes(tmp_path) == (
        Change(version="1.1.0", date=dt.date(2026, 3, 1), words="- A map.\n- Two dates."),
        Change(version="1.0.0", date=dt.date(2025, 5, 2), words="The first."),
    )


def test_a_title_may_have_no_history(tmp_path: Path) -> None:
    assert read_changes(tmp_path) == ()


def test_a_day_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "CHANGES.md").write_text("# Changes\n\n## 1.0 - 2026-02-30\n\nSo.\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_changes(tmp_path)
    assert str(caught.value).startswith('CHANGES.md:3: "2026-02-30" is not a day')


def test_a_history_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text(HISTORY, "utf-8")
    folder = tmp_path / "title"
    folder.mkdir()
    (folder / "CHANGES.md").symlink_to(tmp_path / "other")
    with pytest.raises(ConfigError):
        read_changes(folder)


def test_a_history_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CHANGES.md").write_bytes(b"## 1.0 - 2026-01-01\n\n\xe9t\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_changes(tmp_path)


@pytest.mark.parametrize("text", ["", "Words alone.\n", "# Changes\n\n### 1.0.0 - 2025-05-02\n"])
def test_a_history_without_releases_has_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "CHANGES.md").write_text(text, "utf-8")
    assert read_changes(tmp_path) == ()
