"""Page numbers that stand between the lines of a text which tells nothing of its pages."""

from __future__ import annotations

import itertools

from intake.cleaned import cleaned, manuscript

SENTENCES = (
    "The keeper of the lock wrote down each boat that came",
    "up from the sea, the name of its master, and what the",
    "water had done that day. In the winter he wrote of the",
    "ice, and of the geese that walked upon it as if it had",
    "been made for them. Nobody asked him to, and nobody has",
    "read more of it than he wanted to be read.",
)


def _pages(lines: int, heads: tuple[str, ...] = ("",) * 8) -> str:
    """Return pages of as many lines each, with a heading and their numbers at the foot."""
    said = itertools.cycle(SENTENCES)
    return "\n".join(
        "\n".join(filter(None, (head, *itertools.islice(said, lines), str(number))))
        for number, head in enumerate(heads, start=2)
    )


def test_numbers_that_count_pages_inside_sentences_are_no_text() -> None:
    made = manuscript(_pages(10))
    assert not any(character.isdigit() for character in made)
    assert "what the water had done" in made


def test_numbers_of_chapters_stay() -> None:
    made = manuscript(_pages(12))
    assert [number for number in range(2, 10) if f"{number}" not in made] == []


def test_numbers_of_pages_that_the_contents_list_names_are_no_text() -> None:
    names = ("The Ice", "The Geese", "The Boats", "The Weir", "The Book", "The End")
    listed = "\n".join(f"{name} ........ {page}" for page, name in enumerate(names, start=2))
    made = cleaned(f"The Lock\nContents\n{listed}\n1\n{_pages(12, names)}")
    heads = [line[2:] for text in made.texts for line in text.text.splitlines() if line[:1] == "#"]
    assert heads == list(names)
    assert not any(line.isdigit() for text in made.texts for line in text.text.split())


def test_numbers_of_verses_stay() -> None:
    made = manuscript(_pages(4, ("",) * 12))
    assert [number for number in range(2, 14) if f"{number}" not in made] == []
