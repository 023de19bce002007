"""What an import found out about a book → the text of its book.toml."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from itertools import pairwise
from typing import TYPE_CHECKING

import tomlkit

from makeready.intake.page.people import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Digest, Text
    from makeready.intake.model import Imported

# Identifiers of imported titles are derived from their source inside this namespace.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:makeready:source")
_ISO = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_DAY = re.compile(r"\s*(\w+)\.?,? (\w+?)(?:[snrt][tdh])?,? (\d{4})\s*")
_FORMS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
_REFERENCE = re.compile(r"\[-?@(?:fig|tbl|tab)-")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")

SECTIONS, FEWEST, MOST, LONGEST = 6, 2_000, 15_000, 4_000
"""A report has at least so many sections, words between these counts, and none longer than that."""


def identifier(digest: Digest) -> str:
    """Return the title's identifier: the same for the same source, wherever it is imported."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}"


def book_toml(
    imported: Imported, digest: Digest, *, name: str, today: dt.date, fallback: Sequence[str] = ()
) -> str:
    """Return a new book.toml; `name` is the title where neither the source nor a heading shows one.

    `fallback` are families for characters that the press's own do not have.
    Both editions are dated by the day of publication where it is printed, else by `today`.
    """
    known = imported.metadata
    document = tomlkit.document()
    document["title"] = _line(known.title) or _line(known.name) or name
    if known.subtitle:
        document["subtitle"] = _line(known.subtitle)
    document["language"] = known.language or "und"
    document["identifier"] = identifier(digest)
    published = date_of(known.published)
    document["modified"] = published or today
    if published:
        document["published"] = published
    for key, value in (
        ("publisher", known.publisher),
        ("rights", known.rights),
        ("description", known.description),
    ):
        if value:
            document[key] = _line(value)
    notes = tomlkit.table()
    notes["numbering"] = _numbering(imported)
    document["notes"] = notes
    _add_apparatus(document, imported)
    look = tomlkit.table()
    if _is_report(imported.texts):
        look["theme"] = "report"
    if fallback:
        look["fallback"] = list(fallback)
    if look:
        document["print"] = look
    if people := _people(imported):
        document["people"] = people
    document["parts"] = _parts(imported.texts)
    return tomlkit.dumps(document)


def _add_apparatus(document: tomlkit.TOMLDocument, imported: Imported) -> None:
    """Number the captions to whose numbers the text refers, and name the works that it cites."""
    if any(_REFERENCE.search(text.text) for text in imported.texts):
        captions = tomlkit.table()
        captions["numbering"] = "book"
        document["captions"] = captions
    if imported.works:
        cited = tomlkit.table()
        cited["files"] = [each.name for each in imported.works]
        document["bibliography"] = cited


def with_parts(held: str, texts: Sequence[Text]) -> str:
    """Return a book.toml that was there before with its parts named anew, all else as it was."""
    document = tomlkit.parse(held)
    document["parts"] = _parts(texts)
    return tomlkit.dumps(document)


def _is_report(texts: Sequence[Text]) -> bool:
    """Tell whether a text is short and has many sections, too short for pages of their own."""
    words = [len(each.text.split()) for each in texts]
    return len(words) >= SECTIONS and FEWEST < sum(words) < MOST and max(words) < LONGEST


def _line(text: str) -> str:
    return " ".join(_UNFIT.sub(" ", text).split())


def date_of(text: str) -> dt.date | None:
    """Return the day that some words name, as ISO 8601 or in English; None where they name none."""
    readings = [(_ISO.match(text), "%Y-%m-%d"), *((_DAY.fullmatch(text), each) for each in _FORMS)]
    for match, form in readings:
        try:
            if match:
                return dt.datetime.strptime(" ".join(match.groups()), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _numbering(imported: Imported) -> str:
    """Return where the notes' numbers start again, as the source has it."""
    labels = [int(link.marker) for link in imported.links if link.key and link.marker.isdecimal()]
    restarts = sum(after < before for before, after in pairwise(labels))
    return "chapter" if 1 < restarts + 1 <= len(imported.texts) and len(labels) > 1 else "book"


def _people(imported: Imported) -> tomlkit.items.AoT:
    people = tomlkit.aot()
    for person in imported.metadata.people:
        if is_placeholder(person.name):
            continue
        table = tomlkit.table()
        table["name"] = _line(person.name)
        table["sort-as"] = _line(person.sort_as)
        table["role"] = person.role
        people.append(table)
    return people


def _parts(texts: Sequence[Text]) -> tomlkit.items.AoT:
    parts = tomlkit.aot()
    for text in texts:
        table = tomlkit.table()
        table["file"] = text.file
        if text.matter.value != "body":
            table["matter"] = text.matter.value
        parts.append(table)
    return parts
