"""Values come back from bytes as they were, and from other bytes not at all."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import make_dataclass

from hypothesis import given
from hypothesis import strategies as st

from makeready.core.findings import Finding, Place
from makeready.core.model import Asset, Entry, PageBreak, PageMap
from makeready.files.disk.values import decode, encode, key

PLACES = st.builds(Place, file=st.text(), line=st.none() | st.integers(0, 2**63))
FINDINGS = st.builds(Finding, place=st.none() | PLACES)
BREAKS = st.builds(PageBreak, offset=st.integers(0, 2**63))
MAPS = st.builds(PageMap, breaks=st.lists(BREAKS, max_size=5).map(tuple))
VALUES = st.one_of(MAPS, FINDINGS, st.from_type(Asset))


@given(VALUES)
def test_a_value_comes_back(value: object) -> None:
    assert decode(encode(value), type(value)) == value


@given(
    st.recursive(
        st.builds(Entry, label=st.text(), anchor=st.text(), children=st.just(())),
        lambda inner: st.builds(
            Entry,
            label=st.text(),
            anchor=st.text(),
            children=st.lists(inner, max_size=3).map(tuple),
        ),
    )
)
def test_a_tree_comes_back(entry: Entry) -> None:
    assert decode(encode(entry), Entry) == entry


@given(st.binary(max_size=200))
def test_other_bytes_give_nothing(data: bytes) -> None:
    assert decode(data, Finding) is None


def test_a_value_of_another_kind_gives_nothing() -> None:
    assert decode(encode(PageMap(labels=("i",), breaks=())), Finding) is None


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_keys_are_alike_for_like_materials_alone(one: list[str], other: list[str]) -> None:
    assert (key("stage", *one) == key("stage", *other)) == (one == other)


def test_stages_have_keys_of_their_own() -> None:
    assert key("master", "a") != key("unit", "a")


def test_threads_may_look_into_a_type_at_the_same_time() -> None:
    inner = [make_dataclass(f"Inner{n}", [("at", int)]) for n in range(60)]
    outer = [make_dataclass(f"Outer{n}", [("held", each)]) for n, each in enumerate(inner)]
    data, before = encode({"held": {"at": 1}}), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(max_workers=8) as threads:
            kinds = [each for each in outer for _ in range(8)]
            found = list(threads.map(lambda kind: decode(data, kind), kinds))
    finally:
        sys.setswitchinterval(before)
    assert all(each is not None and each.held.at == 1 for each in found)
