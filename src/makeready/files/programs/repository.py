"""A folder that git keeps → what a release must know of it: its commit, its tags, its cleanness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError
from makeready.files.programs.run import Ran, run

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 60.0
_ABSENT = (0, 1, 128)


def changed_files(folder: Path, made: Path | None = None) -> tuple[str, ...]:
    """Return the files that differ from the commit or are unknown to git; the ignored are not.

    Nor are those in `made`, the folder of what a build writes.
    """
    besides = []
    if made is not None and made.resolve().is_relative_to(folder.resolve()):
        inner = made.resolve().relative_to(folder.resolve()).as_posix()
        besides = ["--", ".", f":(exclude,literal){inner}"] if inner != "." else []
    command = ("status", "--porcelain", "--untracked-files=all", *besides)
    listed = _git(folder, *command).output.decode()
    return tuple(sorted(line[3:] for line in listed.splitlines()))


def commit_of(folder: Path, name: str) -> str:
    """Return the commit that a revision names, or nothing where there is none of that name."""
    if name.startswith("-"):
        # git would read it as an option
        return ""
    ran = _git(folder, "rev-parse", "--quiet", "--verify", f"{name}^{{commit}}", accepted=_ABSENT)
    return ran.output.decode().strip() if ran.status == 0 else ""


def pack_commit(folder: Path, name: str) -> bytes:
    """Return the files of a commit, from this folder on, as a tar archive."""
    return _git(folder, "archive", "--format=tar", commit_of(folder, name)).output


def _git(folder: Path, *arguments: str, accepted: tuple[int, ...] = (0,)) -> Ran:
    if not any((up / ".git").exists() for up in (folder.resolve(), *folder.resolve().parents)):
        raise WorkspaceError(
            "this folder is not kept by git",
            hint="a release is made from a commit and its tag: git init, git commit, git tag",
        )
    return run(("git", "-C", str(folder), *arguments), timeout=_PATIENCE, accepted=accepted)
