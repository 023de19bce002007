"""Print editions that were laid out anew in another style, as a stranger with the sources might."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checks.corruptions import books

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makeready.checks.report import Files

BOOK = "lock"
STYLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "emphasis set as the text": ("em { font-style: normal }", ("P-127",)),
    "strong emphasis set as the text": ("strong { font-weight: 400 }", ("P-127",)),
    "small capitals set as the text": (".smallcaps { font-variant-caps: normal }", ("P-127",)),
    "text set as emphasis": ("p { font-style: italic }", ("P-127",)),
    "emphasis set in bold": ("em { font-style: normal; font-weight: 700 }", ("P-127",)),
    "strong emphasis set in italics": (
        "strong { font-weight: 400; font-style: italic }",
        ("P-127",),
    ),
    "text set in small capitals": ("p { font-variant-caps: small-caps }", ("P-127",)),
    "raised figures on the line": (
        "sup, .noteref { vertical-align: baseline; font-size: 1em }",
        ("P-129",),
    ),
    "a list without its numbers": ("li { list-style: none !important }", ("P-128",)),
    "a list that counts in letters": ("ol { counter-reset: list-item 4 }", ("P-128",)),
    "no folios": ("@page { @bottom-center { content: none !important } }", ("P-130",)),
}


def lay_out_anew(good: Files, root: Path) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """Yield the name, the codes and the print edition of the book in each other style."""
    for number, (name, (style, codes)) in enumerate(STYLES.items()):
        made = books.make(BOOK, root / str(number), style)
        assert replace(made, pdf=b"") != good
        yield name, codes, made.pdf
