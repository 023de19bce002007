"""Capitals before headings are numbers where they are lettered from A on, else initials."""

from __future__ import annotations

import pytest

from master.titles import made, tree

X = "{http://www.w3.org/1999/xhtml}"


@pytest.mark.parametrize(
    ("manuscript", "numbers"),
    [
        ("# A. Tables\n\n# B. Glossary\n\n# C. Notes\n\n# D. Index\n", "A. B. C. D."),
        ("# IV. Locks\n\n# A. Glossary\n\n# B. Index\n", "IV. A. B."),
        ("# G. Weir\n\n# A. Oar\n", ""),
        ("# Locks\n\n## A. Gates\n\n## B. Bars\n\n# Boats\n\n## B. Oar\n", "A. B."),
        ("# I. Locks\n\n# II. Boats\n", "I. II."),
    ],
)
def test_lettered_headings_are_numbered_alike(manuscript: str, numbers: str) -> None:
    found = tree(made(manuscript)).iter(f"{X}span")
    assert " ".join(each.text or "" for each in found if each.get("class") == "number") == numbers
