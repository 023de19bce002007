"""A document and the marked content of its pages become the structure tree of a tagged PDF.

The tree follows the document and not the pages: a paragraph that a page break cuts is one element,
and a note stands behind the block that calls it. Roles are those of ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

from makeready.editions.print.tags.cells import Attribute, read_cells
from makeready.editions.print.values import IN_TEXT, LINE_NUMBER, SAID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


ROLES = {
    "section": "Sect", "nav": "Sect", "article": "Sect", "div": "Div", "figure": "Div",
    "blockquote": "BlockQuote", "p": "P", "pre": "P", "address": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "figcaption": "Caption", "caption": "Caption", "table": "Table", "thead": "THead",
    "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "ul": "L", "ol": "L", "dl": "L", "dt": "Lbl", "dd": "LBody", "aside": "Note",
    "code": "Code", "q": "Quote", "ruby": "Ruby", "rb": "RB", "rt": "RT",
}  # fmt: skip
"""The role of each element; the content of one that is not listed becomes its parent's."""

GROUPS = frozenset({"Sect", "Div", "BlockQuote"})
"""Roles for blocks only: words directly in one of these become a paragraph."""

INLINE = frozenset("Link Reference Span Code Quote Figure Formula Lbl Ruby RB RT".split())
FRAMES = frozenset({"Table", "THead", "TBody", "TFoot", "TR", "L"})
"""Roles for rows, cells or items only: a note called in one of these stands behind it."""

KEPT = frozenset({"TR", "TH", "TD", "LI", "LBody", "Lbl"})
"""Roles that are kept where they are empty, such as a cell: later ones would change their place."""

NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedContent:
    """A stretch of a page's content: its page, its place in the order of painting, its element.

    `order` is its place in the order of the document, which may differ from that of painting.
    `pseudo` is the pseudo-element that it belongs to, or "". `folded` says that its glyphs are the
    same for capitals and small letters. `area` is the rectangle of a picture, in points from the
    lower left corner.
    """

    page: int
    place: int
    order: int
    element: Element = field(hash=False)
    pseudo: str = ""
    text: str = ""
    folded: bool = False
    area: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMark:
    """The annotation that makes an area of a page a link, by its number in the unit."""

    page: int
    number: int
    element: Element = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element of the structure with its kids in reading order."""

    role: str
    kids: tuple[Kid, ...]
    name: str = ""
    alt: str = ""
    language: str = ""
    attributes: tuple[Attribute, ...] = ()


Kid: TypeAlias = Node | MarkedContent | LinkMark


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What an element passes to its parent: kids for its place, and notes to stand behind."""

    kids: tuple[Kid, ...]
    notes: tuple[Node, ...] = ()


def build_structure(
    body: Element, marks: Iterable[MarkedContent], links: Iterable[LinkMark], prefix: str
) -> tuple[Node, ...]:
    """Return the structure of a document's body; `prefix` keeps the ids of its cells apart.

    Marked content that is in no node is decoration (an artifact).
    """
    kids = _Builder(body, marks, links, prefix).content(body).kids
    return tuple(kid for kid in kids if isinstance(kid, Node))


