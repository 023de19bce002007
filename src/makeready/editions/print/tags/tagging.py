"""The PDF that WeasyPrint is writing gets our structure tree and our links.

WeasyPrint makes one structure element for each piece of an element on each page; ours follows the
document. The PDF is still a list of pydyf objects here, so nothing has to be parsed again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import pydyf

from makeready.core.errors import EditionError
from makeready.editions.print.notes.split import rejoin_note
from makeready.editions.print.tags.paint_order import arrange
from makeready.editions.print.tags.reading_order import order_for_reading
from makeready.editions.print.tags.structure import LinkMark, MarkedContent, Node, build_structure
from makeready.editions.print.values import LaidNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.editions.print.tags.cells import Attribute
    from makeready.editions.print.tags.structure import Kid

BOOK = "book:"
"""The scheme that marks a link within the book, so that WeasyPrint writes it as an address."""

DECORATION = {"Type": "/Layout"}
PRINTED = 4
"""The annotation flag Print, which PDF/UA-1 (7.18.3) requires of every annotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedPage:
    """A page as it was painted: its stretches in order, its notes, its links with annotations."""

    marks: tuple[MarkedContent, ...]
    notes: tuple[LaidNote, ...]
    links: tuple[tuple[Element, pydyf.Dictionary], ...]


def tag_pdf(
    pdf: pydyf.PDF,
    body: Element,
    pages: Sequence[PaintedPage],
    streams: Sequence[pydyf.Stream],
    *,
    prefix: str,
) -> None:
    """Give a PDF the structure of its document; what belongs to no element becomes an artifact.

    The pieces of notes that were cut are put together again in the document's body. Raises
    EditionError where text is painted in a way that cannot be tagged, and where a note on the
    pages has no place in the structure.
    """
    wholes = rejoin_note(body)
    annotations = [
        (page, wholes.get(element, element), annotation)
        for page, painted in enumerate(pages)
        for element, annotation in painted.links
    ]
    links = [LinkMark(page=p, number=n, element=e) for n, (p, e, _) in enumerate(annotations)]
    marks = (
        replace(mark, element=wholes.get(mark.element, mark.element))
        for painted in pages
        for mark in painted.marks
    )
    nodes = order_for_reading(build_structure(body, marks, links, prefix))
    _account(nodes, (note for painted in pages for note in painted.notes))
    writer = _Writer(pdf, [annotation for _, _, annotation in annotations])
    for _, element, annotation in annotations:
        _lead(annotation, " ".join("".join(element.itertext()).split()))
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    root["K"] = pydyf.Array([writer.write(node, root).reference for node in nodes])
    for page, stream in enumerate(streams):
        writer.renumber(page, stream)
    root["ParentTree"] = writer.parents(len(pages))
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(writer.names())})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _account(nodes: Iterable[Node], notes: Iterable[LaidNote]) -> None:
    """Raise EditionError unless each note on the pages is one node of the structure.

    Without this its text would become an artifact, unread and unnoticed. A note that is on no page
    is found by `prove.page_map`.
    """
    held = Counter(note.name for note in _notes(nodes) if note.kids)
    for note in notes:
        if note.text and held[note.anchor] != 1:
            raise EditionError(
                f"a note cannot be tagged where it is called: “{note.text[:60]}”",
                hint="move its call into a paragraph near by",
            )


def _notes(nodes: Iterable[Kid]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node) and node.role == "Note":
            yield node
        elif isinstance(node, Node):
            yield from _notes(node.kids)


def _lead(annotation: pydyf.Dictionary, words: str) -> None:
    """Give an annotation its target, in the book or outside it, and its description in words."""
    annotation["F"] = PRINTED
    if "A" in annotation and annotation["A"]["URI"].string.startswith(BOOK):
        annotation["Dest"] = pydyf.String(annotation.pop("A")["URI"].string.removeprefix(BOOK))
    annotation["Contents"] = pydyf.String(words or "link")


