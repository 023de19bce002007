"""Corruptions that any print edition can suffer, each with the codes one of which tells of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from checks import corrupt_pdf, spoil
from makeready.checks.read.evidence import evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.checks.report import Files

    Page = list[spoil.Instruction]

_MATRIX = 6


def _choose_page(files: Files) -> int:
    """Return the page, from 0, that has most text."""
    pages = evidence(files).printed.pages
    return max(range(len(pages)), key=lambda number: len(pages[number].text))


def _lines(page: Page) -> list[int]:
    """Return where the lines of a page have their place: matrices before long shown texts."""
    found = []
    for at, each in enumerate(page):
        if str(each.operator) == "Tm" and not _is_artifact(page, at):
            shown = next((i for i in page[at:] if str(i.operator) in ("TJ", "Tj")), None)
            if shown is not None and len(pikepdf.unparse_content_stream([shown])) > 100:
                found.append(at)
    return found


def _is_artifact(page: Page, at: int) -> bool:
    for each in reversed(page[:at]):
        if str(each.operator) == "EMC":
            return False
        if str(each.operator) == "BDC":
            return str(each.operands[0]) == "/Artifact"
    return False


def _place(page: Page, at: int) -> list[float]:
    return [float(each) for each in page[at].operands]


def _move(page: Page, at: int, matrix: list[float]) -> None:
    page[at] = ContentStreamInstruction(matrix, Operator("Tm"))


def _exchange(page: Page, one: int, two: int) -> None:
    first, second = _place(page, one), _place(page, two)
    _move(page, one, [*first[:4], *second[4:]])
    _move(page, two, [*second[:4], *first[4:]])


def exchange_lines(page: Page) -> None:
    """Let two lines that follow one another change their places on paper."""
    at = _lines(page)
    middle = len(at) // 2
    _exchange(page, at[middle - 1], at[middle])


def exchange_ends(page: Page) -> None:
    """Let the first and the last line of a page change their places on paper."""
    at = _lines(page)
    _exchange(page, at[0], at[-1])


def stack_lines(page: Page) -> None:
    """Set a line on top of the one before it."""
    one, two = _lines(page)[:2]
    _move(page, two, _place(page, one))


def sink_line(page: Page) -> None:
    """Set a line below the edge of the page."""
    at = _lines(page)[1]
    matrix = _place(page, at)
    _move(page, at, [*matrix[:5], matrix[5] + 2000])


def turn_line(page: Page) -> None:
    """Set a line upside down."""
    at = _lines(page)[1]
    matrix = _place(page, at)
    _move(page, at, [-matrix[0], 0, 0, -matrix[3], matrix[4] + 200, matrix[5]])


def mirror_line(page: Page) -> None:
    """Set a line as in a mirror, in its own place."""
    at = _lines(page)[1]
    matrix = _place(page, at)
    _move(page, at, [matrix[0], 0, 0, -matrix[3], *matrix[4:]])


def shrink_line(page: Page) -> None:
    """Set a line too small to be read."""
    at = _lines(page)[1]
    matrix = _place(page, at)
    _move(page, at, [matrix[0] * 0.05, 0, 0, matrix[3] * 0.05, *matrix[4:]])


def squeeze_line(page: Page) -> None:
    """Press a line together until nobody can read it."""
    at = _lines(page)[1]
    matrix = _place(page, at)
    _move(page, at, [matrix[0] * 0.1, *matrix[1:]])


def _show_of(page: Page, at: int) -> int:
    return next(n for n in range(at, len(page)) if str(page[n].operator) in ("TJ", "Tj"))


def drop_line(page: Page) -> None:
    """Take a line away."""
    del page[_show_of(page, _lines(page)[1])]


def repeat_line(page: Page) -> None:
    """Show a line twice."""
    at = _show_of(page, _lines(page)[1])
    page.insert(at, page[at])


def grey(page: Page) -> None:
    """Set the type in a grey that is nearly paper."""
    page[:] = [each for each in page if str(each.operator) not in ("g", "rg", "k", "sc", "scn")]
    starts = [n for n, each in enumerate(page) if str(each.operator) == "BT"]
    for at in reversed(starts):
        page.insert(at + 1, ContentStreamInstruction([0.98], Operator("g")))


def _furniture(page: Page) -> list[int]:
    return [
        n
        for n, each in enumerate(page)
        if str(each.operator) in ("TJ", "Tj") and _is_artifact(page, n)
    ]


def refolio(pdf: pikepdf.Pdf) -> None:
    """Let two pages show each other's numbers, by exchanging what their labels say."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))


