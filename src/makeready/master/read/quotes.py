"""Quotations become words between the quotation marks of their language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from makeready.core.languages import find_row
from makeready.master.read.spaces import set_spaces_of_line
from makeready.master.trees import unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.core.model import Book

# pandoc knows which quotation marks were typed; its HTML writer would set English ones.
FILTER = """\
function Quoted(quoted)
  local kind = quoted.quotetype == "DoubleQuote" and "makeready-double" or "makeready-single"
  return pandoc.Span(quoted.content, pandoc.Attr("", {kind}))
end
"""
DOUBLE = "makeready-double"
SINGLE = "makeready-single"


class QuotationMarks(NamedTuple):
    """The quotation marks of a language: double ones, then those of a quotation inside."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


ENGLISH = QuotationMarks("“", "”", "‘", "’")
GERMAN = QuotationMarks("„", "“", "‚", "‘")
SWISS = QuotationMarks("«", "»", "‹", "›")
FRENCH = QuotationMarks("«\u202f", "\u202f»", "“", "”")
ROMANCE = QuotationMarks("«", "»", "“", "”")
NORDIC = QuotationMarks("”", "”", "’", "’")
CORNER = QuotationMarks("「", "」", "『", "』")
SLAVIC = QuotationMarks("«", "»", "„", "“")
POLISH = QuotationMarks("„", "”", "«", "»")
# After CLDR's delimiters, and where books differ from office usage, after the books.
LANGUAGES = {
    "ar": ROMANCE,
    "bg": GERMAN,
    "ca": ROMANCE,
    "cs": GERMAN,
    "da": QuotationMarks("»", "«", "›", "‹"),
    "de": GERMAN,
    "de-ch": SWISS,
    "de-li": SWISS,
    "el": ROMANCE,
    "en": ENGLISH,
    "es": ROMANCE,
    "et": GERMAN,
    "fa": SWISS,
    "fi": NORDIC,
    "fr": FRENCH,
    "fr-ch": QuotationMarks("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "gl": ROMANCE,
    "he": QuotationMarks("”", "”", "’", "’"),
    "hr": QuotationMarks("„", "”", "‚", "’"),
    "hu": QuotationMarks("„", "”", "»", "«"),
    "is": GERMAN,
    "it": ROMANCE,
    "it-ch": SWISS,
    "ja": CORNER,
    "ko": ENGLISH,
    "la": ROMANCE,
    "lt": GERMAN,
    "nb": QuotationMarks("«", "»", "‘", "’"),
    "nl": ENGLISH,
    "nn": QuotationMarks("«", "»", "‘", "’"),
    "no": QuotationMarks("«", "»", "‘", "’"),
    "pl": POLISH,
    "pt": ROMANCE,
    "pt-br": ENGLISH,
    "ro": POLISH,
    "ru": SLAVIC,
    "sk": GERMAN,
    "sl": GERMAN,
    "sv": NORDIC,
    "tr": ENGLISH,
    "uk": SLAVIC,
    "zh": ENGLISH,
    "zh-hant": CORNER,
    "zh-hk": CORNER,
    "zh-tw": CORNER,
}
# A single quotation of one letter, or one that begins with a digit, is likely two apostrophes:
# rock 'n' roll, the '90s of the critics' choice.
LIKELY_QUOTED = re.compile(r"[^\W\d_].*[^\W_]", re.DOTALL)


def find_marks(language: str) -> QuotationMarks:
    """Return the marks for a BCP 47 tag, by ever shorter tags; an unknown language gets English."""
    return find_row(LANGUAGES, language)


def set_quotation_marks(tree: etree._Element, language: str) -> None:
    """Put marks in the place of every quotation element of a tree, in place.

    What was typed with double marks gets the double ones of the nearest language, what was typed
    with single marks the inner ones; a quotation right inside one of its own kind takes the other.
    """
    for quoted, is_inner in reversed(list(_levels(tree))):
        marks = find_marks(_language(quoted, language))
        if is_inner and _is_doubtful(quoted):
            marks = ENGLISH
        _write(quoted, marks[2:] if is_inner else marks[:2])


def _is_single(node: etree._Element) -> bool | None:
    """Tell whether a quotation has single marks as it is typed; None is of what is no quotation."""
    classes = (node.get("class") or "").split()
    if node.tag == "q" or DOUBLE in classes:
        return False
    return True if SINGLE in classes else None


def _levels(tree: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Yield each quotation with whether it takes the inner marks, outer quotations first."""
    known: dict[etree._Element, bool] = {}
    for node in tree.iter("q", "span"):
        is_inner = _is_single(node)
        if is_inner is None:
            continue
        around = next((known[up] for up in node.iterancestors("q", "span") if up in known), None)
        if around == is_inner:
            is_inner = not around
        known[node] = is_inner
        yield node, is_inner


def _is_doubtful(quoted: etree._Element) -> bool:
    """Tell whether the single marks may be apostrophes: then they stay as English ones."""
    around = (_is_single(up) for up in quoted.iterancestors("q", "span"))
    if not _is_single(quoted) or any(each is not None for each in around):
        return False
    return LIKELY_QUOTED.fullmatch(words(quoted).strip(".,!?… ")) is None


def _language(node: etree._Element, language: str) -> str:
    """Return the language around a quotation, not that of what is quoted."""
    return next((str(up.get("lang")) for up in node.iterancestors() if up.get("lang")), language)


def _write(quoted: etree._Element, marks: tuple[str, ...]) -> None:
    opening, closing = marks
    quoted.text = opening + (quoted.text or "")
    if len(quoted):
        quoted[-1].tail = (quoted[-1].tail or "") + closing
    else:
        quoted.text += closing
    if {name for name in quoted.attrib if name != "class"} or _other_classes(quoted):
        quoted.tag = "span"
        _set_classes(quoted, _other_classes(quoted))
    else:
        unwrap(quoted)


def _other_classes(node: etree._Element) -> list[str]:
    return [name for name in (node.get("class") or "").split() if name not in (DOUBLE, SINGLE)]


def _set_classes(node: etree._Element, classes: list[str]) -> None:
    if classes:
        node.set("class", " ".join(classes))
    else:
        node.attrib.pop("class", None)


def set_quotes_of_line(line: str, language: str) -> str:
    """Return a line with typographic apostrophes and quotation marks for the straight ones.

    A double mark without a partner stays as it is: it may mean inches.
    """
    marks = find_marks(language)
    line = re.sub(r'"(?=\S)([^"]*)(?<=\S)"', rf"{marks.opening}\1{marks.closing}", line)
    line = re.sub(
        r"(?<!\w)'(?=\w)([^']*(?:\b'\b[^']*)*)(?<=[\w.,!?…])'(?!\w)",
        lambda found: _single(found[1], marks),
        line,
    )
    return line.replace("'", "’")


def _single(quoted: str, marks: QuotationMarks) -> str:
    """Return a quotation between inner marks, or between apostrophes where it is doubtful."""
    if LIKELY_QUOTED.fullmatch(quoted.strip(".,!?… ")) is None:
        return f"’{quoted}’"
    return f"{marks.inner_opening}{quoted}{marks.inner_closing}"


def set_quotes_of_book(book: Book) -> Book:
    """Return the book with typographic marks and spaces in all its facts that are read as words."""

    def set_quotes(line: str) -> str:
        line = set_quotes_of_line(line, book.language)
        return line if book.spaces_as_typed else set_spaces_of_line(line, book.language)

    people = (
        replace(person, name=set_quotes(person.name), sort_as=set_quotes(person.sort_as))
        for person in book.people
    )
    return replace(
        book,
        title=set_quotes(book.title),
        subtitle=set_quotes(book.subtitle),
        publisher=set_quotes(book.publisher),
        rights=set_quotes(book.rights),
        description=set_quotes(book.description),
        subjects=tuple(map(set_quotes, book.subjects)),
        series=None
        if book.series is None
        else replace(book.series, name=set_quotes(book.series.name)),
        people=tuple(people),
    )
