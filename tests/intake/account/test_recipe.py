"""A recipe says what it means, for one source, or is refused."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript, raw
from makeready.core.errors import ConfigError
from makeready.intake.account.recipe import read_recipe, write_recipe
from makeready.intake.model import Answer

SOURCE = "The glaze was thin, and the\n\nPot stood in the sun for a week before anybody came.\n"
DIGEST = raw(SOURCE).digest
HEAD = f'[source]\nsha256 = "{DIGEST}"\n'


def test_answers_are_read_with_their_lines() -> None:
    text = HEAD + '[[text]]\nline = 1\nraw = "thin"\nto = "thick"\n'
    recipe = read_recipe(text.encode(), DIGEST)
    assert recipe.answers == (Answer(section="text", at=4, line=1, raw="thin", to="thick"),)


@pytest.mark.parametrize(
    "text",
    [
        '[source]\nsha256 = "0"\n',
        HEAD + '[[join]]\nline = 1\nraw = "x"\ndo = "glue"\n',
        HEAD + '[[joint]]\nline = 1\nraw = "x"\n',
        "title = 1",
    ],
)
def test_what_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        read_recipe(text.encode(), DIGEST)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(section="text", at=4, line=1, raw="thick", to="thin"),
        Answer(section="heading", at=4, line=99, raw="The", level=1),
    ],
)
def test_an_answer_that_matches_nothing_is_an_error(answer: Answer) -> None:
    with pytest.raises(ConfigError, match=r"recipe\.toml:4"):
        cleaned(SOURCE, answer)


def test_a_join_is_obeyed() -> None:
    said = Answer(section="join", at=1, line=3, raw="Pot", do="join")
    assert "and the Pot stood" in manuscript(SOURCE, said)


def test_a_split_is_obeyed() -> None:
    source = SOURCE.replace("Pot", "pot")
    assert "and the pot stood" in manuscript(source)
    said = Answer(section="join", at=1, line=3, raw="pot", do="split")
    assert "and the\n\npot stood" in manuscript(source, said)


def test_a_heading_is_made_and_unmade() -> None:
    said = Answer(section="heading", at=1, line=1, raw="The", level=2)
    assert manuscript(SOURCE, said).startswith("## The glaze")
    marked = "# " + SOURCE
    unsaid = Answer(section="heading", at=1, line=1, raw="The", level=0)
    assert manuscript(marked, unsaid).startswith("The glaze")


def test_furniture_is_dropped_where_the_editor_says_so() -> None:
    said = Answer(section="furniture", at=1, line=3, raw="Pot stood", do="drop")
    assert "Pot" not in manuscript(SOURCE, said)


def test_a_hyphen_is_closed() -> None:
    source = "They sold post- cards and little else.\n"
    said = Answer(section="hyphen", at=1, line=1, raw="post-", do="close")
    assert "sold postcards and" in manuscript(source, said)


def test_what_is_written_is_read_again() -> None:
    made = cleaned("The kiln was cold<sup>7</sup> and the clay<sup>8</sup> was wet.\n")
    text = write_recipe(DIGEST, made.questions)
    assert read_recipe(text.encode(), DIGEST).answers == ()
    opened = "\n".join(
        line.removeprefix("#") if not line.startswith(("# ", "#  ")) else line
        for line in text.splitlines()
    )
    assert [each.section for each in read_recipe(opened.encode(), DIGEST).answers] == ["note"] * 2
