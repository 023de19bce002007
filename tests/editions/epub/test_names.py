from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makeready.editions.epub.names import asset_name, file_names, make_unused, safe

SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")


@given(st.sets(st.text(min_size=1, max_size=90), max_size=6))
def test_file_names_are_safe_and_differ_without_case(ids: set[str]) -> None:
    names = file_names(sorted(ids), suffix=".xhtml", taken=("nav.xhtml",))
    assert set(names) == ids
    assert all(set(name) <= SAFE for name in names.values())
    assert len({name.casefold() for name in names.values()} | {"nav.xhtml"}) == len(ids) + 1


def test_a_safe_id_names_its_file_whatever_stands_beside_it() -> None:
    assert file_names(["the-river"], suffix=".xhtml", taken=())["the-river"] == "the-river.xhtml"
    beside = file_names(["第一章", "the-river", "nav"], suffix=".xhtml", taken=("nav.xhtml",))
    assert beside["the-river"] == "the-river.xhtml"
    assert beside["nav"].startswith("nav-")
    assert beside["第一章"].startswith("x-")


def test_ids_that_differ_in_case_alone_get_different_files() -> None:
    names = file_names(["River", "river"], suffix=".xhtml", taken=())
    assert names["River"] == "River.xhtml"
    assert names["river"].startswith("river-")


@pytest.mark.parametrize("name", ["images/a.png", "cover.svg", "fonts/linux-libertine/R.otf"])
def test_a_safe_path_stays(name: str) -> None:
    assert asset_name(name) == name


def test_an_unsafe_path_keeps_folder_and_ending() -> None:
    assert asset_name("images/zwei Flüsse.png").startswith("images/zweiFlusse-")
    assert asset_name("images/河.png").startswith("images/")
    assert asset_name("images/河.png").endswith(".png")


@given(st.text(alphabet="ab./-河", max_size=20))
@example("../x.png")
@example("/etc/x")
def test_a_path_never_leaves_the_publication(name: str) -> None:
    found = asset_name(name)
    assert set(found) <= SAFE
    assert not found.startswith("/")
    assert ".." not in found.split("/")


def test_safe_marks_what_it_changes() -> None:
    assert safe("xii") == "xii"
    assert safe("x ii") != safe("xii")


def test_a_taken_id_is_numbered() -> None:
    assert make_unused("page-1", {"page-2"}) == "page-1"
    assert make_unused("page-1", {"page-1", "page-1-2"}) == "page-1-3"
