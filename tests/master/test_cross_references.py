"""References lead to one place of the book, or are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.master.cross_references import CODES
from master.titles import anyway, findings, inside, made, sections, svg, told, words

if TYPE_CHECKING:
    from lxml import etree


def link(section: etree._Element) -> str | None:
    found = section.find(".//{*}a")
    assert found is not None
    return found.get("href")


@pytest.mark.parametrize(
    "reference",
    [
        "[x](#the-race)",
        "[x](#wheels)",
        "[x](02.md#the-race)",
        "[x](text/02.md#wheels)",
    ],
)
def test_links_find_headings_by_id_and_by_words(reference: str) -> None:
    shown = inside(
        made(
            f"# One\n\n{reference}\n",
            "# Two\n\n## The Race {#wheels}\n\n## The Race\n"
            if "wheels" in reference
            else "# Two\n\n## The Race\n",
        )
    )
    assert '<a href="#wheels">x</a>' in shown or '<a href="#the-race">x</a>' in shown


def test_a_link_to_a_file_leads_to_its_first_chapter() -> None:
    assert '<a href="#two">x</a>' in inside(made("# One\n\n[x](02.md)\n", "# Two\n\n# Three\n"))


def test_a_link_into_a_file_that_continues_a_chapter_leads_there() -> None:
    shown = inside(made("# One\n\n[x](02.md#here)\n", "[y]{#here} and [z](#here)\n"))
    assert shown.count('href="#here"') == 2


def test_the_same_id_in_two_files_means_the_nearer_one() -> None:
    manuscript = "# {0}\n\n[x]{{#here}} and [y](#here)\n"
    first, second = sections(anyway(manuscript.format("One"), manuscript.format("Two")))
    assert link(first) == "#here"
    assert link(second) != "#here"


def test_cross_references_say_what_they_lead_to() -> None:
    manuscript = (
        "# The Race {#sec-race}\n\nSee [@sec-race] and [@fig-wheel], not `[@sec-race]`.\n\n"
        '![A wheel](images/x.svg){#fig-wheel alt="A wheel."}\n\nNote^[As in [@sec-race].]\n'
    )
    shown = inside(anyway(manuscript, assets=(svg("<g/>"),)))
    assert told(manuscript, assets=(svg("<g/>"),)) == [
        "text/01.md:3: T-026 [@fig-wheel] shows “A wheel”"
    ]
    assert '<a class="xref" href="#sec-race">The Race</a>' in shown
    assert '<a class="xref" href="#fig-wheel">A wheel</a>' in shown
    assert "<code>[@sec-race]</code>" in shown
    assert shown.count('class="xref"') == 3


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("[x](#nowhere)", "#nowhere"),
        ("[@sec-nowhere]", "[@sec-nowhere]"),
        ("[x](09.md)", "09.md"),
        ("[x](01.md#nowhere)", "01.md#nowhere"),
        ("[x](../../etc/passwd)", "../../etc/passwd"),
        ('<a href="#nowhere">x</a>', "#nowhere"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused_with_its_line(
    reference: str, named: str
) -> None:
    found = told(f"# One\n\nWords.\n\nSee {reference}.\n")
    assert found == [f"text/01.md:5: T-008 {named} leads nowhere"]


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("www.reeds.example", "https://www.reeds.example"),
        ("ada@reeds.example", "mailto:ada@reeds.example"),
        ("www.md", ""),
        ("reeds.md", ""),
    ],
)
def test_an_address_that_lacks_its_scheme_is_told_whole(href: str, whole: str) -> None:
    (found,) = findings(f"# One\n\n[x]({href})\n")
    assert found.code == "T-008"
    assert found.hint == (f"write the address whole: {whole}" if whole else CODES["T-008"].remedy)


def test_a_reference_that_could_lead_to_two_places_is_refused() -> None:
    found = told("# One\n\n[x]{#here}\n", "# Two\n\n[x]{#here}\n", "# Three\n\n[y](#here)\n")
    assert any(
        each.startswith("text/03.md:3: T-009 #here could be one of here, here-") for each in found
    )


def test_web_and_mail_addresses_are_left_alone() -> None:
    shown = inside(made("[x](https://a.example/#y) <me@a.example>\n"))
    assert 'href="https://a.example/#y"' in shown
    assert 'href="mailto:me@a.example"' in shown


def test_the_words_around_a_reference_stay() -> None:
    (section,) = sections(made("# A {#sec-a}\n\nb [@sec-a] c *d [@sec-a]* e [@sec-a]\n"))
    assert words(section) == "A b A c d A e A"
