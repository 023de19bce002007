"""Tiny titles on disk, and what the command line makes of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from makeready.files.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).resolve().parents[2]
TOML = """\
title = "{title}"
language = "en-GB"
identifier = "urn:uuid:0e7f5c7e-6a0e-4d2f-9d0e-1b6c3b1f2d77"
modified = 2026-11-22
publisher = "Mill Press"
rights = "Free to all."
description = "How flour was made."
subjects = ["Mills"]
{more}
[[people]]
name = "Mary Miller"
sort-as = "Miller, Mary"
"""


class Told(NamedTuple):
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


def write_title(  # noqa: PLR0913  (a title has many facts, and a test names the few it means)
    content: Path,
    files: Mapping[str, str | bytes],
    *,
    title: str = "The Mills",
    more: str = "",
    matter: Mapping[str, str] | None = None,
    slug: str = "mills",
) -> Path:
    """Write a title; every file below text/ is a part of it, in the order given."""
    folder = content / slug
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    parts = "".join(
        f'\n[[parts]]\nfile = "{name}"\nmatter = "{(matter or {}).get(name, "body")}"\n'
        for name in files
        if name.startswith("text/")
    )
    (folder / "book.toml").write_text(TOML.format(title=title, more=more) + parts, "utf-8")
    return folder


def workspace(root: Path) -> Workspace:
    return find_workspace(root, content=root / "content", output=root / "output")


def command(root: Path, *words: str) -> list[str]:
    folders = ["--content", str(root / "content"), "--output", str(root / "output")]
    return [sys.executable, "-m", "makeready", *folders, *words]


def environment(root: Path) -> dict[str, str]:
    """Return an environment whose temporary folder is the test's own."""
    own = {"PYTHONPATH": str(REPOSITORY / "src"), "TMPDIR": str(root / "tmp")}
    (root / "tmp").mkdir(exist_ok=True)
    return os.environ | own


def build(root: Path) -> Told:
    """Run `makeready build` in a process of its own, as people do."""
    ran = subprocess.run(
        command(root, "build"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
        env=environment(root),
        cwd=root,
    )
    return Told(ran.returncode, ran.stdout, ran.stderr)


def listing(root: Path) -> dict[str, str]:
    """Return the files below a folder with their digests, the press's own memory left out."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def epub_files(data: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(data) as book:
        return {name: book.read(name) for name in book.namelist()}
