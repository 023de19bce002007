"""An EPUB → the edition that is compared, with the printed page of each passage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.differ.values import CALL, Edition, Passage, Thing
from makeready.checks.read.epub import Packed, address, read_packed
from makeready.checks.read.text import TYPE, H, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.read.epub import Document

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i"),
        *("img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
        *("strong", "sub", "sup", "time", "u", "var", "wbr", "math"),
    )
)
_FORMS = frozenset("b cite code del dfn em i ins kbd mark q s samp small strong sub sup u".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset({"section", "div", "body", "aside", "figure", "blockquote"})
_NOTES = frozenset({"footnote", "endnote", "rearnote"})
_BACK = frozenset({"backlink", "footnote-back"})
_SCHEMA = "schema:"


def read_edition(data: bytes) -> Edition:
    """Return what an EPUB says. Raises Unreadable where it is none."""
    packed = read_packed(data)
    reader = _Reader(packed=packed)
    for document in packed.spine():
        if not _is_list(document):
            reader.read_document(document)
    metadata = _read_metadata(packed)
    return Edition(
        title=(metadata.get("title") or ("",))[0],
        language=(metadata.get("language") or ("",))[0],
        passages=tuple(reader.passages),
        notes=tuple(reader.place_notes()),
        pictures=tuple(reader.pictures),
        links=tuple(reader.links),
        metadata=metadata,
    )


def _is_list(document: Document) -> bool:
    """Tell whether a document only leads to others: its lines are the headings once more."""
    return any(nav.get(TYPE) == "toc" for nav in document.root.iter(f"{H}nav"))


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads documents in order: what was read so far, and the passage that is being read."""

    packed: Packed
    passages: list[Passage] = field(default_factory=list)
    notes: list[tuple[str, Passage]] = field(default_factory=list)
    pictures: list[Thing] = field(default_factory=list)
    links: list[Thing] = field(default_factory=list)
    calls: dict[str, str] = field(default_factory=dict)
    file: str = ""
    page: str = ""
    part: str = ""
    note: str = ""
    number: str = ""
    _said: list[str] = field(default_factory=list)
    _forms: list[tuple[str, str]] = field(default_factory=list)
    _begins: str | None = None
    _start: str = ""

    def read_document(self, document: Document) -> None:
        """Read the body of a document."""
        self.file = document.name
        body = document.root.find(f"{H}body")
        if body is not None:
            self._read(body, "p")
            self._close("p")

    def place_notes(self) -> Iterator[Passage]:
        """Yield the notes with the pages of their calls."""
        for anchor, note in self.notes:
            page = self.calls.get(anchor, note.page)
            yield Passage(
                kind="note", text=note.text, page=page, number=note.number, forms=note.forms
            )

    def _read(self, element: etree._Element, kind: str) -> None:
        """Read an element and all in it; `kind` is the block that it stands in."""
        if not isinstance(element.tag, str):
            return
        name, types = etree.QName(element).localname, element.get(TYPE, "").split()
        if "pagebreak" in types:
            self.page = element.get("aria-label") or element.get("title") or self.page
            return
        if "noteref" in types:
            target = "#".join(address(element.get("href", ""), self.file))
            self.calls.setdefault(target, self.page)
            self._say(f" {CALL} ")
            return
        if _BACK & set(element.get("class", "").split()):
            self.number = " ".join("".join(element.itertext()).split())
            return
        if name in _INLINE:
            self._read_inline(element, name, kind)
        else:
            self._read_block(element, name, kind, is_note=bool(_NOTES & set(types)))

    def _read_inline(self, element: etree._Element, name: str, kind: str) -> None:
        start = len(self._said)
        self._read_children(element, kind)
        said = " ".join("".join(self._said[start:]).split())
        if name == "br":
            self._say(" ")
        elif name == "img":
            self._take_picture(element)
        elif name == "a" and element.get("href") and not _is_page(element):
            target = element.get("href", "")
            where = target if ":" in target else "#" + target.rpartition("#")[2]
            self.links.append(self._thing(said or target, where, said))
        form = element.get("class", "") if name == "span" else name * (name in _FORMS)
        spoken = f"lang={element.get('lang')}" if element.get("lang") else ""
        self._forms += [(each, said) for each in (form, spoken) if each and said]

    def _read_block(self, element: etree._Element, name: str, kind: str, *, is_note: bool) -> None:
        self._close(kind)
        before = self.note
        if is_note:
            self.note, self.number = f"{self.file}#{element.get('id', '')}", ""
        own = "p" if name in _CONTAINERS else name
        if name == "ol" and element.get("start", "1") != "1":
            self._start = f"numbered from {element.get('start')}"
        self._read_children(element, own)
        self._close(own)
        self.note = before
        if is_note:
            self.number = ""

    def _read_children(self, element: etree._Element, kind: str) -> None:
        self._say(element.text)
        for child in element:
            self._read(child, kind)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._begins is None and text.strip():
            self._begins = self.page
        self._said.append(text)

    def _close(self, kind: str) -> None:
        """End the passage that is being read, if it has words."""
        text = " ".join("".join(self._said).split())
        page = self.page if self._begins is None else self._begins
        if self._start and text:
            # of the list, as its first item has it
            self._forms.append((self._start, text))
            self._start = ""
        forms = tuple(self._forms)
        self._said.clear()
        self._forms.clear()
        self._begins = None
        if not text:
            return
        if kind in _HEADINGS:
            self.part = text
        made = Passage(
            kind=kind, text=text, page=page, part=self.part, number=self.number, forms=forms
        )
        if not self.note:
            self.passages.append(made)
        elif self.notes and self.notes[-1][0] == self.note:
            self.notes[-1] = (self.note, _join(self.notes[-1][1], made))
        else:
            self.notes.append((self.note, made))

    def _take_picture(self, element: etree._Element) -> None:
        name, _ = address(element.get("src", ""), self.file)
        digest = hashlib.sha256(self.packed.files.get(name, b"")).hexdigest()
        self.pictures.append(self._thing(name.rpartition("/")[2], digest, element.get("alt", "")))

    def _thing(self, name: str, key: str, said: str) -> Thing:
        return Thing(name=name, key=key, said=said, page=self.page, part=self.part)


def _is_page(element: etree._Element) -> bool:
    """Tell whether a link is a page number: the place that it is of is named beside it."""
    return "page" in element.get("class", "").split()


def _join(one: Passage, other: Passage) -> Passage:
    """Return a note of several paragraphs as one passage."""
    return Passage(
        kind=one.kind,
        text=f"{one.text} {other.text}",
        page=one.page,
        part=one.part,
        number=one.number,
        forms=one.forms + other.forms,
    )


def _read_metadata(packed: Packed) -> Mapping[str, tuple[str, ...]]:
    """Return what the package document says of the book, by the names of its elements."""
    opf = parse_xml(packed.files[packed.package], packed.package)
    told: dict[str, list[str]] = {}
    for row in opf.iterfind(f"{_OPF}metadata/*"):
        if not isinstance(row.tag, str):
            continue
        name = row.get("property") or str(row.tag).removeprefix(_DC)
        text = " ".join((row.text or "").split())
        if text and not name.startswith("{"):
            told.setdefault(name.removeprefix(_SCHEMA).removeprefix("dcterms:"), []).append(text)
    return {name: tuple(texts) for name, texts in told.items()}
