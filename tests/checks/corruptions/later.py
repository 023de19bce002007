"""Corruptions that a reader of finished books thought up without the checks, with their codes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from checks.corrupt_epub import CSS, OPF, PAPER, pattern, says
from checks.corruptions.strange import PAGE, repack

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

    Change = Callable[[bytes], bytes]
    Spoil = Callable[[pikepdf.Pdf], None]

FACE = "EPUB/fonts/linux-libertine/LinLibertine_R.otf"


def _elements(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    """Return the elements of a role in the order of the tree."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if Name(f"/{name}") == kid.S:
                    found.append(kid)
                walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


def _exchange(name: str, one: int, other: int) -> Spoil:
    """Return a change that lets two elements of one parent change their places."""

    def change(pdf: pikepdf.Pdf) -> None:
        first, second = (_elements(pdf, name)[each] for each in (one, other))
        kids = first.P.K
        at = [
            next(n for n, kid in enumerate(kids) if kid.objgen == each.objgen)
            for each in (first, second)
        ]
        kids[at[0]], kids[at[1]] = second, first

    return change


def _silence(pdf: pikepdf.Pdf) -> None:
    """Take a paragraph out of the tree."""
    lost = _elements(pdf, "P")[-1]
    lost.P.K = Array([each for each in lost.P.K if each.objgen != lost.objgen])


def _tag(name: str, **said: Any) -> Spoil:
    """Return a change of what the last element of a role says of itself."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in said.items():
            _elements(pdf, name)[-1][f"/{key}"] = value

    return change


def _bookmark(**said: Any) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in said.items():
            pdf.Root.Outlines.Last[f"/{key}"] = value

    return change


def _enlarge(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.Last.Dest = Array([pdf.pages[PAGE].obj, Name.XYZ, 0, 400, 9])


def _link(**said: Any) -> Spoil:
    """Return a change of the first link of a book."""

    def change(pdf: pikepdf.Pdf) -> None:
        links = (note for page in pdf.pages for note in page.obj.get("/Annots", Array()))
        link = next(links)
        for key, value in said.items():
            link[f"/{key}"] = value

    return change


def _lead(change: Callable[[Any, Any], None]) -> Spoil:
    """Return a change of the places of two chapters, to which links lead by name."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        known = {
            str(names[at]): names[at + 1]
            for names in (each.Names for each in pdf.Root.Names.Dests.Kids)
            for at in range(0, len(names), 2)
        }
        change(known["sec-paper"], known["sec-wind"])

    return spoil


def _exchange_places(one: Any, two: Any) -> None:
    one[0], two[0] = two[0], one[0]


def _lower(one: Any, _: Any) -> None:
    one[3] = 20


def _magnify(one: Any, _: Any) -> None:
    one[4] = 12