def drop_furniture(page: Page) -> None:
    """Take the folio and the running head away."""
    for at in reversed(_furniture(page)):
        del page[at]


def repeat_folio(page: Page) -> None:
    """Show the last piece of furniture, which is the folio, twice over."""
    at = _furniture(page)[-1]
    page.insert(at, page[at])


PAGE: dict[str, tuple[Callable[[Page], None], tuple[str, ...]]] = {
    **{name: (how, ("P-108",)) for name, how in corrupt_pdf.INK.items()},
    "two lines exchanged on paper": (exchange_lines, ("P-119",)),
    "the first and the last line exchanged": (exchange_ends, ("P-119",)),
    "a line on top of another": (stack_lines, ("P-119",)),
    "a line below the edge": (sink_line, ("P-101", "P-108")),
    "a line upside down": (turn_line, ("P-119", "P-123")),
    "a line in a mirror": (mirror_line, ("P-123",)),
    "a line too small to be read": (shrink_line, ("P-123", "P-108")),
    "a line pressed together": (squeeze_line, ("P-123",)),
    "a line taken away": (drop_line, ("X-102",)),
    "a line shown twice": (repeat_line, ("X-102",)),
    "a line set backwards": (spoil.reverse_longest_line, ("X-102",)),
    "type in a grey like paper": (grey, ("P-108",)),
    "furniture taken away": (drop_furniture, ("P-130",)),
}


def drop_page(pdf: pikepdf.Pdf) -> None:
    """Take a page of text away."""
    del pdf.pages[len(pdf.pages) - 2]


def exchange_pages(pdf: pikepdf.Pdf) -> None:
    """Let two pages change their places."""
    one = pdf.pages[-1]
    pdf.pages.insert(4, one)
    del pdf.pages[-1]


def add_blank(pdf: pikepdf.Pdf) -> None:
    """Put an empty page between two others."""
    pdf.add_blank_page(page_size=(400, 600))


def rename_bookmark(pdf: pikepdf.Pdf) -> None:
    """Give a bookmark another name."""
    with pdf.open_outline() as outline:
        outline.root[-1].title = "Buy the next one"


def move_bookmark(pdf: pikepdf.Pdf) -> None:
    """Let a bookmark lead to the first page."""
    with pdf.open_outline() as outline:
        outline.root[-1].action = None
        outline.root[-1].destination = Array([pdf.pages[0].obj, Name.Fit])


def drop_bookmark(pdf: pikepdf.Pdf) -> None:
    """Take a bookmark away."""
    with pdf.open_outline() as outline:
        del outline.root[-1]


def _inner_links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for note in page.obj.get("/Annots", Array()):
            if note.get("/Subtype") == "/Link" and "/URI" not in note.get("/A", Dictionary()):
                yield note


def redirect_link(pdf: pikepdf.Pdf) -> None:
    """Let a link within the book lead to its first page."""
    note = next(_inner_links(pdf))
    if "/A" in note:
        del note["/A"]
    note.Dest = Array([pdf.pages[0].obj, Name.Fit])


def redirect_last_link(pdf: pikepdf.Pdf) -> None:
    """Let the last link within the book, a note's or a reference's, lead to the first page."""
    *_, note = _inner_links(pdf)
    if "/A" in note:
        del note["/A"]
    note.Dest = Array([pdf.pages[0].obj, Name.Fit])


