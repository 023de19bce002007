"""A code is explained at length."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Told


def test_a_code_is_explained_to_people(makeready: Callable[..., Told]) -> None:
    told = makeready("explain", "w-001")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "W-001 (warning): A waiver matches nothing\n\n"
        "Why it matters: What it excused is gone, or has moved. Left standing, it would excuse "
        "the next fault that turns up in the same place, which nobody has looked at.\n"
        "What to do: Take the waiver out of book.toml, or correct its code, its place or its "
        "words.\n"
    )


def test_a_code_is_explained_to_machines(makeready: Callable[..., Told]) -> None:
    facts = json.loads(makeready("explain", "W-001", "--json").out)
    assert (facts["event"], facts["code"], facts["severity"]) == ("code", "W-001", "warning")
    assert set(facts) == {"event", "code", "severity", "title", "why", "remedy"}


def test_an_unknown_code_is_a_usage_error(makeready: Callable[..., Told]) -> None:
    told = makeready("explain", "W-01")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith('error: there is no code "W-01"\n  hint: did you mean "W-001"')
