"""What became of a title → one value that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from makeready.core.errors import MakereadyError
from makeready.core.findings import Finding
from makeready.core.model import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedTitle:
    """A title's finished files by name, and what is told of them.

    `findings` are those of the book, `remarks` those of this one build.
    """

    pages: int
    notes: int
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    files: tuple[tuple[str, bytes], ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A title whose finished files were checked: what is open, and which checks did not run.

    `holds` says that every check ran and nothing is open; `file` is the proof, named from the
    output folder. `measures` are the figures of the typesetting: value, name, limit.
    """

    slug: Slug
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    checks: int
    holds: bool
    file: str
    measures: tuple[tuple[str, str, str], ...] = ()


Outcome: TypeAlias = Built | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the work is: `done` of `total` steps of a title's stage, and pages laid out so far.

    Without a slug it tells of all titles together: how many of them are done, and the pages of
    those that had to be made. `is_last` says that nothing more will be told of the title.
    """

    slug: Slug
    stage: str
    done: int
    total: int
    pages: int = 0
    is_last: bool = False


Progress: TypeAlias = Callable[[Step], None]
"""Called with each step; several threads may call at once."""


CACHE_LIMIT = 2_000_000_000
"""How many bytes are remembered from build to build, unless named otherwise."""


TIME_LIMIT = 600.0
"""Seconds that a task may take unless told otherwise; the layout of a long chapter takes twenty."""


TITLE_LIMIT = 7200.0
"""Seconds that a whole title may take unless told otherwise; one of 300 pages takes some minutes.

It is for what no task's limit stops: what this process does itself, and tasks without end.
"""


CHECK_LIMIT = 1800.0
"""Seconds that one check of a finished title may take unless told otherwise; most take a few."""


MEMORY_LIMIT = 6_000_000_000
"""Bytes of address space that a process may have unless told otherwise; most need under one GB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build works with.

    `jobs` is how many tasks are done at a time (none named: one a core), `scheduler` the address of
    a Dask cluster that does them instead; `is_fresh` makes everything anew, and `cache_limit` is
    how many bytes may be remembered from build to build. `time_limit` is how many seconds a task
    may take that is done on this machine, as the layout of a chapter is, and `title_limit` how many
    a title; `memory_limit` is how many bytes of memory a process may take, this one too.
    """

    jobs: int | None = None
    scheduler: str = ""
    is_fresh: bool = False
    cache_limit: int = CACHE_LIMIT
    time_limit: float = TIME_LIMIT
    title_limit: float = TITLE_LIMIT
    memory_limit: int = MEMORY_LIMIT
