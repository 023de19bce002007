"""A thousand generated titles → how long their catalogue takes, and how large its pages are.

The titles' editions are made without a layout: a master of the press's own shape, a PDF of blank
pages and an EPUB with its cover, each with the master's digest, which is all the catalogue reads.
Usage: python benchmarks/catalogue.py [TITLES] [FOLDER]
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
import tempfile
import time
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from makeready.editions.epub.cover import picture
from makeready.files.disk.store import sha256
from makeready.files.fonts import read_faces
from makeready.files.workspace import find_workspace, read_title
from makeready.press.catalogue import make_catalogue

CHAPTERS, PARAGRAPHS, WORDS = 6, 12, 60
SYLLABLES = ("ba", "ler", "no", "mi", "sta", "ren", "to", "vel", "ka", "dor", "is", "und", "fe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a run came to, in seconds and bytes."""

    seconds: float
    cpu: float
    largest: int
    pages: int
    total: int


def words(count: int, seed: int) -> str:
    """Return words that are the same for the same seed, spread as a linear congruence does."""
    state, made = seed * 7919 + 17, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        length = 1 + state // 65536 % 3
        made.append("".join(SYLLABLES[(state >> 3 * n) % len(SYLLABLES)] for n in range(length)))
    return " ".join(made)


def settings(number: int) -> str:
    """Return the book.toml of a title."""
    day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
    return f"""title = "{words(3, number).title()} {number}"
language = "en"
identifier = "{uuid.uuid5(uuid.NAMESPACE_URL, str(number)).urn}"
modified = {day}
publisher = "The {words(1, number % 7).title()} Press"
description = "{words(25, number + 5)}."
subjects = ["{words(1, number % 40)}"]

[[people]]
name = "{words(2, number % 300).title()}"
role = "aut"

[[parts]]
file = "text/01.md"
"""


def master(title: str, identifier: str, modified: str, number: int) -> bytes:
    """Return a master of the press's shape."""
    chapters = "".join(chapter(number, n) for n in range(1, CHAPTERS + 1))
    lines = "".join(f'<li><a href="#c{n}">Chapter {n}</a></li>' for n in range(1, CHAPTERS + 1))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">
<head><meta charset="utf-8"/><title>{title}</title>
<meta name="dcterms.identifier" content="{identifier}"/>
<meta name="dcterms.modified" content="{modified}"/></head>
<body><section id="title-page" class="title-page" epub:type="titlepage"><h1>{title}</h1></section>
<nav id="contents" class="contents" epub:type="toc" role="doc-toc" aria-labelledby="ct">
<h1 id="ct">Contents</h1><ol>{lines}</ol></nav>{chapters}</body></html>
""".encode()


def chapter(number: int, n: int) -> str:
    """Return a chapter with a note."""
    text = "".join(f"<p>{words(WORDS, number * 1000 + n * 50 + p)}.</p>" for p in range(PARAGRAPHS))
    call = f'<a id="k{n}" class="noteref" role="doc-noteref" href="#n{n}">{n}</a>'
    back = f'<a class="backlink" role="doc-backlink" href="#k{n}">{n}</a>'
    return (
        f'<section id="c{n}" class="chapter"><h1 id="h{n}">Chapter {n}</h1>{text}<p>So.{call}</p>'
        f'<section class="notes" role="doc-endnotes" aria-label="Notes"><aside id="n{n}" '
        f'class="note" role="doc-footnote"><p>{back} {words(20, n)}.</p></aside></section>'
        "</section>"
    )


def pdf(digest: str) -> bytes:
    """Return a PDF of blank pages that records the master's digest."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(8):
            made.add_blank_page()
        made.docinfo["/MakereadyMaster"] = digest
        made.save(out)
    return out.getvalue()


def epub(digest: str, cover: bytes) -> bytes:
    """Return an EPUB with a cover that records the master's digest."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "META-INF/container.xml",
            '<container><rootfile full-path="EPUB/content.opf"/></container>',
        )
        made.writestr(
            "EPUB/content.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata>'
            f'<meta name="makeready:master" content="{digest}"/></metadata><manifest>'
            '<item href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'
            "</manifest></package>",
        )
        made.writestr("EPUB/cover.svg", cover)
    return out.getvalue()


def generate(folder: Path, titles: int) -> None:
    """Write the titles and their editions."""
    (folder / "content").mkdir(parents=True)
    workspace = find_workspace(folder)
    faces = read_faces(workspace.fonts)
    for number in range(titles):
        slug = f"title-{number:04}"
        home = folder / "content" / slug
        (home / "text").mkdir(parents=True)
        (home / "book.toml").write_text(settings(number), "utf-8")
        (home / "text" / "01.md").write_text("# One\n", "utf-8")
        book = read_title(workspace, slug).book
        made = master(book.title, book.identifier, book.modified.isoformat(), number)
        output = folder / "output" / slug
        output.mkdir(parents=True)
        (output / "master.xhtml").write_bytes(made)
        (output / f"{slug}.pdf").write_bytes(pdf(sha256(made)))
        (output / f"{slug}.epub").write_bytes(epub(sha256(made), picture(book, faces)))


def measure(folder: Path) -> Measured:
    """Make the catalogue, and return how long it took and what it weighs."""
    workspace = find_workspace(folder)
    begin, before = time.perf_counter(), os.times()
    made = make_catalogue(workspace, lambda *_: None, base="https://books.example/")
    seconds, after = time.perf_counter() - begin, os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    sizes = [path.stat().st_size for path in made.folder.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in made.folder.rglob("*.html")]
    return Measured(
        seconds=seconds, cpu=cpu, largest=max(pages), pages=len(pages), total=sum(sizes)
    )


def main() -> None:
    """Generate, measure and tell."""
    titles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made) / "press"
        generate(folder, titles)
        found = measure(folder)
    print(
        f"{titles} titles: {found.seconds:.1f} s ({found.cpu:.1f} s of processor), "
        f"{found.pages} pages, the largest "
        f"{found.largest / 1000:.0f} kB, the whole site {found.total / 1e6:.0f} MB"
    )


if __name__ == "__main__":
    main()
