"""A finished title → its files in the output folder, the record of them, and its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.files.workspace import read_edition
from makeready.press.build import records
from makeready.press.build.memory import Memory

if TYPE_CHECKING:
    from makeready.core.findings import Finding
    from makeready.core.model import Slug
    from makeready.files.workspace import Workspace
    from makeready.press.build.context import BuildContext
    from makeready.press.build.outcomes import Built, FinishedTitle
    from makeready.press.build.staleness import TitleRead


def store_title(context: BuildContext, read: TitleRead, finished: FinishedTitle) -> Built:
    """Put the files in their places, remember what became of the title, and return it."""
    stale = read.stale
    before = _check_masters(context.workspace, stale.slug)
    record = records.store_files(context.workspace, stale.slug, finished, read.machine)
    memory = Memory(cache=context.cache)
    if stale.record is not None:
        records.keep_record(memory, stale.record, record)
    remarks = before + stale.remarks + finished.remarks + memory.findings()
    return records.make_outcome(stale.slug, record, remarks)


def _check_masters(workspace: Workspace, slug: Slug) -> tuple[Finding, ...]:
    """Return a finding where the editions to be replaced were made from different masters."""
    from makeready.checks.compare.pair import check_masters_agree

    printed, ebook = (read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub"))
    return check_masters_agree(printed, ebook)
