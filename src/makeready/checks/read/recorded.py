"""A finished edition becomes what it records of itself: its master, and how many pages it has."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
from lxml import etree

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    # a place in the file that a damaged directory gives as before its beginning
    ValueError,
    # a method of compression that Python does not have, and a member that wants a password
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises for a file that is no zip, is damaged, or that it cannot unpack."""


def pages_of_pdf(data: bytes) -> int:
    """Return how many pages a print edition has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def master_of_pdf(data: bytes) -> str:
    """Return the digest of the master that a print edition records, or "" where there is none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/MakereadyMaster", ""))
    except pikepdf.PdfError:
        return ""


def master_of_epub(data: bytes) -> str:
    """Return the digest of the master that an e-book records, or "" where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            name = next((n for n in sorted(book.namelist()) if n.endswith(".opf")), "")
            opf = etree.fromstring(book.read(name)) if name else None
    except (*DAMAGED_ZIP, etree.XMLSyntaxError, KeyError):
        return ""
    if opf is None:
        return ""
    found = opf.xpath("//*[local-name()='meta'][@name='makeready:master']/@content")
    return str(found[0]) if found else ""
