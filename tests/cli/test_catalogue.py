"""The site and a release are told in a line, or in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ChecksFailed
from makeready.core.findings import Finding, Severity
from makeready.core.model import Slug
from makeready.press import catalogue, release

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Told

MADE = catalogue.Catalogued(titles=2, name="Quay", folder=Path("site"))
TAG = release.Tag(name="v1.0", slugs=(Slug("ferry"),), version="1.0")
RELEASED = release.Released(tag=TAG, folder="release/v1.0", files=("SHA256SUMS", "ferry.pdf"))


@pytest.fixture(autouse=True)
def _titles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)


def test_the_site_is_told_in_a_line(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def make(*_: object, **facts: object) -> catalogue.Catalogued:
        asked.append(facts)
        return MADE

    monkeypatch.setattr(catalogue, "make_catalogue", make)
    told = makeready("catalogue", "--base-url", "https://quay.example", "--name", "Quay")
    assert (told.code, told.out, told.err) == (0, "Quay: 2 titles: site/index.html\n", "")
    assert asked == [{"name": "Quay", "base": "https://quay.example", "memory": 6_000_000_000}]
    assert "--base-url" in makeready("catalogue").err


def test_a_release_is_told_with_its_files(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        release,
        "make_release",
        lambda *_, cache_limit, memory: (
            RELEASED if cache_limit == 5_000 and memory > 10**9 else None
        ),
    )
    told = makeready("release", "v1.0", "--cache-size", "5K", "--memory-limit", "2G")
    assert told.out == "v1.0: 2 files: release/v1.0/\n  SHA256SUMS\n  ferry.pdf\n"
    event = json.loads(makeready("release", "v1.0", "--json", "--cache-size", "5K").out)
    assert event == {
        "event": "released",
        "tag": "v1.0",
        "titles": ["ferry"],
        "folder": "release/v1.0",
        "files": ["SHA256SUMS", "ferry.pdf"],
    }


def test_what_stops_a_release_is_told(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finding(code="T-004", severity=Severity.WARNING, message="so", hint="do this")

    def refuse(*_: object, **__: object) -> None:
        raise ChecksFailed("ferry has 1 finding open", (found,))

    monkeypatch.setattr(release, "make_release", refuse)
    told = makeready("release", "v1.0")
    assert told.code == 9
    assert told.err.startswith("T-004 so\n  hint: do this\nerror: ferry has 1 finding open")
