"""A command line with its streams caught, and a press that does as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from makeready.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable


class Told(NamedTuple):
    """What a command line came to: its exit code, its results and everything else it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def makeready(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """A function that carries out the words of a command line."""

    def carry_out(*words: str) -> Told:
        code = main(words)
        caught = capsys.readouterr()
        return Told(code, caught.out, caught.err)

    return carry_out
