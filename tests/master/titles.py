"""Tiny titles in memory, and what the master room makes of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import (
    Asset,
    Book,
    Digest,
    Master,
    Matter,
    Numbering,
    Person,
    Slug,
    Text,
    Title,
    Trim,
)
from makeready.files.workspace import find_workspace, read_templates
from makeready.master.make import make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makeready.core.findings import Finding

REPOSITORY = Path(__file__).resolve().parents[2]
X = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"

BOOK = Book(
    slug=Slug("mills"),
    title="The Mills",
    subtitle="",
    language="en-GB",
    identifier="urn:uuid:4dbb6e3c-07d0-4c39-8c52-0a4f5d1f6f11",
    modified=dt.date(2026, 11, 22),
    published=None,
    publisher="",
    rights="",
    description="",
    subjects=(),
    cover="",
    isbn_print="",
    isbn_ebook="",
    series=None,
    numbering=Numbering.CHAPTER,
    contents_depth=2,
    theme="classic",
    trim=Trim(name="6x9in", width=152.4, height=228.6),
    fallback_fonts=(),
    people=(Person(name="Mary Miller", sort_as="Miller, Mary", role="aut"),),
    parts=(),
    waivers=(),
)
PNG = b"\x89PNG\r\n\x1a\n and so on"


@cache
def templates() -> Mapping[str, str]:
    return read_templates(find_workspace(REPOSITORY, content=REPOSITORY / "content"))


def text(words: str, file: str = "text/01.md", matter: Matter = Matter.BODY) -> Text:
    return Text(file=file, matter=matter, text=words)


def asset(name: str, data: bytes = PNG, media_type: str = "image/png") -> Asset:
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Asset(name=name, media_type=media_type, data=data, digest=digest)


def svg(inside: str, name: str = "images/x.svg", before: str = "", attributes: str = "") -> Asset:
    data = f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'
    return asset(name, data.encode(), "image/svg+xml")


def showing(*assets: Asset) -> str:
    """Return words that show the pictures."""
    return "x\n\n" + "".join(f'![A](<{each.name}>){{alt="b"}}\n\n' for each in assets)


def title(
    *texts: Text | str, book: Book = BOOK, assets: tuple[Asset, ...] = (), style: str = ""
) -> Title:
    """Return a title; texts given as words become files 01.md, 02.md and so on."""
    files = tuple(
        text(each, f"text/{number:02}.md") if isinstance(each, str) else each
        for number, each in enumerate(texts, 1)
    )
    return Title(book=book, texts=files, assets=assets, style=style, fonts=())


def made(*texts: Text | str, **facts: object) -> Master:
    """Return the master of texts that have nothing wrong with them."""
    master, found = make(title(*texts, **facts), templates())  # type: ignore[arg-type]  # a title's own keywords
    assert not found, [str(each) for each in found]
    assert master is not None
    return master


def findings(*texts: Text | str, **facts: object) -> tuple[Finding, ...]:
    return make(title(*texts, **facts), templates())[1]  # type: ignore[arg-type]  # a title's own keywords


def told(*texts: Text | str, **facts: object) -> list[str]:
    """Return the findings as the command line shows them, without their hints."""
    return [str(found) for found in findings(*texts, **facts)]


def anyway(*texts: Text | str, **facts: object) -> Master:
    """Return the master of texts that have no more than warnings."""
    master, found = make(title(*texts, **facts), templates())  # type: ignore[arg-type]  # a title's own keywords
    assert master is not None, [str(each) for each in found]
    return master


def tree(master: Master) -> etree._Element:
    return etree.fromstring(master.xhtml)


def sections(master: Master) -> list[etree._Element]:
    """Return the chapters of the master, the press's own front matter left out."""
    body = tree(master).find(f"{X}body")
    assert body is not None
    return [each for each in body if each.get("data-running") is not None]


def words_of(master: Master) -> str:
    """Return the words of the chapters, with single spaces."""
    return " ".join(" ".join("".join(each.itertext()) for each in sections(master)).split())


def inside(master: Master) -> str:
    """Return the XHTML of the chapters without namespaces: what a test can read."""
    return "".join(
        etree.tostring(each, encoding="unicode", with_tail=False)
        .replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
        .replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")
        for each in sections(master)
    )


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def visible(said: str) -> str:
    return "".join(said.split())


def ids(master: Master) -> list[str]:
    return [str(each.get("id")) for each in tree(master).iter() if each.get("id") is not None]


def retold(**changes: object) -> Book:
    return replace(BOOK, **changes)  # type: ignore[arg-type]  # any field of a book
