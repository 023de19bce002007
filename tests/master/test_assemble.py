"""The template is filled once, with text that stays text; the digest is of the bytes."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from lxml import etree

from makeready.core.errors import MasterError
from makeready.core.model import Person, Series
from makeready.master.make import make
from master.titles import X, anyway, asset, made, retold, templates, title, tree, words

BRACES = "{{ 7 * 7 }}{% raw %}<b>&amp;"


def page(name: str, **facts: object) -> str:
    found = tree(made("# One\n", book=retold(**facts))).find(f".//*[@id='{name}']")
    assert found is not None
    return words(found)


def test_the_digest_is_of_the_bytes() -> None:
    master = made("# One\n")
    assert master.digest == hashlib.sha256(master.xhtml).hexdigest()


def test_facts_of_the_book_are_text() -> None:
    facts = {
        name: f"{name} {BRACES}"
        for name in ("title", "subtitle", "publisher", "rights", "description")
    }
    person = Person(name=f"Name {BRACES}", sort_as="n", role="aut")
    shown = words(tree(made("# One\n", book=retold(**facts, people=(person,), subjects=(BRACES,)))))
    assert shown.count(BRACES) >= 6
    assert "49" not in shown


def test_the_title_page_names_those_who_made_the_book() -> None:
    people = tuple(
        Person(name=name, sort_as=name, role=role)
        for name, role in (
            ("Ann", "aut"),
            ("Ben", "edt"),
            ("Cy", "aut"),
            ("Di", "aut"),
            ("Ed", "edt"),
            ("Flo", "xyz"),
        )
    )
    assert page("title-page", people=people, publisher="Mill Press") == (
        "The Mills Ann, Cy and Di Edited by Ben and Ed Mill Press"
    )
    assert "Herausgegeben von Ben und Ed" in page("title-page", people=people, language="de")


def test_the_imprint_tells_what_is_known_and_nothing_else() -> None:
    assert page("imprint") == f"The Mills This edition 22 November 2026 {retold().identifier}"
    said = page(
        "imprint",
        subtitle="Or, Flour",
        series=Series(name="Crafts", number=3),
        rights="Free.",
        publisher="Mill Press",
        published=dt.date(1818, 1, 1),
        isbn_print="978-3-16-148410-0",
        isbn_ebook="978-0-306-40615-7",
    )
    for piece in (
        "The Mills: Or, Flour",
        "Crafts, no. 3",
        "First published 1818",
        "(print)",
        "(e-book)",
    ):
        assert piece in said
    assert page("imprint", series=Series(name="Crafts", number=None)).startswith(
        "The Mills Crafts This"
    )


def test_assets_are_those_shown_and_the_cover() -> None:
    pictures = tuple(asset(f"images/{name}.png") for name in "abc")
    master = anyway("![x](images/b.png)\n", assets=pictures, book=retold(cover="images/c.png"))
    assert [each.name for each in master.assets] == ["images/b.png", "images/c.png"]


def test_every_language_is_said_in_both_ways() -> None:
    root = tree(made("[ja]{lang=de}\n"))
    for element in root.iter(f"{X}*"):
        assert element.get("lang") == element.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert root.get("lang") == "en-GB"


def test_a_template_that_names_what_there_is_not_is_told() -> None:
    broken = {**templates(), "master.xhtml.j2": "{{ nothing.here }}"}
    with pytest.raises(MasterError, match="a template cannot be filled"):
        make(title("x"), broken)


def test_a_template_that_is_no_xml_is_told() -> None:
    with pytest.raises(MasterError, match="not well-formed XHTML"):
        make(title("x"), {**templates(), "master.xhtml.j2": "<html>"})


def test_the_master_declares_its_namespaces_once() -> None:
    shown = made("# One^[N]\n\nx\n").xhtml.decode()
    assert shown.count("xmlns=") == 1
    assert shown.count("xmlns:epub=") == 1
    assert "makeready-file" not in shown
    etree.fromstring(shown.encode())


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("fr", "Présente édition 1er mars 2026"),
        ("de-AT", "Diese Ausgabe 1. März 2026"),
        ("en-US", "This edition March 1, 2026"),
        ("pl", "To wydanie 1 marca 2026"),
        ("zh", "本版 2026年3月1日"),
    ],
)
def test_dates_are_written_in_the_language_of_the_book(language: str, date: str) -> None:
    assert date in page("imprint", language=language, modified=dt.date(2026, 3, 1))
