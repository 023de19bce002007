"""Corruptions as somebody would think them up who never read the checks, with their codes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from checks.corrupt_epub import COVER, NAV, NCX, OPF, PAPER, WIND, pattern, says

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[bytes], bytes]

PAGE = 8
"""A page of running text of the book of kites, from 0."""


def _notes(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, int]:
    """Return the page and the place among its links of the first call of a note."""
    page = next(each for each in pdf.pages if "/Annots" in each.obj and len(each.obj.Annots) > 1)
    return page.obj, len(page.obj.Annots) - 1


def drop_link(pdf: pikepdf.Pdf) -> None:
    """Take the last link of the last page with links away."""
    *_, page = (each for each in pdf.pages if len(each.obj.get("/Annots", Array())))
    del page.obj.Annots[len(page.obj.Annots) - 1]


def widen_link(pdf: pikepdf.Pdf) -> None:
    """Let a link cover its whole page."""
    *_, page = (each for each in pdf.pages if len(each.obj.get("/Annots", Array())))
    page.obj.Annots[0].Rect = Array([*page.mediabox])


def turn_page(pdf: pikepdf.Pdf) -> None:
    """Turn a page on its side."""
    pdf.pages[PAGE].obj.Rotate = 90


def crop_page(pdf: pikepdf.Pdf) -> None:
    """Show the upper half of a page only."""
    left, bottom, right, top = (float(each) for each in pdf.pages[PAGE].mediabox)
    pdf.pages[PAGE].obj.CropBox = Array([left, (bottom + top) / 2, right, top])


def strike_words(pdf: pikepdf.Pdf) -> None:
    """Draw thin lines through the words of a page."""
    page = pdf.pages[PAGE]
    _, _, right, top = (float(each) for each in page.mediabox)
    lines = "".join(f"50 {y} m {right - 50} {y} l S " for y in range(100, int(top) - 100, 7))
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q 0.4 w 0 G {lines} Q".encode())


def add_picture(pdf: pikepdf.Pdf) -> None:
    """Print a photograph in the margin."""
    page = pdf.pages[PAGE]
    image = pdf.make_stream(b"\x80" * 64)
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    )
    name = page.add_resource(image, Name.XObject)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q /Artifact BMC 30 0 0 30 8 300 cm {name} Do EMC Q".encode())


def add_drawing(pdf: pikepdf.Pdf) -> None:
    """Print a mark in the margin."""
    page = pdf.pages[PAGE]
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q q /Artifact BMC 0 g 8 300 m 38 300 l 23 340 l f EMC Q")


def stamp(pdf: pikepdf.Pdf) -> None:
    """Print a word across the page as furniture."""
    page = pdf.pages[PAGE]
    font = page.add_resource(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica), Name.Font
    )
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q /Artifact BMC BT {font} 40 Tf 60 200 Td (DRAFT) Tj ET EMC Q".encode())


def open_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Let the book open in its midst."""
    pdf.Root.OpenAction = Array([pdf.pages[PAGE].obj, Name.Fit])


def add_bookmark(pdf: pikepdf.Pdf) -> None:
    """Add a bookmark."""
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("More by us", 0))


def exchange_bookmarks(pdf: pikepdf.Pdf) -> None:
    """Let the first and the last bookmark change places."""
    with pdf.open_outline() as outline:
        outline.root[0], outline.root[-1] = outline.root[-1], outline.root[0]


def prefix_labels(pdf: pikepdf.Pdf) -> None:
    """Put a letter before every page label."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String("A-"))]))


def cells_for_heads(pdf: pikepdf.Pdf) -> None:
    """Let the heads of tables be cells to listeners."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == "/TH":
            each.S = Name.TD


def paragraphs_for_notes(pdf: pikepdf.Pdf) -> None:
    """Let notes be paragraphs to listeners."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == "/Note":
            each.S = Name.P


def paragraphs_for_lists(pdf: pikepdf.Pdf) -> None:
    """Let lists be paragraphs to listeners."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == "/L" and "/P" in each:
            each.S = Name.Div


def subject(pdf: pikepdf.Pdf) -> None:
    """Say that the book is about something else."""
    pdf.docinfo["/Subject"] = "Whales"