class _Builder:
    def __init__(
        self, body: Element, marks: Iterable[MarkedContent], links: Iterable[LinkMark], prefix: str
    ) -> None:
        self._marks: defaultdict[int, list[MarkedContent]] = defaultdict(list)
        self._links: defaultdict[int, list[LinkMark]] = defaultdict(list)
        for mark in sorted(marks, key=_position):
            if not _decorates(mark):
                self._marks[id(mark.element)].append(mark)
        for link in links:
            self._links[id(link.element)].append(link)
        self._cells = {
            id(cell.element): cell for number, table in enumerate(body.iter("table"))
            for cell in read_cells(table, f"{prefix}-table-{number}")
        }  # fmt: skip
        self._behind = {id(cell) for cell in _cells_below_notes(body)}
        for head in body.iter("thead"):
            self._show_once(head)

    def _show_once(self, head: Element) -> None:
        """Take a table's head as content once: its repetitions on later pages are decoration."""
        parts = list(_without_notes(head))
        pages = [mark.page for part in parts for mark in self._marks[id(part)]]
        for part in parts:
            self._marks[id(part)] = [m for m in self._marks[id(part)] if m.page == min(pages)]

    def content(self, element: Element) -> _Content:
        """Return what an element hands to its parent."""
        role = _role(element)
        if element.tag == "dl":
            return self._definitions(element)
        if element.tag == "li":
            return self._item(element)
        if element.tag == "a" and self._links[id(element)]:
            return self._link(element)
        if element.tag == "img" or element.get(SAID) is not None:
            return self._picture(element)
        inner = self._inner(element)
        if role == "":
            return inner
        return self._close(element, role, inner)

    def _inner(self, element: Element) -> _Content:
        """Return an element's own marked content and that of its children, in reading order."""
        own = [mark for mark in self._marks[id(element)] if not mark.pseudo.endswith("::marker")]
        parts: list[tuple[tuple[int, int], tuple[Kid, ...]]] = [
            (_position(mark), (mark,)) for mark in own
        ]
        notes: list[Node] = []
        last = (-1, -1)
        for child in element:
            content = self.content(child)
            last = max(last, _first(content.kids, last)) if own else last
            parts.append((_first(content.kids, last), content.kids))
            if not own and (element.tag == "body" or _role(element) in GROUPS):
                parts.append((last, content.notes))
            else:
                notes += content.notes
        if own:
            parts.sort(key=lambda part: part[0])
        kids = tuple(kid for _, kids in parts for kid in kids)
        return _Content(kids=kids, notes=tuple(notes))

    def _close(self, element: Element, role: str, inner: _Content) -> _Content:
        """Return the node of an element; its notes stand in it, or behind it where they may not."""
        kids = tuple(_paragraphs(inner.kids)) if role in GROUPS else inner.kids
        node = Node(role=role, kids=kids, language=element.get("lang", ""))
        if role == "Note":
            note = replace(node, name=element.get("id", ""), kids=tuple(_lift_label(kids)))
            return _Content(kids=(), notes=(note,))
        if role in ("TH", "TD") and id(element) in self._cells:
            cell = self._cells[id(element)]
            node = replace(node, role=cell.role, name=cell.name, attributes=cell.attributes)
        if role == "L":
            node = replace(
                node, attributes=(("List", ""), ("ListNumbering", NUMBERING[element.tag]))
            )
        passed_on = role[0] == "H" or role in INLINE or role == "Caption" or role in FRAMES
        if passed_on or id(element) in self._behind:
            return _Content(kids=(node,) if kids or role in KEPT else (), notes=inner.notes)
        node = replace(node, kids=(*kids, *inner.notes))
        return _Content(kids=(node,) if node.kids or role in KEPT else ())

    def _link(self, element: Element) -> _Content:
        inner = self._inner(element)
        link = Node(role="Link", kids=(*inner.kids, *self._links[id(element)]))
        wrapper = {"noteref": "Reference", "backlink": "Lbl"}.get(element.get("class", ""), "")
        if element.get(IN_TEXT) is not None:
            wrapper = ""
        outer = Node(role=wrapper, kids=(link,)) if wrapper else link
        return _Content(kids=(outer,), notes=inner.notes)

    def _picture(self, element: Element) -> _Content:
        """Return a picture, or a formula, of which a line may break and make several drawings."""
        formula = element.get(SAID)
        marks = sorted(
            (mark for part in element.iter() for mark in self._marks[id(part)]), key=_position
        )
        if not marks:
            return _Content(kids=())
        inline = formula is not None and "displayed" not in element.get("class", "").split()
        area: list[Attribute] = [("Layout", ""), ("Placement", "Inline" if inline else "Block")]
        if len(marks) == 1:
            area.insert(1, ("BBox", marks[0].area))
        node = Node(
            role="Figure" if formula is None else "Formula",
            kids=tuple(marks),
            alt=element.get("alt", "") if formula is None else formula,
            attributes=tuple(area),
        )
        return _Content(kids=(node,))

    def _item(self, element: Element) -> _Content:
        inner = self._inner(element)
        if _in_contents(element):
            return _Content(kids=(Node(role="TOCI", kids=tuple(_references(inner.kids))),))
        marker = [m for m in self._marks[id(element)] if m.pseudo.endswith("::marker")]
        label = (Node(role="Lbl", kids=tuple(marker)),) if marker else ()
        body = Node(role="LBody", kids=(*inner.kids, *inner.notes))
        return _Content(kids=(Node(role="LI", kids=(*label, body)),))

    def _definitions(self, element: Element) -> _Content:
        """Return a list of definitions, each an item with its terms."""
        nodes = tuple(self._definition(parts) for parts in _entries(element))
        attributes: tuple[Attribute, ...] = (("List", ""), ("ListNumbering", "None"))
        return _Content(kids=(Node(role="L", kids=nodes, attributes=attributes),))

    def _definition(self, parts: Iterable[Element]) -> Node:
        """Return an item; notes called in its terms go into its definition: Lbl may hold none."""
        contents = [self.content(part) for part in parts]
        kids = (kid for content in contents for kid in content.kids)
        notes = tuple(note for content in contents for note in content.notes)
        return Node(role="LI", kids=tuple(_place_notes(kids, notes)))


