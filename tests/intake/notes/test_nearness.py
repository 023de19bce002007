"""Numbers that nothing raises: notes near their calls, headings and years everywhere else."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.account.ledger import check

LINE = "the tanner kept the hides in the long pit until the bark had done its work"


def _linked(source: str) -> int:
    return sum(bool(link.key) for link in cleaned(source).links)


def test_numbered_headings_are_no_notes_of_the_dates_below_them() -> None:
    sections = "\n\n".join(
        f"{n}. The Tanner Writes to the Mayor\n\nOn that day (Sept. {n}, 1902) {LINE}. See Letter "
        f"5/{n}/02, at {n}. Of this no more is known, for {LINE}."
        for n in range(1, 8)
    )
    source = f"# Hides\n\n{sections}\n"
    assert _linked(source) == 0
    assert manuscript(source).count("The Tanner Writes to the Mayor") == 7


def test_notes_at_a_pages_foot_need_no_blank_line() -> None:
    pages = [
        f"In that year\n{LINE}.{2 * n + 1} Nobody\nhurried it, and {LINE}.{2 * n + 2} The rest\n"
        f"{LINE}. So they say.\n{2 * n + 1} The pit was filled in when he died.\n"
        f"{2 * n + 2} Oak bark, from the upper wood.\n{n + 1}\n\f"
        for n in range(6)
    ]
    assert _linked("".join(pages)) == 12


@pytest.mark.parametrize("mark", ["1", "A", "*"])
def test_a_note_said_in_brackets_is_the_note_of_its_call(mark: str) -> None:
    source = f"In May {LINE}.[{mark}] He said so.\n\n[Footnote {mark}: And wept,\nat times.]\n"
    made = manuscript(source)
    assert "[^1]: And wept, at times.\n" in made
    assert "Footnote" not in made


def test_years_and_counts_call_no_lost_notes() -> None:
    source = "\n\n".join(f"In 190{n} the market sold {n} of them, for {LINE}." for n in range(1, 9))
    assert cleaned(source).links == ()


def test_questions_of_one_kind_are_asked_once_with_every_place() -> None:
    source = " ".join(f"In May {LINE}.<sup>{n}</sup>" for n in range(1, 9))
    (asked,) = (each for each in cleaned(source).questions if each.section == "note")
    assert len(asked.also) == 7
    assert asked.proposal.count("<sup>") == 8


def test_a_note_after_two_blanks_is_one_note() -> None:
    source = ":  <sup>&</sup>lt;sup>0</sup>"
    assert check(cleaned(source).ledger, source) == ()


def test_a_note_without_a_word_is_not_linked() -> None:
    said = f"In May {LINE}.<sup>1</sup> He said so.<sup>2</sup>"
    source = f"{said}\n\n<sup>1</sup>\n\n# Next\n\nIn June {LINE}.\n\n<sup>2</sup> And wept.\n"
    assert "[^2]: And wept." in manuscript(source)
    assert manuscript(source).count("[^") == 2


def _set_pages(*pages: tuple[str, str]) -> str:
    return "\n\f".join(
        f"{text}\n{notes}\nMill Trust {n}" for n, (text, notes) in enumerate(pages, 1)
    )


def test_a_call_on_a_line_of_its_own_goes_to_the_gap_in_the_line_below() -> None:
    text = "The miller kept his accounts in chalk upon\n{n}\nthe inner door , and nobody read them."
    note = "{n} So the parish book of that winter says."
    pages = [(text.format(n=n), note.format(n=n)) for n in range(1, 5)]
    source = _set_pages(*pages)
    made = manuscript(source)
    assert made.count("in chalk upon the inner door[^") == 4
    assert "[^3]: So the parish book" in made
    raised = [each for each in cleaned(source).ledger.operations if each.rule == "N.raised"]
    assert [source[each.start : each.end] for each in raised] == list("1234")


def test_a_number_on_a_line_of_its_own_without_a_note_below_stays() -> None:
    text = "The miller kept his accounts in chalk upon\n{n}\nthe inner door , and nobody read them."
    pages = [(text.format(n=n), "Nobody wrote a note.") for n in range(1, 5)]
    assert manuscript(_set_pages(*pages)).count("chalk upon 3 the inner") == 1


def test_many_bare_notes_in_sequence_at_pages_feet_need_no_call_for_most_of_them() -> None:
    pages = [
        (
            f"The miller chalked the door{n}, and nobody read them{n + 1}, but for the damp.",
            "\n".join(f"{n + at} The parish book has it on leaf {at}." for at in range(5)),
        )
        for n in range(1, 21, 5)
    ]
    assert sum(bool(link.key) for link in cleaned(_set_pages(*pages)).links) == 8


def test_the_numbers_of_short_forms_are_no_calls() -> None:
    listed = "\n\n".join(f"mill.{n} Doors and the chalk upon them." for n in range(1, 8))
    assert not cleaned(f"# Doors\n\n{listed}\n").links


PAGE = "The miller wrote that the wheel had stood still for a week and turned again at dawn.\n"


def test_pages_without_any_mark_are_counted_by_their_first_lines() -> None:
    pages = [
        f"{folio} MILL BOOK\n{PAGE * 11}It turned.{n}\n{n} See the bill of the year, folio {n}."
        for n, folio in enumerate(range(31, 38), start=1)
    ]
    made = manuscript("\n\n".join(pages))
    assert made.count("[^") == 14


def test_a_number_above_its_note_at_a_pages_foot_opens_it() -> None:
    books = ("Bill of the year", "Old Ledger", "The ferry's roll", "Letter to Ann")
    pages = [
        f"{PAGE * 11}It turned.{n}\nIt stood.{n + 1}\n\n  {n}\n     {book}, leaf {n}.\n"
        f"  {n + 1}\n     More in the {book}."
        for n, book in zip(range(1, 9, 2), books, strict=True)
    ]
    made = manuscript("\n\f".join(pages))
    assert "[^2]: More in the Bill of the year." in made
    assert made.count("[^") == 16


def test_numbers_in_blocks_of_their_own_open_the_notes_at_the_end() -> None:
    text = "".join(f"{PAGE * 4}It turned.{n}\n" for n in range(1, 5))
    notes = "".join(f"{n}.\n\nThe bill of the year, folio {n}.\n\n" for n in range(1, 5))
    made = manuscript(f"{text}\nEndnotes\n{notes}")
    assert "[^4]: The bill of the year, folio 4." in made
    assert made.count("[^") == 8


@pytest.mark.parametrize("line", ["272.[1]", "To the sheep's[1] wool, @.", "It was dry[1]: @."])
def test_a_number_in_brackets_is_a_call_whatever_stands_beside_it(line: str) -> None:
    source = (
        f"The first.\n\n{line.replace('@', LINE)}\n\nIn May {LINE}.\n\n[Footnote 1: And wept.]\n"
    )
    assert _linked(source) == 1


def test_a_number_in_brackets_that_opens_its_line_calls_nothing() -> None:
    source = "\n\n".join((f"In May {LINE}.", "[1]: the pit", "- [1] a vat", "1. [1] a lid"))
    assert _linked(f"{source}\n\n[Footnote 1: And wept.]\n") == 0
