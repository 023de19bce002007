"""Families of the machine's fonts become faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import ToolError
from makeready.files.programs import machine_fonts
from makeready.files.programs.machine_fonts import has_family, read_machine_faces
from makeready.files.programs.run import Ran

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def list_as(patch: pytest.MonkeyPatch, lines: str) -> None:
    ran = Ran(status=0, output=lines.encode(), complaint=b"")
    patch.setattr(machine_fonts, "run", lambda *_, **__: ran)


def test_the_regular_and_the_bold_face_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "far.ttc"
    file.write_bytes(b"font")
    rows = ((3, 200, 0, 100), (2, 80, 0, 100), (2, 50, 0, 100), (1, 80, 0, 75), (4, 80, 100, 100))
    list_as(monkeypatch, "".join(f"{file}\t{a}\t{b}\t{c}\t{d}\n" for a, b, c, d in rows))
    found = [(face.place, face.weight, face.style) for face in read_machine_faces(["Far"])]
    assert found == [(4, 400, "italic"), (2, 400, "normal"), (3, 700, "normal")]


def test_a_variable_font_serves_as_the_regular_face(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "far.ttf"
    file.write_bytes(b"font")
    list_as(monkeypatch, f"{file}\t65536\t[40 210]\t0\t100\n")
    assert [(face.place, face.weight) for face in read_machine_faces(["Far"])] == [(0, 400)]


def test_a_family_whose_only_face_has_another_width_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "narrow.ttf"
    file.write_bytes(b"font")
    list_as(monkeypatch, f"{file}\t0\t80\t0\t87\n{file}\t1\t80\t0\t75\n")
    assert has_family("Narrow")
    assert [face.place for face in read_machine_faces(["Narrow"])] == [0]


def test_a_family_that_is_not_there_has_no_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    list_as(monkeypatch, "")
    assert not has_family("Far")
    assert read_machine_faces(["Far"]) == ()


def test_no_family_is_there_without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Ran:
        raise ToolError("fc-list is not installed")

    monkeypatch.setattr(machine_fonts, "run", fail)
    assert not has_family("Far")
