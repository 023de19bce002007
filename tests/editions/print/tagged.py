"""A validator of the structure of a tagged PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf

SHOWING = frozenset({"Tj", "TJ", "'", '"', "Do", "S", "f", "f*", "B", "b", "sh"})

FRAMES = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"Caption", "TOC", "TOCI"},
}
"""What may stand in elements of these roles, and no words (14.8.4.2 and 14.8.4.3)."""


@dataclass
class Structure:
    """What a validated PDF's structure holds: how many elements of each role, and its faults."""

    roles: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def structure_of(data: bytes) -> Structure:
    """Return what the structure of a PDF holds, and every disagreement in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Validator(pdf).check()


class _Validator:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.found = Structure()
        self.owners: dict[tuple[int, int], tuple[int, int]] = {}
        self.links: dict[tuple[int, int], tuple[int, int]] = {}
        self.ids: dict[bytes, tuple[int, int]] = {}
        self.heads: set[bytes] = set()
        self.headers: set[bytes] = set()
        self.elements: set[tuple[int, int]] = set()
        root = pdf.Root.StructTreeRoot
        self.parents = _number_tree(root.ParentTree)
        self.root: Any = root

    def fault(self, words: str) -> None:
        self.found.faults.append(words)

    def check(self) -> Structure:
        self.walk(self.root.K, self.root)
        for number, page in enumerate(self.pdf.pages):
            self.check_page(number, page)
        for objgen, owner in self.links.items():
            annotation = self.pdf.get_object(objgen)
            leaf = self.parents.get(int(annotation.StructParent))
            if leaf is None or leaf.objgen != owner:
                self.fault(f"annotation {objgen} and its element disagree")
        self.check_parents()
        self.check_ids()
        return self.found

    def check_parents(self) -> None:
        """Check that the parent tree has a leaf for all that asks for one, and no other."""
        pages = [int(p.obj.StructParents) for p in self.pdf.pages if "/StructParents" in p.obj]
        linked = [int(self.pdf.get_object(objgen).StructParent) for objgen in self.links]
        if sorted(pages + linked) != sorted(self.parents):
            self.fault("the parent tree has leaves that nothing asks for, or asked for twice")
        if int(self.root.ParentTreeNextKey) <= max(self.parents):
            self.fault("the parent tree's next key is taken")
        leaves = [leaf for key in pages for leaf in self.parents.get(key, ())]
        leaves += [self.parents[key] for key in linked if key in self.parents]
        if strangers := {leaf.objgen for leaf in leaves} - self.elements:
            self.fault(f"the parent tree leads to {strangers}, which are not in the structure")

    def walk(self, element: Any, parent: Any) -> None:
        self.found.roles[str(element.S)[1:]] += 1
        if element.objgen in self.elements:
            self.fault(f"{element.objgen} has two places")
        self.elements.add(element.objgen)
        if element.P.objgen != parent.objgen:
            self.fault(f"{element.objgen} does not name its parent")
        if "/ID" in element:
            if bytes(element.ID) in self.ids:
                self.fault(f"two elements are called {element.ID}")
            self.ids[bytes(element.ID)] = element.objgen
            self.heads |= {bytes(element.ID)} if element.S == "/TH" else set()
        if "/A" in element and "/Headers" in element.A:
            self.headers |= {bytes(name) for name in element.A.Headers}
        kids = element.get("/K", pikepdf.Array())
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        if {"/MCR", "/StructElem"} <= {str(kid.get("/Type")) for kid in kids}:
            self.fault(f"{element.objgen} holds words beside elements")
        held = {str(kid.S)[1:] if "/S" in kid else "words" for kid in kids}
        role = str(element.S)[1:]
        if role in FRAMES and (strays := held - FRAMES[role]):
            self.fault(f"{element.objgen} is of the role {role} and holds {sorted(strays)}")
        for kid in kids:
            self.check_kid(kid, element)

    def check_kid(self, kid: Any, element: Any) -> None:
        if kid.get("/Type") == "/MCR":
            place = (self.pages[kid.Pg.objgen], int(kid.MCID))
            if place in self.owners:
                self.fault(f"{place} has two owners")
            self.owners[place] = element.objgen
        elif kid.get("/Type") == "/OBJR":
            if kid.Obj.objgen in self.links:
                self.fault(f"annotation {kid.Obj.objgen} has two owners")
            self.links[kid.Obj.objgen] = element.objgen
            if kid.Obj.objgen not in {each.objgen for each in kid.Pg.get("/Annots", ())}:
                self.fault(f"annotation {kid.Obj.objgen} is not on the page it is said to be on")
        else:
            self.walk(kid, element)

    def check_page(self, number: int, page: pikepdf.Page) -> None:
        marked = self.painted(number, page)
        owned = [mcid for at, mcid in self.owners if at == number]
        if marked != owned:
            self.fault(f"page {number} is painted as {marked} and read as {owned}")
        if owned:
            leaves = [leaf.objgen for leaf in self.parents[int(page.obj.StructParents)]]
            if leaves != [self.owners.get((number, mcid)) for mcid in range(len(owned))]:
                self.fault(f"page {number}: the parent tree misnames owners")
        for annotation in page.obj.get("/Annots", ()):
            if annotation.objgen not in self.links:
                self.fault(f"page {number}: an annotation has no element")

    def painted(self, number: int, page: pikepdf.Page) -> list[int]:
        """Return the numbers of the page's marked stretches; all that shows must be in one."""
        marked: list[int] = []
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator, said = str(instruction.operator), list(instruction.operands)[1:]
            if operator in ("BDC", "BMC"):
                depth += 1
                marked += [int(each.MCID) for each in said if "/MCID" in each]
            elif operator == "EMC":
                depth -= 1
            elif operator in SHOWING and depth == 0:
                self.fault(f"page {number}: {operator} outside of marked content")
        return marked

    def check_ids(self) -> None:
        flat = [item for kid in self.root.get("/IDTree", {}).get("/Kids", ()) for item in kid.Names]
        names = [bytes(name) for name in flat[::2]]
        if names != sorted(names) or len(names) != len(set(names)):
            self.fault("the tree of ids is not sorted")
        if {n: e.objgen for n, e in zip(names, flat[1::2], strict=True)} != self.ids:
            self.fault("the tree of ids and the elements disagree")
        if missing := self.headers - self.heads:
            self.fault(f"headers {missing} are nowhere")


def _number_tree(tree: Any) -> dict[int, Any]:
    flat = list(tree.Nums)
    numbers = [int(number) for number in flat[::2]]
    assert numbers == sorted(numbers), "a number tree is sorted"
    return dict(zip(numbers, flat[1::2], strict=True))
