"""Sheets are opened for the binding beside other work, and what is no PDF is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editions.print.books import Chapter, here, look, master, prose
from makeready.core.errors import EditionError
from makeready.editions.print import edition
from makeready.editions.print.bind import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Master, PageMap
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources


def book() -> Master:
    return master([Chapter(title=f"C{n}", body=f"<p>{prose(80, n)}</p>") for n in range(2)])


def test_sheets_that_were_opened_early_make_the_same_book() -> None:
    seen: list[LaidUnit] = []
    maps: list[PageMap] = []
    with merge.UnitFiles() as unit_files:

        def run(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
            laid_units = here(resources, jobs)
            seen.extend(laid_units)
            for laid in laid_units:
                assert unit_files.open(laid) is unit_files.open(laid)
            return laid_units

        hooks = edition.Hooks(on_proved=maps.append, unit_files=unit_files)
        early, _ = edition.make(book(), look(), run, hooks=hooks)
    late, _ = edition.make(book(), look(), here)
    assert early is not None
    assert late is not None
    assert early.data == late.data
    assert maps == [early.pages]
    assert seen


def test_a_sheet_that_is_no_pdf_stops_the_edition() -> None:
    with merge.UnitFiles() as unit_files:

        def run(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
            laid_units = [replace(laid, data=b"no PDF") for laid in here(resources, jobs)]
            for laid in laid_units:
                unit_files.open(laid)
            return laid_units

        maps: list[PageMap] = []
        hooks = edition.Hooks(on_proved=maps.append, unit_files=unit_files)
        with pytest.raises(EditionError, match="cannot be bound"):
            edition.make(book(), look(), run, hooks=hooks)
