"""Laid-out units and their pagination become the print edition's file: one tagged PDF."""

from __future__ import annotations

import io
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from typing import TYPE_CHECKING

import pikepdf

from makeready.core.errors import EditionError
from makeready.editions.print.bind.fonts import embed_fonts
from makeready.editions.print.bind.metadata import describe_book
from makeready.editions.print.bind.running_heads import draw_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from makeready.core.model import Face, Master
    from makeready.editions.print.bind.running_heads import Furniture
    from makeready.editions.print.paginate.pages import Pagination
    from makeready.editions.print.values import LaidUnit


class UnitFiles:
    """The PDFs of laid-out units, each opened in a thread of its own as soon as it is laid out.

    A context manager, which closes them.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._opened: dict[bytes, Future[pikepdf.Pdf]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        for opening in self._opened.values():
            if not opening.cancelled() and opening.exception() is None:
                opening.result().close()
        self._opened.clear()

    def open(self, laid: LaidUnit) -> Future[pikepdf.Pdf]:
        """Begin to open the PDF of a laid-out unit; a second call returns the same PDF."""
        if laid.data not in self._opened:
            self._opened[laid.data] = self._thread.submit(pikepdf.open, io.BytesIO(laid.data))
        return self._opened[laid.data]


def bind_edition(
    master: Master,
    pagination: Pagination,
    faces: tuple[Face, ...],
    unit_files: UnitFiles | None = None,
) -> bytes:
    """Return the PDF of a book, merged from its laid-out units, the same bytes each time.

    `unit_files` holds the PDFs that are open already; all are closed on return. Raises EditionError
    when the PDF of a unit cannot be read.
    """
    try:
        return _write_book(master, pagination, faces, unit_files or UnitFiles())
    except pikepdf.PdfError as error:
        raise EditionError(f"the laid-out units cannot be bound: {error}") from error


def _write_book(
    master: Master, pagination: Pagination, faces: tuple[Face, ...], unit_files: UnitFiles
) -> bytes:
    """Return the book, compressed and not linearised.

    A linearised file has tables of hints that different versions of qpdf count differently (the
    links of a page, bookmarks in object streams): qpdf 11 warned of what qpdf 12.4 had written.
    """
    with unit_files, pikepdf.new() as pdf:
        # pikepdf reads what is copied only when the book is saved: units stay open till then
        opened = [unit_files.open(laid).result() for laid in pagination.laid_units]
        _fill_book(pdf, opened, pagination, master, faces)
        _add_outline(pdf, pagination)
        bound = io.BytesIO()
        pdf.save(
            bound,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
    return bound.getvalue()


def _fill_book(
    pdf: pikepdf.Pdf,
    unit_files: Sequence[pikepdf.Pdf],
    pagination: Pagination,
    master: Master,
    faces: tuple[Face, ...],
) -> None:
    _copy_pages(pdf, unit_files, pagination)
    trees = [pdf.copy_foreign(source.Root.StructTreeRoot) for source in unit_files]
    _attach_structure(pdf, trees, pagination)
    furniture = [
        draw_furniture(page, label, faces)
        for page, label in zip(pagination.pages, pagination.labels, strict=True)
    ]
    _dress_pages(pdf, pagination, furniture, faces)
    pdf.Root.PageLabels = _page_labels(pagination.labels)
    pdf.Root.Names = pikepdf.Dictionary(Dests=_destinations(pdf, pagination))
    describe_book(pdf, master)


def _copy_pages(
    pdf: pikepdf.Pdf, unit_files: Sequence[pikepdf.Pdf], pagination: Pagination
) -> None:
    starts = dict(zip(pagination.starts, unit_files, strict=True))
    for at, page in enumerate(pagination.pages):
        if at in starts:
            for copied in starts[at].pages:
                pdf.pages.append(copied)
        elif at in pagination.blanks:
            pdf.add_blank_page(page_size=page.size)
            pdf.pages[-1].obj.Tabs = pikepdf.Name.S


def _attach_structure(
    pdf: pikepdf.Pdf, trees: Sequence[pikepdf.Object], pagination: Pagination
) -> None:
    """Put the structure trees of all units below one Document element, and renumber their keys."""
    document = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document)
    )
    tops: list[pikepdf.Object] = []
    for tree, laid in zip(trees, pagination.laid_units, strict=True):
        own = list(tree.K)
        if laid.goes_on:
            _continue_section(tops[-1], own.pop(0))
        tops += own
    for top in tops:
        top.P = document
    document.K = pikepdf.Array(tops)
    nums, after = _parents(pdf, trees, pagination)
    root = pikepdf.Dictionary(
        Type=pikepdf.Name.StructTreeRoot,
        K=document,
        ParentTree=pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(nums))),
        ParentTreeNextKey=after,
    )
    names = sorted(_named_elements(trees), key=lambda pair: bytes(pair[0]))
    if names:
        flat = [item for pair in names for item in pair]
        root.IDTree = pdf.make_indirect(_leaf(flat, names))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    document.P = pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _continue_section(section: pikepdf.Object, part: pikepdf.Object) -> None:
    """Append the kids of a chapter's next part to the section that the part before began.

    Raises EditionError where the two are not one section.
    """
    if pikepdf.Name.Sect != section.S or pikepdf.Name.Sect != part.S:
        raise EditionError("a part of a chapter is no section of the document's structure")
    for kid in part.K:
        kid.P = section
    section.K.extend(part.K)


def _leaf(flat: Sequence[object], names: Sequence[tuple[object, object]]) -> pikepdf.Dictionary:
    """Return a name tree of one leaf below its root."""
    limits = pikepdf.Array([names[0][0], names[-1][0]])
    leaf = pikepdf.Dictionary(Names=pikepdf.Array(flat), Limits=limits)
    return pikepdf.Dictionary(Kids=pikepdf.Array([leaf]))


def _named_elements(
    trees: Sequence[pikepdf.Object],
) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    for tree in trees:
        flat = list(tree.IDTree.Names)
        yield from zip(flat[::2], flat[1::2], strict=True)


def _parents(
    pdf: pikepdf.Pdf, trees: Sequence[pikepdf.Object], pagination: Pagination
) -> tuple[list[object], int]:
    """Return the number tree's leaves: pages by their place in the book, then the annotations."""
    by_page: dict[int, object] = {}
    by_annotation: list[object] = []
    for tree, laid, start in zip(trees, pagination.laid_units, pagination.starts, strict=True):
        flat = list(tree.ParentTree.Nums)
        leaves = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
        for number in range(len(laid.pages)):
            page = pdf.pages[start + number].obj
            page.StructParents = start + number
            by_page[start + number] = leaves[number]
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    by_annotation.append(leaves[int(annotation.StructParent)])
                    annotation.StructParent = len(pagination.pages) + len(by_annotation) - 1
    nums: list[object] = [item for pair in sorted(by_page.items()) for item in pair]
    for number, leaf in enumerate(by_annotation, len(pagination.pages)):
        nums += [number, leaf]
    return nums, len(pagination.pages) + len(by_annotation)