def _role(element: Element) -> str:
    if element.tag == "ol" and _in_contents(element):
        return "TOC"
    if element.tag not in ROLES and element.get("lang"):
        return (
            "Span" if isinstance(element.tag, str) and element.tag not in ("html", "body") else ""
        )
    if element.tag == "aside" and "note" not in element.get("class", "").split():
        return "Div"
    return ROLES.get(element.tag, "")


def _cells_below_notes(body: Element) -> Iterator[Element]:
    """Yield the cells of tables whose captions call notes.

    Those notes stand behind the table, and so do those of its cells: each after the one before it.
    """
    for table in body.iter("table"):
        caption = table.find("caption")
        if caption is not None and any(_role(each) == "Note" for each in caption.iter()):
            yield from (cell for cell in table.iter() if cell.tag in ("th", "td"))


def _without_notes(element: Element) -> Iterator[Element]:
    """Yield an element and all in it, but for its notes."""
    yield element
    for child in element:
        if _role(child) != "Note":
            yield from _without_notes(child)


def _entries(definitions: Element) -> list[list[Element]]:
    """Return the terms and definitions of a list, item by item.

    A term begins an item, unless one stands before it. HTML lets items stand in groups.
    """
    items: list[list[Element]] = []
    for child in definitions:
        for part in child if child.tag == "div" else (child,):
            if not items or (part.tag == "dt" and items[-1][-1].tag == "dd"):
                items.append([])
            items[-1].append(part)
    return items


def _in_contents(element: Element) -> bool:
    return element.get("data-contents") is not None


def _decorates(mark: MarkedContent) -> bool:
    """Tell whether a mark is decoration: leaders, asterisms, rules, pictures that say so.

    So is the number of a line of verse, which nobody wants to hear within a sentence.
    """
    if mark.element.tag == "hr" or (mark.pseudo and mark.element.get(LINE_NUMBER) is not None):
        return True
    if mark.element.tag == "img":
        return bool(mark.element.get("alt") == "")
    if "page" in mark.element.get("class", "").split():
        return False  # from right to left the comma before a page number is a text of its own
    invented = mark.pseudo and not mark.pseudo.endswith("::marker")
    return bool(invented) and not any(character.isalnum() for character in mark.text)


def _position(mark: MarkedContent) -> tuple[int, int]:
    return mark.page, mark.order


def _first(kids: Sequence[Kid], otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return the place of the first mark among kids, or the place given where there is none."""
    for kid in kids:
        if isinstance(kid, MarkedContent):
            return _position(kid)
        if isinstance(kid, Node):
            place = _first(kid.kids, (-1, -1))
            if place != (-1, -1):
                return place
    return otherwise


def _paragraphs(kids: Iterable[Kid]) -> Iterator[Kid]:
    """Yield blocks as they are, and a paragraph for each run of what stands between them."""
    run: list[Kid] = []
    for kid in kids:
        if isinstance(kid, Node) and kid.role not in INLINE:
            if run:
                yield Node(role="P", kids=tuple(run))
            run = []
            yield kid
        elif isinstance(kid, Node) and kid.role == "Figure" and not run:
            yield kid
        else:
            run.append(kid)
    if run:
        yield Node(role="P", kids=tuple(run))


def _place_notes(kids: Iterable[Kid], notes: tuple[Node, ...]) -> Iterator[Kid]:
    """Yield the kids of an item, with the notes of its terms before those of its definition."""
    for kid in kids:
        if notes and isinstance(kid, Node) and kid.role == "LBody":
            words = sum(not _is_note(each) for each in kid.kids)
            yield replace(kid, kids=(*kid.kids[:words], *notes, *kid.kids[words:]))
            notes = ()
        else:
            yield kid
    if notes:
        yield Node(role="LBody", kids=notes)


def _is_note(kid: Kid) -> bool:
    return isinstance(kid, Node) and kid.role == "Note"


def _lift_label(kids: Sequence[Kid]) -> Iterator[Kid]:
    """Yield the kids of a note, its number moved from its first paragraph to before it."""
    first = kids[0] if kids else None
    if isinstance(first, Node) and first.kids and isinstance(first.kids[0], Node):
        label, *rest = first.kids
        if isinstance(label, Node) and label.role == "Lbl":
            yield label
            yield replace(first, kids=tuple(rest))
            yield from kids[1:]
            return
    yield from kids


def _references(kids: Iterable[Kid]) -> Iterator[Kid]:
    """Yield the kids of a line of the contents, its links as references."""
    for kid in kids:
        link = isinstance(kid, Node) and kid.role == "Link"
        yield Node(role="Reference", kids=(kid,)) if link else kid
