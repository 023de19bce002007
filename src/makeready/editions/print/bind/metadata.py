"""A book's facts become what its PDF says of itself: XMP, document information, preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from makeready.core.languages import RTL, direction_of

if TYPE_CHECKING:
    from makeready.core.model import Book, Master

NAMESPACE = "https://makeready.invalid/ns/1.0/"
"""Names makeready's own properties in XMP; nothing is to be found there."""

PRODUCER = "makeready"


def describe_book(pdf: pikepdf.Pdf, master: Master) -> None:
    """Write what the PDF says of itself; the digest of its master is in both kinds of metadata."""
    book = master.book
    pdf.Root.Lang = pikepdf.String(book.language)
    leftward = direction_of(book.language) == RTL
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    # ISO 32000-1, 7.7.2: the side on which pages of odd numbers lie
    pdf.Root.PageLayout = pikepdf.Name.TwoPageLeft if leftward else pikepdf.Name.TwoPageRight
    if leftward:
        pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
    if master.contents:
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
    _write_information(pdf, master)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.register_xml_namespace(NAMESPACE, "makeready")
        meta["dc:title"] = _title(book)
        meta["dc:creator"] = _authors(book)
        meta["dc:language"] = {book.language}
        meta["dc:identifier"] = book.identifier
        if book.publisher:
            meta["dc:publisher"] = {book.publisher}
        if book.rights:
            meta["dc:rights"] = book.rights
        if book.description:
            meta["dc:description"] = book.description
        if book.subjects:
            meta["pdf:Keywords"] = ", ".join(book.subjects)
        meta["pdf:Producer"] = PRODUCER
        meta["pdfuaid:part"] = "1"
        meta["xmp:CreateDate"] = f"{book.modified.isoformat()}T00:00:00Z"
        meta["xmp:ModifyDate"] = f"{book.modified.isoformat()}T00:00:00Z"
        meta[f"{{{NAMESPACE}}}master"] = master.digest


def _write_information(pdf: pikepdf.Pdf, master: Master) -> None:
    book = master.book
    day = book.modified.strftime("D:%Y%m%d000000Z")
    pdf.docinfo["/Title"] = _title(book)
    pdf.docinfo["/Author"] = ", ".join(_authors(book))
    if book.description:
        pdf.docinfo["/Subject"] = book.description
    if book.subjects:
        pdf.docinfo["/Keywords"] = ", ".join(book.subjects)
    pdf.docinfo["/Producer"] = PRODUCER
    pdf.docinfo["/CreationDate"] = day
    pdf.docinfo["/ModDate"] = day
    pdf.docinfo["/MakereadyMaster"] = master.digest


def _title(book: Book) -> str:
    return f"{book.title}: {book.subtitle}" if book.subtitle else book.title


def _authors(book: Book) -> list[str]:
    return [person.name for person in book.people if person.role in ("aut", "cre")]
