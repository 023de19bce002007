"""The book's facts become the rows of the package document's metadata."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.core.errors import EditionError
from makeready.editions.xhtml import LANG, is_writable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Book, Digest, Person
    from makeready.editions.epub.accessibility import Accessibility

_CREATORS = frozenset({"aut", "cre", "com"})
_ENGLISH = {LANG: "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One element of the metadata: a Dublin Core element by its name, or a `meta`."""

    name: str
    text: str
    attributes: dict[str, str] = field(default_factory=dict)


def rows(
    book: Book, master: Digest, accessibility: Accessibility, *, pages: bool
) -> tuple[Row, ...]:
    """Return the metadata in order, but for the unique identifier and the date of change."""
    return (
        *_isbn(book),
        *_titles(book),
        Row(name="language", text=book.language),
        *_people(book),
        *_publication(book),
        *_series(book),
        *_accessibility(accessibility),
        *(_page_source(book) if pages else ()),
        Row(name="meta", text="", attributes={"name": "generator", "content": "makeready"}),
        Row(name="meta", text="", attributes={"name": "makeready:master", "content": master}),
        Row(name="meta", text="", attributes={"name": "cover", "content": "cover-image"}),
        *(_lines() if book.vertical_ebook else ()),
    )


def _lines() -> Iterator[Row]:
    """Say that lines are vertical, as Kindle reads it; others read the style sheet."""
    said = {"name": "primary-writing-mode", "content": "vertical-rl"}
    yield Row(name="meta", text="", attributes=said)


def refuse_unwritable(book: Book) -> None:
    """Raise an `EditionError` for a fact with a character that no XML document can hold."""
    names = (name for person in book.people for name in (person.name, person.sort_as))
    series = book.series.name if book.series else ""
    facts = (book.title, book.subtitle, book.publisher, book.rights, book.description, series)
    for text in (*facts, *book.subjects, *names):
        if not is_writable(text):
            raise EditionError(
                f"{text!r} cannot be written to the e-book",
                hint="Remove the control character from book.toml.",
            )


def isbn_urn(isbn: str) -> str:
    """Return an ISBN's name as a URN: its digits alone."""
    return f"urn:isbn:{isbn.replace('-', '').replace(' ', '')}"


def _meta(name: str, text: str, **attributes: str) -> Row:
    return Row(name="meta", text=text, attributes={"property": name, **attributes})


def _refine(target: str, name: str, text: str, **attributes: str) -> Row:
    return _meta(name, text, refines=f"#{target}", **attributes)


def _isbn(book: Book) -> Iterator[Row]:
    urn = isbn_urn(book.isbn_ebook)
    if book.isbn_ebook and urn != book.identifier:
        yield Row(name="identifier", text=urn, attributes={"id": "isbn"})
        # ONIX code list 5, 15: an ISBN of thirteen digits.
        yield _refine("isbn", "identifier-type", "15", scheme="onix:codelist5")


def _titles(book: Book) -> Iterator[Row]:
    yield Row(name="title", text=book.title, attributes={"id": "title"})
    yield _refine("title", "title-type", "main")
    if book.subtitle:
        yield _refine("title", "display-seq", "1")
        yield Row(name="title", text=book.subtitle, attributes={"id": "subtitle"})
        yield _refine("subtitle", "title-type", "subtitle")
        yield _refine("subtitle", "display-seq", "2")


def _people(book: Book) -> Iterator[Row]:
    creators = [person for person in book.people if person.role in _CREATORS]
    # A book of documents or poems has an editor and no author: then the first named answers for it.
    creators = creators or list(book.people[:1])
    for number, person in enumerate(creators, 1):
        yield from _person("creator", number, person)
    others = [person for person in book.people if person not in creators]
    for number, person in enumerate(others, 1):
        yield from _person("contributor", number, person)


def _person(name: str, number: int, person: Person) -> Iterator[Row]:
    key = f"{name}-{number}"
    yield Row(name=name, text=person.name, attributes={"id": key})
    yield _refine(key, "role", person.role, scheme="marc:relators")
    if person.sort_as:
        yield _refine(key, "file-as", person.sort_as)
    yield _refine(key, "display-seq", str(number))


def _publication(book: Book) -> Iterator[Row]:
    if book.publisher:
        yield Row(name="publisher", text=book.publisher)
    if book.published:
        yield Row(name="date", text=book.published.isoformat())
    if book.description:
        yield Row(name="description", text=book.description)
    if book.rights:
        yield Row(name="rights", text=book.rights)
    for subject in book.subjects:
        yield Row(name="subject", text=subject)


def _series(book: Book) -> Iterator[Row]:
    if book.series:
        yield _meta("belongs-to-collection", book.series.name, id="series")
        yield _refine("series", "collection-type", "series")
        if book.series.number is not None:
            yield _refine("series", "group-position", str(book.series.number))


def _accessibility(found: Accessibility) -> Iterator[Row]:
    for mode in found.modes:
        yield _meta("schema:accessMode", mode)
    for modes in found.sufficient:
        yield _meta("schema:accessModeSufficient", modes)
    for feature in found.features:
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", found.hazard)
    yield _meta("schema:accessibilitySummary", found.summary, **_ENGLISH)


def _page_source(book: Book) -> Iterator[Row]:
    """Say which pages the page-list counts: those of our own print edition."""
    if book.isbn_print:
        urn = isbn_urn(book.isbn_print)
        yield Row(name="source", text=urn, attributes={"id": "print"})
        yield _meta("pageBreakSource", urn)
    else:
        name = f"{book.title}, print edition of {book.modified.isoformat()}"
        yield _meta("pageBreakSource", name, **_ENGLISH)
