"""A process that may have so much memory is refused more, and is as before afterwards."""

from __future__ import annotations

import sys

import pytest

from makeready.files.programs.memory_limit import memory_limit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to the bound")


def test_more_than_the_bound_is_refused_and_then_allowed_again() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), memory_limit(20_000_000_000):
        bytearray(40_000_000_000)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_no_bound_changes_nothing() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory_limit(0):
        assert resource.getrlimit(resource.RLIMIT_AS) == before
