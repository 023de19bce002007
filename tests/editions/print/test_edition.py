"""The print edition as a whole: against the oracle, its structure, its notes, its bytes."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree

from editions.print.books import Chapter, here, look, master, noted, once, prose, sans
from editions.print.tagged import structure_of
from editions.print.whole import page_texts, page_words, whole_pages
from makeready.core.errors import EditionError
from makeready.core.model import Look, Matter
from makeready.editions.print import edition
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.tags import tagging
from makeready.editions.print.tags.structure import Node
from makeready.editions.print.weasy.paging import last_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from makeready.core.model import Master, Print
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources

MIXED = (
    "<p>" + prose(90, 1)[:-1] + "{note} and <em>" + prose(9, 2) + "</em></p>"
    '<section id="second"><h2>Second</h2><p>' + prose(40, 3) + "</p>"
    "<ul><li><p>" + prose(5, 4) + "</p></li><li>" + prose(12, 5)[:-1] + "{note}.</li></ul>"
    "<table><caption>Weights</caption><thead><tr><th>Stone</th><th>Grams</th></tr></thead>"
    "<tbody><tr><td>granite</td><td>12</td></tr><tr><td>marble</td><td>34</td></tr></tbody></table>"
    "<dl><dt>Quarry</dt><dd>" + prose(8, 6) + "</dd></dl><blockquote><p>" + prose(20, 7) + "</p>"
    '</blockquote><hr/><p lang="de">' + prose(30, 8) + '</p><p>See <a href="#c1">the first</a>.</p>'
    "</section>"
)
BOOK = (
    Chapter(title="Before", body=f"<p>{prose(120, 4)}</p>", matter="front"),
    noted(6, 3, 30, title="Harbours"),
    Chapter(title="Mixed", body=MIXED, notes=(prose(25, 9), prose(14, 2) + "\n" + prose(9, 3))),
    noted(4, 3, 60, seed=5, title="Ferries and Lanterns"),
)


laid = once()
"""Lays out the units of the book, of which several tests make editions, once."""


def made(book: Master, looks: Look | None = None) -> Print:
    printed, found = edition.make(book, looks or look(), laid)
    assert printed is not None, found
    return printed


@pytest.fixture(scope="module")
def printed() -> Print:
    return made(master(BOOK))


@pytest.mark.parametrize(
    "looks", [look, pytest.param(sans, marks=pytest.mark.soak)], ids=["libertine", "biolinum"]
)
def test_each_page_holds_what_the_oracle_puts_on_it(
    looks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the oracle draws no lines to short last pages
    monkeypatch.setattr(last_pages, "hold_back", lambda _: None)
    chosen = looks()  # type: ignore[operator]  # one of the two functions above
    book = master(BOOK)
    expected, lost = whole_pages(plan_units(book, chosen))
    assert not lost
    printed, found = edition.make(book, chosen, here)
    assert printed is not None, found
    bound = page_texts(printed.data)
    assert len(bound) == len(expected)
    assert [page_words(text) for text in bound] == [page_words(text) for text in expected]


def test_the_structure_agrees_with_itself_and_the_master(printed: Print) -> None:
    book = master(BOOK)
    found = structure_of(printed.data)
    assert found.faults == []
    root = etree.fromstring(book.xhtml)
    tags = Counter(etree.QName(e).localname for e in root.iter(etree.Element))
    notes = len(root.findall(".//{*}section[@class='notes']"))
    assert found.roles["Sect"] == tags["section"] + tags["nav"] - notes
    assert found.roles["Note"] == tags["aside"] == len(book.notes)
    assert found.roles["Reference"] == len(book.notes) + len(book.contents)
    assert found.roles["Table"] == tags["table"]
    assert found.roles["Caption"] == tags["caption"]
    assert (found.roles["TH"], found.roles["TD"]) == (tags["th"], tags["td"])
    assert found.roles["P"] == tags["p"]
    assert found.roles["H1"] == tags["h1"]
    assert found.roles["L"] == 2
    assert found.roles["TOCI"] == len(book.contents)


def test_links_lead_to_the_pages_of_their_places(printed: Print) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        flat = [item for kid in pdf.Root.Names.Dests.Kids for item in kid.Names]
        names = {str(name) for name in flat[::2]}
        leads = {
            str(annotation.Dest) for page in pdf.pages for annotation in page.obj.get("/Annots", ())
        }
        assert leads == names
        assert [bytes(name) for name in flat[::2]] == sorted(bytes(name) for name in flat[::2])
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [c.title for c in BOOK]


def test_the_contents_print_the_labels_of_the_pages(printed: Print) -> None:
    contents = next(text for text in page_texts(printed.data) if text.startswith("Contents"))
    labels = {str(name): label for name, label in printed.anchor_labels}
    assert [labels[f"c{n}"] for n in range(1, 5)] == ["v", "1", "5", "7"]
    assert re.findall(r"\b(\w+)\s*$", contents, re.MULTILINE) == [
        "Contents",
        "v",
        "1",
        "5",
        "7",
        "iii",
    ]


def test_bytes_are_the_same_in_any_order_and_process_state(printed: Print) -> None:
    def backwards(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        return list(reversed(here(resources, list(reversed(jobs)))))

    again, _ = edition.make(master(BOOK), look(), backwards)
    assert again is not None
    assert again.data == printed.data


def test_a_good_guess_spares_rounds_and_changes_nothing() -> None:
    rounds: list[int] = []

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        rounds.append(len(jobs))
        return laid(resources, jobs)

    first, _ = edition.make(master(BOOK), look(), counted)
    assert first is not None
    again, _ = edition.make(master(BOOK), look(), counted, first.anchor_labels)
    wrong, _ = edition.make(
        master(BOOK), look(), counted, [(name, "99") for name, _ in first.anchor_labels]
    )
    assert rounds == [5, 1, 6, 6, 1]
    assert again == first == wrong


def test_front_matter_has_roman_folios(printed: Print) -> None:
    front = [chapter for chapter in BOOK if chapter.matter == Matter.FRONT]
    assert printed.pages.labels[:7] == ("i", "ii", "iii", "iv", "v", "vi", "1")
    assert len(front) == 1


def test_text_that_cannot_be_tagged_stops_the_edition() -> None:
    book = master((Chapter(title="Pale", body=f"<p>{prose(9)}</p>"),), style="p { opacity: 0.5 }")
    with pytest.raises(EditionError, match="cannot be tagged"):
        edition.make(book, look(), here)


def bare(node: Node) -> Node:
    kept = (kid for kid in node.kids if not (isinstance(kid, Node) and kid.role == "Note"))
    return replace(node, kids=tuple(bare(kid) if isinstance(kid, Node) else kid for kid in kept))


def twice(node: Node) -> Node:
    kids = tuple(twice(kid) if isinstance(kid, Node) else kid for kid in node.kids)
    return replace(node, kids=(*kids, *(k for k in kids if isinstance(k, Node) and k.name)))


def wordless(node: Node) -> Node:
    kids = tuple(wordless(kid) if isinstance(kid, Node) else kid for kid in node.kids)
    return replace(node, kids=() if node.role == "Note" else kids)


@pytest.mark.parametrize("spoil", [bare, twice, wordless], ids=lambda spoil: spoil.__name__)
def test_a_note_without_its_place_in_the_structure_stops_the_edition(
    spoil: Callable[[Node], Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "order_for_reading", lambda nodes: tuple(map(spoil, nodes)))
    book = master((Chapter(title="Reeds", body="<p>Reed{note}</p>", notes=("A plant.",)),))
    with pytest.raises(EditionError, match=r"a note cannot be tagged.*“1 A plant\.”"):
        edition.make(book, look(), here)


def test_a_theme_places_running_heads_in_words_of_its_own() -> None:
    style = (
        '@page body:nth(2 of start), start { @bottom-right { content: "— " counter(page) " —" } }'
    )
    printed = made(master((noted(9, 4, 9),), style=style))
    texts = page_texts(printed.data)
    assert "— 2 —" in texts[printed.pages.labels.index("2")]


def test_a_character_that_no_font_has_stops_the_edition() -> None:
    book = master((Chapter(title="Far", body="<p>A 中 here.</p>"),))
    printed, found = edition.make(book, look(), here)
    assert printed is None
    assert [finding.code for finding in found] == ["P-007"]


@pytest.mark.parametrize("style", ["", "li { font-style: italic }", "li { font-weight: bold }"])
def test_lists_within_lists_have_markers_of_the_presss_own_fonts(style: str) -> None:
    body = "<ul><li>Reeds" * 5 + "</li></ul>" * 5
    printed, found = edition.make(
        master([Chapter(title="C", body=body)], style=style), look(), here
    )
    assert printed is not None, found
    assert "".join(page_texts(printed.data)).count("\N{EN DASH}") == 2
