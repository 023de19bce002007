"""What editions say of themselves becomes findings where book.toml says something else."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from makeready.checks.compare.package import CODES as PICTURES
from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.likeness import MOST_APART, measure, measure_drawn
from makeready.checks.read.recorded import PdfFacts, facts_of_pdf
from makeready.checks.read.text import H, parse_xml, words
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.read.epub import Packed
    from makeready.checks.report import Files, Report
    from makeready.core.model import Book

CODES = table(
    Code(
        code="X-110",
        severity=Severity.ERROR,
        title="An edition says something of itself that book.toml does not",
        why="Shops, libraries and reading systems show what a file says of itself: another title, "
        "author or language makes another book of it.",
        remedy="Build the title again; what is to be told belongs into book.toml.",
    ),
    Code(
        code="P-106",
        severity=Severity.ERROR,
        title="A PDF that does more than show",
        why="Scripts, forms, attached files and actions that begin by themselves have no place in "
        "a book.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-107",
        severity=Severity.ERROR,
        title="A link in print that is not the master's",
        why="It would lead readers to an address that nobody wrote.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CREATORS = frozenset({"aut", "cre", "com"})
_AUTHORS = frozenset({"aut", "cre"})
_COMPARED = frozenset(
    (
        *("dcterms:modified", "belongs-to-collection", "collection-type", "group-position"),
        *("role", "file-as", "title-type", "identifier-type", "pageBreakSource"),
    )
)
_ISBN_OF_THIRTEEN = "15"
"""An ISBN of thirteen digits in list 5 of ONIX."""

_PRODUCER = "makeready"
_PART_OF_PDFUA = "1"
"""The part of ISO 14289 that print editions are made by."""

_DRAWN_APART = 1.0
"""How far a picture may lie apart from the drawing that it was made of, of 255 levels."""


def check_facts(files: Files) -> Report:
    """Report whether both editions say of themselves what book.toml says, and do nothing else."""
    book, packed = files.require_sources().book, evidence(files).packed
    said = facts_of_pdf(files.pdf)
    findings = (
        *_check_package(book, packed),
        *_check_lists(book, packed),
        *_check_cover(book, packed),
        *_check_cover_picture(files, packed),
        *_check_information(book, said, Place(f"{files.slug}.pdf")),
        *(finding(CODES["P-106"], each, Place(f"{files.slug}.pdf")) for each in said.deeds),
        *_check_addresses(files),
    )
    return report(findings, facts=len(_list_wanted(book)) + len(_information(book)))


def _list_wanted(book: Book) -> Counter[tuple[str, str]]:
    """Return what the package document says: names of its elements, and their words."""
    creators = [each for each in book.people if each.role in _CREATORS] or [*book.people[:1]]
    isbn = _urn(book.isbn_ebook)
    has_isbn = isbn not in ("", book.identifier)
    series = book.series.name if book.series else ""
    rows = [
        ("title", book.title),
        ("title", book.subtitle),
        ("language", book.language),
        ("identifier", book.identifier),
        ("identifier", isbn if has_isbn else ""),
        *(("creator", each.name) for each in creators),
        *(("contributor", each.name) for each in book.people if each not in creators),
        ("publisher", book.publisher),
        ("date", book.published.isoformat() if book.published else ""),
        ("description", book.description),
        ("rights", book.rights),
        ("source", _urn(book.isbn_print)),
        *(("subject", each) for each in book.subjects),
        *((f"role of {each.name}", each.role) for each in book.people),
        *((f"file-as of {each.name}", each.sort_as) for each in book.people),
        (f"title-type of {book.title}", "main"),
        (f"title-type of {book.subtitle}", "subtitle" if book.subtitle else ""),
        (
            f"identifier-type of {isbn}",
            _ISBN_OF_THIRTEEN if has_isbn else "",
        ),
        ("pageBreakSource", _urn(book.isbn_print) or _name_print(book)),
        ("dcterms:modified", f"{book.modified.isoformat()}T00:00:00Z"),
        ("belongs-to-collection", series),
        (f"collection-type of {series}", "series" if series else ""),
        (f"group-position of {series}", _number(book)),
    ]
    return Counter((_fold(name), _fold(text)) for name, text in rows if text)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _name_print(book: Book) -> str:
    """Return what the pages of a print edition without an ISBN are said to be those of."""
    return f"{book.title}, print edition of {book.modified.isoformat()}"


def _number(book: Book) -> str:
    return "" if book.series is None or book.series.number is None else str(book.series.number)


def _urn(isbn: str) -> str:
    return f"urn:isbn:{isbn.replace('-', '').replace(' ', '')}" if isbn else ""


def _check_package(book: Book, packed: Packed) -> Iterator[Finding]:
    opf = parse_xml(packed.files[packed.package], packed.package)
    place = Place(packed.package)
    told: Counter[tuple[str, str]] = Counter()
    refined = {each.get("id"): each.text or "" for each in opf.iterfind(f"{_OPF}metadata/*[@id]")}
    for row in opf.iterfind(f"{_OPF}metadata/*"):
        if not isinstance(row.tag, str):
            continue
        name = str(row.tag).removeprefix(_DC)
        kind = row.get("property", "") if row.tag == f"{_OPF}meta" else name
        if row.tag != f"{_OPF}meta" or kind in _COMPARED:
            what = refined.get(row.get("refines", "").removeprefix("#"))
            told[_fold(kind if what is None else f"{kind} of {what}"), _fold(row.text or "")] += 1
    wanted = _list_wanted(book)
    if not packed.pages:
        del wanted["pageBreakSource", _urn(book.isbn_print) or _fold(_name_print(book))]
    for name, text in told - wanted:
        yield finding(CODES["X-110"], f"{name} is “{text[:80]}”", place)
    for name, text in wanted - told:
        yield finding(CODES["X-110"], f"{name} is not “{text[:80]}”", place)


def _check_lists(book: Book, packed: Packed) -> Iterator[Finding]:
    """Yield where the NCX names another book."""
    for name, data in sorted(packed.files.items()):
        if not name.endswith(".ncx"):
            continue
        ncx = parse_xml(data, name)
        title = ncx.findtext(f"{_NCX}docTitle/{_NCX}text") or ""
        named = [each for each in ncx.iter(f"{_NCX}meta") if each.get("name") == "dtb:uid"]
        uid = [each.get("content") for each in named]
        if title != book.title:
            yield finding(CODES["X-110"], f"its title is “{title[:80]}”", Place(name))
        if uid != [book.identifier]:
            yield finding(CODES["X-110"], f"its identifier is {uid}", Place(name))


def _check_cover(book: Book, packed: Packed) -> Iterator[Finding]:
    """Yield where the cover's page says other words than title and authors."""
    authors = [each.name for each in book.people if each.role == "aut"]
    authors = authors or [each.name for each in book.people[:1]]
    said = ", ".join((book.title, *authors))
    for document in packed.documents:
        images = [each for each in document.root.iter(f"{H}img") if each.get("role") == "doc-cover"]
        title = document.root.find(f"{H}head/{H}title")
        for image in images:
            shown = (image.get("alt", ""), "" if title is None else words(title))
            for text in shown:
                if text.split() != said.split():
                    message = f"the cover says “{text[:80]}”"
                    yield finding(CODES["X-110"], message, Place(document.name))
    yield from _check_drawn_cover(book, packed)


