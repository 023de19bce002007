"""A build bounds the memory of its own process, and leaves that of a preview as it is."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.files.workspace import find_workspace
from makeready.press.build.context import limit_own_memory, open_context
from makeready.press.build.outcomes import BuildOptions
from makeready.press.workers.pool import Here

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_the_process_that_directs_the_workers_has_their_bound(tmp_path: Path) -> None:
    import resource

    (tmp_path / "content").mkdir()
    options = BuildOptions(memory_limit=50_000_000_000)
    context = open_context(find_workspace(tmp_path), lambda _: None, options)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with limit_own_memory(context):
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == options.memory_limit
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert isinstance(limit_own_memory(replace(context, workers=Here())), nullcontext)
