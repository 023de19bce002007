"""Contents, landmarks and page-list become the nav document and the NCX."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Book, Entry
from makeready.editions.epub.chapters import (
    COVER_FILE,
    NAV_FILE,
    Chapter,
    FilePlan,
    PageTarget,
    document,
    relink,
)
from makeready.editions.xhtml import (
    LANG,
    TYPE,
    H,
    add_element,
    heading,
    make_element,
    serialize,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_N = f"{{{_NCX}}}"

# Landmarks are listed by reading systems, so their words are in the book's language; where there
# is none in this table, the book's title leads to its cover.
_COVER = {
    "ar": "الغلاف",
    "cs": "Obálka",
    "da": "Omslag",
    "de": "Umschlag",
    "el": "Εξώφυλλο",
    "en": "Cover",
    "es": "Cubierta",
    "fa": "جلد",
    "fi": "Kansi",
    "fr": "Couverture",
    "he": "כריכה",
    "it": "Copertina",
    "ja": "表紙",
    "ko": "표지",
    "nl": "Omslag",
    "pl": "Okładka",
    "pt": "Capa",
    "ru": "Обложка",
    "sv": "Omslag",
    "ur": "سرورق",
    "zh": "封面",
}
# The heading of a list of an older edition's pages; EPUB asks for one, and hides none of its own.
_OLD_PAGES = {
    "ar": "صفحات الطبعة السابقة",
    "cs": "Stránky staršího vydání",
    "da": "Sider i den ældre udgave",
    "de": "Seiten der älteren Ausgabe",
    "el": "Σελίδες της παλαιότερης έκδοσης",
    "en": "Pages of the older edition",
    "es": "Páginas de la edición anterior",
    "fa": "صفحه‌های چاپ پیشین",
    "fi": "Vanhemman laitoksen sivut",
    "fr": "Pages de l’édition antérieure",
    "he": "עמודי המהדורה הקודמת",
    "it": "Pagine dell’edizione precedente",
    "ja": "旧版のページ",
    "ko": "이전 판의 쪽",
    "nl": "Bladzijden van de oudere uitgave",
    "pl": "Strony starszego wydania",
    "pt": "Páginas da edição anterior",
    "ru": "Страницы прежнего издания",
    "sv": "Sidor i den äldre utgåvan",
    "ur": "پچھلے ایڈیشن کے صفحات",
    "zh": "旧版页码",
}
OLD_PAGES, _MARK, _NUMBER = "old-pages", "old-page", "data-old"
"""The class of that list, that of a mark in the text, and the attribute with the old number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place that reading systems offer to jump to, with its `epub:type`."""

    type: str
    label: str
    href: str


def contents(
    entries: Sequence[Entry], chapters: Sequence[Chapter], book: Book
) -> tuple[Entry, ...]:
    """Return the master's contents; a book without any has one line, its title, as EPUB asks."""
    if entries:
        return tuple(entries)
    first = next((each for each in chapters if each.matter == "body"), chapters[0])
    return (Entry(label=book.title, anchor=first.anchor, children=()),)


def landmarks(
    book: Book, chapters: Sequence[Chapter], toc: etree._Element | None
) -> tuple[Landmark, ...]:
    """Return the book's landmarks: cover, title page, contents, and where the body begins."""
    word = _COVER.get(book.language.split("-", maxsplit=1)[0].lower(), book.title)
    cover = Landmark(type="cover", label=word, href=COVER_FILE)
    titles = [
        Landmark(type="titlepage", label=book.title, href=each.name)
        for each in chapters
        if "titlepage" in each.types
    ]
    lists = [] if toc is None else [_contents_landmark(book, toc)]
    starts = [
        Landmark(type="bodymatter", label=each.title or book.title, href=each.name)
        for each in chapters
        if each.matter == "body"
    ]
    return (cover, *titles, *lists, *starts[:1])


def _contents_landmark(book: Book, toc: etree._Element) -> Landmark:
    label = heading(toc) or book.title
    return Landmark(type="toc", label=label, href=f"{NAV_FILE}#{toc.get('id')}")


def nav(
    root: etree._Element,
    toc: etree._Element,
    marks: Sequence[Landmark],
    pages: Sequence[PageTarget],
    old_pages: etree._Element | None = None,
) -> bytes:
    """Return the nav document: the master's own list of contents, landmarks and page-lists.

    All but the first are hidden: the document stands in the spine, and they are for machines.
    """
    lists = [toc, _hidden("landmarks", (_landmark(each) for each in marks))]
    if pages:
        links = (_link(each.label, each.href) for each in pages)
        lists.append(_hidden("page-list", links, role="doc-pagelist"))
    if old_pages is not None:
        lists.append(old_pages)
    title = heading(toc) or words(root.find(f"{H}head/{H}title"))
    return serialize(document(root, title, lists, matter="front"))