def _check_drawn_cover(book: Book, packed: Packed) -> Iterator[Finding]:
    """Yield where a cover that the press has drawn names another title."""
    for name, data in sorted(packed.files.items()):
        if not book.cover and name.endswith("/cover-image.svg"):
            title = parse_xml(data, name).findtext("{http://www.w3.org/2000/svg}title") or ""
            if title != book.title:
                yield finding(CODES["X-110"], f"the cover's title is “{title[:80]}”", Place(name))


def _check_cover_picture(files: Files, packed: Packed) -> Iterator[Finding]:
    """Yield a cover that is neither the title's own picture nor what its drawing shows."""
    sources = files.require_sources()
    own = {asset.name: asset.data for asset in sources.pictures}
    shown = {document.name: document for document in packed.documents}
    for name, document in sorted(shown.items()):
        for image in document.root.iter(f"{H}img"):
            there = address(image.get("src", ""), name)[0]
            data = packed.files.get(there)
            is_drawing = there.endswith(".svg")
            if image.get("role") != "doc-cover" or data is None or is_drawing:
                continue
            drawing = packed.files.get(f"{posixpath.splitext(there)[0]}.svg")
            mine = own.get(sources.book.cover)
            if mine is not None:
                apart, most = measure(mine, data), MOST_APART
            elif drawing is not None and not sources.book.cover:
                # letters that are no outlines are set here in a font of the machine
                most = MOST_APART if b"<text" in drawing else _DRAWN_APART
                apart = measure_drawn(drawing, data)
            else:
                continue
            if apart > most:
                message = f"the cover is another picture: {apart:.0f} of 255 greys apart"
                yield finding(PICTURES["E-108"], message, Place(there))


def _information(book: Book) -> Mapping[str, str]:
    """Return what the PDF says of itself, in both kinds of metadata."""
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    authors = [person.name for person in book.people if person.role in _AUTHORS]
    return {
        "Title": title,
        "Author": ", ".join(authors),
        "Subject": book.description,
        "Keywords": ", ".join(book.subjects),
        "Lang": book.language,
        "Producer": _PRODUCER,
        "pdf:Producer": _PRODUCER,
        "pdfuaid:part": _PART_OF_PDFUA,
        "dc:title": title,
        "dc:creator": ", ".join(authors),
        "dc:language": book.language,
        "dc:identifier": book.identifier,
        "dc:publisher": book.publisher,
        "dc:rights": book.rights,
        "dc:description": book.description,
    }


def _check_information(book: Book, said: PdfFacts, place: Place) -> Iterator[Finding]:
    for name in said.others:
        yield finding(
            CODES["X-110"], f"it says {name} of itself, as no book of the press does", place
        )
    for name, text in _information(book).items():
        shown = said.facts.get(name, "")
        if " ".join(shown.split()) != " ".join(text.split()):
            message = f"{name} is “{shown[:80]}”, not “{text[:80]}”"
            yield finding(CODES["X-110"], message, place)
    days = {f"{day:%Y%m%d}" for day in (book.modified, book.published) if day is not None}
    for name in ("CreationDate", "ModDate"):
        shown = said.facts.get(name, "")
        if shown[2:10] not in days:
            yield finding(CODES["X-110"], f"{name} is “{shown}”", place)


def _check_addresses(files: Files) -> Iterator[Finding]:
    """Yield each address on the printed pages that no link of the master has."""
    root = parse_xml(files.master, "master.xhtml")
    known = {str(link.get("href", "")) for link in root.iter(f"{H}a")}
    for page in evidence(files).printed.pages:
        for link in page.links:
            if link.outward and not _is_known(link.outward, known):
                message = f"page {page.label} leads to {link.outward[:80]}"
                yield finding(CODES["P-107"], message, Place(f"{files.slug}.pdf"))


def _is_known(outward: str, known: set[str]) -> bool:
    return outward in known or outward.rstrip("/") in {each.rstrip("/") for each in known}
