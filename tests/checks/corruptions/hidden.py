"""Corruptions that no page shows: of the structure, of what files say, and of how they lie."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from checks.corrupt_epub import OPF, PAPER, pattern
from checks.corruptions.strange import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[bytes], bytes]
    Spoil = Callable[[pikepdf.Pdf], None]


def _leaf(tree: pikepdf.Object, key: str) -> pikepdf.Object:
    """Return the first node of a tree that holds values."""
    while key not in tree:
        tree = tree.Kids[0]
    return tree[key]


def _exchange(name: str, key: str) -> Spoil:
    """Return a change that lets the first two values of a tree of the structure change places."""

    def change(pdf: pikepdf.Pdf) -> None:
        values = _leaf(pdf.Root.StructTreeRoot[f"/{name}"], f"/{key}")
        values[1], values[3] = values[3], values[1]

    return change


def _lose(name: str) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot[f"/{name}"]

    return change


def _turn_page(pdf: pikepdf.Pdf) -> None:
    """Let the pieces of a page lead to their elements from the last to the first."""
    values = _leaf(pdf.Root.StructTreeRoot.ParentTree, "/Nums")
    number = int(pdf.pages[PAGE].obj.StructParents)
    at = next(n for n in range(0, len(values), 2) if int(values[n]) == number)
    values[at + 1] = Array(reversed(list(values[at + 1])))


def _say_of_structure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ClassMap = Dictionary(A=Dictionary(O=Name.Layout))


def _hide_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.append(pikepdf.OutlineItem("Below", 0))
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/Count" in each and "/Title" in each:
            each.Count = -abs(int(each.Count))


def _say_of_page(**said: object) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in said.items():
            pdf.pages[PAGE].obj[f"/{key}"] = value

    return change


def _say_of_book(**said: object) -> Spoil:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in said.items():
            pdf.Root[f"/{key}"] = value

    return change


def _shrink_page(pdf: pikepdf.Pdf) -> None:
    """Draw a page a fiftieth smaller."""
    pdf.pages[PAGE].contents_add(b"q 0.98 0 0 0.98 0 0 cm", prepend=True)
    pdf.pages[PAGE].contents_add(b"Q")


def _name_producer(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Producer"] = "Another press"


def _deny_access(pdf: pikepdf.Pdf) -> None:
    """Say no more in XMP that the book is made for listeners, too."""
    told = re.sub(rb"<pdfuaid:part.*?</pdfuaid:part>", b"", pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(told)


DOCUMENT: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "pages whose pieces lead to each other's elements": (
        _exchange("ParentTree", "Nums"),
        ("P-125",),
    ),
    "pieces of a page that lead to each other's elements": (_turn_page, ("P-125",)),
    "pieces that lead to no elements": (_lose("ParentTree"), ("P-125",)),
    "elements under each other's names": (_exchange("IDTree", "Names"), ("P-125",)),
    "elements whose names are lost": (_lose("IDTree"), ("P-125",)),
    "classes of elements": (_say_of_structure, ("P-125",)),
    "bookmarks that hide others": (_hide_bookmarks, ("P-106",)),
    "a page with a box for its drawing": (_say_of_page(ArtBox=Array([0, 0, 99, 99])), ("P-106",)),
    "links of a page row by row": (_say_of_page(Tabs=Name.R), ("P-106",)),
    "a book made for one kind of press": (
        _say_of_book(
            OutputIntents=Array(
                [
                    Dictionary(
                        Type=Name.OutputIntent,
                        S=Name.GTS_PDFX,
                        OutputConditionIdentifier=String("newsprint"),
                    )
                ]
            )
        ),
        ("P-106",),
    ),
    "a page a fiftieth smaller": (_shrink_page, ("P-137",)),
    "another producer": (_name_producer, ("X-110",)),
    "a claim of access withdrawn in XMP": (_deny_access, ("X-110",)),
}


def _pack(data: bytes, extra: bytes = b"", between: bytes = b"") -> bytes:
    """Return an EPUB with more said of each file but the first, or bytes before the third one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for number, entry in enumerate(old.infolist()):
            if number == 2:
                made.write(between)
                new.start_dir += len(between)
            own = zipfile.ZipInfo(entry.filename, entry.date_time)
            own.compress_type, own.external_attr = entry.compress_type, entry.external_attr
            own.extra = extra if number else b""
            new.writestr(own, old.read(entry))
    return made.getvalue()


EBOOK: dict[str, tuple[dict[str, Change], tuple[str, ...]]] = {
    "a remark within a chapter": (
        {PAPER: pattern(r"(<p\b)", r"<!-- Buy our other books. -->\1")},
        ("E-105",),
    ),
    "an instruction within a chapter": ({PAPER: pattern(r"(<p\b)", r"<?buy now?>\1")}, ("E-105",)),
    "a cover that stands behind another page": (
        {OPF: pattern(r"(<itemref idref=\"cover\"/>)(\s*)(<itemref[^>]*/>)", r"\3\2\1")},
        ("E-109",),
    ),
}
WHOLE: dict[str, tuple[Change, tuple[str, ...]]] = {
    "files of which more is said": (
        lambda data: _pack(data, extra=b"\x99\x99\x04\x00sell"),
        ("E-106",),
    ),
    "a stretch between the files": (lambda data: _pack(data, between=b"sell"), ("E-106",)),
}
