"""Small e-books written by hand, for comparisons."""

from __future__ import annotations

import io
import zipfile

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def page(label: str) -> str:
    """Return the mark of a printed page."""
    return f'<span epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"></span>'


def call(number: int, name: str) -> str:
    """Return the call of a note."""
    return f'<a class="noteref" epub:type="noteref" href="#{name}">{number}</a>'


def note(number: int, name: str, words: str) -> str:
    """Return a note that its call leads to."""
    back = f'<a class="backlink" href="#call">{number}</a>'
    return f'<aside id="{name}" class="note" epub:type="footnote"><p>{back} {words}</p></aside>'


def epub(body: str, *, title: str = "Reeds", picture: bytes = b"a") -> bytes:
    """Return an EPUB of one document, with a picture beside it."""
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        '<dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
        "</package>"
    )
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        "book.opf": opf.encode(),
        "a.xhtml": f"<html {XHTML}><head/><body><section>{body}</section></body></html>".encode(),
        "images/reed.png": picture,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in files.items():
            book.writestr(name, data)
    return out.getvalue()
