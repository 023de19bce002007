"""A master becomes the words that its editions must carry, with what a page may add to them.

All places are counted in visible characters: white space, soft hyphens and characters without a
glyph are left out, since lines of print have lost them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from makeready.checks.report import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

H = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
TYPE = "{http://www.idpf.org/2007/ops}type"
# no visible character: controls and formats, spaces and separators
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
HEADINGS = tuple(f"{H}h{level}" for level in range(1, 7))
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i"),
        *("img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
        *("strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)

ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
"""What opens an element that states its direction, in Unicode's algorithm (UAX #9)."""

CLOSING = "\u2069"
_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Added(StrEnum):
    """What a page may show at a place where the master has no words."""

    MARKER = "marker"
    LEADER = "leader"
    NUMBER = "number"
    ORNAMENT = "ornament"
    QUOTE = "quote"
    PAGE = "page"
    LOCATOR = "locator"


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a page may show before an item of a numbered list: its number, in figures or letters."""

    number: int


Addition: TypeAlias = Added | Numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of text: its visible characters, and what may be added before which of them.

    `gaps` are the places before which white space or a block's edge stands, `edges` those with a
    block's edge. `controls` are the invisible characters before a place that order what runs from
    right to left: the text's own, and those that stand for an element with a direction.
    """

    visible: str
    added: Mapping[int, tuple[Addition, ...]]
    gaps: frozenset[int]
    edges: frozenset[int] = frozenset()
    controls: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """A note: its id and number, its words with the number, the place of its call, ids in it."""

    anchor: str
    number: str
    words: Words
    call: int
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the contents: how deep it stands, its label, and what it leads to."""

    depth: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A top-level section: its id, where its running text begins and ends, and all its text.

    `text` holds notes too, its white space collapsed.
    """

    anchor: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterText:
    """All that the editions are held against.

    `links` are where links and headings begin and end, which no page mark divides. `lines` gives,
    for the end of each printed line of the contents, which line that is; `heads` are
    the words of running heads, `columns` those of table heads, which pages may repeat. `headings`
    are the words of every section's heading, by the section's id, without the calls of notes.
    `pages` gives, for each place at which pages are referred to, the ids of which the pages are.
    """

    running: Words
    sections: tuple[Section, ...]
    notes: tuple[NoteText, ...]
    contents: tuple[Line, ...]
    lines: Mapping[int, int]
    anchors: Mapping[str, int]
    links: tuple[tuple[int, int], ...]
    heads: tuple[str, ...]
    headings: Mapping[str, str]
    columns: tuple[str, ...]
    pages: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def read_master(data: bytes) -> MasterText:
    """Return what a master says. Raises Unreadable where it is no XHTML."""
    body = parse_xml(data, "master.xhtml").find(f"{H}body")
    if body is None:
        raise Unreadable("master.xhtml has no body")
    walk = _Walk()
    sections = tuple(_section(each, walk) for each in body if isinstance(each.tag, str))
    contents = tuple(_contents(body))
    return MasterText(
        running=walk.words(),
        sections=sections,
        notes=tuple(_notes(body, walk)),
        contents=contents,
        lines=dict(walk.lines),
        anchors=walk.anchors,
        links=tuple(walk.links),
        heads=tuple(_heads(body)),
        headings=dict(_headings(body)),
        pages={place: tuple(anchors) for place, anchors in walk.pages.items()},
        columns=tuple(
            dict.fromkeys(strip_invisible(words(each)) for each in body.iter(f"{H}thead"))
        ),
    )


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML file, which may neither reach out nor blow up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{name} is not well-formed: {error}") from error


def strip_invisible(text: str) -> str:
    """Return the visible characters of a text, presentation forms as the letters they show."""
    return "".join(map(strip_character, text))


@lru_cache(maxsize=4096)
def strip_character(character: str) -> str:
    """Return the visible characters of one: none, one, or those of a presentation form."""
    if character.isspace() or unicodedata.category(character) in _UNSEEN:
        return ""
    # text is read out of a PDF with its ligatures and shaped letters taken apart
    if "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        # (that of a whole formula, as of a blessing, has spaces)
        return unicodedata.normalize("NFKC", character).replace(" ", "")
    # and some Arabic letters with the mark above them as two
    is_arabic = "\u0622" <= character <= "\u06d3"
    return unicodedata.normalize("NFD", character) if is_arabic else character


