"""Two editions are found by what names them: files, folders, proofs, tags."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from checks.differ.editions import epub
from makeready.core.errors import MakereadyError, SourceError, UsageError
from makeready.files.disk.store import sha256
from makeready.files.workspace import find_workspace
from makeready.press import diff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from makeready.files.workspace import Workspace
    from makeready.press.diff import Compared

OLD, NEW = epub("<p>Coots nest early.</p>"), epub("<p>Coots nest late.</p>")


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., Compared]:
    (tmp_path / "content").mkdir()
    for name, data in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "reeds.epub").write_bytes(data)
        proof = {"files": [{"name": "reeds.epub", "sha256": sha256(data)}]}
        (tmp_path / name / "proof.json").write_text(json.dumps(proof), "utf-8")

    def run(old: str, new: str, html: Path | None = None) -> Compared:
        workspace = find_workspace(tmp_path)
        names = (str(tmp_path / old), str(tmp_path / new))
        return diff.compare_editions(workspace, names, lambda _: None, html=html)

    return run


@pytest.mark.parametrize("of", ["", "/reeds.epub", "/proof.json"])
def test_files_folders_and_proofs_are_compared(
    of: str, compare: Callable[..., Compared], tmp_path: Path
) -> None:
    compared = compare(f"old{of}", f"new{of}", tmp_path / "leaf.html")
    assert compared.lines == ("words changed: Coots nest [-early.-] {+late.+}",)
    assert compared.facts[0]["subject"] == "words"
    assert "<del>early.</del>" in (tmp_path / "leaf.html").read_text("utf-8")


def test_a_proof_of_other_files_is_refused(
    compare: Callable[..., Compared], tmp_path: Path
) -> None:
    (tmp_path / "old/reeds.epub").write_bytes(NEW)
    with pytest.raises(SourceError, match="not the file of this proof"):
        compare("old/proof.json", "new")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.epub", b"no zip", "cannot be read"),
        ("a.pdf", b"%PDF-", "not of one kind"),
        ("a.txt", b"", "no EPUB, PDF or proof.json"),
        ("proof.json", b"[]", "no proof of makeready"),
    ],
)
def test_what_is_no_edition_is_told(
    name: str, data: bytes, message: str, compare: Callable[..., Compared], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(MakereadyError, match=message):
        compare("old", name)


@pytest.mark.usefixtures("compare")
@pytest.mark.parametrize("name", ["nowhere.epub", "--output=x"])
def test_what_is_neither_file_nor_tag_is_told(name: str, tmp_path: Path) -> None:
    workspace = find_workspace(tmp_path)
    with pytest.raises(UsageError, match="no file and no tag"):
        diff.compare_editions(workspace, (name, str(tmp_path / "new")), lambda _: None)


@pytest.mark.usefixtures("compare")
def test_a_title_is_compared_by_its_name(tmp_path: Path) -> None:
    built = tmp_path / "output/reeds/reeds.epub"
    built.parent.mkdir(parents=True)
    built.write_bytes(NEW)
    names = (str(tmp_path / "old"), "reeds")
    compared = diff.compare_editions(find_workspace(tmp_path), names, lambda _: None)
    assert compared.lines == ("words changed: Coots nest [-early.-] {+late.+}",)


def test_two_tags_are_built_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "content/reeds/text.md"
    text.parent.mkdir(parents=True)
    (text.parent / "book.toml").write_text("", "utf-8")
    git = ("git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.example")
    subprocess.run([*git, "init", "-q"], check=True)
    for tag, word in (("reeds-v1", "early"), ("reeds-v2", "late")):
        text.write_text(word, "utf-8")
        for command in (("add", "."), ("commit", "-qm", tag), ("tag", tag)):
            subprocess.run([*git, *command], check=True)
    monkeypatch.setattr(diff, "_build", make_quickly)
    workspace = find_workspace(tmp_path)
    compared = diff.compare_editions(workspace, ("reeds-v1", "reeds-v2"), lambda _: None)
    assert compared.lines == ("words changed: Coots nest [-early-] {+late+}",)


def make_quickly(workspace: Workspace, slug: str, progress: object) -> bytes:
    """Return the text that the tag's sources hold, unset."""
    del progress
    words = (workspace.content / slug / "text.md").read_text("utf-8")
    return epub(f"<p>Coots nest {words}</p>")


def test_an_archive_is_written_within_its_folder_alone(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, leads in (
            ("a/kept.txt", ""),
            ("inner", "a/kept.txt"),
            ("../over.txt", ""),
            ("outer", "../../etc"),
            ("here", "."),
            ("above", "here/.."),
            ("above/over.txt", ""),
        ):
            member = tarfile.TarInfo(name)
            member.type = tarfile.SYMTYPE if leads else tarfile.REGTYPE
            member.linkname = leads
            tar.addfile(member)
    folder = tmp_path / "in"
    folder.mkdir()
    diff._unpack(packed.getvalue(), folder)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in"]
    assert (folder / "inner").resolve() == (folder / "a/kept.txt").resolve()
    assert not (folder / "outer").is_symlink()
