"""A note whose mark a converter lost is found where the sequence of notes has a gap."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript

LINE = "The ferryman kept the toll in a jar below the bench, and told nobody how much it was"


def _pages(lost: str, *, call: str = "<sup>{}</sup>") -> str:
    """Return five pages with a note each, the third note spelt as given."""
    notes = {3: lost}
    return "\n\n".join(
        f"{LINE}{call.format(n)} in year {n}.\n\n"
        + notes.get(n, f"<sup>{n}</sup>Counted at the end of year {n}.")
        for n in (1, 2, 3, 5, 6)
    )


@pytest.mark.parametrize(
    "lost", ["3Counted in the wet year.", "3 Counted in the wet year.", "#### <sup>3</sup>Counted."]
)
def test_a_note_in_a_gap_is_linked_and_is_no_heading(lost: str) -> None:
    made = cleaned(f"# Tolls\n\n{_pages(lost)}\n")
    assert [link.marker for link in made.links if link.key] == list("12356")
    assert "[^3]: Counted" in made.texts[0].text
    assert "###" not in made.texts[0].text


def test_two_notes_that_lost_their_marks_in_one_line_are_both_linked() -> None:
    page = f"{LINE}<sup>3</sup> in May.<sup>4</sup>\n\n3Counted in the wet year. 4Again in June."
    made = manuscript(f"# Tolls\n\n{_pages('')}".replace(f"{LINE}<sup>3</sup> in year 3.", page))
    assert "[^3]: Counted in the wet year.\n" in made
    assert "[^4]: Again in June.\n" in made


@pytest.mark.parametrize("line", ["30Counted.", "2Counted in the wet year."])
def test_a_line_of_another_number_is_no_note(line: str) -> None:
    made = cleaned(f"# Tolls\n\n{_pages(line)}\n")
    assert [link.marker for link in made.links if link.key] == list("1256")
    assert line in made.texts[0].text


def test_a_line_far_behind_its_call_is_no_note() -> None:
    far = "\n\n".join(f"{LINE}, as was said {n} times." for n in range(200))
    made = cleaned(f"# Tolls\n\n{_pages('')}\n\n{far}\n\n3Counted in the wet year.\n")
    assert "3Counted" in made.texts[0].text


@pytest.mark.parametrize("cell", ["Toll3", "3<br>Toll"])
def test_a_call_in_a_tables_cell_is_found_by_its_note(cell: str) -> None:
    table = f"| {cell} | Year |\n|------|------|\n| 12 | 1790 |"
    source = _pages("").replace(f"{LINE}<sup>3</sup> in year 3.", table)
    made = cleaned(f"# Tolls\n\n{source}".replace(table, f"{table}\n\n<sup>3</sup>In pence."))
    assert sorted(link.marker for link in made.links if link.key) == list("12356")
    assert "[^3]" in made.texts[0].text.split("|")[1]


def test_a_number_of_a_table_that_stands_twice_is_no_call() -> None:
    table = "| Toll3 | Toll3 |\n|------|------|\n| 12 | 1790 |\n\n<sup>3</sup>In pence."
    source = _pages("").replace(f"{LINE}<sup>3</sup> in year 3.", table)
    assert "Toll3 | Toll3" in manuscript(f"# Tolls\n\n{source}")


def test_a_raised_digit_inside_a_word_misses_no_note() -> None:
    made = cleaned(
        f"# Tolls\n\n{LINE}.\n\nThe b\u00b2rge and the f\u00b3rry were late that year.\n"
    )
    assert not [each for each in made.findings if each.code == "S-131"]
