"""A PDF is read sentence by sentence, without the hyphens at the ends of its lines."""

from __future__ import annotations

from makeready.checks.differ.printed import divide_pages
from makeready.checks.read.print import Page


def printed(label: str, *lines: str) -> Page:
    """A page of these lines, of which only what a reader of the PDF is told."""
    characters = [
        (character, number, bool(at and line[at - 1] == " "))
        for number, line in enumerate(lines)
        for at, character in enumerate(line)
        if character != " "
    ]
    text = "".join(character for character, _, _ in characters)
    return Page(
        label=label,
        size=(100, 100),
        text=text,
        boxes=((0, 0, 1, 1),) * len(text),
        lines=tuple(line for _, line, _ in characters),
        runs=(0,) * len(text),
        furniture=(),
        outside="",
        pictures=0,
        links=(),
        spaced=tuple(spaced for _, _, spaced in characters),
    )


def test_sentences_go_on_over_lines_and_pages() -> None:
    pages = (
        printed("4", "Coots nest ear-", "ly. Herons", "wait by the slu-"),
        printed("5", "ice. So it goes."),
    )
    told = [(each.text, each.page) for each in divide_pages(pages)]
    assert told == [
        ("Coots nest early.", "4"),
        ("Herons wait by the sluice.", "4"),
        ("So it goes.", "5"),
    ]
