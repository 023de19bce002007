"""A validator of the structure of a tagged PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf

SHOWING = frozenset({"Tj", "TJ", "'", '"', "Do", "S", "f", "f*", "B", "b", "sh"})


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
        self.headers: set[bytes] = set()
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
        self.check_ids()
        return self.found

    def walk(self, element: Any, parent: Any) -> None:
        self.found.roles[str(element.S)[1:]] += 1
        if element.P.objgen != parent.objgen:
            self.fault(f"{element.objgen} does not name its parent")
        if "/ID" in element:
            self.ids[bytes(element.ID)] = element.objgen
        if "/A" in element and "/Headers" in element.A:
            self.headers |= {bytes(name) for name in element.A.Headers}
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self.check_kid(kid, element)

    def check_kid(self, kid: Any, element: Any) -> None:
        if kid.get("/Type") == "/MCR":
            place = (self.pages[kid.Pg.objgen], int(kid.MCID))
            if place in self.owners:
                self.fault(f"{place} has two owners")
            self.owners[place] = element.objgen
        elif kid.get("/Type") == "/OBJR":
            self.links[kid.Obj.objgen] = element.objgen
        else:
            self.walk(kid, element)

    def check_page(self, number: int, page: pikepdf.Page) -> None:
        marked = self.painted(number, page)
        owned = {mcid for at, mcid in self.owners if at == number}
        if marked != owned:
            self.fault(f"page {number}: {sorted(marked ^ owned)} painted or owned only")
        if owned:
            leaves = self.parents[int(page.obj.StructParents)]
            for mcid in owned:
                if leaves[mcid].objgen != self.owners[number, mcid]:
                    self.fault(f"page {number}: the parent tree misnames the owner of {mcid}")
        for annotation in page.obj.get("/Annots", ()):
            if annotation.objgen not in self.links:
                self.fault(f"page {number}: an annotation has no element")

    def painted(self, number: int, page: pikepdf.Page) -> set[int]:
        """Return the numbers of the page's marked stretches; all that shows must be in one."""
        marked: set[int] = set()
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator, said = str(instruction.operator), list(instruction.operands)[1:]
            if operator in ("BDC", "BMC"):
                depth += 1
                marked |= {int(each.MCID) for each in said if "/MCID" in each}
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
        if missing := self.headers - set(names):
            self.fault(f"headers {missing} are nowhere")


def _number_tree(tree: Any) -> dict[int, Any]:
    flat = list(tree.Nums)
    numbers = [int(number) for number in flat[::2]]
    assert numbers == sorted(numbers), "a number tree is sorted"
    return dict(zip(numbers, flat[1::2], strict=True))