def identify(pdf: pikepdf.Pdf) -> None:
    """Give XMP another identifier."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as meta:
        meta["dc:identifier"] = "urn:isbn:9780000000002"


def date(pdf: pikepdf.Pdf) -> None:
    """Say that the book was changed on another day."""
    pdf.docinfo["/ModDate"] = "D:19990101000000Z"


def mirror_pages(pdf: pikepdf.Pdf) -> None:
    """Say that the pages are read from right to left."""
    pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)


def fold_tree(pdf: pikepdf.Pdf) -> None:
    """Let the structure's first chapter come last to listeners."""
    element: Any = pdf.Root.StructTreeRoot
    while len(element.K) < 2:
        element = element.K[0] if isinstance(element.K, Array) else element.K
    kids = [*element.K]
    element.K = Array([*kids[1:], kids[0]])


def enlarge_unit(pdf: pikepdf.Pdf) -> None:
    """Print a page twice as large."""
    pdf.pages[PAGE].obj.UserUnit = 2


def shift_page(pdf: pikepdf.Pdf) -> None:
    """Move all of a page by an inch."""
    page = pdf.pages[PAGE]
    page.contents_add(b"q 1 0 0 1 40 0 cm", prepend=True)
    page.contents_add(b"Q")


DOCUMENT: dict[str, tuple[Callable[[pikepdf.Pdf], None], tuple[str, ...]]] = {
    "a link taken away": (drop_link, ("P-122", "N-103")),
    "a link as large as its page": (widen_link, ("P-122",)),
    "a page on its side": (turn_page, ("P-124", "X-102")),
    "a page cut in half": (crop_page, ("P-124",)),
    "words struck out": (strike_words, ("P-132",)),
    "a photograph in the margin": (add_picture, ("P-132",)),
    "a mark in the margin": (add_drawing, ("P-132",)),
    "a stamp across a page": (stamp, ("C-105",)),
    "a book that opens in its midst": (open_elsewhere, ("P-106",)),
    "one bookmark more": (add_bookmark, ("C-101",)),
    "bookmarks exchanged": (exchange_bookmarks, ("C-101",)),
    "labels with a letter": (prefix_labels, ("P-121", "P-130")),
    "heads of tables that are cells to listeners": (cells_for_heads, ("P-125",)),
    "notes that are paragraphs to listeners": (paragraphs_for_notes, ("P-125", "P-119")),
    "lists that are none to listeners": (paragraphs_for_lists, ("P-125",)),
    "another subject": (subject, ("X-110",)),
    "another identifier in XMP": (identify, ("X-110",)),
    "another date of change": (date, ("X-110",)),
    "pages read from right to left": (mirror_pages, ("P-106", "P-134")),
    "a chapter told last to listeners": (fold_tree, ("P-120", "P-126")),
    "a page printed twice as large": (enlarge_unit, ("P-124",)),
    "a page moved by half an inch": (shift_page, ("P-133",)),
}


def repack(epub: bytes, change: Callable[[zipfile.ZipFile, zipfile.ZipInfo, bytes], None]) -> bytes:
    """Return the e-book as `change` writes each of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            change(new, entry, old.read(entry))
    return out.getvalue()


def twice(epub: bytes) -> bytes:
    """Return the e-book with a chapter twice, under one name."""

    def write(new: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> None:
        if entry.filename == WIND:
            new.writestr(entry.filename, data.replace(b"lamps", b"lumps"))
        new.writestr(entry, data, compresslevel=1)

    return repack(epub, write)


def reorder_spine(data: bytes) -> bytes:
    """Let the second chapter come before the first."""
    one, two = b'<itemref idref="text-sec-paper"/>', b'<itemref idref="text-sec-wind"/>'
    assert one in data
    assert two in data
    return data.replace(one, b"@").replace(two, one).replace(b"@", two)


def darken(data: bytes) -> bytes:
    """Return a photograph much darker."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.point([each // 3 for each in range(256)]).save(out, "PNG")
    return out.getvalue()


