"""A reader's way through the site in Chromium: from its first page to a book that is whole."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from press.quay import LAST_NOTE, PHRASE, build_quay, nothing

pytest.importorskip("playwright.sync_api", reason="the browser's tests have a lock of their own")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from makeready.press.catalogue import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

ARGUMENTS = (
    *("--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = (
    "",
    "titles/ferry/",
    "titles/ferry/read/",
    "titles/ferry/read/sec-quay.html",
    "titles/ferry/read/sec-road.html",
    "search.html",
    "404.html",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = build_quay(tmp_path_factory.mktemp("quay"))
    return make_catalogue(workspace, nothing).folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site in a subfolder of a server, as a project's pages are."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def reader(context: BrowserContext, address: str) -> Iterator[Page]:
    """Give a page that must neither complain nor ask anything of another site."""
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(address) else heard.append(request.url),
    )
    yield page
    assert heard == []
    context.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    with reader(context, address) as found:
        yield found


@pytest.mark.parametrize("name", ["EPUB", "PDF"])
def test_from_the_first_page_to_a_book_that_is_whole(
    page: Page, address: str, name: str, tmp_path: Path
) -> None:
    page.goto(address)
    page.get_by_role("link", name="Ferry & Tide").click()
    with page.expect_download() as caught:
        page.get_by_role("link", name=name).first.click()
    target = tmp_path / caught.value.suggested_filename
    caught.value.save_as(target)
    told = page.locator(".sums").inner_text()
    assert target.suffix == f".{name.lower()}"
    assert hashlib.sha256(target.read_bytes()).hexdigest() in told


def test_the_search_finds_a_phrase(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill(f"“{PHRASE}”")
    page.keyboard.press("Enter")
    found = page.locator("#results > li")
    found.first.wait_for()
    assert page.locator("#state").inner_text() == f"1 page found for “{'“' + PHRASE + '”'}”."
    assert "lantern" in found.first.inner_text()
    page.get_by_role("link", name="The quay").first.click()
    page.wait_for_url("**/read/sec-quay.html*")


def test_the_search_says_that_nothing_was_found(page: Page, address: str) -> None:
    page.goto(f"{address}search.html?q=xylograph")
    page.get_by_text("Nothing was found").wait_for()


def test_a_note_pops_up_where_it_is_called(page: Page, address: str) -> None:
    page.goto(f"{address}titles/ferry/read/sec-quay.html")
    page.locator("a.noteref").last.click()
    card = page.locator("#note-card")
    assert card.is_visible()
    assert card.inner_text().split("\n")[-1].removeprefix("2").strip() == LAST_NOTE
    assert "#" not in page.url
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "noteref"


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            at = page.locator(":focus").and_(page.locator("a, summary"))
            if at.count() and words in at.inner_text():
                return
        pytest.fail(f"no Tab leads to {words}")

    page.goto(address)
    tab_to("Ferry & Tide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/titles/ferry/index.html")
    tab_to("Read online")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/index.html")
    tab_to("The quay")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sec-quay.html*")
    tab_to("1")
    page.keyboard.press("Enter")
    assert page.locator("#note-card").is_visible()


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_and_fits(
    chromium: Browser, address: str, kind: str, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    with reader(context, address) as page:
        page.goto(address + kind)
        page.wait_for_load_state("networkidle")
        result = Axe().run(page, options={"runOnly": AXE})
        assert [each["id"] for each in result.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_note_that_has_popped_up_is_accessible(page: Page, address: str) -> None:
    page.goto(f"{address}titles/ferry/read/sec-quay.html")
    page.locator("a.noteref").first.click()
    result = Axe().run(page, options={"runOnly": AXE})
    assert [each["id"] for each in result.response["violations"]] == []


def test_without_scripts_a_call_leads_to_its_note_and_back(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    with reader(context, address) as page:
        page.goto(f"{address}titles/ferry/read/sec-quay.html")
        page.locator("a.noteref").first.click()
        assert "#note-" in page.url
        page.locator("aside.note a.backlink").first.click()
        assert "#call-" in page.url
        page.goto(f"{address}search.html")
        assert page.get_by_text("needs JavaScript").is_visible()


def test_the_site_is_read_from_a_folder(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    with reader(context, site.as_uri()) as page:
        page.goto(f"{site.as_uri()}/index.html")
        page.get_by_role("link", name="Ferry & Tide").click()
        page.get_by_role("link", name="Read online").click()
        page.get_by_role("link", name="The quay").first.click()
        page.locator("a.noteref").first.click()
        assert page.locator("#note-card").is_visible()
        page.goto(f"{site.as_uri()}/search.html")
        assert page.get_by_text("does not work from a folder").is_visible()


def test_in_print_the_way_around_the_site_is_left_out(page: Page, address: str) -> None:
    page.goto(f"{address}titles/ferry/read/sec-quay.html")
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    assert not page.locator("nav.turn").is_visible()
    assert page.locator("aside.note").first.is_visible()