def letters(text: str) -> str:
    """Return the letters and figures of a text, small; names are compared by these."""
    return "".join(each for each in text.casefold() if each.isalnum())


def words(element: etree._Element) -> str:
    """Return an element's text with its white space collapsed."""
    return " ".join("".join(_texts(element)).split())


def words_in_print(element: etree._Element) -> str:
    """Return an element's text without its formulas, which print draws."""
    said = element.xpath(".//text()[not(ancestor::*[local-name() = 'math'])]")
    return " ".join("".join(map(str, said)).split())


def read_heading(element: etree._Element) -> str:
    """Return a heading's text without note calls and readings: what may be derived from it."""
    aside = "contains(@class, 'noteref') or local-name() = 'rt' or local-name() = 'rp'"
    said = element.xpath(f".//text()[not(ancestor::*[{aside}])]")
    return " ".join("".join(map(str, said)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    for text in element.itertext(tag=etree.Element):
        yield str(text)


def is_notes(element: etree._Element) -> bool:
    """Say whether this is where a chapter's notes stand."""
    return "notes" in element.get("class", "").split() and element.tag == f"{H}section"


@dataclass(slots=True)
class _Walk:
    """The running text as far as it was read."""

    visible: list[str] = field(default_factory=list)
    added: dict[int, list[Addition]] = field(default_factory=dict)
    gaps: set[int] = field(default_factory=set)
    edges: set[int] = field(default_factory=set)
    controls: dict[int, str] = field(default_factory=dict)
    anchors: dict[str, int] = field(default_factory=dict)
    links: list[tuple[int, int]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[etree._Element, int] = field(default_factory=dict)
    pages: dict[int, list[str]] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    def words(self) -> Words:
        return Words(
            visible="".join(self.visible),
            added={place: tuple(kinds) for place, kinds in self.added.items()},
            gaps=frozenset(self.gaps),
            edges=frozenset(self.edges),
            controls=self.controls,
        )

    def read(self, element: etree._Element, *, listed: bool = False) -> None:
        """Read an element; `listed` says that it stands in the list of contents."""
        if not isinstance(element.tag, str) or is_notes(element) or element.tag == MATH:
            return
        name = etree.QName(element).localname
        listed = listed or element.get(TYPE) == "toc"
        apart = name in _INLINE and (element.get("dir") or (name == "bdi" and "auto"))
        self._begin(element, name)
        self._control(ISOLATES.get(apart or "", ""))
        start = len(self.visible)
        self._say(element.text)
        for child in element:
            self.read(child, listed=listed)
            self._say(child.tail)
        self._control(CLOSING if apart else "")
        self._end(element, name, start, listed=listed)

    def _begin(self, element: etree._Element, name: str) -> None:
        if anchor := element.get("id"):
            self.anchors.setdefault(anchor, len(self.visible))
            self.marks += [anchor] * (name in _INLINE and len(self.visible) not in self.edges)
        if name not in _INLINE:
            self._edge()
        if name == "ol":
            self.numbers |= _numbers(element)
        if name == "li":
            number = self.numbers.get(element)
            self._add(Added.MARKER if number is None else Numeral(number))
        if name == "q":
            self._add(Added.QUOTE)

    def _end(self, element: etree._Element, name: str, start: int, *, listed: bool) -> None:
        if name == "a" or element.tag in HEADINGS:
            self.links.append((start, len(self.visible)))
        if name == "a" and listed:
            self.lines.append((len(self.visible), len(self.lines)))
            self._add(Added.LEADER)
        if shows_page(element):
            self.pages.setdefault(len(self.visible), []).append(element.get("href", "")[1:])
            is_locator = bool(element.xpath("parent::*[@class='locators']"))
            self._add(Added.LOCATOR if is_locator else Added.PAGE)
        if "backlink" in element.get("class", "").split():
            self._add(Added.NUMBER)
        if name == "q":
            self._add(Added.QUOTE)
        if name not in _INLINE:
            self._edge()

    def _control(self, characters: str) -> None:
        if characters:
            place = len(self.visible)
            self.controls[place] = self.controls.get(place, "") + characters

    def _edge(self) -> None:
        # an empty mark at the end of a block stands on the page of the last character before it
        for anchor in self.marks:
            self.anchors[anchor] -= self.anchors[anchor] == len(self.visible)
        self.marks.clear()
        self.gaps.add(len(self.visible))
        self.edges.add(len(self.visible))
        if Added.ORNAMENT not in self.added.get(len(self.visible), ()):
            self._add(Added.ORNAMENT)

    def _add(self, kind: Addition) -> None:
        self.added.setdefault(len(self.visible), []).append(kind)

    def _say(self, text: str | None) -> None:
        for character in text or "":
            if character.isspace():
                self.gaps.add(len(self.visible))
            elif character in _CONTROLS:
                self._control(character)
            else:
                self.visible.extend(strip_invisible(character))


def shows_page(element: etree._Element) -> bool:
    """Say whether this is a link for which the editions write a page number, and has no words."""
    is_page = element.tag == f"{H}a" and "page" in element.get("class", "").split()
    return is_page and not words(element)


def _numbers(numbered: etree._Element) -> dict[etree._Element, int]:
    """Return the numbers of a list's items; HTML says how it counts."""
    items = numbered.findall(f"{H}li")
    step = 1 if numbered.get("reversed") is None else -1
    start = int(numbered.get("start") or (1 if step > 0 else len(items)))
    return {item: start + step * place for place, item in enumerate(items)}


def _section(element: etree._Element, walk: _Walk) -> Section:
    start = len(walk.visible)
    walk.read(element)
    anchor = element.get("id", "")
    return Section(anchor=anchor, start=start, end=len(walk.visible), text=words(element))


def _notes(body: etree._Element, walk: _Walk) -> Iterator[NoteText]:
    calls = {
        call.get("href", "").removeprefix("#"): walk.anchors.get(call.get("id", ""), -1)
        for call in body.iter(f"{H}a")
        if "noteref" in call.get("class", "").split()
    }
    for note in body.iter(f"{H}aside"):
        if "note" in note.get("class", "").split():
            anchor, own = note.get("id", ""), _Walk()
            own.read(note)
            back = note.find(f".//{H}a[@class='backlink']")
            yield NoteText(
                anchor=anchor,
                number="" if back is None else strip_invisible(words(back)),
                words=own.words(),
                call=calls.get(anchor, -1),
                anchors=tuple(own.anchors),
            )


def _contents(body: etree._Element) -> Iterator[Line]:
    for nav in body.iterfind(f".//{H}nav[@{TYPE}='toc']"):
        yield from list_lines(nav)


def list_lines(nav: etree._Element) -> Iterator[Line]:
    """Yield the lines of a list of links; what they lead to stands after the file's name."""
    for link in nav.iter(f"{H}a"):
        depth = sum(1 for up in link.iterancestors(f"{H}ol"))
        anchor = link.get("href", "").rpartition("#")[2]
        yield Line(depth=depth, label=words(link), anchor=anchor)


def _headings(body: etree._Element) -> Iterator[tuple[str, str]]:
    for section in body.iter(f"{H}section", f"{H}nav"):
        heading = next((each for each in section if each.tag in HEADINGS), None)
        if section.get("id") and heading is not None:
            yield section.get("id", ""), read_heading(heading)


def _heads(body: etree._Element) -> Iterator[str]:
    title = body.find(f"../{H}head/{H}title")
    if title is not None:
        yield strip_invisible(words(title))
    for section in body:
        if isinstance(section.tag, str):
            yield strip_invisible(section.get("data-running", ""))
            for title in section.iter(f"{H}h1", f"{H}h2"):
                number = title.find(f"{H}span[@class='number']")
                said = strip_invisible(read_heading(title))
                yield said
                yield said.removeprefix("" if number is None else strip_invisible(words(number)))
            for each in section.iterfind(f"{H}p[@class='title']"):
                yield strip_invisible(words(each))
