from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.core.model import Slug
from makeready.files.draft import CHAPTER, Draft, write_draft
from makeready.files.workspace import find_workspace
from makeready.press.preview import Remark, _early, _failure, _remarks

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


def test_the_e_book_does_not_wait_for_the_pages(root: Path) -> None:
    reading = _early(find_workspace(root), SLUG)
    assert reading is not None
    assert "The first chapter" in [chapter.title for chapter in reading.chapters]
    assert not any(b'role="doc-pagebreak"' in data for data in reading.files.values())


def test_a_fault_leaves_the_e_book_as_it_was(root: Path) -> None:
    (root / "content" / SLUG / "book.toml").write_text("title = ", "utf-8")
    assert _early(find_workspace(root), SLUG) is None


def test_what_a_build_told_is_listed() -> None:
    told = (
        b'{"event": "finding", "code": "N-001", "severity": "warning", "message": "odd",'
        b' "hint": "mend it", "file": "text/01.md", "line": 3}\n'
        b'{"event": "built", "slug": "lighthouse"}\n'
        b'{"event": "error", "kind": "ConfigError", "message": "wrong", "hint": ""}\n'
    )
    assert _remarks(told) == (
        Remark(
            code="N-001", severity="warning", message="odd", place="text/01.md:3", hint="mend it"
        ),
        Remark(code="ConfigError", severity="error", message="wrong", place="", hint=""),
    )


def test_a_build_that_broke_down_is_told_by_its_last_words() -> None:
    (remark,) = _failure(1, b"Traceback\nValueError: no such thing\n")
    assert remark.message == "ValueError: no such thing"
    assert _failure(0, b"a note") == ()


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
