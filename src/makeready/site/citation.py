"""A book's facts become the forms in which others cite it: BibTeX, RIS, CSL-JSON and meta tags.

Sources: the RIS format specification; CSL-JSON's schema 1.0; Google Scholar's inclusion guidelines
for the Highwire tags; schema.org/Book.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from makeready.site.listing import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.core.model import Book, Person
    from makeready.site.listing import Listing, Site

AUTHORS = frozenset({"aut", "cre"})
_EDITORS = frozenset({"edt"})
_TRANSLATORS = frozenset({"trl"})
_ILLUSTRATORS = frozenset({"ill"})
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def full_title(book: Book) -> str:
    """Return title and subtitle as one."""
    return f"{book.title}: {book.subtitle}" if book.subtitle else book.title


def publication_date(book: Book) -> dt.date:
    """Return the day the book was published, or, where that is not said, that of this edition."""
    return book.published or book.modified


def people(book: Book, roles: frozenset[str]) -> tuple[Person, ...]:
    """Return those of the book's people who have one of the roles."""
    return tuple(person for person in book.people if person.role in roles)


def reference(book: Book) -> str:
    """Return the book as a line of a bibliography would name it."""
    authors = people(book, AUTHORS) or book.people
    names = ", ".join(person.name for person in authors)
    made = ", ".join(part for part in (book.publisher, str(publication_date(book).year)) if part)
    return ". ".join(part.rstrip(".") for part in (names, full_title(book), made) if part) + "."


def bibtex(listing: Listing, site: Site) -> bytes:
    """Return the book as a record of BibTeX, in UTF-8."""
    book = listing.book
    fields = (
        ("author", " and ".join(map(_tex_name, people(book, AUTHORS)))),
        ("editor", " and ".join(map(_tex_name, people(book, _EDITORS)))),
        ("translator", " and ".join(map(_tex_name, people(book, _TRANSLATORS)))),
        ("title", _tex(full_title(book))),
        ("publisher", _tex(book.publisher)),
        ("year", str(publication_date(book).year)),
        ("series", _tex(book.series.name) if book.series else ""),
        ("number", str(book.series.number or "") if book.series else ""),
        ("isbn", book.isbn_print or book.isbn_ebook),
        ("language", book.language),
        ("url", _page(listing, site)),
    )
    lines = "".join(f"  {name} = {{{_on_one_line(value)}}},\n" for name, value in fields if value)
    return f"@book{{{book.slug},\n{lines}}}\n".encode()


def ris(listing: Listing, site: Site) -> bytes:
    """Return the book as a record of RIS, in UTF-8."""
    book = listing.book
    fields = (
        ("TY", "BOOK"),
        *(("AU", person.sort_as) for person in people(book, AUTHORS)),
        *(("A3", person.sort_as) for person in people(book, _EDITORS)),
        *(("A4", person.sort_as) for person in people(book, _TRANSLATORS)),
        ("TI", full_title(book)),
        ("PB", book.publisher),
        ("PY", str(publication_date(book).year)),
        ("DA", publication_date(book).strftime("%Y/%m/%d")),
        ("T2", book.series.name if book.series else ""),
        ("SN", book.isbn_print or book.isbn_ebook),
        ("LA", book.language),
        ("AB", book.description),
        *(("KW", subject) for subject in book.subjects),
        ("UR", _page(listing, site)),
    )
    lines = "".join(f"{tag}  - {_on_one_line(value)}\r\n" for tag, value in fields if value)
    return (lines + "ER  - \r\n").encode()


def csl(listing: Listing, site: Site) -> bytes:
    """Return the book as an item of CSL-JSON."""
    book = listing.book
    day = publication_date(book)
    item = {
        "id": book.slug,
        "type": "book",
        "title": full_title(book),
        "author": [_csl_name(person) for person in people(book, AUTHORS)],
        "editor": [_csl_name(person) for person in people(book, _EDITORS)],
        "translator": [_csl_name(person) for person in people(book, _TRANSLATORS)],
        "publisher": book.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "collection-title": book.series.name if book.series else "",
        "collection-number": str(book.series.number or "") if book.series else "",
        "number-of-pages": str(listing.pages),
        "ISBN": book.isbn_print or book.isbn_ebook,
        "language": book.language,
        "abstract": book.description,
        "URL": _page(listing, site),
    }
    return _json([_drop_empty(item)])


