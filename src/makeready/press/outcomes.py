"""What became of a title → one value that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from makeready.core.errors import MakereadyError
from makeready.core.findings import Finding
from makeready.core.model import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A title whose editions stand in the output folder; `files` are named from there."""

    slug: Slug
    pages: int
    notes: int
    findings: tuple[Finding, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A title whose editions were not replaced, and the error that stopped it."""

    slug: Slug
    error: MakereadyError


Outcome: TypeAlias = Built | Failed

Progress: TypeAlias = Callable[[Slug, str, int, int], None]
"""Called with a title, the stage it is in, how many steps of that stage are done, and of how many.
"""
