"""A program's name and arguments → what it wrote."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import OverdueError, ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 600.0
"""How many seconds pandoc may take unless told otherwise; a long novel takes it ten."""

_TAIL = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a program wrote, and the status it left with."""

    status: int
    output: bytes
    complaint: bytes


def run(
    command: Sequence[str],
    *,
    timeout: float,
    accepted: tuple[int, ...] | None = (0,),
    environment: Mapping[str, str] | None = None,
    data: bytes = b"",
) -> Ran:
    """Run a program without a shell, hand it `data`, and return what it wrote.

    `timeout` is in seconds; OverdueError where the program takes longer. Raises ToolError where it
    is missing or leaves with a status that is not accepted; `None` accepts any.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 -- a list of arguments, and no shell reads it
            command,
            input=data,
            capture_output=True,
            timeout=timeout,
            env={**os.environ, **(environment or {})},
            check=False,
        )
    except FileNotFoundError as error:
        raise ToolError(f"{name} is not installed", hint="see `makeready doctor`") from error
    except OSError as error:
        raise ToolError(f"{name} cannot be run: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        told = f"{name} took longer than {timeout:g} seconds and was stopped"
        raise OverdueError(told) from error
    if accepted is not None and done.returncode not in accepted:
        raise ToolError(
            f"{name} failed with status {done.returncode}",
            hint=_tail(done.stderr) or _tail(done.stdout),
        )
    return Ran(status=done.returncode, output=done.stdout, complaint=done.stderr)


def _tail(written: bytes) -> str:
    """Return the last lines of an output, which say what went wrong."""
    lines = written.decode(errors="replace").strip().splitlines()
    return "\n".join(lines[-_TAIL:])
