from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.core.model import Slug
from makeready.files.book.draft import CHAPTER, Draft, write_draft
from makeready.files.workspace import find_workspace, read_edition
from makeready.press.build.context import PersistentWorkers
from makeready.press.preview import state
from makeready.press.preview.state import READY, SETTING, PreviewBuilder, Shown
from makeready.press.workers.pool import Here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SLUG = Slug("lighthouse")
CHROMIUM = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    draft = Draft(slug=SLUG, title="The Lighthouse", author="Ada Quill", language="en-GB")
    write_draft(tmp_path / "content", draft)
    return tmp_path


def open_builder(root: Path) -> PreviewBuilder:
    return PreviewBuilder(find_workspace(root), PersistentWorkers(workers=Here()))


async def seen(looked_at: PreviewBuilder, wanted: str) -> list[Shown]:
    """Return everything that is shown of the title until it comes to a stage."""
    told = [looked_at.open(SLUG)]
    while told[-1].stage != wanted:
        told.append(await looked_at.newer(SLUG, told[-1].version))
    return told


def test_no_more_is_remembered_than_is_allowed(root: Path) -> None:
    looked_at = PreviewBuilder(
        find_workspace(root), PersistentWorkers(workers=Here(), cache_limit=1000)
    )
    asyncio.run(seen(looked_at, READY))
    entries = list((root / "output/.cache").glob("??/*"))
    assert sum(entry.stat().st_size for entry in entries) <= 1000


def holds_marks(shown: Shown) -> bool:
    assert shown.reading is not None
    return any(b'role="doc-pagebreak"' in data for data in shown.reading.files.values())


def test_the_e_book_does_not_wait_for_the_pages(root: Path) -> None:
    told = asyncio.run(seen(open_builder(root), READY))
    early = [shown for shown in told if shown.stage == SETTING]
    assert len(early) == 1
    assert early[0].page_views is None
    assert early[0].reading is not None
    assert "The first chapter" in [chapter.title for chapter in early[0].reading.chapters]
    assert not holds_marks(early[0])
    assert told[-1].page_views is not None
    assert holds_marks(told[-1])
    assert 0 < told[-1].seconds[0] < told[-1].seconds[1]


def test_a_fault_leaves_what_was_shown_and_is_told(root: Path) -> None:
    async def spoil() -> list[Shown]:
        looked_at = open_builder(root)
        before = (await seen(looked_at, READY))[-1]
        (root / "content" / SLUG / "book.toml").write_text("title = ", "utf-8")
        looked_at.renew(SLUG)
        await looked_at.newer(SLUG, before.version)
        return [before, (await seen(looked_at, READY))[-1]]

    before, after = asyncio.run(spoil())
    assert before.pdf
    assert (after.pdf, after.reading) == (before.pdf, before.reading)
    (remark,) = after.remarks
    assert (remark.code, remark.severity) == ("ConfigError", "error")
    assert remark.place == "book.toml:1"


def test_a_further_change_gives_up_the_build_before(root: Path) -> None:
    async def change_twice() -> Shown:
        looked_at = open_builder(root)
        await seen(looked_at, SETTING)
        file = root / "content" / SLUG / CHAPTER
        for words in ("A heron stood there.", "A heron stood on the harbour wall."):
            file.write_text(f"# The first chapter\n\n{words}\n", "utf-8")
            looked_at.renew(SLUG)
            await asyncio.sleep(0)
        return (await seen(looked_at, READY))[-1]

    shown = asyncio.run(change_twice())
    assert shown.reading is not None
    assert any(b"harbour wall" in data for data in shown.reading.files.values())
    assert read_edition(find_workspace(root), SLUG, ".pdf") == shown.pdf


def test_a_build_that_breaks_down_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(state, "rebuild", broken)
    shown = asyncio.run(seen(open_builder(root), READY))[-1]
    assert [(remark.code, remark.message) for remark in shown.remarks] == [
        ("ValueError", "no such thing")
    ]


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The address of a preview that runs as its own process."""
    command = (sys.executable, "-m", "makeready", "preview", SLUG, "--port", "0", "--json")
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A browser that looks at the preview, and complained of nothing when it is closed."""
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        opened.on("console", lambda told: complaints.append(told.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(address)
        opened.wait_for_selector("body.ready", timeout=PATIENCE)
        yield opened
        browser.close()
    assert complaints == []


@pytest.mark.browser
def test_a_saved_chapter_is_shown_where_the_reader_was(root: Path, page: Page) -> None:
    page.locator("#chapters").select_option(label="The first chapter")
    chapter = page.frame_locator("#chapter")
    chapter.get_by_text("Replace these words by your own").wait_for(timeout=PATIENCE)
    assert page.locator("#spreads img").count() > 4

    file = root / "content" / SLUG / CHAPTER
    words = "A heron stood on the harbour wall."
    file.write_text(file.read_text("utf-8") + f"\n{words}\n", "utf-8")
    chapter.get_by_text(words).wait_for(timeout=PATIENCE)
    page.wait_for_selector("body.ready", timeout=PATIENCE)
    chapter.get_by_text(words).wait_for(timeout=PATIENCE)

    page.reload()
    page.wait_for_selector("body.ready", timeout=PATIENCE)
    chapter.get_by_text(words).wait_for(timeout=PATIENCE)
    assert page.locator("#chapters option:checked").inner_text() == "The first chapter"


@pytest.mark.browser
def test_a_fault_is_told_beside_the_pages_that_were(root: Path, page: Page) -> None:
    pages = page.locator("#spreads img").count()
    (root / "content" / SLUG / "book.toml").write_text("title = ", "utf-8")
    page.locator("#remarks .error").first.wait_for(timeout=PATIENCE)
    assert page.locator("#spreads img").count() == pages