SHEET = '<link rel="stylesheet"'
EBOOK: dict[str, tuple[dict[str, Change], tuple[str, ...]]] = {
    "chapters in another order": ({OPF: reorder_spine}, ("X-103", "E-109")),
    "a chapter without its style": ({WIND: pattern(r"<link [^>]*/>", "")}, ("E-107", "E-105")),
    "a style for paper alone": ({WIND: says(SHEET, SHEET + ' media="print"')}, ("E-107", "E-105")),
    "a style that is off": ({WIND: says(SHEET, SHEET + ' title="x"')}, ("E-107", "E-105")),
    "an instruction that brings a style": (
        {WIND: says("<!DOCTYPE", '<?xml-stylesheet href="x.css" type="text/css"?>\n<!DOCTYPE')},
        ("E-105", "E-107"),
    ),
    "a comment that sells": ({WIND: says("</body>", "<!-- Buy! --></body>")}, ("E-105",)),
    "an entity that says more": (
        {
            WIND: lambda data: data.replace(
                b"<!DOCTYPE html>", b'<!DOCTYPE html [<!ENTITY x "Buy!">]>'
            ).replace(b"lamps were", b"lamps &x; were")
        },
        ("E-104", "X-101", "X-103"),
    ),
    "a letter of another alphabet": ({WIND: says("morning", "m\u043erning")}, ("E-104", "X-103")),
    "a joiner within a word": ({WIND: says("morning", "morn\u200ding")}, ("E-104",)),
    "text that turns round": (
        {WIND: says("third morning", "\u202ethird morning\u202c")},
        ("E-104",),
    ),
    "a landmark that leads elsewhere": (
        {NAV: pattern(r'href="[^"]*"( epub:type="bodymatter")', r'href="sec-wind.xhtml"\1')},
        ("C-105", "E-105", "C-101"),
    ),
    "a line of the contents more": (
        {NAV: says("<ol>", '<ol><li><a href="cover.xhtml">More by us</a></li>')},
        ("C-101",),
    ),
    "a page of the page-list renamed": (
        {NAV: pattern(r">3</a>", ">33</a>")},
        ("X-106", "C-103", "C-104", "E-103", "P-104", "X-103"),
    ),
    "a hint that pages are fixed": (
        {
            OPF: says(
                "</metadata>", '<meta property="rendition:layout">pre-paginated</meta></metadata>'
            )
        },
        ("X-110",),
    ),
    "pages read from right to left": (
        {OPF: says("<spine", '<spine page-progression-direction="rtl"')},
        ("E-109", "X-110"),
    ),
    "a claim of access withdrawn": (
        {OPF: pattern(r'<meta property="schema:accessibilityFeature">[^<]*</meta>', "")},
        ("X-110",),
    ),
    "a hazard invented": (
        {OPF: pattern(r">none</meta>", ">flashing</meta>")},
        ("X-110",),
    ),
    "a guide to a page that sells": (
        {
            OPF: says(
                "</package>",
                '<guide><reference type="text" title="Buy" href="cover.xhtml"/></guide></package>',
            )
        },
        ("E-105", "E-109"),
    ),
    "a cover that is no cover": ({OPF: says(' properties="cover-image"', "")}, ("X-110", "E-106")),
    "a note that leads back elsewhere": (
        {PAPER: pattern(r'(class="backlink"[^>]*href=")#[^"]*', r"\1#sec-paper")},
        ("E-104", "N-103"),
    ),
    "words in the NCX": (
        {NCX: says("</head>", '<meta name="x" content="Buy!"/></head>')},
        ("X-110", "E-105"),
    ),
    "a title of a line in the contents": (
        {NAV: says("<li><a ", '<li><a title="Buy!" ')},
        ("E-104",),
    ),
    "a cover that is a link": (
        {
            COVER: lambda data: data.replace(
                b"<img", b'<a href="https://sell.example/"><img'
            ).replace(b"/></picture>", b"/></a></picture>")
        },
        ("E-105",),
    ),
}


def repack_with(epub: bytes, name: str, data: bytes) -> bytes:
    """Return the e-book with one file more."""
    out = io.BytesIO(epub)
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(name, data)
    return out.getvalue()


def _remark(epub: bytes) -> bytes:
    out = io.BytesIO(epub)
    with zipfile.ZipFile(out, "a") as target:
        target.comment = b"Buy!"
    return out.getvalue()


def _mimetype_last(epub: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as new:
        entries = old.infolist()
        for entry in (*entries[1:], entries[0]):
            new.writestr(entry, old.read(entry), compresslevel=1)
    return out.getvalue()


WHOLE: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "a chapter twice under one name": (twice, ("E-106", "X-101")),
    "words before the file": (lambda epub: b"Buy!" + epub, ("E-106", "X-101")),
    "words behind the file": (_remark, ("E-106", "X-101")),
    "rights of its own": (
        lambda epub: repack_with(epub, "META-INF/rights.xml", b"<rights/>"),
        ("E-106",),
    ),
    "a first file that is another": (_mimetype_last, ("E-106",)),
}