def highwire(listing: Listing, site: Site) -> tuple[tuple[str, str], ...]:
    """Return the names and contents of the meta tags that scholars' search engines read."""
    book = listing.book
    pdf = next((d.name for d in listing.downloads if d.kind is Kind.PDF), "")
    tags = (
        ("citation_title", full_title(book)),
        *(("citation_author", person.sort_as) for person in people(book, AUTHORS)),
        *(("citation_editor", person.sort_as) for person in people(book, _EDITORS)),
        ("citation_publication_date", publication_date(book).strftime("%Y/%m/%d")),
        ("citation_publisher", book.publisher),
        *(("citation_isbn", isbn) for isbn in (book.isbn_print, book.isbn_ebook)),
        ("citation_language", book.language),
        *(("citation_keywords", subject) for subject in book.subjects),
        # an address that is not absolute is worse here than none
        ("citation_abstract_html_url", _page(listing, site)),
        ("citation_pdf_url", site.address(listing.folder + pdf) if pdf and site.base else ""),
    )
    return tuple((name, content) for name, content in tags if content)


def json_ld(listing: Listing, site: Site) -> str:
    """Return the book in the terms of schema.org, safe to stand in a script element."""
    book = listing.book
    made = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": book.title,
        "alternativeHeadline": book.subtitle,
        "author": [_schema_name(person) for person in people(book, AUTHORS)],
        "editor": [_schema_name(person) for person in people(book, _EDITORS)],
        "translator": [_schema_name(person) for person in people(book, _TRANSLATORS)],
        "illustrator": [_schema_name(person) for person in people(book, _ILLUSTRATORS)],
        "publisher": _drop_empty({"@type": "Organization", "name": book.publisher})
        if book.publisher
        else "",
        "datePublished": publication_date(book).isoformat(),
        "dateModified": book.modified.isoformat(),
        "inLanguage": book.language,
        "description": book.description,
        "keywords": list(book.subjects),
        "copyrightNotice": book.rights,
        "identifier": book.identifier,
        "isbn": [isbn for isbn in (book.isbn_print, book.isbn_ebook) if isbn],
        "numberOfPages": listing.pages,
        "isPartOf": _series(book),
        "url": _page(listing, site),
        "image": _address(listing, listing.cover.name, site),
        "encoding": list(_encodings(listing, site)),
        "isAccessibleForFree": True,
    }
    text = json.dumps(_drop_empty(made), ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _encodings(listing: Listing, site: Site) -> Iterator[Mapping[str, object]]:
    for download in listing.downloads:
        yield {
            "@type": "MediaObject",
            "name": download.name,
            "encodingFormat": download.kind.value,
            "contentUrl": _address(listing, download.name, site),
            "contentSize": str(download.size),
            "sha256": download.digest,
        }


def _series(book: Book) -> Mapping[str, object] | str:
    if book.series is None:
        return ""
    place = {"position": book.series.number} if book.series.number is not None else {}
    return {"@type": "BookSeries", "name": book.series.name, **place}


def _page(listing: Listing, site: Site) -> str:
    return site.address(listing.folder) if site.base else ""


def _address(listing: Listing, name: str, site: Site) -> str:
    return site.address(listing.folder + name) if site.base else name


def _on_one_line(text: str) -> str:
    """Return a value without line breaks: in RIS the line after one would be a field of its own."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _tex_name(person: Person) -> str:
    # a name without a comma is whole, as that of a body is; braces keep BibTeX from dividing it
    return _tex(person.sort_as) if ", " in person.sort_as else f"{{{_tex(person.name)}}}"


def _csl_name(person: Person) -> Mapping[str, str]:
    family, comma, given = person.sort_as.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": person.name}


def _schema_name(person: Person) -> Mapping[str, str]:
    is_person = ", " in person.sort_as or " " not in person.name
    return {"@type": "Person" if is_person else "Organization", "name": person.name}


def _drop_empty(item: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def _json(value: Sequence[object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
