"""Corruptions that any e-book can suffer, each with the codes one of which tells of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from checks import corrupt_epub, spoil
from checks.corrupt_epub import H, append, drop, put, rewrite, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    Change = Callable[[bytes], bytes]

CHAPTER = {"lock": "EPUB/sec-upper.xhtml", "tide": "EPUB/sec-ebbe.xhtml"}
PICTURE = {"lock": "EPUB/images/gate.png", "tide": "EPUB/images/tide.svg"}
OPF, CSS, NAV = corrupt_epub.OPF, corrupt_epub.CSS, corrupt_epub.NAV
BUY = '<p xmlns="http://www.w3.org/1999/xhtml">Buy the next one.</p>'


def exchange_paragraphs(root: etree._Element) -> None:
    """Let the first two paragraphs of the text change their words."""
    one, two = [each for each in root.iter(f"{H}p") if len("".join(each.itertext())) > 30][:2]
    parent, other = one.getparent(), two.getparent()
    assert parent is not None
    assert other is not None
    first, second = parent.index(one), other.index(two)
    parent.insert(first, two)
    other.insert(second, one)


def capitals(root: etree._Element) -> None:
    """Set the first paragraph in capitals."""
    paragraph = next(each for each in root.iter(f"{H}p") if len(each.text or "") > 20)
    paragraph.text = (paragraph.text or "").upper()


def drop_last_word(root: etree._Element) -> None:
    """Take the last word of the first paragraph's beginning away."""
    paragraph = next(each for each in root.iter(f"{H}p") if len(each.text or "") > 20)
    paragraph.text = (paragraph.text or "").rpartition(" ")[0]


def renumber(root: etree._Element) -> None:
    """Give a note's call another number."""
    call = next(each for each in root.iter(f"{H}a") if "noteref" in each.get("class", ""))
    call.text = "9"


TEXT: dict[str, tuple[Change, tuple[str, ...]]] = {
    "paragraphs exchanged": (tree(exchange_paragraphs), ("E-104", "X-103")),
    "a paragraph in capitals": (tree(capitals), ("E-104", "X-103")),
    "a word less": (tree(drop_last_word), ("X-103",)),
    "a note with another number": (tree(renumber), ("E-104", "N-102")),
    "an emphasis unwrapped": (tree(corrupt_epub.unwrap_emphasis), ("E-104",)),
    "an advertisement in a chapter": (append("section", BUY), ("E-104", "X-103")),
    "an advertisement beside a chapter": (append("body", BUY), ("E-105", "X-103")),
    "a script in a head": (append("head", corrupt_epub.SCRIPT), ("E-105",)),
    "a style in a head": (append("head", corrupt_epub.STYLE), ("E-105",)),
    "a heading without its id": (drop("section", "id"), ("E-104", "X-103")),
    "a chapter in another language": (put("html", "lang", "fr"), ("E-104",)),
    "a picture described otherwise": (put("img", "alt", "A whale."), ("E-104",)),
    "a paragraph that acts": (put("p", "onclick", "go()"), ("E-104",)),
    "a paragraph that is hidden": (put("p", "hidden", "hidden"), ("E-104",)),
}
OTHER: dict[str, tuple[str, Change, tuple[str, ...]]] = {
    "another author": (OPF, corrupt_epub.says(">Ida Lock<", ">Bea Brush<"), ("X-110",)),
    "another publisher": (OPF, corrupt_epub.says(">Lantern Yard<", ">Big House<"), ("X-110",)),
    "a rule that hides": (CSS, lambda data: data + b"em { display: none }\n", ("E-107",)),
    "a rule that adds words": (
        CSS,
        lambda data: data + b'h1::after { content: " (new!)" }\n',
        ("E-107",),
    ),
    "words in the list of contents": (NAV, append("body", BUY), ("E-105",)),
}
WHOLE: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "the first note taken away": (spoil.without_first_note, ("N-102",)),
    "the page list shifted by one": (spoil.with_pages_shifted, ("C-104",)),
}


def paint_corner(data: bytes) -> bytes:
    """Return a picture with a light square in its dark corner, a hundredth of the whole."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.paste(230, (0, 0, image.width // 10, image.height // 10))
        image.save(out, "PNG")
    return out.getvalue()


def halve_dots(data: bytes) -> bytes:
    """Return a picture with half as many dots along each edge."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.resize((image.width // 2, image.height // 2)).save(out, "PNG")
    return out.getvalue()


def corruptions(book: str, epub: bytes) -> dict[str, tuple[bytes, tuple[str, ...]]]:
    """Return each corruption of a book's e-book, and the codes one of which tells of it."""
    made = {
        name: (rewrite(epub, {CHAPTER[book]: change}), codes)
        for name, (change, codes) in TEXT.items()
    }
    made |= {
        name: (rewrite(epub, {file: change}), codes)
        for name, (file, change, codes) in OTHER.items()
    }
    made |= {name: (change(epub), codes) for name, (change, codes) in WHOLE.items()}
    black = corrupt_epub.BLACK.encode()
    if PICTURE[book].endswith(".svg"):
        made["a black picture"] = (rewrite(epub, {PICTURE[book]: lambda _: black}), ("E-108",))
    else:
        painted = rewrite(epub, {PICTURE[book]: paint_corner})
        made["a corner of a photograph painted over"] = (painted, ("E-108",))
        halved = rewrite(epub, {PICTURE[book]: halve_dots})
        made["a photograph with half as many dots"] = (halved, ("E-108",))
    made["a stray file"] = (rewrite(epub, {}, **{"EPUB/extra.xhtml": b"<html/>"}), ("E-106",))
    return made
