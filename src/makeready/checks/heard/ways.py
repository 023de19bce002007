"""The ways into a PDF's structure, from its pages and by names, become those that lead elsewhere.

Programs that read aloud find what they point at on a page by the tree of parents, and the heads of
a cell by the tree of names (ISO 32000-1, 14.7.4.4 and 14.7.2). Both say again what the elements
say themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Object: TypeAlias = tuple[int, int]
"""The number and the generation of an object of a PDF."""

_NONE = (0, 0)


def find_wrong_ways(pdf: pikepdf.Pdf, elements: Sequence[pikepdf.Object]) -> Iterator[str]:
    """Yield which of the two trees leads elsewhere than to the elements that are meant."""
    root = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    try:
        wanted = dict(_list_held(elements))
        known = dict(_list_parents(pdf, root))
        named = dict(_list_named(root))
    except (TypeError, ValueError, AttributeError):  # what pikepdf raises for other kinds of value
        yield "its trees of parents and of names cannot be read"
        return
    wrong = sum(known.get(place) != owner for place, owner in wanted.items())
    if wrong or known.keys() != wanted.keys():
        wrong = wrong or len(known.keys() - wanted.keys())
        yield f"its tree of parents leads from {wrong} places to other elements than theirs"
    if named != {str(each.ID): each.objgen for each in elements if "/ID" in each}:
        yield "its tree of names leads to other elements than those that have the names"


def _list_held(elements: Sequence[pikepdf.Object]) -> Iterator[tuple[tuple[_Object, int], _Object]]:
    """Yield each piece of a page, and each link with -1, with the element that holds it."""
    for element in elements:
        page = element.get("/Pg", pikepdf.Dictionary())
        held = element.get("/K", pikepdf.Array())
        for each in held if isinstance(held, pikepdf.Array) else [held]:
            if not isinstance(each, pikepdf.Dictionary):
                yield (page.objgen, int(each)), element.objgen
            elif "/Obj" in each:
                yield (each.Obj.objgen, -1), element.objgen
            elif "/MCID" in each and "/Stm" not in each:
                yield (each.get("/Pg", page).objgen, int(each.MCID)), element.objgen


def _list_parents(
    pdf: pikepdf.Pdf, root: pikepdf.Object
) -> Iterator[tuple[tuple[_Object, int], _Object]]:
    """Yield each piece of a page, and each link with -1, with the element said to hold it."""
    parents = dict(pikepdf.NumberTree(root.ParentTree).items()) if "/ParentTree" in root else {}
    for page in pdf.pages:
        said = parents.get(int(page.obj.get("/StructParents", -1)), pikepdf.Array())
        for piece, owner in enumerate(said):
            if isinstance(owner, pikepdf.Dictionary):
                yield (page.obj.objgen, piece), owner.objgen
        for note in page.obj.get("/Annots", pikepdf.Array()):
            number = int(note.get("/StructParent", -1))
            if number in parents:
                yield (note.objgen, -1), parents[number].objgen


def _list_named(root: pikepdf.Object) -> Iterator[tuple[str, _Object]]:
    names = pikepdf.NameTree(root.IDTree).items() if "/IDTree" in root else ()
    for name, element in names:
        yield str(name), element.objgen if isinstance(element, pikepdf.Dictionary) else _NONE
