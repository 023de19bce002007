"""The programs that read pictures are asked for what is wanted, and missed by name."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import OverdueError, ToolError
from makeready.files.programs import ocr, packages

if TYPE_CHECKING:
    from pathlib import Path

READS = """import pathlib, sys, os
where = pathlib.Path(os.environ["TMPDIR"]) / "ocrmypdf.io.x"
where.mkdir()
pages = sys.argv[sys.argv.index("--pages") + 1].split(",")
for page in pages[:1]:
    (where / f"{int(page):06}_ocr_hocr.hocr").write_text("read")
    (where / f"{int(page):06}_rasterize.png").write_text("raw")
    (where / f"{int(page):06}_pp_deskew.png").write_text("straight")
pathlib.Path(sys.argv[-1]).write_text(" ".join(sys.argv[1:-2]))
"""


def _say(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    (folder / "says.py").write_text(code)
    monkeypatch.setattr(ocr, "program", lambda: (sys.executable, str(folder / "says.py")))


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


def test_the_pages_wanted_are_read_in_their_languages(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(monkeypatch, tmp_path, READS)
    made, read = ocr.read_pages(tmp_path / "x.pdf", [2, 6], ["deu", "lat"], room, jobs=2)
    assert [(page.number, page.hocr.read_text()) for page in read] == [(2, "read")]
    assert read[0].picture is not None
    assert read[0].picture.read_text() == "straight"
    said = made.read_text()
    assert "--language deu+lat --mode force --pages 3,7 --deskew" in said
    assert (room / "config").read_text() == "hocr_char_boxes 1\n"


def test_what_the_program_complains_of_is_told(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(monkeypatch, tmp_path, "import sys; sys.exit('the page is upside down')")
    with pytest.raises(ToolError, match="failed with status 1") as caught:
        ocr.read_pages(tmp_path / "x.pdf", [0], ["eng"], room, jobs=1)
    assert "upside down" in caught.value.hint


@pytest.mark.skipif(os.name != "posix", reason="ends a group of processes")
def test_a_program_that_does_not_end_is_ended(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(monkeypatch, tmp_path, "import time; time.sleep(600)")
    monkeypatch.setattr(ocr, "_PATIENCE", 0.2)
    monkeypatch.setattr(ocr, "_A_PAGE", 0.2)
    with pytest.raises(OverdueError, match="OCRmyPDF took longer"):
        ocr.read_pages(tmp_path / "x.pdf", [0], ["eng"], room, jobs=1)


def test_missing_programs_are_named_with_the_commands_that_install_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "program", tuple)
    monkeypatch.setattr(ocr, "read_tesseract_version", lambda: "")
    monkeypatch.setattr(packages, "system", lambda: "debian")
    with pytest.raises(ToolError, match="OCRmyPDF and tesseract read pictures of pages") as caught:
        ocr.require(["eng"])
    assert caught.value.hint == (
        "pip install 'makeready[ocr]' && "
        "sudo apt-get install -y --no-install-recommends tesseract-ocr"
    )


def test_missing_data_of_a_language_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "program", lambda: ("ocrmypdf",))
    monkeypatch.setattr(ocr, "read_tesseract_version", lambda: "5.3.0")
    monkeypatch.setattr(ocr, "list_data", lambda: frozenset(["eng"]))
    monkeypatch.setattr(packages, "system", lambda: "debian")
    ocr.require(["eng"])
    with pytest.raises(ToolError, match="no data for chi_tra, deu") as caught:
        ocr.require(["eng", "deu", "chi_tra"])
    assert caught.value.hint.endswith("tesseract-ocr-chi-tra tesseract-ocr-deu")


@pytest.mark.skipif(os.name != "posix", reason="a script stands for the program")
def test_the_digits_of_marks_are_read_from_the_table_of_tesseract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "level page block par line word left top width height conf text".replace(" ", "\\t")
    row = "5 {} 1 1 1 1 0 0 9 9 {} {}\\n".replace(" ", "\\t")
    rows = row.format(1, 96.4, "7.") + row.format(3, 40, 12)
    script = tmp_path / "tesseract"
    script.write_text(f"#!/bin/sh\nprintf '{head}\\n{rows}'\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert shutil.which("tesseract") == str(script)
    pictures = [tmp_path / f"{n}.png" for n in range(3)]
    read = ocr.read_marks(pictures, tmp_path, "eng", stops=True)
    assert read == (("7", 96), ("", 0), ("12", 40))
    assert ocr.read_marks([], tmp_path, "eng", stops=False) == ()
