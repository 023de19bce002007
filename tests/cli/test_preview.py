"""`makeready preview` hands the server what the command line and the environment say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.cli import main
from makeready.press.preview import server

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "environment", "limit"),
    [
        ((), None, 2_000_000_000),
        ((), "10M", 10_000_000),
        (("--cache-size", "5K"), "10M", 5_000),
    ],
)
def test_the_size_of_the_cache_is_that_of_a_build(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    environment: str | None,
    limit: int,
) -> None:
    given: dict[str, int] = {}
    monkeypatch.setattr(server, "preview", lambda *_, **more: given.update(more))
    monkeypatch.delenv("MAKEREADY_CACHE_SIZE", raising=False)
    if environment is not None:
        monkeypatch.setenv("MAKEREADY_CACHE_SIZE", environment)
    (tmp_path / "content").mkdir()
    assert main(["--content", str(tmp_path / "content"), "preview", *words]) == 0
    assert given == {"cache_limit": limit}
