"""What both editions have to say of themselves is what book.toml says."""

from __future__ import annotations

from dataclasses import replace

from editions.print.books import master
from makeready.checks.compare.facts import _list_wanted
from makeready.core.model import Person


def test_a_book_that_nobody_wrote_has_the_first_of_its_people_as_creator() -> None:
    names = ("Ann Reed", "Ben Rush", "Cleo Sedge")
    people = tuple(Person(name=name, sort_as=name, role="trl") for name in names)
    wanted = _list_wanted(replace(master(()).book, people=people))
    said = [(kind, words) for kind, words in wanted if kind in ("creator", "contributor")]
    assert said == [
        ("creator", "Ann Reed"),
        ("contributor", "Ben Rush"),
        ("contributor", "Cleo Sedge"),
    ]
