"""The trees that lead from pages and names to elements are held to what the elements say."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from makeready.checks.heard.ways import find_wrong_ways


def make(*, parents: bool = True, names: bool = True) -> tuple[pikepdf.Pdf, list[pikepdf.Object]]:
    """Return a PDF of one page with two elements: of a piece of it, and of a link."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, StructParent=1))
    page.StructParents, page.Annots = 0, Array([note])
    text = pdf.make_indirect(Dictionary(S=Name.P, P=pdf.Root, Pg=page, K=0, ID=String("a")))
    held = Dictionary(Type=Name.OBJR, Obj=note)
    link = pdf.make_indirect(Dictionary(S=Name.Link, P=pdf.Root, Pg=page, K=Array([held])))
    root = Dictionary(Type=Name.StructTreeRoot)
    if parents:
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([text]), 1, link])))
    if names:
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array([String("a"), text])))
    pdf.Root.StructTreeRoot = root
    return pdf, [text, link]


def test_trees_that_say_what_the_elements_say_are_right() -> None:
    assert [*find_wrong_ways(*make())] == []


@pytest.mark.parametrize("lost", ["parents", "names"])
def test_a_tree_that_is_not_there_is_told(lost: str) -> None:
    assert len([*find_wrong_ways(*make(**{lost: False}))]) == 1


def test_a_link_that_leads_to_another_element_is_told() -> None:
    pdf, elements = make()
    pdf.Root.StructTreeRoot.ParentTree.Nums[3] = elements[0]
    (fault,) = find_wrong_ways(pdf, elements)
    assert "from 1 places" in fault


def test_a_piece_more_than_the_elements_hold_is_told() -> None:
    pdf, elements = make()
    pdf.Root.StructTreeRoot.ParentTree.Nums[1].append(elements[1])
    assert len([*find_wrong_ways(pdf, elements)]) == 1


def test_trees_of_other_kinds_of_value_are_told() -> None:
    pdf, elements = make()
    pdf.pages[0].obj.StructParents = Name.Here
    assert [*find_wrong_ways(pdf, elements)] == ["its trees of parents and of names cannot be read"]
