"""A build that fails or is killed leaves each file old or new, and whole."""

from __future__ import annotations

import io
import os
import random
import subprocess
import time
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree

from makeready.checks.read.recorded import master_of_epub, master_of_pdf
from makeready.core.errors import ChecksFailed
from makeready.core.model import Slug
from makeready.press.build.outcomes import Built, Failed
from makeready.press.build.pipeline import build_titles
from press.titles import build, command, environment, listing, workspace, write_title

if TYPE_CHECKING:
    from pathlib import Path

SEED = 1818


def built(root: Path) -> Built:
    (outcome,) = build_titles(workspace(root), (), lambda *_: None)
    assert isinstance(outcome, Built), outcome
    return outcome


def test_two_builds_in_other_folders_give_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "one", tmp_path / "another folder/deep"
    for root in (here, there):
        write_title(root / "content", {"text/a.md": '# One\n\nWords^[A note.] "here".\n'})
    built(here)
    told = build(there)
    assert told.code == 0, told.err
    assert listing(here / "output") == listing(there / "output")
    assert len(listing(here / "output")) == 5


def test_a_title_that_fails_leaves_the_editions_from_before(tmp_path: Path) -> None:
    folder = write_title(tmp_path / "content", {"text/a.md": "# One\n\nWords.\n"})
    built(tmp_path)
    before = listing(tmp_path / "output")
    (folder / "text/a.md").write_text("# One\n\n[x](#nowhere)\n")
    (outcome,) = build_titles(workspace(tmp_path), (), lambda *_: None)
    assert isinstance(outcome, Failed)
    assert outcome.error.exit_code == 9
    assert listing(tmp_path / "output") == before


def test_one_title_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": "[x](#nowhere)\n"}, slug="a")
    write_title(tmp_path / "content", {"text/a.md": "# One\n"}, slug="b")
    outcomes = build_titles(workspace(tmp_path), (), lambda *_: None)
    assert [(each.slug, type(each)) for each in outcomes] == [("a", Failed), ("b", Built)]
    made = {"b/b.epub", "b/b.pdf", "b/findings.json", "b/inventory.json", "b/master.xhtml"}
    assert listing(tmp_path / "output").keys() == made


def test_findings_have_their_line_and_the_book_is_built(tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": "# One\n\nx[^lost] <blink>y</blink>\n"})
    told = [str(found) for found in built(tmp_path).findings]
    assert sorted(told) == [
        "text/a.md:3: N-002 [^lost] calls no note",
        "text/a.md:3: T-005 <blink> is left out, its words kept: y",
    ]


def test_a_character_that_no_font_has_is_told_with_its_line(tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": "# One\n\nWords.\n\nA word: 水.\n"})
    (outcome,) = build_titles(workspace(tmp_path), (), lambda *_: None)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, ChecksFailed)
    (found,) = outcome.error.findings
    assert str(found).startswith("text/a.md:5: P-007 水 (U+6C34")
    assert not (tmp_path / "output/mills").exists()


def test_french_marks_and_their_narrow_blanks_are_in_our_fonts(tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": "# Un\n\n[Il dit \"oui 'non'\".]{lang=fr}\n"})
    assert built(tmp_path).findings == ()


def test_a_mixed_pair_is_seen_and_corrected(tmp_path: Path) -> None:
    folder = write_title(tmp_path / "content", {"text/a.md": "# One\n\nOld words.\n"})
    built(tmp_path)
    epub = tmp_path / "output/mills/mills.epub"
    old = epub.read_bytes()
    (folder / "text/a.md").write_text("# One\n\nNew words.\n")
    assert built(tmp_path).findings == ()
    epub.write_bytes(old)
    assert [each.code for each in built(tmp_path).findings] == ["X-001"]
    assert built(tmp_path).findings == ()


DAMAGES = (b"", b"no edition at all", b"%PDF-1.7\nbroken", b"PK\x03\x04broken")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("mills.epub", DAMAGES[3]),
        ("mills.pdf", DAMAGES[2]),
        ("mills.pdf", DAMAGES[1]),
        *(pytest.param("mills.epub", each, marks=pytest.mark.soak) for each in DAMAGES[:3]),
        pytest.param("mills.pdf", DAMAGES[0], marks=pytest.mark.soak),
        pytest.param("mills.pdf", DAMAGES[3], marks=pytest.mark.soak),
    ],
)
def test_a_damaged_edition_is_replaced(tmp_path: Path, name: str, damage: bytes) -> None:
    write_title(tmp_path / "content", {"text/a.md": "# One\n"})
    folder = tmp_path / "output/mills"
    folder.mkdir(parents=True)
    (folder / "mills.epub").write_bytes(b"")
    (folder / "mills.pdf").write_bytes(b"")
    (folder / name).write_bytes(damage)
    built(tmp_path)
    assert digests(folder)[0] == digests(folder)[1] != ""


def digests(folder: Path) -> tuple[str, str]:
    pdf, epub = ((folder / f"mills.{suffix}").read_bytes() for suffix in ("pdf", "epub"))
    return master_of_pdf(pdf), master_of_epub(epub)


def assert_whole(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".pdf":
            with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
                assert len(pdf.pages) > 0
        elif path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None
        elif path.suffix == ".xhtml":
            etree.fromstring(path.read_bytes())


# tests/press/test_killed.py kills two builds in the usual run, and asks for more
@pytest.mark.soak
@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no kill -9")
def test_a_killed_build_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    folder = write_title(tmp_path / "content", {"text/a.md": "# One\n\nOld words.\n"})
    output = tmp_path / "output/mills"
    started = time.monotonic()
    assert build(tmp_path).code == 0
    lasted = time.monotonic() - started
    old = listing(output)
    (folder / "text/a.md").write_text("# One\n\nNew words.\n")
    moments = random.Random(SEED)
    kept: list[dict[str, str]] = []
    for _ in range(10):
        run = subprocess.Popen(
            command(tmp_path, "build"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(tmp_path),
        )
        time.sleep(lasted * moments.random())
        run.kill()
        run.wait()
        assert_whole(output)
        kept.append({name: each for name, each in listing(output).items() if ".part" not in name})
    built(tmp_path)
    new = listing(output)
    others = {"findings.json", "inventory.json", "master.xhtml"}
    assert set(new) == set(old) == {"mills.epub", "mills.pdf"} | others
    assert all(new[name] != old[name] for name in new)
    for found in kept:
        assert all(found[name] in (old[name], new[name]) for name in old)


def test_a_write_that_fails_halfway_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_title(tmp_path / "content", {"text/a.md": "# One\n\nOld words.\n"})
    built(tmp_path)
    before = listing(tmp_path / "output")
    (folder / "text/a.md").write_text("# One\n\nNew words.\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (outcome,) = build_titles(workspace(tmp_path), (), lambda *_: None)
    assert isinstance(outcome, Failed)
    assert outcome.slug == Slug("mills")
    assert "No space left" in outcome.error.message
    assert listing(tmp_path / "output") == before
