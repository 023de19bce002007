"""Workspaces are found, and titles are read whole from their folders."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError, MakereadyError, SourceError, WorkspaceError
from makeready.core.model import Matter, Slug
from makeready.files import workspace as module
from makeready.files.disk.store import sha256
from makeready.files.workspace import (
    Workspace,
    find_workspace,
    fingerprint_title,
    list_titles,
    read_has_news,
    read_title,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the wheel carries."""
    package = tmp_path / "site" / "lib" / "makeready"
    for name in ("templates/master.xhtml.j2", "fonts/fonts.toml"):
        file = package / "_press" / name
        file.parent.mkdir(parents=True)
        file.write_text("")
    monkeypatch.setattr(module, "_PACKAGE", package)
    return package / "_press"


@pytest.fixture
def workspace(folder: Path, bundled: Path) -> Workspace:
    assert bundled.is_dir()
    return find_workspace(folder)


def test_the_nearest_folder_with_content_is_found(folder: Path, bundled: Path) -> None:
    root = folder.parents[1]
    found = find_workspace(folder / "text")
    assert found == Workspace(
        content=root / "content",
        output=root / "output",
        templates=bundled / "templates",
        fonts=bundled / "fonts",
    )


def test_a_workspace_may_bring_templates_and_fonts(folder: Path, bundled: Path) -> None:
    root = folder.parents[1]
    for name in ("templates/master.xhtml.j2", "fonts/mine.otf"):
        (root / name).parent.mkdir()
        (root / name).write_text("")
    found = find_workspace(root)
    assert found.templates == root / "templates"
    assert found.fonts == bundled / "fonts", "a folder without fonts.toml is not the bundle's match"


