"""Titles and sources that were made to hang, to break or to leave something behind."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TypeAlias

Files: TypeAlias = dict[str, str | bytes]

FLOOD = "{flood}"
"""What stands for 300 MB of one letter, so that reading this module is quick."""

SHOWN = '# One\n\n![A](images/x.svg){alt="a"}\n'
PICTURE = '# One\n\n![A](images/x.png){alt="a"}\n'
TEXT = "# One\n\nSome words of a small book.\n"
RECT = '<rect width="9" height="9"/>'


def _svg(inside: str, attributes: str = 'width="99" height="99"') -> Files:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return {"text/a.md": SHOWN, "images/x.svg": f"<svg {names} {attributes}>{inside}</svg>"}


def _style(css: str, text: str = TEXT) -> Files:
    return {"text/a.md": text, "style.css": css}


def _text(words: str) -> Files:
    return {"text/a.md": f"# One\n\n{words}\n"}


def _chunk(name: bytes, data: bytes) -> bytes:
    summed = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", summed)


def _png(width: int, height: int, depth: int = 8, kind: int = 0, rows: bytes = b"") -> Files:
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return {"text/a.md": PICTURE, "images/x.png": b"\x89PNG\r\n\x1a\n" + body}


def _laughs(pattern: str, levels: int) -> str:
    return "".join(pattern.format(n=n, below=n - 1) for n in range(1, levels))


_USES = '<use xlink:href="#a{below}"/>' * 10
_SLASH = "\\"
_MACROS = "".join(
    f"{_SLASH}newcommand{{{_SLASH}{chr(98 + n)}}}{{{(_SLASH + chr(97 + n)) * 10}}}\n"
    for n in range(7)
)

DRAWINGS: dict[str, Files] = {
    "uses of uses": _svg(f'<g id="a0">{RECT}</g>' + _laughs(f'<g id="a{{n}}">{_USES}</g>', 9)),
    "a use of itself": _svg('<g id="a"><use xlink:href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "a megabyte of text": _svg(f'<text y="9">{"word " * 200_000}</text>'),
    "many stretches of text": _svg(f"<text>{'<tspan>w </tspan>' * 60_000}</text>"),
    "many elements": _svg(RECT * 90_000),
    "a long path": _svg(f'<path d="M0 0 {"L1 1 L2 0 " * 300_000}"/>'),
    "groups in groups": _svg("<g>" * 5000 + "</g>" * 5000),
    "many rules": _svg(f"<style>{'rect { fill: red }' * 20_000}</style>{RECT * 2000}"),
    "a size without end": _svg(RECT, 'width="1e30" height="1e30"'),
    "a size that is no number": _svg(RECT, 'width="nan" height="inf"'),
    "a view of nothing": _svg(RECT, 'viewBox="0 0 0 0"'),
    "a small pattern": _svg(
        f'<pattern id="p" width="0.001" height="0.001">{RECT}</pattern>'
        '<rect fill="url(#p)" width="99" height="99"/>'
    ),
    "small dashes": _svg('<path stroke="#000" stroke-dasharray="0.00001" d="M0 0 L99999 0"/>'),
    "markers on a long path": _svg(
        f'<marker id="m"><path d="{"M0 0L1 1 " * 300}"/></marker>'
        f'<path marker-mid="url(#m)" d="M0 0 {"L1 1 " * 40_000}"/>'
    ),
    "gradients in a ring": _svg(
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        '<rect fill="url(#a)" width="9" height="9"/>'
    ),
    "a clip of itself": _svg(
        f'<clipPath id="c" clip-path="url(#c)">{RECT}</clipPath>'
        '<rect clip-path="url(#c)" width="9" height="9"/>'
    ),
    "a mask of itself": _svg(
        '<mask id="c"><rect mask="url(#c)" width="5" height="5"/></mask>'
        '<rect mask="url(#c)" width="9" height="9"/>'
    ),
    "a wide blur": _svg(
        '<filter id="f"><feGaussianBlur stdDeviation="9e7"/></filter>'
        f'<g filter="url(#f)">{RECT}</g>'
    ),
    "a scale of nothing": _svg('<rect transform="scale(0) matrix(1 2)" width="1" height="1"/>'),
    "a path of nonsense": _svg('<path d="M a b L nan"/><polygon points="1,2,3 x"/>'),
    "no drawing at all": {"text/a.md": SHOWN, "images/x.svg": ""},
    "a drawing cut short": {"text/a.md": SHOWN, "images/x.svg": "<svg xmlns='http://www.w3"},
    "a drawing that is no UTF-8": {"text/a.md": SHOWN, "images/x.svg": b"<svg>\xff\xfe</svg>"},
}
PICTURES: dict[str, Files] = {
    "ten thousand million dots": _png(100_000, 100_000, rows=b"\0" * 1_000_000),
    "an edge of four thousand million": _png(4_294_967_295, 1),
    "no dots": _png(0, 0),
    "fewer dots than it says": _png(40, 40, rows=b"\0" * 41 * 3),
    "a depth that there is not": _png(4, 4, depth=7, rows=b"\0" * 20),
    "a kind that there is not": _png(4, 4, kind=5, rows=b"\0" * 20),
    "sixteen bits of grey": _png(4, 4, depth=16, rows=b"\0" * 36),
    "an empty file": {"text/a.md": PICTURE, "images/x.png": b""},
    "another kind of file": {"text/a.md": PICTURE, "images/x.png": b"GIF89a" + b"\0" * 20},
    "a JPEG cut short": {
        "text/a.md": '# One\n\n![A](images/x.jpg){alt="a"}\n',
        "images/x.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
    },
}
STYLES: dict[str, Files] = {
    "a page without end": _style("@page { size: 1000000in }"),
    "a page of nothing": _style("@page { size: 0.001mm 0.001mm }"),
    "margins without end": _style("@page { margin: 1e9px }"),
    "type without end": _style("p { font-size: 1e7px }"),
    "type of nothing": _style("p { font-size: 1e-9px; line-height: 0 }"),
    "a margin without end": _style("p { margin-top: 1e12px }"),
    "a height without end": _style("p { height: 1e9px }"),
    "lines without end": _style("p { line-height: 100000 }"),
    "variables of variables": _style(
        ":root { --a0: aaaaaaaaaa; "
        + _laughs("--a{n}: " + "var(--a{below}) " * 5 + "; ", 13)
        + "} p { font-family: var(--a12) }"
    ),
    "variables in a ring": _style(":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }"),
    "sums in sums": _style(f"p {{ width: {'calc(' * 500}1px{')' * 500} }}"),
    "a grid without end": _style("p { display: grid; grid-template-columns: repeat(100000, 1px) }"),
    "a far place in a grid": _style("section { display: grid } p { grid-column: 1 / 1000000 }"),
    "columns without end": _style("p { columns: 1000000 }"),
    "boxes that stretch": _style("section { display: flex } p { flex: 1 1 1e9px }"),
    "words without end": _style(f'p::before {{ content: "{"x " * 200_000}" }}'),
    "numbers without end": _style(
        "p::before { counter-reset: a 99999999; content: counter(a, upper-roman) }"
    ),
    "selectors without end": _style("* " * 40 + "p { color: red }", TEXT + "Para.\n\n" * 300),
    "has within has": _style("p:has(*:has(*:has(*))) { color: red }"),
    "stripes without end": _style(
        "p { background: repeating-linear-gradient(red 0, blue 1e-5px) }"
    ),
    "tiles without end": _style(
        "p { background: linear-gradient(red, blue); background-size: 0.001px 0.001px }"
    ),
    "dots without end": _style("p { border: 0.1px dotted red; width: 1e6px }"),
    "a division by nothing": _style("p { width: calc(1px / 0) }"),
    "less than nothing": _style("p { margin: -1e5px; width: -5px; letter-spacing: -1e9px }"),
    "spaces without end": _style("p { letter-spacing: 1e9px; text-indent: 1e9px }"),
    "a note that is none": _style("p { float: footnote }"),
    "a turn without end": _style("p { transform: rotate(1e30deg) scale(1e30) }"),
    "rules in rules": _style("p {" * 3000 + "color: red" + "}" * 3000),
    "brackets in brackets": _style(f"p {{ width: {'(' * 5000}1px{')' * 5000} }}"),
    "many rules": _style("".join(f"p.c{n} {{ color: red }}" for n in range(20_000))),
    "no style at all": _style("\0\1\2 } } { @ ;;; </style> <!--"),
}
TEXTS: dict[str, Files] = {
    "a word without end": _text("a" * 300_000),
    "an address without end": _text(f"https://example.org/{'a-' * 100_000}"),
    "accents without end": _text("e" + "\u0301" * 50_000),
    "quotations in quotations": _text("> " * 3000 + "x"),
    "lists in lists": _text("".join(f"{'  ' * n}- x\n" for n in range(400))),
    "brackets in brackets": _text("[" * 5000 + "x" + "]" * 5000),
    "spans in spans": _text("[" * 3000 + "x" + "]{.a}" * 3000),
    "stars without end": _text("*a **b " * 20_000),
    "directions in directions": _text("\u2067a\u2069" * 3000),
    "spaces of no width": _text("\u200b" * 100_000 + "x"),
    "a heading without end": {"text/a.md": f"# {'head ' * 4000}\n\nx\n"},
    "two thousand columns": _text(f"|{'a|' * 2000}\n|{'-|' * 2000}\n|{'x|' * 2000}"),
    "a cell over a million": _text('<table><tr><td colspan="1000000">x</td></tr></table>'),
    "many rows": _text("|a|b|\n|-|-|\n" + "|x|y|\n" * 3000),
    "fractions in fractions": _text("$" + "\\frac{1}{" * 300 + "x" + "}" * 300 + "$"),
    "indices of indices": _text(f"${'x_{' * 150}y{'}' * 150}$"),
    "a formula without end": _text(f"${'x+' * 5000}y$"),
    "macros of macros": _text(f"{_MACROS}\n\n$\\h$"),
    "many notes": _text(
        "".join(f"w[^{n}] " for n in range(2000)) + "".join(f"\n\n[^{n}]: n" for n in range(2000))
    ),
    "notes in a ring": _text("x[^a]\n\n[^a]: y[^b]\n\n[^b]: z[^a]"),
    "many links": _text("[a](#one) " * 5000),
    "no text": {"text/a.md": ""},
    "text that is no UTF-8": {"text/a.md": b"# One\n\nWords \xff\xfe here.\n"},
    "zero": _text("\0"),
    "half of a character": _text("&#xD800; &#x110000; &#99999999999;"),
    "a name that is no UTF-8": {"text/a.md": TEXT, "images/x\udcff.png": b"x"},
    "a name with a line break": {"text/a.md": TEXT, "images/a\nb.png": b"x"},
    "an unfinished comment": _text("<!-- " * 20_000),
    "unfinished tags": _text("<a " * 20_000),
    "entities without end": _text("&amp;" * 100_000),
}


WORKS: dict[str, str] = {
    "works in a ring": "@book{a, crossref = {b}}\n@book{b, crossref = {a}}\n",
    "abbreviations of abbreviations": '@string{a0 = "ha"}\n'
    + _laughs("@string{{a{n} = a{below} # a{below}}}\n", 40)
    + "@book{a, title = a39}\n",
    "braces in braces": f"@book{{a, title = {{{'{' * 5000}x{'}' * 5000}}}}}\n",
}


def pack(files: Files) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            if isinstance(data, str) and FLOOD in data:
                made.writestr(name, data.replace(FLOOD, "x" * 300_000_000))
            else:
                made.writestr(name, data)
    return out.getvalue()


def _damaged(files: Files) -> bytes:
    data = bytearray(pack(files))
    data[len(data) // 2] ^= 0x55
    return bytes(data)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD = f"<w:document {_W}>{{0}}"
_CALL = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_PARTS = f"""<Types xmlns="{_PACKAGES}/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>"""
_RELATED = f"""<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="a"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{{0}}" Target="{{1}}"/>
</Relationships>"""
_FORMS = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources 6 0 R>>endobj
4 0 obj<</Length 5>>stream
/X Do
endstream endobj
5 0 obj<</Subtype/Form/BBox[0 0 9 9]/Resources 6 0 R/Length 11>>stream
/X Do /X Do
endstream endobj
6 0 obj<</XObject<</X 5 0 R>>>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
_TEXT = "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
_OFFICE = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
_ODT = f"<office:document-content {_OFFICE} {_TEXT}>"
_OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
<item id="a" href="{0}" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
_ENTITIES = _laughs("<!ENTITY a{n} '&a{below};&a{below};'>", 40)
_LAUGHS = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{_ENTITIES}]>"


