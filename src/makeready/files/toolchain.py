"""What a stage is made with → values that change when it does: programs, libraries, fonts.

No version is counted by hand: makeready's own part is the digest of its sources.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import makeready
from makeready.core.errors import ToolError
from makeready.files.machine import library_files
from makeready.files.store import sha256
from makeready.files.tools import run
from makeready.files.values import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.core.model import Digest

_PATIENCE = 30.0
_VERSION = re.compile(r"^Version: *(\S+) *$", re.MULTILINE)


@cache
def toolchain(*libraries: str) -> Digest:
    """Return the digest of our sources, of Python and of the named distributions' versions."""
    versions = tuple((name, _version(name)) for name in sorted(libraries))
    python = (sys.implementation.name, *sys.version_info[:3], zlib.ZLIB_RUNTIME_VERSION)
    return sha256(encode((makeready.__version__, sources(), python, versions)))


def _version(name: str) -> str:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    # its line alone is read first: all of the others together take ten times as long
    line = _VERSION.search(found.read_text("METADATA") or "")
    return line[1] if line else found.version


@cache
def sources() -> Digest:
    """Return the digest of makeready's sources, but for those of the command line."""
    root = Path(makeready.__file__).parent
    files = sorted(path for path in root.rglob("*.py") if path.parent.name != "cli")
    named = ((path.relative_to(root).as_posix(), path.read_bytes()) for path in files)
    return sha256(encode(tuple(named)))


@cache
def pandoc() -> tuple[str, ...]:
    """Return which pandoc would be run, without running it.

    Of the one in pypandoc's wheel the wheel's version speaks; of others the place and the size.
    """
    spec = importlib.util.find_spec("pypandoc")
    bundled = _version("pypandoc_binary") if spec is not None else ""
    others = (os.environ.get("PYPANDOC_PANDOC"), shutil.which("pandoc"))
    places = sorted({os.path.realpath(place) for place in others if place})
    return (bundled, *(f"{place} {_size(place)}" for place in places))


def _size(place: str) -> int:
    return os.stat(place).st_size if os.path.exists(place) else 0  # noqa: PTH116, PTH110 -- real paths are text here


@cache
def typesetting() -> tuple[str, ...]:
    """Return the versions of the machine's libraries that decide where a line ends."""
    return (
        _text("Pango", "pango_version_string"),
        _text("HarfBuzz", "hb_version_string"),
        str(_loaded("Fontconfig", "FcGetVersion", ctypes.c_int)),
    )


def _text(library: str, function: str) -> str:
    found = _loaded(library, function, ctypes.c_char_p)
    return found.decode() if isinstance(found, bytes) else ""


def _loaded(library: str, function: str, kind: type) -> object:
    """Call a function without arguments of the first of the library's files that can be loaded."""
    for file in library_files(library):
        try:
            called = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        called.restype = kind
        return called()
    return None


def machine_fonts(families: Iterable[str]) -> tuple[str, ...] | None:
    """Return the files and versions of this machine's fonts of these families.

    None says that they cannot be known, so that nothing made with them may be remembered.
    """
    try:
        return tuple(_fonts(family) for family in families)
    except ToolError:
        return None


def _fonts(family: str) -> str:
    pattern = family.translate({ord(sign): f"\\{sign}" for sign in "\\-:,"})
    command = ("fc-list", "--format", "%{file} %{fontversion}\n", pattern)
    return "\n".join(sorted(run(command, timeout=_PATIENCE).output.decode().splitlines()))
