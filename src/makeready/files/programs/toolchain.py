"""The programs, libraries and fonts that a stage uses, as values for the keys of the cache.

makeready itself counts by the digest of its sources, so that no version has to be raised by hand.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import makeready
from makeready.core.errors import ToolError
from makeready.files.disk.store import sha256
from makeready.files.disk.values import encode
from makeready.files.programs.machine import library_files
from makeready.files.programs.pandoc import program
from makeready.files.programs.run import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Digest

_PATIENCE = 30.0
_VERSION = re.compile(r"^Version: *(\S+) *$", re.MULTILINE)
# a row of the wheel's RECORD: a file, its digest and its size
_QPDF = re.compile(r"^.*qpdf[^/]*\.(?:so[.\d]*|dylib|dll),.+$", re.MULTILINE)
# what pikepdf 10 is linked with where its wheel does not bring it
_SYSTEM_QPDF = ("libqpdf.so.30", "libqpdf.30.dylib", "libqpdf.so.31", "libqpdf.31.dylib")
# the wheels of pikepdf leave it to the machine, whose zlib need not be that of Python
_SYSTEM_ZLIB = ("libz.so.1", "libz.1.dylib")


@cache
def read_versions(*libraries: str) -> Digest:
    """Return the digest of our sources, of Python and of the named distributions' versions."""
    versions = tuple((name, _version(name)) for name in sorted(libraries))
    python = (sys.implementation.name, *sys.version_info[:3], zlib.ZLIB_RUNTIME_VERSION)
    return sha256(encode((makeready.__version__, read_sources(), python, versions)))


def _version(name: str) -> str:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    # one line is searched for, because parsing all metadata takes ten times as long
    line = _VERSION.search(found.read_text("METADATA") or "")
    return line[1] if line else found.version


@cache
def read_sources() -> Digest:
    """Return the digest of makeready's sources, but for those of the command line."""
    root = Path(makeready.__file__).parent
    files = sorted(path for path in root.rglob("*.py") if path.parent.name != "cli")
    named = ((path.relative_to(root).as_posix(), path.read_bytes()) for path in files)
    return sha256(encode(tuple(named)))


@cache
def read_pandoc_version() -> str:
    """Return which pandoc is run, without running it.

    The program in pypandoc's wheel is known by the wheel's version, any other by path and size.
    """
    place = Path(program())
    if place.parent.name == "files" and place.parent.parent.name == "pypandoc":
        return _version("pypandoc_binary")
    return f"{os.path.realpath(place)} {place.stat().st_size}" if place.is_file() else ""


@cache
def read_typesetting_versions() -> tuple[str, ...]:
    """Return the versions of the machine's libraries that decide where a line ends."""
    return (
        _call_for_text(library_files("Pango"), "pango_version_string"),
        _call_for_text(library_files("HarfBuzz"), "hb_version_string"),
        str(_call_library(library_files("Fontconfig"), "FcGetVersion", ctypes.c_int)),
    )


@cache
def read_binding_versions() -> tuple[str, ...]:
    """Return which libqpdf writes PDFs, and the version of the zlib that it compresses with.

    The libqpdf in pikepdf's wheel is known by its file name and digest, without being loaded.
    """
    bundled = "\n".join(_QPDF.findall(_file("pikepdf", "RECORD")))
    qpdf = bundled or _call_for_text(_SYSTEM_QPDF, "qpdf_get_qpdf_version")
    return (qpdf, _call_for_text(_SYSTEM_ZLIB, "zlibVersion"))


def _file(name: str, file: str) -> str:
    """Return a file of a distribution's metadata, or "" where there is none."""
    try:
        return distribution(name).read_text(file) or ""
    except PackageNotFoundError:
        return ""


def _call_for_text(files: Iterable[str], function: str) -> str:
    found = _call_library(files, function, ctypes.c_char_p)
    return found.decode() if isinstance(found, bytes) else ""


def _call_library(files: Iterable[str], function: str, kind: type) -> object:
    """Call a function without arguments of the first of a library's files that can be loaded."""
    for file in files:
        try:
            called = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        called.restype = kind
        return called()
    return None


def read_machine_fonts(families: Iterable[str]) -> tuple[str, ...] | None:
    """Return a digest for each family: of all fonts of this machine, in the order asked for it.

    All fonts count: another one may replace the family, or supply a character that it lacks. None
    means that they cannot be known, so that nothing made with them may be kept.
    """
    try:
        return tuple(_fonts(family) for family in families)
    except ToolError:
        return None


def read_face_names(families: Iterable[str]) -> frozenset[str]:
    """Return the PostScript names of the faces in the files that this machine has of the families.

    A collection keeps the outlines of several faces under the name of one of them, so that each of
    its names may stand in a PDF. A family that the machine has not is left out, and so are all
    where fontconfig's programs cannot be run.
    """
    try:
        files = [file for family in families for file in _files(family)]
        return frozenset(name for file in files for name in _face_names(file))
    except ToolError:
        return frozenset()


def _files(family: str) -> Iterator[str]:
    """Yield the files of a family; fontconfig names others where there is none."""
    command = ("fc-list", "--format", "%{file}\n", _pattern(family))
    yield from run(command, timeout=_PATIENCE).output.decode(errors="replace").splitlines()


def _face_names(file: str) -> list[str]:
    command = ("fc-query", "--format", "%{postscriptname}\n", file)
    return run(command, timeout=_PATIENCE).output.decode(errors="replace").split()


def _pattern(family: str) -> str:
    return family.translate({ord(sign): f"\\{sign}" for sign in "\\-:,"})


def _fonts(family: str) -> str:
    command = ("fc-match", "--all", "--format", "%{file} %{fontversion}\n", _pattern(family))
    return sha256(run(command, timeout=_PATIENCE).output)
