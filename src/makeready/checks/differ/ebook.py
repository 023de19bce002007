"""An EPUB → the edition that is compared, with the printed page of each passage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.differ.build import name_beginnings, name_surroundings
from makeready.checks.differ.values import BREAK, CALL, LINE, PARAGRAPH, Edition, Passage, Thing
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
    _around: list[str] = field(default_factory=list)
    _beginnings: list[str] = field(default_factory=list)
    _broken: bool = False

    def read_document(self, document: Document) -> None:
        """Read the body of a document."""
        self.file = document.name
        body = document.root.find(f"{H}body")
        if body is not None:
            self._read(body, "p")
            self._close("p")

    def place_notes(self) -> Iterator[Passage]:
        """Yield the notes in the order of their calls, with the pages of these."""
        order = {anchor: at for at, anchor in enumerate(self.calls)}
        for anchor, note in sorted(self.notes, key=lambda each: order.get(each[0], len(order))):
            yield replace(note, kind="note", page=self.calls.get(anchor, note.page), part="")

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
        if name == "hr":
            self._add_break(kind)
        elif name == "math":
            self._say(element.get("alttext") or " ".join("".join(element.itertext()).split()))
        elif name in _INLINE:
            self._read_inline(element, name, kind)
        else:
            self._read_block(element, name, kind, is_note=bool(_NOTES & set(types)))

    def _read_inline(self, element: etree._Element, name: str, kind: str) -> None:
        start = len(self._said)
        self._read_children(element, kind)
        said = " ".join("".join(self._said[start:]).split())
        if name == "br":
            self._broken = bool(self._said)
        elif name == "img":
            self._take_picture(element)
        elif name == "a" and element.get("href") and not _is_page(element):
            target = element.get("href", "")
            where = target if ":" in target else "#" + target.rpartition("#")[2]
            self.links.append(self._thing(said or target, where, said))
        form = _name_form(element, name)
        spoken = f"lang={element.get('lang')}" if element.get("lang") else ""
        self._forms += [(each, said) for each in (form, spoken) if each and said]

    def _read_block(self, element: etree._Element, name: str, kind: str, *, is_note: bool) -> None:
        self._close(kind)
        before = self.note
        if is_note:
            self.note, self.number = f"{self.file}#{element.get('id', '')}", ""
        own = "p" if name in _CONTAINERS else name
        self._beginnings += name_beginnings(element, name)
        surroundings = name_surroundings(element, name)
        self._around += surroundings
        self._read_children(element, own)
        self._close(own)
        del self._around[len(self._around) - len(surroundings) :]
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
        if self._broken and text.strip():
            self._said.append(f" {LINE} ")
            self._broken = False
        self._said.append(text)

    def _add_break(self, kind: str) -> None:
        self._close(kind)
        self._say(BREAK)
        self._close("hr")

    def _close(self, kind: str) -> None:
        """End the passage that is being read, if it has words."""
        whole = "".join(self._said)
        # the lines and indents of code are what it says
        text = whole.strip("\n") if kind == "pre" else " ".join(whole.split())
        page = self.page if self._begins is None else self._begins
        forms = tuple(self._forms)
        self._said.clear()
        self._forms.clear()
        self._begins, self._broken = None, False
        if not text.strip():
            return
        if kind in _HEADINGS:
            self.part = text
        made = Passage(
            kind=kind,
            text=text,
            page=page,
            part=self.part,
            number=self.number,
            forms=forms,
            build=(*self._around, *self._beginnings),
        )
        self._beginnings.clear()
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
        return Thing(
            name=name, key=key, said=said, page=self.page, part=self.part, at=len(self.passages)
        )


def _name_form(element: etree._Element, name: str) -> str:
    """Return the name of what an element does to its words, with its class, or ""."""
    own = element.get("class", "")
    if name == "span":
        # where a line of verse ends is told with its words
        return own * (own != "verse-line")
    return f"{name}.{own}" if name in _FORMS and own else name * (name in _FORMS)


def _is_page(element: etree._Element) -> bool:
    """Tell whether a link is a page number: the place that it is of is named beside it."""
    return "page" in element.get("class", "").split()


def _join(one: Passage, other: Passage) -> Passage:
    """Return a note of several paragraphs as one passage."""
    return replace(
        one,
        text=f"{one.text} {PARAGRAPH} {other.text}",
        forms=one.forms + other.forms,
        build=(*one.build, *(each for each in other.build if each not in one.build)),
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
