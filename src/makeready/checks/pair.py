"""The two editions become a finding where they were not made of one master.

Every build asks this of the editions that it replaces, so that nothing is loaded here but what
reads the two files.
"""

from __future__ import annotations

import io
import zipfile

import pikepdf
from lxml import etree

from makeready.core.findings import Code, Finding, Severity, finding, table

CODES = table(
    Code(
        code="X-001",
        severity=Severity.HINT,
        title="A mixed pair",
        why="The two editions in the output folder came from different masters, as after a build "
        "that was ended halfway.",
        remedy="Nothing: the build that saw it replaced both.",
    ),
)


def mixed_pair(printed: bytes | None, ebook: bytes | None) -> tuple[Finding, ...]:
    """Return a finding where two editions that stand side by side have different masters."""
    if printed is None or ebook is None:
        return ()
    if master_of_pdf(printed) == master_of_epub(ebook):
        return ()
    return (finding(CODES["X-001"], "the editions from before were of different masters"),)


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
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError):
        return ""
    if opf is None:
        return ""
    found = opf.xpath("//*[local-name()='meta'][@name='makeready:master']/@content")
    return str(found[0]) if found else ""