def _epub(files: Files, place: str = "a.xhtml") -> Files:
    fixed: Files = {"META-INF/container.xml": _CONTAINER, "a.opf": _OPF.format(place)}
    return {"mimetype": "application/epub+zip", **fixed, **files}


_TEX = "\\documentclass{{book}}\n{0}\\begin{{document}}\n{1}\n\\end{{document}}\n"

SOURCES: dict[str, tuple[str, str | bytes | Files]] = {
    "macros of macros": ("a.tex", _TEX.format(_MACROS.replace("\\a", "www"), "\\h")),
    "macros in a ring": ("a.tex", _TEX.format("\\def\\x{\\y}\\def\\y{\\x}", "\\x")),
    "braces in braces": ("a.tex", _TEX.format("", "{" * 5000 + "x" + "}" * 5000)),
    "a file that includes itself": ("a.tex", _TEX.format("", "\\input{a.tex}")),
    "a document that unpacks without end": (
        "a.docx",
        ({"word/document.xml": _WORD.format(FLOOD)}),
    ),
    "a damaged document": ("a.docx", _damaged({"word/document.xml": _WORD.format("x" * 9000)})),
    "a document of entities": (
        "a.docx",
        ({"word/document.xml": _LAUGHS + _WORD.format("<w:body>&a39;</w:body></w:document>")}),
    ),
    "notes of notes": (
        "a.docx",
        {
            "[Content_Types].xml": _PARTS,
            "_rels/.rels": _RELATED.format("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _RELATED.format("footnotes", "footnotes.xml"),
            "word/document.xml": _WORD.format(f"<w:body>{_CALL}</w:body></w:document>"),
            "word/footnotes.xml": f'<w:footnotes {_W}><w:footnote w:id="1">{_CALL}</w:footnote>'
            "</w:footnotes>",
        },
    ),
    "a notebook of brackets": ("a.ipynb", '{"cells":' + "[" * 20_000 + "]" * 20_000 + "}"),
    "names that no file has": ("a.md", f"![a](b%00c.png) ![b]({'c' * 9000}.png) ![c](/dev/zero)"),
    "forms in forms": ("a.pdf", _FORMS),
    "paragraphs in paragraphs": (
        "a.docx",
        ({"word/document.xml": _WORD.format("<w:p>" * 50_000 + "x" + "</w:p>" * 50_000)}),
    ),
    "a document of many members": ("a.docx", ({f"word/{n}.xml": "" for n in range(70_000)})),
    "a document that leads out": (
        "a.docx",
        ({"../../../x": "x", "/etc/x": "x", "word/document.xml": _WORD.format("")}),
    ),
    "a document without words": ("a.docx", ({"x": ""})),
    "a document that is no zip": ("a.docx", b"PK\3\4" + b"\0" * 50),
    "an empty document": ("a.docx", b""),
    "a damaged e-book": ("a.epub", _damaged({"META-INF/container.xml": "<c/>" * 900})),
    "an e-book that unpacks without end": ("a.epub", _epub({"a.xhtml": FLOOD})),
    "an e-book of entities": ("a.epub", _epub({"a.xhtml": f"{_LAUGHS}<html>&a39;</html>"})),
    "an e-book that asks for a secret": (
        "a.epub",
        _epub({}, "../../../../../../../../etc/passwd"),
    ),
    "an e-book without its chapter": ("a.epub", _epub({})),
    "an e-book without a package": ("a.epub", ({"META-INF/container.xml": "<container/>"})),
    "an e-book that leads out": (
        "a.epub",
        ({"META-INF/container.xml": '<container><rootfile full-path="../../x"/></container>'}),
    ),
    "an ODT that unpacks without end": ("a.odt", ({"content.xml": _ODT + FLOOD})),
    "an ODT of entities": ("a.odt", ({"content.xml": f"{_LAUGHS}{_ODT}&a39;"})),
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
