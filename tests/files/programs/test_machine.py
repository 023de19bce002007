"""The machine's lacks are found, and each system has its remedy."""

from __future__ import annotations

import platform
import shutil

import pytest

from makeready.files.programs import machine, pandoc
from makeready.files.programs.machine import Need, examine, remedy


def lacking(*names: str) -> tuple[Need, ...]:
    return tuple(Need(name=name, purpose="x", required=True, found="") for name in names)


class System:
    """Pretends to be another system."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def be(self, kernel: str, *, release: dict[str, str] | None = None, root: bool = False) -> None:
        self.patch.setattr(platform, "system", lambda: kernel)
        self.patch.setattr(platform, "freedesktop_os_release", lambda: release or {})
        self.patch.setattr(machine, "_is_root", lambda: root)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


def test_this_machine_has_what_the_tests_need() -> None:
    found = {need.name: need.found for need in examine()}
    assert found["Python 3.11"] == platform.python_version()
    assert found["pandoc"].startswith("pandoc")
    assert found["Pango"]


def test_a_library_that_no_loader_finds_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine._LIBRARIES, "Pango", ("libno-such-thing.so.0",))
    assert [need.name for need in examine() if need.required and not need.found] == ["Pango"]


def test_a_pandoc_that_does_not_run_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "program", lambda: "/no/such/pandoc")
    assert next(need for need in examine() if need.name == "pandoc").found == ""


def test_the_names_of_python_packages_are_not_guessed() -> None:
    assert machine._within("no_such_package", "x") == ""
    assert machine._within("makeready", "no-such-file", "py.typed").endswith("py.typed")


APT = (
    "apt-get install -y --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


@pytest.mark.parametrize(
    "release",
    [
        {"ID": "debian"},
        {"ID": "ubuntu", "ID_LIKE": "debian"},
        {"ID": "other", "ID_LIKE": "ubuntu debian"},
    ],
)
@pytest.mark.parametrize("root", [True, False])
def test_debian_is_installed_by_root_alone(
    system: System, release: dict[str, str], root: bool
) -> None:
    system.be("Linux", release=release, root=root)
    cure = remedy(lacking("Pango", "HarfBuzz subset"))
    assert cure.allowed is root
    assert [" ".join(command) for command in cure.commands] == ["apt-get update", APT]
    assert cure.told == f"sudo apt-get update && sudo {APT}"


@pytest.mark.parametrize(
    ("kernel", "release", "told"),
    [
        ("Linux", {"ID": "fedora"}, "sudo dnf install -y pango harfbuzz"),
        ("Linux", {"ID": "rocky", "ID_LIKE": "rhel fedora"}, "sudo dnf install -y pango harfbuzz"),
        ("Linux", {"ID": "arch"}, "sudo pacman -S --needed pango harfbuzz"),
        ("Linux", {"ID": "alpine"}, "sudo apk add pango harfbuzz-subset"),
        (
            "Linux",
            {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"},
            "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
        ),
        ("Linux", {}, "install Pango and HarfBuzz with the system's package manager"),
        ("Darwin", None, "brew install pango"),
        ("Windows", None, "in an MSYS2 shell: pacman -S mingw-w64-ucrt-x86_64-pango"),
    ],
)
def test_elsewhere_only_the_command_is_told(
    system: System, kernel: str, release: dict[str, str] | None, told: str
) -> None:
    system.be(kernel, release=release, root=True)
    cure = remedy(lacking("Pango"))
    assert (cure.allowed, cure.told) == (False, told)


def test_what_wheels_bring_is_not_installed_by_the_system(system: System) -> None:
    system.be("Linux", release={"ID": "debian"}, root=True)
    cure = remedy(lacking("pandoc", "Pango"))
    assert (cure.allowed, cure.commands) == (False, ())
    first, second = cure.told.splitlines()
    assert first.startswith("sudo apt-get update")
    assert second == "pip install --upgrade pypandoc_binary"


def test_all_that_is_missing_comes_with_its_command(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    system.be("Linux", release={"ID": "debian"})
    for name in ("_within", "_first"):
        monkeypatch.setattr(machine, name, lambda *_: "")
    monkeypatch.setattr(machine, "_loads", lambda _: False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(pandoc, "program", lambda: "")
    told = {need.name: need.remedy for need in examine() if not need.found}
    assert set(told) >= {"pandoc", "Pango", "Java", "EPUBCheck", "Chromium", "Node.js", "Ace"}
    assert all(told.values())
    assert told["qpdf"] == "sudo apt-get install -y --no-install-recommends qpdf"
    assert told["Pango"].endswith(APT)


def test_nothing_is_done_where_nothing_is_missing() -> None:
    assert remedy(()).commands == ()
