"""Lines at the edges of marked pages: running heads where they interrupt, else text in doubt."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.model import Answer

CLOSED = (
    "The cooper split his staves in the yard behind the chapel.",
    "His son carried them up two at a time, and counted aloud.",
    "Nobody bought a barrel in the year of the long rain.",
    "They were sold to the brewer when the roads were dry again.",
)
WAYS = ["old", "slow", "straight", "dry", "long", "broad", "late"]
FIGURES = ["", "I", "II", "III", "IV", "V", "VI"]


def _pages(head: str, foot: str = "", *, torn: bool = False, turn: str = "\f") -> str:
    """Return six pages, on which sentences go on over the turn where `torn`."""
    pages = []
    for number in range(1, 7):
        body = "\n".join(CLOSED[(number + at) % 4] for at in range(3))
        if torn:
            body = (
                f"and went {WAYS[number]} home.\n{body}\nThe cooper shut the {WAYS[-number]} gate"
            )
        parts = [part.format(n=number, r=FIGURES[number]) for part in (head, body, foot) if part]
        pages.append("\n".join(parts))
    return f"\n{turn}".join(pages) + "\n"


def _dropped(source: str, *answers: Answer) -> list[str]:
    return [
        source[each.start : each.end]
        for each in cleaned(source, *answers).ledger.operations
        if each.rule.startswith("F.")
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Day {n}", ""),
        ("Day {n}.\n", ""),
        ("We split staves on day {n}.", ""),
        ("{n} The gate is shut.", ""),
        ("{r}\n", ""),
        ("Letter {n}\n\nDear Anna,\n", "\nYours,\n\nTom"),
        ("Shut the gate behind you.", ""),
        ("", "Thanks be to the cooper."),
        ("我們關上門。\n", ""),
    ],
)
def test_a_line_of_the_text_at_every_pages_edge_stays_and_is_asked_about_once(
    head: str, foot: str
) -> None:
    source = _pages(head, foot)
    assert _dropped(source) == []
    asked = [each for each in cleaned(source).questions if each.section == "furniture"]
    lines = [line for line in f"{head}\n{foot}".splitlines() if line]
    assert [len(each.also) for each in asked] == [5] * len(lines)


@pytest.mark.parametrize(
    ("head", "foot"),
    [("Day {n}", ""), ("Shut the gate.", ""), ("{r}", ""), ("", "Yard & Co.\n{n}")],
)
def test_a_line_at_every_pages_edge_that_interrupts_sentences_goes(head: str, foot: str) -> None:
    source = _pages(head, foot, torn=True)
    lines = len(f"{head} {foot}".split("\n")) * 6
    assert len(_dropped(source)) in (lines, lines - 1)  # the first head may be the heading
    assert "shut the late gate and went straight home" in manuscript(source)


FORMED = [
    "$$E = m c^2$$",
    "\\[ a = b \\]",
    "$x_1 = 2$",
    "n = N / (1 + N e²)",
    "2 H₂ + O₂ → 2 H₂O",
    "Table 4 (continued)",
    "Abbildung 3: Der Schuppen",
    "Tabela 2 – Preços",
    "表1 桶の値段",
    "Source: Brewers' Guild",
    "Note: the prices are in pounds",
    "• staves of oak",
    "(a) staves of oak",
    "(in barrels a year)",
    "> Shut the gate",
]


@pytest.mark.parametrize("line", FORMED)
@pytest.mark.parametrize("turn", ["\f", "\n"])
def test_a_line_whose_form_is_one_of_text_stays_whatever_it_interrupts(
    line: str, turn: str
) -> None:
    assert _dropped(_pages(f"{line}\n", torn=True, turn=turn)) == []


@pytest.mark.parametrize("turn", ["\f", "\n"])
def test_the_head_of_a_table_without_rules_stays_on_every_page(turn: str) -> None:
    rows = "Wood      Staves    Hoops\noak       14        4\nash       12        4\n"
    assert _dropped(_pages(rows, torn=True, turn=turn)) == []


@pytest.mark.parametrize("head", ["THE COOPER'S YARD", "Cooper      {n}", "The Yard | {n}"])
def test_a_head_that_is_worded_as_one_needs_no_sentence(head: str) -> None:
    assert len(_dropped(_pages(head))) >= 5


def test_a_line_that_goes_on_below_is_text_and_nobody_is_asked() -> None:
    source = _pages("On market days we walked\nfrom the yard to the mill and counted staves.")
    assert _dropped(source) == []
    assert not [each for each in cleaned(source).questions if each.section == "furniture"]


def test_a_page_may_have_a_number_of_its_own_beside_its_folio() -> None:
    assert _dropped(_pages("{n}\n", "\n{n}")) == list("123456")


def test_the_answer_takes_the_lines_and_leaves_their_paragraphs() -> None:
    source = _pages("Shut the gate behind you.")
    lines = [number for number, line in enumerate(source.splitlines(), 1) if line.endswith("you.")]
    answers = (
        Answer(section="furniture", at=n, line=n, raw="Shut the gate behind you.", do="drop")
        for n in lines
    )
    made = manuscript(source, *answers)
    assert "Shut the gate" not in made
    assert made.count("chapel") == source.count("chapel")


def test_the_heading_that_the_heads_of_pages_repeat_is_a_heading() -> None:
    source = _pages("THE COOPER'S YARD", "{n}")
    assert manuscript(source).startswith("# THE COOPER'S YARD\n\n")
