"""Lists in lists and quotations in quotations stay so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cleaned import cleaned, manuscript
from makeready.intake.account import ledger

HEAD = "# A title\n\nWords of a **first** paragraph.\n\n"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("- one\n  - two\n    - three\n- four\n", "- one\n    - two\n        - three\n- four\n"),
        (
            "1. one\n   1. two\n   2. three\n2. four\n",
            "1. one\n    1. two\n    2. three\n2. four\n",
        ),
        (
            "- one\n\n  more of one. It ends.\n\n- two\n",
            "- one\n\n    more of one. It ends.\n\n- two\n",
        ),
        ("> one\n> > two\n> > three\n>\n> four\n", "> one\n\n> > two three\n\n> four\n"),
        ("  - one\n  - two\n", "- one\n- two\n"),
    ],
)
def test_what_stands_within_another_stays_within_it(source: str, written: str) -> None:
    assert manuscript(HEAD + source) == HEAD + written


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["- ", "1. ", "> ", ""])), max_size=9))
def test_every_character_of_indented_lines_is_accounted_for(
    lines: list[tuple[int, str]],
) -> None:
    source = HEAD + "\n".join(f"{' ' * indent}{sign}w{n}" for n, (indent, sign) in enumerate(lines))
    assert not ledger.check(cleaned(source).ledger, source)