def break_link(pdf: pikepdf.Pdf) -> None:
    """Let a link lead to a name that is not there."""
    note = next(_inner_links(pdf))
    if "/A" in note:
        del note["/A"]
    note.Dest = String("nowhere")


def _figures(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (each for each in pdf.objects if _is_figure(each))


def _is_figure(each: pikepdf.Object) -> bool:
    return isinstance(each, Dictionary) and each.get("/S") == "/Figure" and "/Alt" in each


def describe_otherwise(pdf: pikepdf.Pdf) -> None:
    """Describe a picture as another one."""
    next(_figures(pdf)).Alt = String("A whale.")


def cover_picture(pdf: pikepdf.Pdf) -> None:
    """Paint black over a picture."""
    figure = next(_figures(pdf))
    attributes = figure.A[0] if isinstance(figure.A, Array) else figure.A
    left, bottom, right, top = (float(each) for each in attributes.BBox)
    painted = f"0 g {left} {bottom} {right - left} {top - bottom} re f"
    page = next(each for each in pdf.pages if each.obj.objgen == figure.Pg.objgen)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q {painted} Q".encode())


def clip_picture(pdf: pikepdf.Pdf) -> None:
    """Paint white over a picture."""
    figure = next(_figures(pdf))
    attributes = figure.A[0] if isinstance(figure.A, Array) else figure.A
    left, bottom, right, top = (float(each) for each in attributes.BBox)
    painted = f"1 g {left} {bottom} {right - left} {top - bottom} re f"
    page = next(each for each in pdf.pages if each.obj.objgen == figure.Pg.objgen)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q {painted} Q".encode())


def untag(pdf: pikepdf.Pdf) -> None:
    """Take the structure away, without which nobody can listen to the book."""
    del pdf.Root.StructTreeRoot


def flatten_heading(pdf: pikepdf.Pdf) -> None:
    """Let a heading be a paragraph for who listens."""
    heading = next(
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and str(each.get("/S", "")) in ("/H1", "/H2")
    )
    heading.S = Name.P


def lie_to_listeners(pdf: pikepdf.Pdf) -> None:
    """Let who listens hear other words than stand there."""
    paragraph = next(
        each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == "/P"
    )
    paragraph.ActualText = String("Buy the next one.")


def swap_map(pdf: pikepdf.Pdf) -> None:
    """Let what is drawn as one letter be read as another one, in every font."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and "/ToUnicode" in font:
            said = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(re.sub(rb"> <0065>", b"> <0061>", said))


DOCUMENT: dict[str, tuple[Callable[[pikepdf.Pdf], None], tuple[str, ...]]] = {
    "a map that lies of each e": (swap_map, ("P-109", "X-102")),
    "a page taken away": (drop_page, ("X-102", "C-102")),
    "two pages exchanged": (exchange_pages, ("X-102",)),
    "an empty page at the end": (add_blank, ("P-124",)),
    "labels that count on from seven": (refolio, ("P-121",)),
    "a bookmark with another name": (rename_bookmark, ("C-101",)),
    "a bookmark to another page": (move_bookmark, ("C-101", "C-102")),
    "a bookmark taken away": (drop_bookmark, ("C-101",)),
    "a line of the contents that leads elsewhere": (redirect_link, ("P-122",)),
    "a note or reference that leads elsewhere": (redirect_last_link, ("P-122", "N-103")),
    "a link that leads nowhere": (break_link, ("P-105",)),
    "a picture described otherwise": (describe_otherwise, ("P-120",)),
    "a picture painted black": (cover_picture, ("P-120",)),
    "a picture painted white": (clip_picture, ("P-120",)),
    "the structure taken away": (untag, ("P-120",)),
    "a heading that is a paragraph to listeners": (flatten_heading, ("P-125",)),
    "other words for listeners": (lie_to_listeners, ("P-126",)),
}


def change_page(files: Files, change: Callable[[Page], None]) -> bytes:
    """Return the PDF with a page of text that `change` has altered."""
    return spoil.change_page(files.pdf, _choose_page(files), change)


def change_document(files: Files, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the PDF that `change` has altered."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files.pdf)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()
