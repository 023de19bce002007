"""Three books in two fonts: page by page the words of the book laid out whole, and the notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from books import write_title
from weasyprint import layout

from editions.print.books import POCKET, ROOT, here, look, master, noted, sans
from editions.print.whole import page_texts, page_words, whole_pages
from makeready.editions.print import edition
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.paging import last_pages
from makeready.files.workspace import find_workspace, read_templates, read_title
from makeready.master import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from makeready.core.model import Look, Master, Print
    from makeready.files.workspace import Workspace

CHAPTERS = 20


def handbook(folder: Path) -> Master:
    assert folder.is_dir()
    return _read(find_workspace(ROOT), "handbook")


def generated(folder: Path) -> Master:
    """Return the master of a book of 60,000 words and 390 notes."""
    write_title(folder / "content", "oracle", chapters=CHAPTERS)
    return _read(replace(find_workspace(ROOT), content=folder / "content"), "oracle")


def noteful(folder: Path) -> Master:
    """Return the master of a pocket book that is full of notes."""
    assert folder.is_dir()
    return master([noted(30, 2, 25, seed=n, title=f"Part {n}") for n in range(9)], trim=POCKET)


LOST: dict[tuple[Callable[[Path], Master], Callable[[], Look]], set[tuple[str, int]]] = {
    (generated, look): {("sec-7", 9), ("sec-17", 17)},
    (generated, sans): {("sec-7", 9), ("sec-10", 18)},
}
"""The notes that WeasyPrint loses by chapter and number; here they are kept."""


def _read(found: Workspace, slug: str) -> Master:
    made, findings = make.make(read_title(found, slug), read_templates(found))
    assert made is not None, findings
    return made


@pytest.mark.soak
@pytest.mark.parametrize("looks", [look, sans], ids=["libertine", "biolinum"])
@pytest.mark.parametrize("read", [handbook, generated, noteful])
def test_each_page_holds_what_the_oracle_puts_on_it(
    read: Callable[[Path], Master],
    looks: Callable[[], Look],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # the oracle brings no lines to short last pages, and draws none back from them
    monkeypatch.setattr(last_pages, "find_short_end", lambda *_: 0)
    # nor does it even facing pages, since its contents show numbers of pages
    monkeypatch.setattr(layout, "make_all_pages", patches.PAGES.original)
    book, chosen = read(tmp_path), looks()
    expected, lost = whole_pages(plan_units(book, chosen))
    printed, found = edition.make(book, chosen, here)
    assert printed is not None, found
    missing = {(note.chapter, note.number) for note in book.notes if note.anchor in lost}
    assert missing == LOST.get((read, looks), set())
    bound = page_texts(printed.data)
    assert len(bound) == len(expected)
    departed = [
        chapter
        for chapter, ours, whole in zip(chapters(printed), bound, expected, strict=True)
        # WeasyPrint alone copies small capitals as small letters
        if page_words(ours.casefold()) != page_words(whole.casefold())
    ]
    # the pages from a lost note to its chapter's end, and the numbers of these pages; those of the
    # index, too, where the whole does not pass over what an entry has twice
    assert {*departed} <= {"contents", "index", *(chapter for chapter, _ in missing)}
    assert missing or {*departed} <= {"index"}


def chapters(printed: Print) -> list[str]:
    """Return the chapter that each page belongs to; what comes before the first is the contents."""
    firsts = {
        label: name for name, label in printed.anchor_labels if name.startswith(("sec-", "index"))
    }
    current, names = "contents", []
    for label in printed.pages.labels:
        current = firsts.get(label, current)
        names.append(current)
    return names
