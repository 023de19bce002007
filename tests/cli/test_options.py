"""Numbers and sizes on the command line."""

from __future__ import annotations

import argparse

import pytest

from makeready.cli.options import positive, size


@pytest.mark.parametrize(
    ("written", "count"),
    [("0", 0), ("12", 12), ("3K", 3_000), ("500M", 500_000_000), ("2g", 2_000_000_000)],
)
def test_a_size_is_read(written: str, count: int) -> None:
    assert size(written) == count


@pytest.mark.parametrize("written", ["", "M", "2T", "-1", "1.5G", "2 G", "²"])
def test_other_words_are_no_size(written: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        size(written)


@pytest.mark.parametrize("written", ["", "0", "-1", "2.0", "two", "²"])
def test_jobs_are_counted_from_one(written: str) -> None:
    assert positive("1") == 1
    with pytest.raises(argparse.ArgumentTypeError):
        positive(written)
