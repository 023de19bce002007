"""The handbook's finished editions and site → the pictures of the README and of the handbook.

Needs the handbook built and the catalogue made, and Debian's Chromium: `nox -s pictures`.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "output"
CHAPTER = "Notes"
CHAPTER_FILE = "EPUB/sec-notes.xhtml"
NOTE_CALL = "a.noteref"
PAGE_HEIGHT = 1100
DESK, EDGE = (233, 228, 218), (200, 192, 178)
MARGIN, GAP = 70, 80
# Columns as wide as the screen are how reading systems make pages: no line is cut at the foot.
SCREEN = """html { overflow: hidden }
body { box-sizing: border-box; height: 100vh; margin: 0; padding: 1.6rem 1.9rem;
  background: #fffdf9;
  columns: auto calc(100vw - 3.8rem); column-gap: 3.8rem; column-fill: auto }"""
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--headless", "--disable-gpu", "--no-first-run")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address at which the folder is served, on this machine alone."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextlib.contextmanager
def browser_page(width: int, height: int, *, scale: float) -> Iterator[Page]:
    """Give a page of this many CSS pixels, drawn at the scale."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        context = chromium.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale
        )
        yield context.new_page()
        chromium.close()


def taken(page: Page) -> Image.Image:
    """Return what the page shows."""
    page.wait_for_timeout(400)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def spread(pdf: Path) -> tuple[Image.Image, Image.Image]:
    """Return the chapter's second and third page, which face each other and have notes."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        first = next(
            mark.get_dest().get_index()
            for mark in document.get_toc()
            if mark.get_title() == CHAPTER
        )
        # the first page of a book is a right-hand one, so that a left-hand page has an odd index
        left = first + 1 if first % 2 == 0 else first + 2
        pages = [document[index] for index in (left, left + 1)]
        drawn = [page.render(scale=PAGE_HEIGHT / page.get_height()).to_pil() for page in pages]
        return drawn[0].convert("RGB"), drawn[1].convert("RGB")


def screen(epub: Path) -> Image.Image:
    """Return the same chapter as the e-book shows it, at the words that the print pages show."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(epub) as book:
            book.extractall(folder)
        with (
            served(Path(folder)) as address,
            browser_page(480, 740, scale=PAGE_HEIGHT / 740) as page,
        ):
            page.goto(address + CHAPTER_FILE)
            page.add_style_tag(content=SCREEN)
            return taken(page)


def framed(picture: Image.Image) -> Image.Image:
    """Return the picture with the corners of a screen, on a dark edge."""
    border, radius = 22, 34
    size = (picture.width + 2 * border, picture.height + 2 * border)
    framed = Image.new("RGB", size, DESK)
    ImageDraw.Draw(framed).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius, (38, 38, 40))
    framed.paste(picture, (border, border))
    return framed


def shadow(size: tuple[int, int], *boxes: tuple[int, int, int, int]) -> Image.Image:
    """Return the desk, with the soft shadows of what will lie on it."""
    desk = Image.new("RGB", size, DESK)
    draw = ImageDraw.Draw(desk)
    for left, top, right, bottom in boxes:
        draw.rectangle((left + 4, top + 14, right + 4, bottom + 14), (186, 177, 160))
    return desk.filter(ImageFilter.GaussianBlur(16))


def editions() -> Image.Image:
    """Return two facing print pages beside the e-book's same chapter."""
    left, right = spread(OUTPUT / "handbook/handbook.pdf")
    device = framed(screen(OUTPUT / "handbook/handbook.epub"))
    height = max(left.height, device.height) + 2 * MARGIN
    pages_top, device_top = (height - left.height) // 2, (height - device.height) // 2
    middle = MARGIN + left.width
    device_left = middle + right.width + GAP
    size = (device_left + device.width + MARGIN, height)
    pages_box = (MARGIN, pages_top, middle + right.width, pages_top + left.height)
    device_box = (
        device_left,
        device_top,
        device_left + device.width,
        device_top + device.height,
    )
    desk = shadow(size, pages_box, device_box)
    desk.paste(left, (MARGIN, pages_top))
    desk.paste(right, (middle, pages_top))
    desk.paste(device, (device_left, device_top), _corners(device.size))
    ImageDraw.Draw(desk).line(
        (middle, pages_top, middle, pages_top + left.height - 1), fill=EDGE, width=2
    )
    return desk


def _corners(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), 34, 255)
    return mask


def site_pictures() -> Iterator[tuple[str, Image.Image]]:
    """Yield the pictures of the catalogue by their names in the handbook."""
    with (
        served(OUTPUT / "site") as address,
        browser_page(1000, 760, scale=1.6) as page,
    ):
        page.goto(f"{address}titles/handbook/index.html")
        yield "catalogue-title.png", taken(page)
        page.goto(f"{address}titles/handbook/read/sec-notes.html")
        page.locator(NOTE_CALL).first.scroll_into_view_if_needed()
        page.evaluate("scrollBy({ top: 220, behavior: 'instant' })")
        page.locator(NOTE_CALL).first.click()
        yield "catalogue-note.png", taken(page)


def save(picture: Image.Image, path: Path) -> None:
    """Write the picture in a palette, which halves it and cannot be seen in type."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {picture.width} × {picture.height}")


def main() -> None:
    """Make every picture."""
    drawn = editions()
    save(
        drawn.resize((drawn.width * 3 // 4, drawn.height * 3 // 4)),
        ROOT / "docs/images/editions.png",
    )
    for name, picture in site_pictures():
        save(picture, ROOT / "content/handbook/images" / name)


if __name__ == "__main__":
    main()
