"""Sources that were made to hang, to break or to leave something behind."""

from __future__ import annotations

import io
import zipfile
from typing import TypeAlias

Files: TypeAlias = dict[str, str | bytes]

TEXT = "# One\n\nSome words of a small book.\n"
_SLASH = "\\"
_MACROS = "".join(
    f"{_SLASH}newcommand{{{_SLASH}{chr(98 + n)}}}{{{(_SLASH + chr(97 + n)) * 10}}}\n"
    for n in range(7)
)


def _zip(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def _damaged(files: Files) -> bytes:
    data = bytearray(_zip(files))
    data[len(data) // 2] ^= 0x55
    return bytes(data)


_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{0}'
_TEX = "\\documentclass{{book}}\n{0}\\begin{{document}}\n{1}\n\\end{{document}}\n"

SOURCES: dict[str, tuple[str, str | bytes]] = {
    "macros of macros": ("a.tex", _TEX.format(_MACROS.replace("\\a", "www"), "\\h")),
    "macros in a ring": ("a.tex", _TEX.format("\\def\\x{\\y}\\def\\y{\\x}", "\\x")),
    "braces in braces": ("a.tex", _TEX.format("", "{" * 5000 + "x" + "}" * 5000)),
    "a file that includes itself": ("a.tex", _TEX.format("", "\\input{a.tex}")),
    "a document that unpacks without end": (
        "a.docx",
        _zip({"word/document.xml": _WORD.format("x" * 300_000_000)}),
    ),
    "a damaged document": ("a.docx", _damaged({"word/document.xml": _WORD.format("x" * 9000)})),
    "a document without words": ("a.docx", _zip({"x": ""})),
    "a document that is no zip": ("a.docx", b"PK\3\4" + b"\0" * 50),
    "an empty document": ("a.docx", b""),
    "a damaged e-book": ("a.epub", _damaged({"META-INF/container.xml": "<c/>" * 900})),
    "an e-book without a package": ("a.epub", _zip({"META-INF/container.xml": "<container/>"})),
    "an e-book that leads out": (
        "a.epub",
        _zip({"META-INF/container.xml": '<container><rootfile full-path="../../x"/></container>'}),
    ),
    "a damaged ODT": ("a.odt", _damaged({"content.xml": "<x/>" * 900})),
    "a PDF of nothing": ("a.pdf", b"%PDF-1.7\n"),
    "a PDF cut short": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>"),
    "a PDF in a ring": (
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]>>",
    ),
    "HTML in HTML": ("a.html", "<div>" * 20_000 + "x"),
    "a web page with entities": (
        "a.html",
        '<!DOCTYPE html [<!ENTITY a "aaaa">]><p>' + "&a;" * 100_000,
    ),
    "reStructuredText that includes itself": ("a.rst", "x\n\n.. include:: a.rst\n"),
    "reStructuredText that includes a secret": ("a.rst", ".. include:: /etc/passwd\n"),
    "Org that includes itself": ("a.org", '#+INCLUDE: "a.org"\n'),
    "code in code": ("a.md", "`" * 100_000),
    "a bare pattern": ("a.md", "_\\_`  `( "),
    "bytes": ("a.txt", bytes(range(256)) * 100),
    "zeros": ("a.txt", b"\0" * 100_000),
    "a line without end": ("a.txt", "word " * 400_000),
    "numbers without end": ("a.txt", "1\n2\n3\n" * 50_000),
    "markers without end": ("a.txt", "[1] " * 100_000),
    "hyphens without end": ("a.txt", "a-\n" * 100_000),
    "an empty text": ("a.txt", b""),
}