class _Writer:
    """Writes nodes as structure elements, and remembers which one each stretch belongs to."""

    def __init__(self, pdf: pydyf.PDF, annotations: Sequence[pydyf.Dictionary]) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._annotations = annotations
        self._owners: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
        self._arrays: dict[int, list[bytes]] = {}
        self._linked: dict[int, bytes] = {}
        self._named: dict[bytes, bytes] = {}
        self._kids: dict[tuple[int, int], pydyf.Dictionary] = {}
        self._words: dict[tuple[int, int], str] = {}

    def write(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        """Add a node to the PDF with all below it, and return it."""
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference}
        )
        self._pdf.add_object(element)
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        element["K"] = pydyf.Array([self._kid(kid, element) for kid in node.kids])
        self._describe(element, node)
        return element

    def _describe(self, element: pydyf.Dictionary, node: Node) -> None:
        if node.name:
            element["ID"] = pydyf.String(node.name)
            self._named[node.name.encode()] = element.reference
        if node.alt:
            element["Alt"] = pydyf.String(node.alt)
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.attributes:
            element["A"] = _attributes(node.attributes)

    def _kid(self, kid: Kid, element: pydyf.Dictionary) -> object:
        if isinstance(kid, Node):
            return self.write(kid, element).reference
        if isinstance(kid, LinkMark):
            self._linked[kid.number] = element.reference
            annotation = self._annotations[kid.number].reference
            return pydyf.Dictionary(
                {"Type": "/OBJR", "Obj": annotation, "Pg": self._pages[kid.page]}
            )
        content = pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": -1})
        if kid.folded:
            self._words[kid.page, kid.place] = kid.text
        self._owners[kid.page][kid.place] = element.reference
        self._kids[kid.page, kid.place] = content
        return content

    def renumber(self, page: int, stream: pydyf.Stream) -> None:
        """Put a page's tagged stretches in order, number them, and make artifacts of all others.

        Raises EditionError where a stretch was painted into another stream.
        """
        owners = self._owners[page]
        items = stream.stream = arrange(stream.stream, tuple(owners))
        array: list[bytes] = []
        for at, item in enumerate(items):
            if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
                continue
            place = item["MCID"]
            if place in owners:
                item["MCID"] = self._kids[page, place]["MCID"] = len(array)
                array.append(owners[place])
                if (page, place) in self._words:
                    item["ActualText"] = pydyf.String(self._words[page, place])
            else:
                items[at - 1], items[at] = b"/Artifact", pydyf.Dictionary(DECORATION)
        self._arrays[page] = array

    def parents(self, pages: int) -> pydyf.Dictionary:
        """Return the number tree from stretches and annotations to their elements."""
        nums: list[object] = []
        for page in range(pages):
            nums += [page, pydyf.Array(self._arrays[page])]
        for number, annotation in enumerate(self._annotations):
            if number in self._linked:
                annotation["StructParent"] = pages + number
                nums += [pages + number, self._linked[number]]
        tree = pydyf.Dictionary({"Nums": pydyf.Array(nums)})
        self._pdf.add_object(tree)
        return tree

    def names(self) -> Iterator[object]:
        """Yield the ids of elements and the elements, sorted."""
        for name, reference in sorted(self._named.items()):
            yield pydyf.String(name.decode())
            yield reference


def _attributes(attributes: Iterable[Attribute]) -> pydyf.Dictionary:
    """Return an attribute object; the first attribute names its owner."""
    (owner, _), *rest = attributes
    said = pydyf.Dictionary({"O": f"/{owner}"})
    for key, value in rest:
        if isinstance(value, str):
            said[key] = f"/{value}"
        elif isinstance(value, tuple):
            said[key] = pydyf.Array(
                pydyf.String(each) if isinstance(each, str) else each for each in value
            )
        else:
            said[key] = int(value)
    return said
