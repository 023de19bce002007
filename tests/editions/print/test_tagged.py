"""The validator sees what is wrong with a structure, so that its silence means something."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from editions.print.books import Chapter, here, look, master, prose
from editions.print.tagged import structure_of
from makeready.editions.print import edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLE = (
    "<table><thead><tr><th>Stone</th><th>Grams</th></tr></thead>"
    "<tbody><tr><td>granite</td><td>12</td></tr></tbody></table>"
)
BODY = f"<p>{prose(30, 1)[:-1]}{{note}} and <em>{prose(9, 2)}</em></p>{TABLE}<p>{prose(30, 3)}</p>"


@pytest.fixture(scope="module")
def good() -> bytes:
    book = master((Chapter(title="Stones", body=BODY, notes=(prose(9, 4),)),))
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    return printed.data


def elements(pdf: pikepdf.Pdf, role: str) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{role}":
            yield item


def words_twice(pdf: pikepdf.Pdf) -> None:
    first, second = [p for p in elements(pdf, "P") if p.K[0].get("/Type") == "/MCR"][:2]
    second.K.append(first.K[0])


def words_beside_elements(pdf: pikepdf.Pdf) -> None:
    first = next(p for p in elements(pdf, "P") if p.K[0].get("/S") == "/Span")
    first.K[0] = first.K[0].K[0]


def paragraphs_exchanged(pdf: pikepdf.Pdf) -> None:
    section = next(s for s in elements(pdf, "Sect") if len(s.K) > 3)
    section.K[-1], section.K[-3] = section.K[-3], section.K[-1]


def leaves_exchanged(pdf: pikepdf.Pdf) -> None:
    leaves = max((leaf for leaf in pdf.Root.StructTreeRoot.ParentTree.Nums[1::2]), key=len)
    leaves[0], leaves[-1] = leaves[-1], leaves[0]


def a_link_without_its_annotation(pdf: pikepdf.Pdf) -> None:
    link = next(elements(pdf, "Link"))
    link.K = pikepdf.Array([kid for kid in link.K if kid.get("/Type") != "/OBJR"])


def annotations_exchanged(pdf: pikepdf.Pdf) -> None:
    annotations = next(p.obj.Annots for p in pdf.pages if len(p.obj.get("/Annots", ())) > 1)
    first, second = annotations[0], annotations[1]
    first.StructParent, second.StructParent = second.StructParent, first.StructParent


def ids_in_disorder(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    names[0], names[1], names[2], names[3] = names[2], names[3], names[0], names[1]


def a_header_that_is_nowhere(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "TD")).A.Headers[0] = pikepdf.String("elsewhere")


def an_element_twice(pdf: pikepdf.Pdf) -> None:
    section = next(s for s in elements(pdf, "Sect") if len(s.K) > 3)
    section.K.append(section.K[-1])


def a_paragraph_in_a_table(pdf: pikepdf.Pdf) -> None:
    table, paragraph = next(elements(pdf, "Table")), list(elements(pdf, "P"))[-1]
    paragraph.P.K = pikepdf.Array([kid for kid in paragraph.P.K if kid.objgen != paragraph.objgen])
    paragraph.P = table
    table.K.append(paragraph)


def words_in_a_row(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "TD")).S = pikepdf.Name("/TR")


def test_a_good_structure_has_no_faults(good: bytes) -> None:
    assert structure_of(good).faults == []


@pytest.mark.parametrize(
    "spoil",
    [
        words_twice,
        words_beside_elements,
        paragraphs_exchanged,
        leaves_exchanged,
        a_link_without_its_annotation,
        annotations_exchanged,
        ids_in_disorder,
        a_header_that_is_nowhere,
        an_element_twice,
        a_paragraph_in_a_table,
        words_in_a_row,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_spoiled_structure_has_faults(good: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    spoiled = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        spoil(pdf)
        pdf.save(spoiled)
    assert structure_of(spoiled.getvalue()).faults != []
