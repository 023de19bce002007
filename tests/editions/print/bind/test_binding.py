"""Sheets are opened for the binding beside other work, and what is no PDF is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editions.print.books import Chapter, here, look, master, prose
from makeready.core.errors import EditionError
from makeready.editions.print import edition
from makeready.editions.print.bind import binding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Master, PageMap
    from makeready.editions.print.values import Job, Sheet, Supplies


def book() -> Master:
    return master([Chapter(title=f"C{n}", body=f"<p>{prose(80, n)}</p>") for n in range(2)])


def test_sheets_that_were_opened_early_make_the_same_book() -> None:
    seen: list[Sheet] = []
    maps: list[PageMap] = []
    with binding.Sources() as sources:

        def run(supplies: Supplies, jobs: Sequence[Job]) -> Sequence[Sheet]:
            sheets = here(supplies, jobs)
            seen.extend(sheets)
            for sheet in sheets:
                assert sources.open(sheet) is sources.open(sheet)
            return sheets

        beside = edition.Beside(proved=maps.append, sources=sources)
        early, _ = edition.make(book(), look(), run, beside=beside)
    late, _ = edition.make(book(), look(), here)
    assert early is not None
    assert late is not None
    assert early.data == late.data
    assert maps == [early.pages]
    assert seen


def test_a_sheet_that_is_no_pdf_stops_the_edition() -> None:
    with binding.Sources() as sources:

        def run(supplies: Supplies, jobs: Sequence[Job]) -> Sequence[Sheet]:
            sheets = [replace(sheet, data=b"no PDF") for sheet in here(supplies, jobs)]
            for sheet in sheets:
                sources.open(sheet)
            return sheets

        maps: list[PageMap] = []
        beside = edition.Beside(proved=maps.append, sources=sources)
        with pytest.raises(EditionError, match="cannot be bound"):
            edition.make(book(), look(), run, beside=beside)
