"""What stages are made with is told from files and versions, and no program is run for it."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTCollection, TTFont

import makeready
from makeready.core.errors import ToolError
from makeready.files.programs import pandoc, toolchain
from old_pandoc import write_old_pandoc

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).parents[3] / "fonts"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    caches = (
        toolchain.read_versions,
        toolchain.read_sources,
        toolchain.read_pandoc_version,
        toolchain.read_typesetting_versions,
        toolchain.read_binding_versions,
    )
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def test_libraries_count_by_name_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = toolchain.read_versions("lxml")
    assert toolchain.read_versions("lxml", "msgspec") != before
    newer = SimpleNamespace(version="0.0", read_text=lambda name: f"Name: {name}\nVersion: 0.0\n")
    unread = SimpleNamespace(version="0.0", read_text=lambda _: None)
    found = []
    for each in (newer, unread):
        monkeypatch.setattr(toolchain, "distribution", lambda _, each=each: each)
        toolchain.read_versions.cache_clear()
        found.append(toolchain.read_versions("lxml"))
    assert found[0] == found[1] != before


@pytest.mark.parametrize("name", ["lxml", "weasyprint", "ebooklib", "pikepdf", "msgspec"])
def test_versions_are_those_that_python_reads(name: str) -> None:
    assert toolchain.read_versions(name) != toolchain.read_versions("no-such-library")
    assert toolchain._version(name) == version(name)


def test_our_sources_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cli").mkdir()
    for name in ("__init__.py", "a.py", "cli/b.py"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(makeready, "__file__", str(tmp_path / "__init__.py"))
    first = toolchain.read_sources()
    (tmp_path / "cli/b.py").write_text("changed")
    toolchain.read_sources.cache_clear()
    assert toolchain.read_sources() == first
    (tmp_path / "a.py").write_text("changed")
    toolchain.read_sources.cache_clear()
    assert toolchain.read_sources() != first


def test_the_wheels_pandoc_counts_by_its_version_and_no_other_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = toolchain.read_pandoc_version()
    assert before == version("pypandoc_binary")
    write_old_pandoc(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "pandoc"))
    pandoc.program.cache_clear()
    toolchain.read_pandoc_version.cache_clear()
    assert toolchain.read_pandoc_version() == before


def test_another_pandoc_counts_by_its_place_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pandoc").write_text("four")
    monkeypatch.setattr(toolchain, "program", lambda: str(tmp_path / "pandoc"))
    toolchain.read_pandoc_version.cache_clear()
    assert toolchain.read_pandoc_version() == f"{(tmp_path / 'pandoc').resolve()} 4"
    toolchain.read_pandoc_version.cache_clear()


def test_the_libraries_of_the_layout_have_versions() -> None:
    pango, harfbuzz, fontconfig = toolchain.read_typesetting_versions()
    assert pango.startswith("1.")
    assert harfbuzz
    assert int(fontconfig) > 2 * 10_000


ROWS = """\
pikepdf.libs/libqpdf-781b0270.so.30.4.2,sha256=2hiQ,4998217
pikepdf/.dylibs/libqpdf.30.4.2.dylib,sha256=3jkR,4998217
pikepdf.libs/qpdf30-1c2d.dll,sha256=4lmS,4998217
pikepdf/_qpdf.py,sha256=5noT,17
"""


def test_the_libqpdf_of_the_wheel_is_named_without_being_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        toolchain, "distribution", lambda _: SimpleNamespace(read_text=lambda _: ROWS)
    )
    bundled, zlib = toolchain.read_binding_versions()
    assert bundled.splitlines() == ROWS.splitlines()[:3]
    assert zlib.startswith("1.")


@pytest.mark.parametrize("record", [None, "pikepdf/_qpdf.py,sha256=5noT,17\n"])
def test_the_libqpdf_of_the_machine_is_asked_where_the_wheel_has_none(
    monkeypatch: pytest.MonkeyPatch, record: str | None
) -> None:
    wheel = SimpleNamespace(read_text=lambda _: record)
    monkeypatch.setattr(toolchain, "distribution", lambda _: wheel)
    monkeypatch.setattr(
        toolchain, "_call_for_text", lambda files, function: f"{files[0]} {function}"
    )
    assert toolchain.read_binding_versions() == (
        "libqpdf.so.30 qpdf_get_qpdf_version",
        "libz.so.1 zlibVersion",
    )


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="this machine has no fc-match")
def test_every_font_of_the_machine_counts_by_file_and_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    # of a family that nobody has, another font takes the place
    families = ("No Such Family, At All",)
    faces = sorted(FONTS.rglob("*.[ot]tf"))
    seen = [toolchain.read_machine_fonts(families)]
    for face in faces[:2]:
        shutil.copy(face, folder)
        seen.append(toolchain.read_machine_fonts(families))
    assert len(set(seen)) == 3
    assert toolchain.read_machine_fonts(families) == seen[-1]
    assert toolchain.read_machine_fonts(()) == ()


def test_fonts_that_cannot_be_listed_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: tuple[str, ...], *, timeout: float) -> None:
        raise ToolError(f"{command[0]} is not installed after {timeout} seconds")

    monkeypatch.setattr(toolchain, "run", fail)
    assert toolchain.read_machine_fonts(("Any",)) is None
    assert toolchain.read_machine_fonts(()) == ()


def test_the_faces_of_a_family_are_all_that_its_files_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = [TTFont(FONTS / "linux-biolinum" / f"LinBiolinum_{name}.otf") for name in ("R", "RB")]
    collection = TTCollection()
    collection.fonts = fonts
    collection.save(tmp_path / "both.ttc")
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    names = toolchain.read_face_names(["Linux Biolinum O"])
    assert names == {"LinBiolinumO", "LinBiolinumOB"}
    assert toolchain.read_face_names(["No Such Family"]) == frozenset()


def test_without_fontconfigs_programs_no_face_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert toolchain.read_face_names(["Linux Biolinum O"]) == frozenset()
