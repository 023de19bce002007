"""A structure tree is read as far as it is one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from intake.pdf.made import pdf_of
from makeready.intake.pdf.read.tags import read_tags

if TYPE_CHECKING:
    from pathlib import Path


def test_a_damaged_tree_says_nothing_of_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    with pikepdf.open(io.BytesIO(pdf_of([""]))) as document:
        element = pikepdf.Dictionary(S=pikepdf.Name.P, Pg=7, K=0)
        document.Root.StructTreeRoot = pikepdf.Dictionary(K=element, RoleMap=pikepdf.Array([]))
        document.save(file)
    tags, _ = read_tags(file)
    assert [(at, tag.roles) for at, tag in tags.items()] == [((-1, 0), ("P",))]


def test_marked_content_of_another_page_is_known_by_its_reference(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    with pikepdf.open(io.BytesIO(pdf_of(["", ""]))) as document:
        one, two = (page.obj for page in document.pages)
        further = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=two, MCID=4)
        element = pikepdf.Dictionary(S=pikepdf.Name.P, Pg=one, K=pikepdf.Array([0, further]))
        document.Root.StructTreeRoot = pikepdf.Dictionary(K=element)
        document.save(file)
    tags, _ = read_tags(file)
    assert {at: tag.roles for at, tag in tags.items()} == {(0, 0): ("P",), (1, 4): ("P",)}
