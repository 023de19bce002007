"""A tag publishes what it names, the same bytes each time, or nothing and says why."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import (
    ChecksFailed,
    MakereadyError,
    ToolError,
    UsageError,
    WorkspaceError,
)
from makeready.core.findings import Finding, Severity
from makeready.core.model import Slug
from makeready.files.workspace import Workspace, find_workspace
from makeready.press.check import CheckOptions
from makeready.press.release import make_release, read_tag

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """title = "The Ferry"
language = "en"
identifier = "urn:uuid:7f4f3d7a-52c9-45d0-a1f1-0d7fb8f4d2b6"
modified = 2026-03-01
publisher = "Quay Press"

[[people]]
name = "Ada Brook"
role = "aut"

[[parts]]
file = "text/01.md"
"""
CHANGES = """# Changes

## 1.2.0 - 2026-03-01

The crossing is told at last.[^no]

## 1.1.0 - 2026-02-01

Smaller things.
"""
LOCK = """# a lock
salt==1.0 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000001 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000002
tide==2.5 ; sys_platform == 'linux' \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000003
"""
OPEN = Finding(code="T-004", severity=Severity.WARNING, message="so it is")
HINT = Finding(code="P-005", severity=Severity.HINT, message="by the way")


@dataclass(frozen=True)
class Checked:
    slug: Slug
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    holds: bool = True


SOUND = Checked(Slug("ferry"))


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@quay.example")
    subprocess.run(("git", "-C", str(folder), *who, *words), check=True, capture_output=True)


def nothing(*_: object) -> None:
    """Hear of progress."""


@pytest.fixture
def press(tmp_path: Path) -> Workspace:
    """A press in a repository of its own, with one title and the tag of its release."""
    root = tmp_path / "press"
    files = {
        "content/ferry/book.toml": BOOK,
        "content/ferry/CHANGES.md": CHANGES,
        "content/ferry/text/01.md": "# The quay\n\nIt was early.[^so]\n\n[^so]: Before six.\n",
        "requirements/build.txt": LOCK,
        ".gitignore": "/output/\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Tell the crossing")
    git(root, "tag", "--annotate", "--message=1.2.0", "v1.2.0")
    return find_workspace(root)


def checks(monkeypatch: pytest.MonkeyPatch, checked: Checked = SOUND) -> None:
    """Let the checks come to this, and leave a proof as they do."""

    def check_titles(
        workspace: Workspace, slugs: tuple[str, ...], _progress: object, options: CheckOptions
    ) -> tuple[Checked, ...]:
        assert options.rebuild
        for slug in slugs:
            for name in ("proof.json", "proof.html"):
                (workspace.output / slug / name).write_bytes(b"It holds.\n")
        return (checked,)

    module = ModuleType("makeready.press.check")
    module.__dict__.update(check_titles=check_titles, CheckOptions=CheckOptions)
    module.__spec__ = ModuleSpec("makeready.press.check", None)
    monkeypatch.setitem(sys.modules, "makeready.press.check", module)


def released(press: Workspace, tag: str = "v1.2.0") -> dict[str, bytes]:
    folder = press.output / "release" / tag
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_release_holds_what_the_tag_publishes(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch, Checked(Slug("ferry"), findings=(HINT,)))
    made = make_release(press, "v1.2.0", nothing)
    files = released(press)
    assert tuple(files) == made.files == tuple(sorted(files))
    assert set(files) == {
        *("NOTES.md", "SHA256SUMS", "ferry-proof.html", "ferry-proof.json"),
        *("ferry.epub", "ferry.pdf", "sbom.cdx.json"),
    }
    assert files["NOTES.md"].decode() == (
        "## The Ferry 1.2.0\n\nThe crossing is told at last.[^no]\n"
    )
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name != "SHA256SUMS"
    }


def test_a_repository_of_titles_alone_is_released_with_the_lock_of_the_press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    root = tmp_path / "mine"
    for name, text in {
        "content/ferry/book.toml": BOOK,
        "content/ferry/CHANGES.md": CHANGES,
        "content/ferry/text/01.md": "# The quay\n\nIt was early.\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Tell the crossing")
    git(root, "tag", "v1.2.0")
    mine = find_workspace(root)
    make_release(mine, "v1.2.0", nothing)
    bill = json.loads(released(mine)["sbom.cdx.json"])
    assert "weasyprint" in {each["name"] for each in bill["components"]}
    (root / "content/ferry/odd.txt").write_text("not committed")
    with pytest.raises(WorkspaceError, match="is not what was committed"):
        make_release(mine, "v1.2.0", nothing)


def test_the_bill_names_what_the_lock_names(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    git(press.content.parent, "tag", "ferry-v1.2.0")
    make_release(press, "ferry-v1.2.0", nothing)
    bill = json.loads(released(press, "ferry-v1.2.0")["sbom.cdx.json"])
    assert [part["purl"] for part in bill["components"]] == [
        "pkg:pypi/salt@1.0",
        "pkg:pypi/tide@2.5",
    ]
    assert [len(part["hashes"]) for part in bill["components"]] == [2, 1]
    assert "timestamp" not in bill["metadata"]
    assert bill["metadata"]["component"]["name"] == "ferry"


def test_a_release_made_again_has_the_same_bytes(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    make_release(press, "v1.2.0", nothing)
    first = released(press)
    make_release(press, "v1.2.0", nothing)
    assert released(press) == first


def refused(press: Workspace, tag: str, kind: type[MakereadyError]) -> str:
    with pytest.raises(kind) as caught:
        make_release(press, tag, nothing)
    release = press.output / "release"
    assert not release.exists() or not list(release.iterdir())
    return str(caught.value)


def test_a_dirty_tree_is_refused(press: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    checks(monkeypatch)
    (press.content / "ferry/text/01.md").write_text("# Another quay\n", "utf-8")
    (press.content / "stray.txt").write_text("so", "utf-8")
    told = refused(press, "v1.2.0", WorkspaceError)
    assert "content/ferry/text/01.md and 1 more" in told


def test_a_version_without_words_is_refused(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    git(press.content.parent, "tag", "v1.3.0")
    told = refused(press, "v1.3.0", WorkspaceError)
    assert told.startswith("ferry/CHANGES.md: ferry has no words for version 1.3.0")


def test_an_open_finding_is_refused(press: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    checks(monkeypatch, Checked(Slug("ferry"), findings=(HINT, OPEN), holds=False))
    told = refused(press, "v1.2.0", ChecksFailed)
    assert "ferry has 1 finding open, the first: T-004 so it is" in told


def test_a_check_that_could_not_run_is_refused(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch, Checked(Slug("ferry"), missing=("Java",), holds=False))
    assert "cannot be proved on this machine: Java" in refused(press, "v1.2.0", ToolError)


def test_a_tag_that_is_not_there_is_refused(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    assert "there is no tag v1.1.0" in refused(press, "v1.1.0", WorkspaceError)


def test_a_tag_at_another_commit_is_refused(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    git(press.content.parent, "commit", "--quiet", "--allow-empty", "--message=More")
    assert "at another commit" in refused(press, "v1.2.0", WorkspaceError)


def test_a_refused_release_leaves_the_one_before(
    press: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    make_release(press, "v1.2.0", nothing)
    before = released(press)
    checks(monkeypatch, Checked(Slug("ferry"), findings=(OPEN,), holds=False))
    with pytest.raises(ChecksFailed):
        make_release(press, "v1.2.0", nothing)
    assert released(press) == before


def test_a_folder_without_git_is_refused(press: Workspace) -> None:
    (press.content.parent / ".git").rename(press.content.parent / "git")
    assert "not kept by git" in refused(press, "v1.2.0", WorkspaceError)


@pytest.mark.parametrize(
    ("name", "slugs", "version"),
    [
        ("v2.0", ("ferry", "road-v2"), "2.0"),
        ("ferry-v1.0.0-rc.1", ("ferry",), "1.0.0-rc.1"),
        ("road-v2-v3", ("road-v2",), "3"),
    ],
)
def test_a_tag_names_titles_and_a_version(name: str, slugs: tuple[str, ...], version: str) -> None:
    tag = read_tag(name, (Slug("ferry"), Slug("road-v2")))
    assert (tag.slugs, tag.version) == (slugs, version)


@pytest.mark.parametrize("name", ["1.0", "v", "latest", "boat-v1.0", "../v1.0", "v1.0/x", "V1.0"])
def test_a_name_that_is_no_tag_of_a_release_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        read_tag(name, (Slug("ferry"),))
