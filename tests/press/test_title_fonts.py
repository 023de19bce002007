"""A title says which fonts it needs of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.files.workspace import Workspace, find_workspace
from makeready.press import title_fonts
from makeready.press.title_fonts import examine_fonts, find_absent_fonts

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
title = "A Book"
language = "{language}"
identifier = "urn:uuid:6c1e0b9e-58b5-4a8a-9a0e-0f6a4a1b7c15"
modified = 2026-01-02
{look}
[[parts]]
file = "text/1.md"
"""


def workspace(folder: Path, text: str, *, language: str = "en", look: str = "") -> Workspace:
    title = folder / "content/book"
    (title / "text").mkdir(parents=True)
    (title / "book.toml").write_text(BOOK.format(language=language, look=look), "utf-8")
    (title / "text/1.md").write_text(text, "utf-8")
    return find_workspace(folder)


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title_fonts, "has_family", lambda _: False)


@pytest.mark.parametrize(
    ("text", "language", "font", "package"),
    [
        ("川の上に橋", "ja", "Noto Serif CJK JP", "fonts-noto-cjk"),
        ("センター・ホール", "ja", "Noto Serif CJK JP", "fonts-noto-cjk"),
        ("橋", "zh-Hant", "Noto Serif CJK TC", "fonts-noto-cjk"),
        ("الجسر", "ar", "Noto Naskh Arabic", "fonts-noto-core"),
    ],
)
def test_language_and_characters_say_which(
    tmp_path: Path, text: str, language: str, font: str, package: str
) -> None:
    (need,) = examine_fonts(workspace(tmp_path, text, language=language))
    assert (need.name, need.found, need.package) == (f"font “{font}”", "", package)
    assert package in need.remedy


def test_what_the_title_names_comes_first(tmp_path: Path) -> None:
    look = '[print]\nfallback = ["Amiri"]\n'
    (need,) = examine_fonts(workspace(tmp_path, "الجسر", language="ar", look=look), ["book"])
    assert (need.name, need.package) == ("font “Amiri”", "fonts-hosny-amiri")


def test_a_title_in_letters_that_the_press_has_needs_none(tmp_path: Path) -> None:
    assert examine_fonts(workspace(tmp_path, "A bridge, мост, γέφυρα, גשר.")) == ()


def test_a_family_that_the_machine_has_not_is_told_with_what_brings_it() -> None:
    (found,) = find_absent_fonts(["Amiri"])
    assert str(found) == "book.toml: P-024 “Amiri” is no font of this machine"
    assert "fonts-hosny-amiri" in found.hint
    assert find_absent_fonts([]) == ()


def test_nothing_is_told_where_the_fonts_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title_fonts, "read_machine_fonts", lambda _: None)
    assert find_absent_fonts(["Amiri"]) == ()
