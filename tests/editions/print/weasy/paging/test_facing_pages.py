"""Facing pages that lack lines are evened, or stay as they were; test_patches.py has the cure."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import layout

from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.whole import page_texts
from makeready.editions.print import edition
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.paging import facing_pages

BODY = "".join(f"<p>{prose(12 + 7 * n % 37, n)}</p>" for n in range(24))


def read_pages() -> list[str]:
    made, found = edition.make(
        master([Chapter(title="Reeds", body=BODY)], trim=POCKET), look(), here
    )
    assert made is not None, found
    return page_texts(made.data)


def test_pages_that_cannot_be_evened_stay_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    set_short = facing_pages._set_short

    def try_it(*given: Any) -> Any:
        tried.append(set_short(*given))
        return tried[-1]

    monkeypatch.setattr(facing_pages, "_set_short", try_it)
    after = read_pages()
    assert tried == [None]
    monkeypatch.setattr(layout, "make_all_pages", patches.PAGES.original)
    assert read_pages() == after


@pytest.mark.parametrize(
    ("lacking", "uneven"),
    [((1, 0), True), ((0, 3), True), ((2, 2), False), ((None, 1), False), ((0, 4), False)],
)
def test_pages_are_uneven_that_both_run_on_and_differ_by_few_lines(
    lacking: tuple[int | None, int | None], *, uneven: bool
) -> None:
    assert facing_pages._are_uneven(lacking) is uneven