def _paint(*put: tuple[str, tuple[float, ...]]) -> Spoil:
    """Return a change that sets how the type of a page is painted."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[PAGE]
        told: list[Any] = []
        for each in pikepdf.parse_content_stream(page):
            if str(each.operator) == "TJ":
                told += [
                    ContentStreamInstruction([*values], Operator(name)) for name, values in put
                ]
            told.append(each)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(told))

    return change


def _tint(pdf: pikepdf.Pdf) -> None:
    pdf.pages[PAGE].contents_add(
        b"/Artifact BMC q 0.9 0.9 1 rg 20 20 40 40 re f Q EMC", prepend=True
    )


def _name_program(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Creator"] = String("Buy!")


DOCUMENT: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "cells of a table exchanged for listeners": (_exchange("TD", -2, -1), ("P-134",)),
    "items of a list exchanged for listeners": (_exchange("LI", -2, -1), ("P-134",)),
    "a paragraph that listeners do not hear": (_silence, ("P-134",)),
    "a paragraph in no language of the book to listeners": (
        _tag("P", Lang=String("fr")),
        ("P-126", "P-135"),
    ),
    "a list numbered otherwise to listeners": (
        _tag("L", A=Dictionary(O=Name.List, ListNumbering=Name.UpperRoman)),
        ("P-135",),
    ),
    "a paragraph that is a quotation to listeners": (_tag("P", S=Name.BlockQuote), ("P-135",)),
    "a link that listeners are not told of": (_tag("Link", S=Name.Span), ("P-135",)),
    "a bookmark in red": (_bookmark(C=Array([1, 0, 0])), ("P-106",)),
    "a bookmark that enlarges its page": (_enlarge, ("P-106",)),
    "a link with a frame": (_link(BS=Dictionary(W=3)), ("P-106",)),
    "a link that is hidden": (_link(F=2), ("P-106",)),
    "a link with corners of its own": (
        _link(QuadPoints=Array([1, 1, 2, 1, 1, 2, 2, 2])),
        ("P-106",),
    ),
    "places of two chapters exchanged": (_lead(_exchange_places), ("P-122",)),
    "a place far below its words": (_lead(_lower), ("P-122",)),
    "a place that enlarges its page": (_lead(_magnify), ("P-122",)),
    "words pressed to two thirds": (_paint(("Tz", (66,))), ("P-123",)),
    "words in grey": (_paint(("rg", (0.4, 0.4, 0.4))), ("P-132",)),
    "words whose outlines are drawn": (_paint(("Tr", (2,)), ("w", (1,))), ("P-132",)),
    "a box filled with a tint": (_tint, ("P-132",)),
    "a program that nobody named": (_name_program, ("X-110",)),
}

EBOOK: dict[str, tuple[dict[str, Change], tuple[str, ...]]] = {
    "a page called by another number": (
        {PAPER: pattern(r'(id="page-2"[^>]*aria-label=")2"', r'\g<1>7"')},
        ("C-104",),
    ),
    "a summary of access that promises more": (
        {
            OPF: says(
                "Conformance to a standard of accessibility has not been assessed", "All is read"
            )
        },
        ("X-110",),
    ),
    "pages of another print edition": (
        {OPF: says("print edition of 2026", "print edition of 1926")},
        ("X-110",),
    ),
    "a title that is said to be a subtitle": (
        {OPF: says(">main</meta>", ">subtitle</meta>")},
        ("X-110",),
    ),
    "characters left out of a face": (
        {CSS: says("@font-face {", "@font-face { unicode-range: U+0-60;")},
        ("E-107",),
    ),
}


def _redraw(change: Callable[[TTFont], None]) -> Change:
    """Return a change of a face in the e-book, which keeps its names."""

    def write(new: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> None:
        if entry.filename == FACE:
            font, out = TTFont(io.BytesIO(data)), io.BytesIO()
            change(font)
            font.save(out)
            data = out.getvalue()
        new.writestr(entry, data)

    return lambda epub: repack(epub, write)


def _exchange_outlines(font: TTFont) -> None:
    shapes = font["CFF "].cff.topDictIndex[0].CharStrings
    one, two = shapes["n"], shapes["m"]
    one.decompile()
    two.decompile()
    one.program, two.program = two.program, one.program


def _exchange_characters(font: TTFont) -> None:
    # tables of several programs may be one
    for known in {id(each.cmap): each.cmap for each in font["cmap"].tables}.values():
        known[ord("n")], known[ord("m")] = known[ord("m")], known[ord("n")]


def _close_up(font: TTFont) -> None:
    for name in ("e", "n", "t"):
        font["hmtx"][name] = (10, font["hmtx"][name][1])


WHOLE: dict[str, tuple[Change, tuple[str, ...]]] = {
    "outlines exchanged within a face": (_redraw(_exchange_outlines), ("E-111",)),
    "characters exchanged within a face": (_redraw(_exchange_characters), ("E-111",)),
    "letters of a face on top of each other": (_redraw(_close_up), ("E-111",)),
}
