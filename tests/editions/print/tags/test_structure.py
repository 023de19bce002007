"""The structure of a printed book, part by part: each note has its place in it, and a valid one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.tagged import structure_of
from makeready.editions.print import edition
from makeready.editions.print.tags.structure import MarkedContent, Node, build_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INLINE = frozenset({"Span", "Reference", "Link"})
ROWS = "<tbody><tr><td>granite</td><td>12</td></tr></tbody>"
HEAD = "<thead><tr><th>Stone{note}</th><th>Grams</th></tr></thead>"
CAPTION = f"<table><caption>Weights{{note}}</caption>{ROWS}</table>"


def printed(body: str) -> bytes:
    notes = tuple(f"Note {n}." for n in range(1, body.count("{note}") + 1))
    book = master((Chapter(title="C", body=body, notes=notes),))
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    return made.data


def told(data: bytes) -> str:
    """Return what stands behind the chapter's title, without what stands in lines and in notes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return " ".join(map(_told, list(pdf.Root.StructTreeRoot.K.K[-1].K)[1:]))


def _told(element: Any) -> str:
    role = str(element.S)[1:]
    kids = [kid for kid in element.get("/K", ()) if "/S" in kid and str(kid.S)[1:] not in INLINE]
    return f"{role}({'' if role == 'Note' else ' '.join(map(_told, kids))})"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<dl><dt>Reed{note}</dt><dd>Grass{note}.</dd><dt>Rush</dt><dd>Not grass.</dd></dl>",
            "L(LI(Lbl() LBody(Note() Note())) LI(Lbl() LBody()))",
        ),
        (
            "<dl><dt>Reed{note}</dt><dt>Rush{note}</dt><dd><p>A plant.</p></dd></dl>",
            "L(LI(Lbl() Lbl() LBody(P() Note() Note())))",
        ),
        ("<dl><dt>Reed{note}</dt></dl>", "L(LI(Lbl() LBody(Note())))"),
        (
            "<dl><div><dt>Reed{note}</dt><dd>Grass.</dd></div><div><dt>Rush</dt></div></dl>",
            "L(LI(Lbl() LBody(Note())) LI(Lbl()))",
        ),
        (
            f"{CAPTION}<p>Behind.</p>",
            "Table(Caption() TBody(TR(TD() TD()))) Note() P()",
        ),
        (
            f"<ul><li>{CAPTION}</li></ul>",
            "L(LI(Lbl() LBody(Table(Caption() TBody(TR(TD() TD()))) Note())))",
        ),
        (
            f"<blockquote>{CAPTION}</blockquote>",
            "BlockQuote(Table(Caption() TBody(TR(TD() TD()))) Note())",
        ),
        (
            f"<table><caption>Weights{{note}}</caption>{HEAD}{ROWS}</table>",
            "Table(Caption() THead(TR(TH() TH())) TBody(TR(TD() TD()))) Note() Note()",
        ),
        (
            f"<table>{HEAD}{ROWS}</table>",
            "Table(THead(TR(TH(Note()) TH())) TBody(TR(TD() TD())))",
        ),
        (
            "<figure><p>A picture.</p><figcaption>Reeds{note}</figcaption></figure><p>Behind.</p>",
            "Div(P() Caption() Note()) P()",
        ),
        (
            '<section id="s"><h2>Reeds{note}</h2><p>Words.</p></section>',
            "Sect(H2() Note() P())",
        ),
        (
            "<ol><li>Reed{note}<ul><li>Rush{note}</li></ul></li></ol>",
            "L(LI(Lbl() LBody(L(LI(Lbl() LBody(Note()))) Note())))",
        ),
        (
            "<blockquote><p>Reed{note}</p></blockquote><blockquote>Rush{note}</blockquote>",
            "BlockQuote(P(Note())) BlockQuote(P() Note())",
        ),
    ],
    ids=[
        *("term", "two terms", "term alone", "terms in groups", "caption of a table"),
        *("caption in a list", "caption in a quotation", "caption and head of a table"),
        *("head of a table", "caption of a figure"),
        *("heading", "items", "quotations"),
    ],
)
def test_a_note_stands_where_a_note_may(body: str, expected: str) -> None:
    data = printed(body)
    found = structure_of(data)
    assert found.faults == []
    assert found.roles["Note"] == body.count("{note}")
    assert told(data) == expected


def of(body: str, **pages: tuple[int, ...]) -> tuple[Node, ...]:
    """Return the structure of a body whose elements, by their names, have words on these pages."""
    root = ET.fromstring(f"<body>{body}</body>")
    order = {id(element): number for number, element in enumerate(root.iter())}
    marks = (
        MarkedContent(page=page, place=0, order=order[id(element)], element=element, text=name)
        for name, numbers in pages.items()
        for element in root.iter(name)
        for page in numbers
    )
    return build_structure(root, marks, (), "unit")


def words(nodes: Iterable[Node]) -> list[str]:
    """Return the words of nodes with their pages, in order."""
    return [said for node in nodes for said in _words(node)]


def _words(node: Node) -> Iterator[str]:
    for kid in node.kids:
        if isinstance(kid, MarkedContent):
            yield f"{kid.text}{kid.page}"
        elif isinstance(kid, Node):
            yield from _words(kid)


def test_the_note_of_a_head_that_pages_repeat_may_stand_on_a_later_page() -> None:
    head = '<thead><tr><th>A<aside class="note" id="n"><p>Note.</p></aside></th></tr></thead>'
    table = f"<table>{head}<tbody><tr><td>x</td></tr></tbody></table>"
    assert words(of(table, th=(1, 2, 3), p=(2, 3), td=(1,))) == ["th1", "p2", "p3", "td1"]


@pytest.mark.parametrize("block", ["div", "blockquote"])
def test_a_note_among_bare_words_is_one_where_it_is_carried_over(block: str) -> None:
    body = f"<{block}><em>Words</em>{{note}}</{block}>"
    chapter = Chapter(title="C", body=body, notes=(prose(330),))
    made, found = edition.make(master((chapter,), trim=POCKET), look(), here)
    assert made is not None
    assert "P-011" in {finding.code for finding in found}
    structure = structure_of(made.data)
    assert structure.faults == []
    assert structure.roles["Note"] == 1


def test_the_comma_before_a_page_number_is_read_though_it_is_a_text_of_its_own() -> None:
    root = ET.fromstring('<body><p><a class="page" href="#x"/><a class="b" href="#x"/></p></body>')
    page, other = root.iter("a")
    said = ((page, ", "), (other, " …"), (page, "7"), (other, "8"))
    marks = (
        MarkedContent(page=1, place=n, order=n, element=link, pseudo="a::after", text=text)
        for n, (link, text) in enumerate(said)
    )
    assert words(build_structure(root, marks, (), "unit")) == [", 1", "71", "81"]


def test_the_number_of_a_line_of_verse_is_decoration() -> None:
    root = ET.fromstring('<body><div><span data-number="5">The gate.</span></div></body>')
    (line,) = root.iter("span")
    said = (("span::before", "5"), ("", "The gate."))
    marks = (
        MarkedContent(page=1, place=n, order=n, element=line, pseudo=pseudo, text=text)
        for n, (pseudo, text) in enumerate(said)
    )
    assert words(build_structure(root, marks, (), "unit")) == ["The gate.1"]
