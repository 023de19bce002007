"""pandoc is that of the lock, whichever stands on PATH and however many threads ask for it."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ToolError
from makeready.files.programs import pandoc
from old_pandoc import write_old_pandoc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the old pandoc is a shell script")


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    pandoc.program.cache_clear()
    yield
    pandoc.program.cache_clear()


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which an older pandoc, first on PATH and in the environment, notes its calls."""
    calls = write_old_pandoc(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "pandoc"))
    return calls


def test_forty_threads_get_the_wheels_pandoc_and_run_no_other(old: Path) -> None:
    with ThreadPoolExecutor(max_workers=40) as threads:
        programs = list(threads.map(lambda _: pandoc.program(), range(40)))
    assert len(set(programs)) == 1
    ran = pandoc.run_pandoc(["--from=markdown", "--to=html5", "--syntax-highlighting=none"], b"*a*")
    assert (ran.status, ran.output.strip()) == (0, b"<p><em>a</em></p>")
    assert not old.exists()


def test_without_the_wheel_the_pandoc_of_path_is_taken(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert pandoc.program() == str(old.with_suffix(""))
    assert pandoc.run_pandoc(["x.md"]).complaint.startswith(b"Unknown option")


@pytest.mark.usefixtures("old")
def test_a_pandoc_that_is_too_old_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pandoc.version().startswith("pandoc 3.")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    pandoc.program.cache_clear()
    assert pandoc.version() == ""


def test_where_there_is_no_pandoc_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    assert pandoc.version() == ""
    with pytest.raises(ToolError) as caught:
        pandoc.run_pandoc([])
    assert "pip install pypandoc_binary" in caught.value.hint


def test_a_pandoc_that_does_not_run_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "program", lambda: "/no/such/pandoc")
    assert pandoc.version() == ""