def _dress_pages(
    pdf: pikepdf.Pdf, pagination: Pagination, furniture: Sequence[Furniture], faces: Sequence[Face]
) -> None:
    """Give every page its furniture and its fonts; the pages of a unit share their resources."""
    uses = [use for laid in pagination.laid_units for use in laid.fonts]
    heads = [use for page in furniture for use in page.fonts]
    fonts = embed_fonts(pdf, [*uses, *heads], faces)
    for laid, start in zip(pagination.laid_units, pagination.starts, strict=True):
        own = range(start, start + len(laid.pages))
        shared = pdf.pages[start].obj.Resources
        laid_over = (use for at in own for use in furniture[at].fonts)
        for use in (*laid.fonts, *laid_over):
            if not use.embedded:
                shared.Font[f"/{use.key}"] = fonts[use.key]
        for at in own:
            if furniture[at].content:
                page = pdf.pages[at].obj
                page.Contents = pikepdf.Array(
                    [page.Contents, pdf.make_stream(furniture[at].content)]
                )


def _page_labels(labels: Sequence[str]) -> pikepdf.Dictionary:
    """Return a number tree with an entry where the style of the labels changes."""
    nums: list[object] = []
    for arabic, group in groupby(enumerate(labels), key=lambda item: item[1].isdecimal()):
        start = next(iter(group))[0]
        style = pikepdf.Name.D if arabic else pikepdf.Name.r
        nums += [start, pikepdf.Dictionary(S=style, St=1)]
    return pikepdf.Dictionary(Nums=pikepdf.Array(nums))


def _destinations(pdf: pikepdf.Pdf, pagination: Pagination) -> pikepdf.Dictionary:
    """Return the name tree of link targets; an id that is on several pages leads to the first."""
    wanted = {name for laid in pagination.laid_units for name in laid.links}
    places: dict[str, pikepdf.Array] = {}
    for leaf, page in zip(pdf.pages, pagination.pages, strict=True):
        for name, x, y in page.anchors:
            if name in wanted and name not in places:
                places[name] = _destination_at(leaf, page.size[1], (x, y))
    if missing := sorted(wanted - places.keys()):
        raise EditionError(f"links lead to {', '.join(missing)}, which is on no page")
    # Strings of a name tree are compared as bytes.
    names = sorted(places.items(), key=lambda pair: bytes(pikepdf.String(pair[0])))
    flat = [item for name, place in names for item in (pikepdf.String(name), place)]
    if not names:
        return pikepdf.Dictionary(Names=pikepdf.Array())
    return _leaf(flat, [(pikepdf.String(name), place) for name, place in names])


def _destination_at(leaf: pikepdf.Page, height: float, point: tuple[float, float]) -> pikepdf.Array:
    x, y = point
    return pikepdf.Array([leaf.obj, pikepdf.Name.XYZ, x, round(height - y, 3), 0])


def _add_outline(pdf: pikepdf.Pdf, pagination: Pagination) -> None:
    """Add the bookmarks, each below the nearest one of a higher level before it."""
    with pdf.open_outline() as outline:
        open_levels: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for leaf, page in zip(pdf.pages, pagination.pages, strict=True):
            for level, label, x, y in page.bookmarks:
                item = pikepdf.OutlineItem(label, _destination_at(leaf, page.size[1], (x, y)))
                while open_levels[-1][0] >= level:
                    open_levels.pop()
                open_levels[-1][1].append(item)
                open_levels.append((level, item.children))
