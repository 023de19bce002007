"""The bibliography that book.toml names is found in the title's folder, with its style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError, SourceError
from makeready.core.model import Bibliography, Numbering
from makeready.files.book.bibliography import find_parent, read_bibliography
from makeready.files.book.schema import Bibliography as Written
from makeready.files.book.toml import read_toml

if TYPE_CHECKING:
    from pathlib import Path

TOML = b'[bibliography]\nfiles = ["works.bib"]\nstyle = "plain"\nscope = "book"\n'
STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl"><info>{}</info></style>'


def read(folder: Path, **written: object) -> Bibliography | None:
    told = Written(**{"files": ("works.bib",), **written})  # type: ignore[arg-type]  # any key
    return read_bibliography(read_toml(TOML, "book.toml"), told, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "works.bib").write_text("", encoding="utf-8")
    (tmp_path / "plain.csl").write_text(STYLE.format(""), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("style", ["plain", "plain.csl"])
def test_a_style_is_named_with_or_without_its_suffix(folder: Path, style: str) -> None:
    assert read(folder, style=style, scope="chapter") == Bibliography(
        files=("works.bib",), style="plain.csl", scope=Numbering.CHAPTER, uncited=False
    )


@pytest.mark.parametrize(
    ("written", "said", "hint"),
    [
        ({"files": ()}, "line 2", "files ="),
        ({"files": ("work.bib",)}, 'no file "work.bib"', "works.bib"),
        ({"files": ("../works.bib",)}, "not in the title's folder", ""),
        ({"files": ("plain.csl",)}, "not a bibliography", ".ris"),
        ({"style": "plane"}, 'no style "plane"', "plain"),
        ({"style": "../plain"}, 'no style "../plain"', ""),
        ({"scope": "chapters"}, '"chapters"', "chapter"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    folder: Path, written: dict[str, object], said: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        read(folder, **written)
    told = f"{raised.value} line {raised.value.where.line if raised.value.where else 0}"
    assert said in told
    assert hint in raised.value.hint


def test_a_style_that_stands_for_another_names_it() -> None:
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/plain"/>'
    assert find_parent(STYLE.format(link).encode(), "a.csl") == "plain"
    assert find_parent(STYLE.format("").encode(), "a.csl") == ""


@pytest.mark.parametrize("data", [b"<style>", b"<html/>", b""])
def test_what_is_no_style_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        find_parent(data, "a.csl")
