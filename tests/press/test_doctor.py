"""What a machine lacks is installed where that is allowed, and the work stops elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from makeready.core.errors import ToolError
from makeready.files.programs.machine import Need, Remedy
from makeready.press import doctor


def need(name: str, found: str = "", *, required: bool = True) -> Need:
    return Need(name=name, purpose="p", required=required, found=found)


APT = Remedy(
    commands=(("apt-get", "update"), ("apt-get", "install", "x")), allowed=True, told="sudo"
)
ASK = Remedy(commands=(("brew", "install", "pango"),), allowed=False, told="brew install pango")


class World:
    """Programs that are only noted, and the machine that is found after them."""

    def __init__(self, patch: pytest.MonkeyPatch, cure: Remedy, *after: Need) -> None:
        self.ran: list[tuple[str, ...]] = []
        self.said: list[str] = []
        patch.setattr(doctor, "run", self.run)
        patch.setattr(doctor, "remedy", lambda _: cure)
        patch.setattr(doctor, "examine", lambda: after)

    def run(self, command: tuple[str, ...], **options: object) -> None:
        assert options["environment"] == {"DEBIAN_FRONTEND": "noninteractive"}
        self.ran.append(command)


def test_what_is_missing_is_installed_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, APT, need("Pango", "libpango"))
    assert doctor.install_missing((need("Pango"),), world.said.append) == (
        need("Pango", "libpango"),
    )
    assert world.ran == list(APT.commands)
    assert world.said == ["running apt-get update", "running apt-get install x"]


def test_nothing_is_done_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, APT)
    needs = (need("Pango", "x"), need("qpdf", required=False))
    assert doctor.install_missing(needs, world.said.append) == needs
    assert world.ran == []


def test_elsewhere_the_work_stops_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, ASK)
    with pytest.raises(ToolError) as caught:
        doctor.install_missing((need("Pango"), need("GObject")), world.said.append)
    assert str(caught.value) == ("this machine lacks Pango, GObject\n  hint: brew install pango")
    assert (world.ran, world.said) == ([], [])


def test_an_installation_without_effect_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, APT, need("Pango"))
    with pytest.raises(ToolError, match="this machine lacks Pango"):
        doctor.install_missing((need("Pango"),), world.said.append)


def test_what_is_optional_is_not_required() -> None:
    doctor.require((need("qpdf", required=False), need("Pango", "x")))
    with pytest.raises(ToolError):
        doctor.require((need("Pango"),))


def test_fonts_of_titles_are_installed_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, APT)
    monkeypatch.setattr(doctor, "install_packages", lambda _: APT)
    needs = (replace(need("font “Far”"), package="fonts-far"), need("font “Near”", "Near"))
    assert doctor.install_fonts(needs, world.said.append)
    assert world.ran == list(APT.commands)
    assert not doctor.install_fonts((need("font “Near”", "Near"),), world.said.append)


def test_fonts_are_named_with_the_command_where_they_cannot_be_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "install_packages", lambda _: ASK)
    with pytest.raises(ToolError, match="lacks font “Far”"):
        doctor.install_fonts((replace(need("font “Far”"), package="fonts-far"),), print)
