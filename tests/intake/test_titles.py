"""What a text is called that has no title page."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned
from makeready.intake.page.verdicts import Verdict
from makeready.intake.titles import find_running_title

SAYS = (
    "The keeper of the lock wrote down what the river did, and the river did as it liked all "
    "winter long, until the ice came and there was nothing left to write.\n\n"
)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("## Locks\n\n@\n## 1. Gates\n\n@\n## 2. Weirs\n\n@", "Locks"),
        ("# 4 The Weir\n\n@@", "The Weir"),
        ("# 4 The Weir\n\n@\n# 5 The Gate\n\n@", ""),
        ("# 39 Steps\n\n@", "39 Steps"),
        ("# Chapter 3\n\n# Gates\n\n@", "Gates"),
        ("# Chapter 3\n\n@", ""),
        ("CHAPTER IV. The Weir\n\n@@", "The Weir"),
        (f"# {SAYS.strip()[:70]}:\n\n## A Review\n\nBy Ann Ferrow\n\n@", SAYS.strip()[:70]),
        ("# Introduction\n\n@\n# Gates\n\n@", ""),
        ("### A kind word\n\n# The Weir\n\n@", "The Weir"),
        ("@\n# The Weir\n\n@", ""),
        (f"# {SAYS}@", ""),
        ("Locks of the North 207\n\n@@", ""),
        ("# The Weir [^1]\n\n@[^1]: Read in spring.\n", "The Weir"),
    ],
)
def test_the_first_heading_names_a_text_and_no_chapter_does(source: str, name: str) -> None:
    known = cleaned(source.replace("@", SAYS)).metadata
    assert (known.title or known.name) == name


def test_a_name_taken_from_a_heading_is_told() -> None:
    made = cleaned(f"# 4 The Weir\n\n{SAYS * 2}")
    assert "“The Weir”" in next(each.message for each in made.findings if each.code == "S-136")


def test_a_caption_marked_as_a_heading_is_no_title() -> None:
    assert cleaned(f"## Table 3.2. Depths.\n\n## The Weir\n\n{SAYS}").metadata.title == "The Weir"


def running(*heads: str) -> str:
    furniture = {
        index: Verdict(rule="F.head", evidence="", confidence=1.0) for index in range(len(heads))
    }
    return find_running_title(heads, furniture)


def test_the_running_head_of_the_whole_text_names_it() -> None:
    assert running("2 | The Kiln", "Ash", "4 | The Kiln", "Fire", "6 | The Kiln") == "The Kiln"
    assert running("Ash", "Ash", "Ash", "Fire", "Fire", "Fire") == ""  # those of chapters
    assert running("Ada Quill", "Ash", "Ada Quill", "Fire", "Ada Quill") == ""
    assert running("The Kiln", "The Kiln") == ""