def test_named_folders_take_precedence(folder: Path, bundled: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "titles"
    (elsewhere.parent / "templates").mkdir(parents=True)
    (elsewhere.parent / "templates" / "master.xhtml.j2").write_text("hostile")
    elsewhere.mkdir()
    found = find_workspace(folder, content=elsewhere)
    assert (found.content, found.output) == (elsewhere, elsewhere.parent / "output")
    assert found.templates == bundled / "templates"
    assert find_workspace(folder, output=tmp_path / "o").output == tmp_path / "o"


@pytest.mark.usefixtures("bundled")
def test_no_workspace_is_told(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    with pytest.raises(WorkspaceError, match="no folder from here upward has content/"):
        find_workspace(tmp_path / "bare")
    with pytest.raises(WorkspaceError, match="there is no folder"):
        find_workspace(tmp_path, content=tmp_path / "absent")


def test_a_broken_installation_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", folder / "a" / "b")
    with pytest.raises(WorkspaceError, match="makeready's templates are missing"):
        find_workspace(folder)


def test_titles_are_listed_in_order(workspace: Workspace) -> None:
    assert list_titles(workspace) == ()
    for name in ("b", "a", "c"):
        (workspace.content / name).mkdir()
    for name in ("b", "a"):
        (workspace.content / name / "book.toml").write_text("")
    assert list_titles(workspace) == ("a", "b")


def test_a_title_is_read_whole(
    make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    folder = make_title('cover = "cover.svg"\n' + book)
    (folder / "cover.svg").write_bytes(b"<svg/>")
    (folder / "style.css").write_bytes(b"p {}\r\n")
    (folder / "images" / "notes.txt").write_bytes(b"no picture")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "own.ttf").write_bytes(b"font")
    (folder / "fonts" / "all.ttc").write_bytes(b"fonts")
    (folder / "fonts" / "OFL.txt").write_bytes(b"a licence")
    title = read_title(workspace, "salt-roads")
    assert title.book.slug == Slug("salt-roads")
    assert [(text.file, text.matter) for text in title.texts] == [
        ("text/01-sea.md", Matter.BODY),
        ("text/02-land.md", Matter.BACK),
    ]
    assert [(asset.name, asset.media_type, asset.digest) for asset in title.assets] == [
        ("cover.svg", "image/svg+xml", sha256(b"<svg/>")),
        ("images/deep/chart.svg", "image/svg+xml", sha256(b"<svg/>")),
        ("images/map.png", "image/png", sha256(b"png")),
    ]
    assert title.style == "p {}\n"
    assert [(font.name, font.media_type) for font in title.fonts] == [("fonts/own.ttf", "font/ttf")]
    assert title.other_fonts == ("fonts/all.ttc",)


def test_text_loses_its_byte_order_mark_and_its_carriage_returns(
    make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    folder = make_title(book)
    (folder / "text/01-sea.md").write_bytes(b"\xef\xbb\xbf# Sea\r\n\r\nWide\rand deep.")
    assert read_title(workspace, "salt-roads").texts[0].text == "# Sea\n\nWide\nand deep."


def fault(workspace: Workspace, kind: type[MakereadyError]) -> str:
    with pytest.raises(kind) as caught:
        read_title(workspace, "salt-roads")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"# Sea\n\nA caf\xe9.\n",
            (
                "text/01-sea.md:3: byte 0xe9 is not UTF-8\n"
                "  hint: save the file as UTF-8; it looks like Windows-1252 or Latin-1"
            ),
        ),
        (
            "# Sea".encode("utf-16"),
            (
                "text/01-sea.md:1: byte 0xff is not UTF-8\n"
                "  hint: save the file as UTF-8; it looks like UTF-16"
            ),
        ),
    ],
)
def test_text_that_is_not_utf8_is_told_with_its_line(
    data: bytes, told: str, make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    (make_title(book) / "text/01-sea.md").write_bytes(data)
    assert fault(workspace, SourceError) == told


def test_a_text_that_is_too_large_is_not_read(
    make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    with (make_title(book) / "text/01-sea.md").open("wb") as stream:
        stream.truncate(20_000_001)
    assert fault(workspace, SourceError) == (
        "text/01-sea.md: the file has 20,000,001 bytes; 20,000,000 are allowed\n"
        "  hint: divide it, or make it smaller"
    )


def test_settings_of_fifty_megabytes_are_not_read(
    make_title: Callable[[str], Path],
    book: str,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (make_title(book) / "book.toml").open("ab") as stream:
        stream.truncate(50_000_000)
    monkeypatch.delattr(pathlib.Path, "read_bytes")
    assert "the file has 50,000,000 bytes; settings may have 1,000,000" in fault(
        workspace, ConfigError
    )


@pytest.mark.parametrize("name", ["images/leak.png", "style.css", "fonts/leak.otf", "book.toml"])
def test_a_link_out_of_the_folder_is_refused(
    name: str, make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    secret = workspace.content.parent / "secret"
    secret.write_text(book)
    link = make_title(book) / name
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    assert fault(workspace, ConfigError) == (
        f"{name}: this is a link out of the title's folder\n  hint: put the file itself there"
    )


def test_a_link_to_nothing_is_told(
    make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    (make_title(book) / "images" / "gone.png").symlink_to("absent.png")
    assert fault(workspace, SourceError) == (
        "images/gone.png: the file cannot be read: No such file or directory"
    )


@pytest.mark.parametrize("slug", ["", "..", "../salt-roads", "Salt", "a/b", "-a", "a b", "a\n"])
def test_what_is_no_slug_is_refused(slug: str, workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="is not a slug"):
        read_title(workspace, slug)


def test_an_unknown_title_brings_the_near_ones(
    make_title: Callable[[str], Path], book: str, workspace: Workspace
) -> None:
    make_title(book)
    with pytest.raises(WorkspaceError) as caught:
        read_title(workspace, "salt-road")
    assert str(caught.value) == (
        'there is no title "salt-road"\n  hint: did you mean "salt-roads"?'
    )


def test_a_title_has_news_until_its_edition_is_newer(workspace: Workspace) -> None:
    slug = Slug("reeds")
    (workspace.content / slug / "text").mkdir(parents=True)
    for name in ("book.toml", "text/a.md"):
        (workspace.content / slug / name).touch()
    assert read_has_news(workspace, slug)
    edition = workspace.output / slug / f"{slug}.pdf"
    edition.parent.mkdir(parents=True)
    edition.touch()
    newest = max(file.stat().st_mtime_ns for file in (workspace.content / slug).rglob("*.*"))
    os.utime(edition, ns=(newest, newest))
    assert not read_has_news(workspace, slug)
    os.utime(edition, ns=(newest - 1, newest - 1))
    assert read_has_news(workspace, slug)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_picture_whose_name_is_no_text_is_named(
    workspace: Workspace, make_title: Callable[[str], Path], book: str
) -> None:
    folder = make_title(book)
    pictures = folder / "images"
    pictures.mkdir(exist_ok=True)
    (pictures / os.fsdecode(b"\xff.png")).write_bytes(b"")
    fingerprint_title(workspace, folder.name)
    with pytest.raises(SourceError, match="name is not UTF-8") as caught:
        read_title(workspace, folder.name)
    assert str(caught.value.where) == r"images/\udcff.png"
