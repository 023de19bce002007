"""A name in a book leads to a file in the title's folder, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makeready.files.disk.folder import inside, is_inside, media_type, names, present

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.md", "a.md"), ("./a//b.md", "a/b.md"), ("a/./b.md", "a/b.md"), ("a..b.md", "a..b.md")],
)
def test_a_name_is_given_its_plain_form(name: str, plain: str) -> None:
    assert inside(name) == plain


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "a/../../b", "/a", "C:/a", "a\\b", "a\0b", "file:a"]
)
def test_a_name_that_leads_out_is_nothing(name: str) -> None:
    assert inside(name) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["..", ".", "a", "/", "\\", "//", "~", "C:"])).map("/".join))
def test_no_name_ever_leads_out(tmp_path: Path, name: str) -> None:
    plain = inside(name)
    assert plain is None or is_inside(tmp_path, tmp_path / plain)


def test_names_are_sorted_and_have_forward_slashes(folder: Path) -> None:
    assert names(folder / "images") == ("deep/chart.svg", "map.png")
    assert names(folder / "absent") == ()


def test_a_name_that_no_disk_takes_is_absent(tmp_path: Path) -> None:
    assert not present(tmp_path, "x" * 5000)
    assert not present(tmp_path, "a\0b")


def test_media_types_are_our_own() -> None:
    assert media_type("a/B.JPG") == "image/jpeg"
    assert media_type("a.svg") == "image/svg+xml"
    assert media_type("a.exe") is None
