from __future__ import annotations

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.manuscript import is_manuscript, read_written
from makeready.intake.model import Choices
from makeready.intake.read.files import Wants, read_source

WRITTEN = """---
title: The Ferry
author: [Ada Weir, Tom Brook]
lang: en-GB
---

# One {#sec-one}

- a
    - b

::: box
See [@sec-two].
:::

![A lamp](lamp.png)

# Two {#sec-two}

Words.
"""


@pytest.mark.parametrize(
    "text",
    [
        "::: box\na\n:::\n",
        "# One {#one}\n",
        "[a]{.smallcaps} b\n",
        ": What it is {#tbl-a}\n",
        "$$x$$ {#eq-a}\n",
        "So [@weir1900, p. 3] and [see @brook].\n",
        "A note.[^ferry]\n\n[^ferry]: Its words.\n",
        "```\nrow\n```\n\nSo [@weir1900].\n\n~~~\nrow\n~~~\n",
    ],
)
def test_marks_that_people_write_show_a_manuscript(text: str) -> None:
    assert is_manuscript(text)


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\nA note.[^1]\n\n[^1]: Its words.\n",
        "# One {#one}\n\nA note.<sup>1</sup>\n",
        "# One {#one}\n\x0c\n",
        "# One {#one}\n\n## Page 2\n",
        "```\n::: box\n:::\n```\n",
        "# One {#one}\n\n```\nrow\n```\n\nA note.<sup>1</sup>\n",
        "Write to ada@example.org [or to tom@example.org].\n",
        "- [ ] a box of a form\n",
        "::: box\nnever closed\n",
    ],
)
def test_the_text_of_a_converter_is_none(text: str) -> None:
    assert not is_manuscript(text)


def read(text: str, manuscript: str = "keep") -> tuple[list[str], str]:
    wants = Wants(choices=Choices(manuscript=manuscript), beside=lambda _: b"\x89PNG\r\n\x1a\n")
    source = read_source("a.md", text.encode(), wants)
    if not source.converted:
        return [], ""
    made = take_whole(source)
    return [each.text for each in made.texts], made.metadata.title


def test_a_manuscript_is_taken_as_it_stands_one_file_a_chapter() -> None:
    texts, title = read(WRITTEN)
    whole = WRITTEN.partition("---\n\n")[2].replace("lamp.png", "images/lamp.png")
    assert "".join(texts) == whole
    assert [text.partition("\n")[0] for text in texts] == ["# One {#sec-one}", "# Two {#sec-two}"]
    assert title == "The Ferry"


def test_chapters_whose_notes_stand_behind_all_of_them_are_one_file() -> None:
    texts, _ = read("# One {#a}\n\nA call.[^1]\n\n# Two\n\nB.\n\n[^1]: Its words.\n")
    assert len(texts) == 1


def test_the_recipe_has_a_manuscript_cleaned() -> None:
    assert read(WRITTEN, "clean") == ([], "")


def test_the_new_name_of_a_picture_may_be_the_address_of_another() -> None:
    names = {"a/oar.png": "oar.png", "oar.png": "oar-2.png"}
    text = "![a](a/oar.png) ![b](oar.png 'B') ![c](oar.png.jpg)\n"
    made = "![a](oar.png) ![b](oar-2.png 'B') ![c](oar.png.jpg)\n"
    assert read_written("ferry", text, names).raw.text == made
