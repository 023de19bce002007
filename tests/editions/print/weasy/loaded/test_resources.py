"""The layout gets the files of a title by the names that they have in its folder."""

from __future__ import annotations

import pytest
from weasyprint.urls import FatalURLFetchingError

from makeready.core.model import Asset, Digest
from makeready.editions.print.weasy.loaded.resources import Fetcher
from makeready.editions.typefaces import BASE


def fetcher(*names: str) -> Fetcher:
    return Fetcher(
        {
            name: Asset(name=name, media_type="image/png", data=name.encode(), digest=Digest(name))
            for name in names
        }
    )


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("images/the lock.png", "images/the%20lock.png"),
        ("images/fähre.png", "images/f%C3%A4hre.png"),
        ("images/Åse Ö.png", "images/%C3%85se%20%C3%96.png"),
        ("images/lock.png", "images/lock.png"),
    ],
)
def test_a_picture_is_found_however_its_name_is_written(name: str, asked: str) -> None:
    assert fetcher(name).fetch(BASE + asked).read() == name.encode()


def test_a_name_that_has_a_percent_sign_is_its_own() -> None:
    found = fetcher("images/a b.png", "images/a%20b.png").fetch(f"{BASE}images/a%20b.png")
    assert found.read() == b"images/a%20b.png"


def test_what_the_title_does_not_hold_is_refused() -> None:
    with pytest.raises(FatalURLFetchingError, match="quay"):
        fetcher("images/lock.png").fetch(f"{BASE}images/quay.png")
