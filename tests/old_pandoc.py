"""A stand-in for an older pandoc on PATH: it names its version, and refuses to convert anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = """#!/bin/sh
echo "$@" >> "$0.calls"
case "$1" in
  --version|-v) sleep 0.1; printf 'pandoc 2.17.1.1\\n'; exit 0;;
esac
echo 'Unknown option --syntax-highlighting.' >&2
exit 6
"""


def write_old_pandoc(folder: Path) -> Path:
    """Write the program into a folder, and return the file to which it adds each of its calls."""
    program = folder / "pandoc"
    program.write_text(_SCRIPT)
    program.chmod(0o755)
    return folder / "pandoc.calls"
