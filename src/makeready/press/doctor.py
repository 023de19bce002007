"""A machine → a machine that can make books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.files.programs.machine import (
    Need,
    examine,
    examine_libraries,
    install_packages,
    remedy,
)
from makeready.files.programs.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Need",
    "examine",
    "examine_libraries",
    "find_missing",
    "install_fonts",
    "install_missing",
    "require",
]

_PATIENCE = 900.0


def find_missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return what the machine lacks and cannot do without."""
    return tuple(need for need in needs if need.required and not need.found)


def install_missing(needs: tuple[Need, ...], say: Callable[[str], None]) -> tuple[Need, ...]:
    """Install what is missing where that is possible without asking, and examine again."""
    lacking = find_missing(needs)
    if not lacking:
        return needs
    cure = remedy(lacking)
    if not cure.allowed:
        raise describe_lack(lacking)
    for command in cure.commands:
        say("running " + " ".join(command))
        run(command, timeout=_PATIENCE, environment={"DEBIAN_FRONTEND": "noninteractive"})
    examined = examine()
    require(examined)
    return examined


def install_fonts(needs: tuple[Need, ...], say: Callable[[str], None]) -> bool:
    """Install the packages of the fonts that are missing, and tell whether there were any.

    Raises ToolError where this is not a Debian system, or the user is not root.
    """
    packages = tuple(dict.fromkeys(need.package for need in needs if need.package))
    if not packages:
        return False
    cure = install_packages(packages)
    if not cure.allowed:
        raise ToolError(f"this machine lacks {_join_names(needs)}", hint=cure.told)
    for command in cure.commands:
        say("running " + " ".join(command))
        run(command, timeout=_PATIENCE, environment={"DEBIAN_FRONTEND": "noninteractive"})
    return True


def _join_names(needs: tuple[Need, ...]) -> str:
    return ", ".join(need.name for need in needs if need.package)


def require(needs: tuple[Need, ...]) -> None:
    """Stop the work where the machine lacks something."""
    if find_missing(needs):
        raise describe_lack(find_missing(needs))


def describe_lack(lacking: tuple[Need, ...]) -> ToolError:
    """Return the error for what is missing, with the command that installs it here."""
    what = ", ".join(need.name for need in lacking)
    return ToolError(f"this machine lacks {what}", hint=remedy(lacking).told)