def list_old_pages(
    sections: Iterable[etree._Element], place: FilePlan, book: Book
) -> etree._Element | None:
    """Return the list of the pages of an older edition that begin in these sections, or nothing.

    EPUB has room for one list of its own kind, with the pages of print; this is another list.
    """
    links = [
        _link(mark.get(_NUMBER, ""), place.address(mark.get("id", ""), seen_from=NAV_FILE))
        for section in sections
        for mark in section.iter(f"{H}span")
        if _MARK in (mark.get("class") or "").split() and mark.get(_NUMBER)
    ]
    if not links:
        return None
    found = _hidden("", links)
    found.set("class", OLD_PAGES)
    said = _OLD_PAGES.get(book.language.split("-", maxsplit=1)[0].lower(), book.title)
    found.insert(0, make_element(f"{H}h2", {}, said))
    return found


def take_toc(section: etree._Element, place: FilePlan) -> etree._Element:
    """Return the master's list of contents with links to the publication's files."""
    return relink(section, place, seen_from=NAV_FILE)


def make_toc(entries: Sequence[Entry], place: FilePlan) -> etree._Element:
    """Return a list of contents for a master that shows none."""
    found = make_element(f"{H}nav", {TYPE: "toc", "role": "doc-toc"})
    found.append(_list(entries, place))
    return found


def ncx(
    book: Book, entries: Sequence[Entry], place: FilePlan, pages: Sequence[PageTarget]
) -> bytes:
    """Return the NCX, contents and page-list of EPUB 2, for reading systems that know no nav."""
    root = etree.Element(f"{_N}ncx", {"version": "2005-1", LANG: book.language}, nsmap={None: _NCX})
    head = add_element(root, f"{_N}head")
    add_element(head, f"{_N}meta", {"name": "dtb:uid", "content": book.identifier})
    _add_label(root, "docTitle", book.title)
    _add_points(add_element(root, f"{_N}navMap"), entries, place, count(1))
    if pages:
        listed = add_element(root, f"{_N}pageList")
        for number, each in enumerate(pages, 1):
            _add_page(listed, each, number)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _list(entries: Sequence[Entry], place: FilePlan) -> etree._Element:
    found = make_element(f"{H}ol")
    for entry in entries:
        item = add_element(found, f"{H}li")
        item.append(_link(entry.label, place.address(entry.anchor, seen_from=NAV_FILE)))
        if entry.children:
            item.append(_list(entry.children, place))
    return found


def _hidden(name: str, links: Iterable[etree._Element], *, role: str = "") -> etree._Element:
    attributes = ({TYPE: name} if name else {}) | {"hidden": "hidden"}
    attributes |= {"role": role} if role else {}
    found = make_element(f"{H}nav", attributes)
    listed = add_element(found, f"{H}ol")
    for link in links:
        add_element(listed, f"{H}li").append(link)
    return found


def _landmark(mark: Landmark) -> etree._Element:
    link = _link(mark.label, mark.href)
    link.set(TYPE, mark.type)
    return link


def _link(label: str, href: str) -> etree._Element:
    return make_element(f"{H}a", {"href": href}, label)


def _add_points(
    parent: etree._Element, entries: Sequence[Entry], place: FilePlan, numbers: Iterator[int]
) -> None:
    for entry in entries:
        point = add_element(parent, f"{_N}navPoint", {"id": f"point-{next(numbers)}"})
        _add_label(point, "navLabel", entry.label)
        add_element(point, f"{_N}content", {"src": place.address(entry.anchor)})
        _add_points(point, entry.children, place, numbers)


def _add_page(parent: etree._Element, page: PageTarget, number: int) -> None:
    is_number = page.label.isascii() and page.label.isdecimal() and page.label != "0"
    kind = {"type": "normal", "value": page.label} if is_number else {"type": "front"}
    target = add_element(parent, f"{_N}pageTarget", {"id": f"target-{number}"} | kind)
    _add_label(target, "navLabel", page.label)
    add_element(target, f"{_N}content", {"src": page.href})


def _add_label(parent: etree._Element, name: str, text: str) -> None:
    add_element(add_element(parent, f"{_N}{name}"), f"{_N}text", text=text)
