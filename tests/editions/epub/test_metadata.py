from __future__ import annotations

import datetime as dt

import pytest

from editions.epub.books import ALICE, BERT, BOOK, digest, retold
from makeready.core.errors import EditionError
from makeready.core.model import Book, Person, Series
from makeready.editions.epub.accessibility import Accessibility
from makeready.editions.epub.metadata import isbn_urn, refuse_unwritable, rows

CLAIMS = Accessibility(
    modes=("textual",), sufficient=("textual",), features=("ARIA",), hazard="none", summary="So."
)
EDITOR = Person(name="Eva Reed", sort_as="Reed, Eva", role="edt")


def told(book: Book, *, pages: bool = False) -> list[tuple[str, str]]:
    """Return every row as its name, or property and what it refines, and its text."""
    found = []
    for row in rows(book, digest(b"master"), CLAIMS, pages=pages):
        name = row.attributes.get("property") or row.attributes.get("name") or row.name
        found.append((name + row.attributes.get("refines", ""), row.text))
    return found


def test_every_fact_of_the_book_is_told() -> None:
    book = retold(
        subtitle="An Account",
        publisher="Weir & Lock",
        published=dt.date(1901, 5, 2),
        rights="Free.",
        description="Water.",
        subjects=("Mills", "Rivers"),
        series=Series(name="Waters", number=3),
    )
    found = told(book)
    assert ("title", "Two Rivers") in found
    assert ("title-type#subtitle", "subtitle") in found
    assert ("language", "en-GB") in found
    assert ("publisher", "Weir & Lock") in found
    assert ("date", "1901-05-02") in found
    assert ("rights", "Free.") in found
    assert ("description", "Water.") in found
    assert [text for name, text in found if name == "subject"] == ["Mills", "Rivers"]
    assert ("belongs-to-collection", "Waters") in found
    assert ("group-position#series", "3") in found


def test_people_stand_in_order_with_role_and_sorting() -> None:
    found = told(retold(people=(ALICE, EDITOR, BERT)))
    assert [text for name, text in found if name == "creator"] == ["Alice Weaver", "Bert Miller"]
    assert ("contributor", "Eva Reed") in found
    assert ("role#creator-2", "aut") in found
    assert ("file-as#contributor-1", "Reed, Eva") in found
    assert ("role#contributor-1", "edt") in found


def test_a_book_without_an_author_is_filed_under_its_first_person() -> None:
    found = told(retold(people=(EDITOR,)))
    assert ("creator", "Eva Reed") in found
    assert ("role#creator-1", "edt") in found
    assert not any(name == "contributor" for name, _ in found)


def test_ids_are_never_given_twice() -> None:
    found = rows(retold(people=(ALICE, BERT, EDITOR)), digest(b""), CLAIMS, pages=True)
    ids = [row.attributes["id"] for row in found if "id" in row.attributes]
    assert len(ids) == len(set(ids))


def test_an_isbn_is_a_second_identifier_unless_it_is_the_first() -> None:
    urn = "urn:isbn:9780306406157"
    assert ("identifier", urn) in told(retold(isbn_ebook="978-0-306-40615-7"))
    same = retold(isbn_ebook="978-0-306-40615-7", identifier=urn)
    assert not any(name == "identifier" for name, _ in told(same))
    assert isbn_urn("978 0306406157") == urn


def test_the_page_source_is_the_print_edition_and_only_with_pages() -> None:
    book = retold(isbn_print="978-3-16-148410-0")
    assert ("pageBreakSource", "urn:isbn:9783161484100") in told(book, pages=True)
    assert ("source", "urn:isbn:9783161484100") in told(book, pages=True)
    assert not any(name == "pageBreakSource" for name, _ in told(book))
    sources = [text for name, text in told(BOOK, pages=True) if name == "pageBreakSource"]
    assert sources == ["Two Rivers, print edition of 2026-11-22"]


def test_the_masters_digest_is_recorded() -> None:
    found = rows(BOOK, digest(b"master"), CLAIMS, pages=False)
    contents = {row.attributes.get("name"): row.attributes.get("content") for row in found}
    assert contents["makeready:master"] == digest(b"master")


@pytest.mark.parametrize("field", ["title", "subtitle", "publisher", "rights", "description"])
def test_a_control_character_is_refused(field: str) -> None:
    with pytest.raises(EditionError, match="cannot be written"):
        refuse_unwritable(retold(**{field: "a\x07b"}))
