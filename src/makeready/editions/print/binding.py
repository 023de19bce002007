"""A laid-out PDF becomes the print edition's file: labelled pages, metadata, the master's digest."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

import pikepdf

from makeready.core.errors import EditionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Master
    from makeready.editions.print.layout import LaidPage

NAMESPACE = "https://makeready.invalid/ns/1.0/"
"""Names makeready's own properties in XMP; nothing is to be found there."""


RULE = (40.0, 0.35, 4.0)
"""The hairline above the notes: its length, its weight and its distance from the area's top."""


def bind(data: bytes, master: Master, labels: Sequence[str], pages: Sequence[LaidPage]) -> bytes:
    """Return the PDF with note rules, page labels and metadata, the same bytes each time.

    Raises EditionError when the laid-out PDF cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.Root.PageLabels = _page_labels(labels)
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
            pdf.Root.PageLayout = pikepdf.Name.TwoPageRight
            if master.contents:
                pdf.Root.PageMode = pikepdf.Name.UseOutlines
            for page, laid in zip(pdf.pages, pages, strict=True):
                if laid.notes_at is not None:
                    _rule_off_notes(pdf, page, laid.notes_at)
            _describe(pdf, master)
            bound = io.BytesIO()
            pdf.save(
                bound,
                deterministic_id=True,
                linearize=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PdfError as error:
        raise EditionError(f"the laid-out PDF cannot be bound: {error}") from error
    return bound.getvalue()


def _page_labels(labels: Sequence[str]) -> pikepdf.Dictionary:
    """Return a number tree with an entry where the style of the labels changes."""
    nums: list[object] = []
    for arabic, group in groupby(enumerate(labels), key=lambda item: item[1].isdigit()):
        start = next(iter(group))[0]
        style = pikepdf.Name.D if arabic else pikepdf.Name.r
        nums += [start, pikepdf.Dictionary(S=style, St=1)]
    return pikepdf.Dictionary(Nums=pikepdf.Array(nums))


def _rule_off_notes(pdf: pikepdf.Pdf, page: pikepdf.Page, at: tuple[float, float]) -> None:
    """Draw the hairline above a page's notes; it is no content, so it is marked as an artifact."""
    length, weight, drop = RULE
    x, y = at[0], float(page.mediabox[3]) - at[1] - drop
    drawing = (
        f"/Artifact <</Type /Layout>> BDC q {weight} w {x:.2f} {y:.2f} m "
        f"{x + length:.2f} {y:.2f} l S Q EMC"
    )
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(f"Q {drawing}".encode()))


def _describe(pdf: pikepdf.Pdf, master: Master) -> None:
    book = master.book
    day = book.modified.strftime("D:%Y%m%d000000Z")
    pdf.docinfo["/ModDate"] = day
    pdf.docinfo["/CreationDate"] = day
    pdf.docinfo["/MakereadyMaster"] = master.digest
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.register_xml_namespace(NAMESPACE, "makeready")
        meta["dc:title"] = book.title
        meta["dc:creator"] = [
            person.name for person in book.people if person.role in ("aut", "cre")
        ]
        meta["dc:language"] = {book.language}
        meta["dc:identifier"] = book.identifier
        if book.publisher:
            meta["dc:publisher"] = {book.publisher}
        if book.rights:
            meta["dc:rights"] = book.rights
        if book.description:
            meta["dc:description"] = book.description
        meta["xmp:CreateDate"] = f"{book.modified.isoformat()}T00:00:00Z"
        meta["xmp:ModifyDate"] = f"{book.modified.isoformat()}T00:00:00Z"
        meta[f"{{{NAMESPACE}}}master"] = master.digest
